//! The passphrase that opens a phone's database.

use core::fmt;

use zeroize::Zeroizing;

/// A passphrase; wiped from memory when dropped, and never shown.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes a passphrase as it was typed or read from a file; the line end at its end is not part of it.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self(Zeroizing::new(typed.trim_end_matches(['\r', '\n']).to_owned()))
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The passphrase itself, for the store.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_end_of_a_file_is_not_part_of_it() {
        assert_eq!(Passphrase::new("a b \r\n").reveal(), "a b ");
        assert!(Passphrase::new("\n").is_empty());
    }

    #[test]
    fn debug_shows_nothing_of_it() {
        assert_eq!(format!("{:?}", Passphrase::new("horse")), "Passphrase(secret)");
    }
}
