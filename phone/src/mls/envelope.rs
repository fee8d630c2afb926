//! What a mailbox carries: one byte that says what follows, then a structure of RFC 9420.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | 1: a `Welcome` (section 12.4.3.1); 2: a `PrivateMessage` (section 6.3) |
//! | 1 | n | the structure, to the last byte |
//!
//! A welcome into a group of many brings the tree along ([`super::tree`]):
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | 3 |
//! | 1 | 4 | n, big endian |
//! | 5 | n | a `Welcome` |
//! | 5+n | to the end | the tree, sealed |
//!
//! The RFC's outer `MLSMessage` is left out: its version and format would be bytes that nothing signs.
//!
//! Source: docs/protocol.md, rules `R-MLS-2` and `R-GROUP-10`.

use openmls::prelude::{
    MlsMessageBodyOut, MlsMessageOut, PrivateMessageIn, Welcome,
    tls_codec::{Deserialize as _, Serialize as _},
};

use super::error::MlsError;

const WELCOME: u8 = 1;
const MESSAGE: u8 = 2;
const WELCOME_AND_TREE: u8 = 3;

/// One sealed blob, taken apart.
pub(super) enum Envelope {
    /// The way into a new group.
    Welcome(Welcome),
    /// The way into a group of many, and its tree, sealed.
    WelcomeAndTree(Welcome, Vec<u8>),
    /// Something said in a group.
    Message(PrivateMessageIn),
}

/// Wraps what OpenMLS has sealed.
pub(super) fn encode(sealed: &MlsMessageOut) -> Result<Vec<u8>, MlsError> {
    let (kind, body) = match sealed.body() {
        MlsMessageBodyOut::Welcome(welcome) => (WELCOME, welcome.tls_serialize_detached()),
        MlsMessageBodyOut::PrivateMessage(message) => (MESSAGE, message.tls_serialize_detached()),
        _ => {
            return Err(MlsError::Library(
                "sealed something that is neither welcome nor message".into(),
            ));
        }
    };
    let mut blob = body.map_err(|error| MlsError::Library(error.to_string()))?;
    blob.insert(0, kind);
    Ok(blob)
}

/// Wraps a welcome and a sealed tree.
pub(super) fn encode_with_tree(welcome: &Welcome, tree: &[u8]) -> Result<Vec<u8>, MlsError> {
    let library = |error: openmls::prelude::tls_codec::Error| MlsError::Library(error.to_string());
    let welcome = welcome.tls_serialize_detached().map_err(library)?;
    let length = u32::try_from(welcome.len()).map_err(|error| MlsError::Library(error.to_string()))?;
    Ok([&[WELCOME_AND_TREE], length.to_be_bytes().as_slice(), &welcome, tree].concat())
}

/// Takes a blob apart; nothing in it is trusted yet.
///
/// By `Deserialize`, which reads no more than there is, and not by `DeserializeBytes`: in builds with debug assertions
/// tls_codec 0.5 panics there at a length that the blob does not keep.
pub(super) fn decode(blob: &[u8]) -> Result<Envelope, MlsError> {
    match blob.split_first() {
        None => Err(MlsError::Damaged("empty")),
        Some((&WELCOME, body)) => Welcome::tls_deserialize_exact(body)
            .map(Envelope::Welcome)
            .map_err(|_| MlsError::Damaged("no welcome")),
        Some((&MESSAGE, body)) => PrivateMessageIn::tls_deserialize_exact(body)
            .map(Envelope::Message)
            .map_err(|_| MlsError::Damaged("no message")),
        Some((&WELCOME_AND_TREE, body)) => with_tree(body).ok_or(MlsError::Damaged("no welcome and tree")),
        Some(_) => Err(MlsError::Damaged("unknown kind")),
    }
}

fn with_tree(body: &[u8]) -> Option<Envelope> {
    let (length, rest) = body.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (welcome, tree) = rest.split_at_checked(length)?;
    let welcome = Welcome::tls_deserialize_exact(welcome).ok()?;
    Some(Envelope::WelcomeAndTree(welcome, tree.to_vec()))
}
