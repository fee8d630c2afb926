//! What the relay stores of a browser's token: a hash, so that a stolen relay disk opens no link.

use pillion_wire::id::{FileToken, LinkToken, TokenHash};
use sha2::{Digest, Sha256};

/// SHA-256 of a token. A token is 32 random bytes, so the hash needs neither salt nor stretching.
#[must_use]
pub fn hash(token: &LinkToken) -> TokenHash {
    TokenHash(Sha256::digest(token.0).into())
}

/// The same of the token of a file.
#[must_use]
pub fn hash_of_file(token: &FileToken) -> TokenHash {
    TokenHash(Sha256::digest(token.0).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_sha_256() {
        // FIPS 180-4 test by any other tool: sha256 of 32 zero bytes.
        assert_eq!(
            hex::encode(hash(&LinkToken([0; 32])).0),
            "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"
        );
    }
}
