//! The primitives that `snow` runs Noise on.
//!
//! `snow` brings primitives of its own in older versions; through this resolver it uses those of [`super`], so that a
//! page carries one copy of each. Keys are wiped when a primitive is dropped, and an agreement whose result does not
//! depend on both sides (RFC 7748, section 6.1) is refused.
//!
//! Randomness: a handshake needs 32 random bytes once, for its ephemeral key. They are drawn before it begins and
//! handed over here, because `snow` wants to own its random source.

use alloc::boxed::Box;

use blake2::{
    Blake2s256,
    digest::{FixedOutput, Update},
};
use chacha20poly1305::{
    ChaCha20Poly1305, Nonce, Tag,
    aead::{AeadInOut, KeyInit},
};
use snow::{
    Error,
    params::{CipherChoice, DHChoice, HashChoice},
    resolvers::CryptoResolver,
    types::{Cipher, Dh, Hash, Random},
};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Gives `snow` its primitives for one handshake.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Resolver {
    ephemeral: [u8; 32],
}

impl Resolver {
    /// For one handshake, whose ephemeral secret will be `ephemeral`.
    #[must_use]
    pub const fn new(ephemeral: [u8; 32]) -> Self {
        Self { ephemeral }
    }
}

impl core::fmt::Debug for Resolver {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Resolver(secret)")
    }
}

impl CryptoResolver for Resolver {
    fn resolve_rng(&self) -> Option<Box<dyn Random>> {
        Some(Box::new(Once {
            bytes: self.ephemeral,
            used: false,
        }))
    }

    fn resolve_dh(&self, choice: &DHChoice) -> Option<Box<dyn Dh>> {
        match choice {
            DHChoice::Curve25519 => Some(Box::new(X25519::default())),
            _ => None,
        }
    }

    fn resolve_hash(&self, choice: &HashChoice) -> Option<Box<dyn Hash>> {
        match choice {
            HashChoice::Blake2s => Some(Box::new(Blake2s::default())),
            _ => None,
        }
    }

    fn resolve_cipher(&self, choice: &CipherChoice) -> Option<Box<dyn Cipher>> {
        match choice {
            CipherChoice::ChaChaPoly => Some(Box::new(ChaChaPoly::default())),
            _ => None,
        }
    }
}

/// The bytes of one ephemeral key; a second draw is refused, for it would repeat them.
#[derive(Zeroize, ZeroizeOnDrop)]
struct Once {
    bytes: [u8; 32],
    used: bool,
}

impl Random for Once {
    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), Error> {
        if self.used || dest.len() != self.bytes.len() {
            return Err(Error::Rng);
        }
        self.used = true;
        dest.copy_from_slice(&self.bytes);
        Ok(())
    }
}

#[derive(Default, Zeroize, ZeroizeOnDrop)]
struct X25519 {
    secret: [u8; 32],
    public: [u8; 32],
}

impl X25519 {
    fn install(&mut self, secret: [u8; 32]) {
        self.secret = secret;
        self.public = PublicKey::from(&StaticSecret::from(secret)).to_bytes();
    }
}

impl Dh for X25519 {
    fn name(&self) -> &'static str {
        "25519"
    }

    fn pub_len(&self) -> usize {
        32
    }

    fn priv_len(&self) -> usize {
        32
    }

    fn set(&mut self, privkey: &[u8]) {
        // Keys come from `super::key` and have 32 bytes; another length leaves the zero key, which agrees on nothing.
        self.install(privkey.try_into().unwrap_or_default());
    }

    fn generate(&mut self, rng: &mut dyn Random) -> Result<(), Error> {
        let mut secret = [0; 32];
        rng.try_fill_bytes(&mut secret)?;
        self.install(secret);
        secret.zeroize();
        Ok(())
    }

    fn pubkey(&self) -> &[u8] {
        &self.public
    }

    fn privkey(&self) -> &[u8] {
        &self.secret
    }

    fn dh(&self, pubkey: &[u8], out: &mut [u8]) -> Result<(), Error> {
        let peer: [u8; 32] = pubkey
            .get(..32)
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(Error::Dh)?;
        let shared = StaticSecret::from(self.secret).diffie_hellman(&PublicKey::from(peer));
        if !shared.was_contributory() {
            return Err(Error::Dh);
        }
        out.get_mut(..32).ok_or(Error::Dh)?.copy_from_slice(shared.as_bytes());
        Ok(())
    }
}

