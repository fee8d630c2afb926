//! What a mailbox carries: one byte that says what follows, then a structure of RFC 9420.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | 1: a `Welcome` (section 12.4.3.1); 2: a `PrivateMessage` (section 6.3) |
//! | 1 | n | the structure, to the last byte |
//!
//! A welcome into a group of many has the secrets of one new member, and names the pieces that the tree comes in
//! ([`super::welcome`], [`super::piece`]); the tree of such a group is a blob of its own ([`super::tree`]):
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | 3 |
//! | 1 | 16 | the set of pieces |
//! | 17 | n | a `Welcome`, to the last byte |
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | 5 |
//! | 1 | n | the tree, sealed, to the last byte |
//!
//! Kind 4 is a piece of a blob that is too large for a frame ([`super::piece`]).
//!
//! The RFC's outer `MLSMessage` is left out: its version and format would be bytes that nothing signs.
//!
//! Source: docs/protocol.md, rules `R-MLS-2`, `R-GROUP-10` and `R-GROUP-12`.

use openmls::prelude::{
    MlsMessageBodyOut, MlsMessageOut, PrivateMessageIn, Welcome,
    tls_codec::{Deserialize as _, Serialize as _},
};

use super::{error::MlsError, piece::SetId};

const WELCOME: u8 = 1;
const MESSAGE: u8 = 2;
const WELCOME_OF_MANY: u8 = 3;
/// What follows is a piece; see [`super::piece`].
pub(super) const PIECE: u8 = 4;
/// What follows is a sealed tree; see [`super::tree`].
pub(super) const TREE: u8 = 5;

/// One sealed blob, taken apart.
pub(super) enum Envelope {
    /// The way into a new group of two.
    Welcome(Welcome),
    /// The way into a group of many, and the pieces that hold its tree.
    WelcomeOfMany(Welcome, SetId),
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

/// Wraps the welcome of one new member of a group of many.
pub(super) fn encode_of_many(welcome: &[u8], tree: SetId) -> Vec<u8> {
    [&[WELCOME_OF_MANY], tree.0.as_slice(), welcome].concat()
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
        Some((&WELCOME_OF_MANY, body)) => of_many(body).ok_or(MlsError::Damaged("no welcome of one member")),
        Some((&PIECE, _)) => Err(MlsError::Damaged("a piece of a blob")),
        Some((&TREE, _)) => Err(MlsError::Damaged("a tree without its welcome")),
        Some(_) => Err(MlsError::Damaged("unknown kind")),
    }
}

fn of_many(body: &[u8]) -> Option<Envelope> {
    let (set, welcome) = body.split_first_chunk()?;
    let welcome = Welcome::tls_deserialize_exact(welcome).ok()?;
    (welcome.secrets().len() == 1).then_some(Envelope::WelcomeOfMany(welcome, SetId(*set)))
}
