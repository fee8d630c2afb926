//! Whole files in memory: sealed and opened as phone and page do it.

use pillion_protocol::{
    crypto::{
        digest::{Digest, Digester},
        key::StreamKey,
    },
    file::{opening::Opening, sealing::Sealing},
};

/// What a file is when it is sealed, and the digest of that.
///
/// # Panics
/// Never: it is sealed to its end.
#[must_use]
pub fn seal(key: &StreamKey, plain: &[u8]) -> (Vec<u8>, Digest) {
    let length = u64::try_from(plain.len()).expect("a length");
    let (mut sealing, mut sealed, mut rest) = (Sealing::new(key, length), Vec::new(), plain);
    while let Some(wanted) = sealing.wants() {
        let (now, later) = rest.split_at(wanted);
        let mut chunk = now.to_vec();
        sealing.seal(&mut chunk).expect("a chunk");
        sealed.extend(chunk);
        rest = later;
    }
    (sealed, sealing.finish().expect("all of it"))
}

/// What comes out of sealed bytes of a file that is `bytes` long; `None` if they are not genuine.
#[must_use]
pub fn open(key: &StreamKey, mut sealed: &[u8], bytes: u64) -> Option<Vec<u8>> {
    let (mut opening, mut plain) = (Opening::new(key, bytes, digest(sealed)), Vec::new());
    while let Some(wanted) = opening.wants() {
        let (now, later) = sealed.split_at_checked(wanted)?;
        let mut chunk = now.to_vec();
        opening.open(&mut chunk).ok()?;
        plain.extend(chunk);
        sealed = later;
    }
    sealed.is_empty().then_some(plain)
}

/// Of all bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> Digest {
    let mut digester = Digester::new();
    digester.update(bytes);
    digester.finish()
}