#[derive(Default, Zeroize, ZeroizeOnDrop)]
struct ChaChaPoly {
    key: [u8; 32],
}

impl ChaChaPoly {
    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&self.key.into())
    }
}

/// Noise, section 12.3: 32 bits of zeros, then the counter, little endian.
fn nonce_of(counter: u64) -> Nonce {
    let mut nonce = [0; 12];
    for (byte, counted) in nonce.iter_mut().skip(4).zip(counter.to_le_bytes()) {
        *byte = counted;
    }
    Nonce::from(nonce)
}

impl Cipher for ChaChaPoly {
    fn name(&self) -> &'static str {
        "ChaChaPoly"
    }

    fn set(&mut self, key: &[u8; 32]) {
        self.key = *key;
    }

    fn encrypt(&self, nonce: u64, authtext: &[u8], plaintext: &[u8], out: &mut [u8]) -> usize {
        let length = plaintext.len().saturating_add(16);
        // The trait has no error: `snow` has checked that `out` is long enough. Were it not, nothing is written.
        let Some((body, tag_out)) = out
            .get_mut(..length)
            .and_then(|out| out.split_at_mut_checked(plaintext.len()))
        else {
            return 0;
        };
        body.copy_from_slice(plaintext);
        match self
            .cipher()
            .encrypt_inout_detached(&nonce_of(nonce), authtext, (&mut *body).into())
        {
            Ok(tag) => {
                tag_out.copy_from_slice(&tag);
                length
            }
            Err(_) => {
                body.zeroize();
                0
            }
        }
    }

    fn decrypt(&self, nonce: u64, authtext: &[u8], ciphertext: &[u8], out: &mut [u8]) -> Result<usize, Error> {
        let (body, tag) = ciphertext.split_last_chunk::<16>().ok_or(Error::Decrypt)?;
        let out = out.get_mut(..body.len()).ok_or(Error::Decrypt)?;
        out.copy_from_slice(body);
        self.cipher()
            .decrypt_inout_detached(&nonce_of(nonce), authtext, (&mut *out).into(), &Tag::from(*tag))
            .map_err(|_| Error::Decrypt)?;
        Ok(body.len())
    }
}

#[derive(Default)]
struct Blake2s {
    hasher: Blake2s256,
}

