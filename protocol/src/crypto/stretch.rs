//! A key from a passphrase, by work that costs whoever guesses it memory as well as time.
//!
//! Argon2id, version 1.3 (RFC 9106). The cost travels with what the key seals, so that it can grow with the machines.

use argon2::{Algorithm, Argon2, Params, Version};

use super::key::StretchedKey;

/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;

/// What one guess costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// How often all of it is gone through.
    pub passes: u32,
    /// How many parts of it can be worked on at one time.
    pub lanes: u32,
}

impl Cost {
    /// What RFC 9106 recommends where 2 GiB are too much: 64 MiB, three passes, four lanes. Half a second of a small machine.
    pub const RECOMMENDED: Self = Self {
        memory_kib: 64 * 1_024,
        passes: 3,
        lanes: 4,
    };

    /// The most that is spent on what somebody else has written: 1 GiB and 16 passes, a minute or so. A header that asks for
    /// more is damaged, or meant to keep this machine busy.
    pub const MOST: Self = Self {
        memory_kib: 1_024 * 1_024,
        passes: 16,
        lanes: 64,
    };
}

/// A cost that is beyond [`Cost::MOST`], or that Argon2id does not know: 8 KiB a lane, one pass and one lane are the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no cost to stretch a passphrase with: {0:?}")]
pub struct BadCost(pub Cost);

/// Stretches a passphrase. It takes as long as its cost says.
///
/// # Errors
/// [`BadCost`].
pub fn stretch(passphrase: &[u8], salt: &[u8; SALT_BYTES], cost: Cost) -> Result<StretchedKey, BadCost> {
    let most = Cost::MOST;
    if cost.memory_kib > most.memory_kib || cost.passes > most.passes || cost.lanes > most.lanes {
        return Err(BadCost(cost));
    }
    let bad = |_| BadCost(cost);
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(bad)?;
    let mut key = zeroize::Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase, salt, key.as_mut())
        .map_err(bad)?;
    Ok(StretchedKey::from_bytes(*key))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const SMALL: Cost = Cost {
        memory_kib: 64,
        passes: 3,
        lanes: 4,
    };

    fn hex_of(passphrase: &[u8], salt: u8, cost: Cost) -> alloc::string::String {
        hex::encode(stretch(passphrase, &[salt; 16], cost).unwrap().as_bytes())
    }

    #[test]
    fn the_key_stays_what_it_is() {
        // A backup must open with a later build. Computed with another Argon2.
        assert_eq!(
            hex_of(b"correct horse", 2, SMALL),
            "d4db550b32c4e3dc2bec6b9bad168f506a21842c82983f606d1db480e291a0b4"
        );
        assert_eq!(
            hex_of(b"correct horse", 2, Cost::RECOMMENDED),
            "a621651423a735add22ff0be77561a592a84b374f0065afe6d623bd3d6f3062c"
        );
    }

    #[test]
    fn another_passphrase_salt_or_cost_gives_another_key() {
        let key = hex_of(b"correct horse", 2, SMALL);
        assert_ne!(key, hex_of(b"correct horsf", 2, SMALL));
        assert_ne!(key, hex_of(b"correct horse", 3, SMALL));
        for other in [
            Cost {
                memory_kib: 65,
                ..SMALL
            },
            Cost { passes: 2, ..SMALL },
            Cost { lanes: 2, ..SMALL },
        ] {
            assert_ne!(key, hex_of(b"correct horse", 2, other), "{other:?}");
        }
    }

    #[test]
    fn a_cost_that_is_too_much_or_nothing_is_refused_before_any_work() {
        for bad in [
            Cost {
                memory_kib: u32::MAX,
                ..SMALL
            },
            Cost {
                memory_kib: 31,
                ..SMALL
            },
            Cost { passes: 17, ..SMALL },
            Cost { passes: 0, ..SMALL },
            Cost { lanes: 65, ..SMALL },
            Cost { lanes: 0, ..SMALL },
        ] {
            assert_eq!(stretch(b"x", &[0; 16], bad), Err(BadCost(bad)));
        }
    }
}