impl Hash for Blake2s {
    fn name(&self) -> &'static str {
        "BLAKE2s"
    }

    fn block_len(&self) -> usize {
        64
    }

    fn hash_len(&self) -> usize {
        32
    }

    fn reset(&mut self) {
        self.hasher = Blake2s256::default();
    }

    fn input(&mut self, data: &[u8]) {
        self.hasher.update(data);
    }

    fn result(&mut self, out: &mut [u8]) {
        let digest: [u8; 32] = core::mem::take(&mut self.hasher).finalize_fixed().into();
        for (byte, hashed) in out.iter_mut().zip(digest) {
            *byte = hashed;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        hex::decode(hex).unwrap().try_into().unwrap()
    }

    #[test]
    fn agreement_is_that_of_rfc_7748() {
        // RFC 7748, section 6.1: Alice's secret, Bob's public key, what they share.
        let mut alice = X25519::default();
        alice.set(&bytes::<32>(
            "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
        ));
        let bob = bytes::<32>("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        let mut shared = [0; 32];
        alice.dh(&bob, &mut shared).unwrap();
        assert_eq!(
            hex::encode(shared),
            "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
        );
    }

    #[test]
    fn a_public_key_that_agrees_with_everybody_is_refused() {
        let mut own = X25519::default();
        own.set(&[7; 32]);
        let mut one = [0; 32];
        one[0] = 1;
        for low in [[0; 32], one] {
            assert_eq!(own.dh(&low, &mut [0; 32]), Err(Error::Dh));
        }
        assert_eq!(own.dh(&[1; 31], &mut [0; 32]), Err(Error::Dh), "cut key");
    }

    #[test]
    fn hashing_is_that_of_rfc_7693() {
        // RFC 7693, appendix B: BLAKE2s-256 of "abc".
        let mut hash = Blake2s::default();
        hash.input(b"abc");
        let mut out = [0; 32];
        hash.result(&mut out);
        assert_eq!(
            hex::encode(out),
            "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982"
        );
    }

    #[test]
    fn a_second_draw_of_an_ephemeral_key_is_refused() {
        let mut rng = Resolver::new([5; 32]).resolve_rng().unwrap();
        let mut drawn = [0; 32];
        rng.try_fill_bytes(&mut drawn).unwrap();
        assert_eq!(drawn, [5; 32]);
        assert_eq!(rng.try_fill_bytes(&mut drawn), Err(Error::Rng));
    }

    #[test]
    fn no_other_primitive_is_given() {
        let resolver = Resolver::new([5; 32]);
        assert!(resolver.resolve_dh(&DHChoice::Curve448).is_none());
        assert!(resolver.resolve_hash(&HashChoice::SHA256).is_none());
        assert!(resolver.resolve_cipher(&CipherChoice::AESGCM).is_none());
    }

    #[test]
    fn sealing_is_that_of_rfc_8439() {
        // RFC 8439, appendix A.5; its nonce has the form of Noise: four zeros, then 01 02 … 08.
        let sealed = bytes::<281>(concat!(
            "64a0861575861af460f062c79be643bd5e805cfd345cf389f108670ac76c8cb24c6cfc18755d43eea09ee94e382d26b0",
            "bdb7b73c321b0100d4f03b7f355894cf332f830e710b97ce98c8a84abd0b948114ad176e008d33bd60f982b1ff37c855",
            "9797a06ef4f0ef61c186324e2b3506383606907b6a7c02b0f9f6157b53c867e4b9166c767b804d46a59b5216cde7a4e9",
            "9040c5a40433225ee282a1b0a06c523eaf4534d7f83fa1155b0047718cbc546a0d072b04b3564eea1b422273f548271a",
            "0bb2316053fa76991955ebd63159434ecebb4e466dae5a1073a6727627097a1049e617d91d361094fa68f0ff77987130",
            "305beaba2eda04df997b714d6c6f2c29a6ad5cb4022b02709b",
            "eead9d67890cbb22392336fea1851f38", // tag
        ));
        let aad = bytes::<12>("f33388860000000000004e91");
        let mut cipher = ChaChaPoly::default();
        cipher.set(&bytes(
            "1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0",
        ));
        let mut opened = [0; 265];
        assert_eq!(
            cipher.decrypt(0x0807_0605_0403_0201, &aad, &sealed, &mut opened),
            Ok(265)
        );
        assert!(opened.starts_with(b"Internet-Drafts are draft documents valid for a maximum of six months"));
        let mut again = [0; 281];
        assert_eq!(cipher.encrypt(0x0807_0605_0403_0201, &aad, &opened, &mut again), 281);
        assert_eq!(again, sealed);
    }

    #[test]
    fn what_was_sealed_otherwise_does_not_open() {
        let mut cipher = ChaChaPoly::default();
        cipher.set(&[3; 32]);
        let mut sealed = [0; 21];
        assert_eq!(cipher.encrypt(0, b"ad", b"hello", &mut sealed), 21);
        let mut opened = [0; 5];
        assert_eq!(cipher.decrypt(0, b"ad", &sealed, &mut opened), Ok(5));
        assert_eq!(&opened, b"hello");
        assert_eq!(
            cipher.decrypt(1, b"ad", &sealed, &mut opened),
            Err(Error::Decrypt),
            "counter"
        );
        assert_eq!(
            cipher.decrypt(0, b"da", &sealed, &mut opened),
            Err(Error::Decrypt),
            "aad"
        );
        assert_eq!(
            cipher.decrypt(0, b"ad", &sealed[..15], &mut opened),
            Err(Error::Decrypt),
            "cut"
        );
        assert_eq!(
            cipher.decrypt(0, b"ad", &sealed, &mut [0; 4]),
            Err(Error::Decrypt),
            "no room"
        );
    }
}
