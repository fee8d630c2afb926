//! A round picture with the initials of a name, in a colour that belongs to the account.

use super::element::{Tag, span};

/// Colours that white text can be read on; `style.css` has one class for each.
const COLOURS: u8 = 8;

/// Draws one; `seed` chooses the colour, so that an account has the same one everywhere.
pub fn avatar(name: &str, seed: &[u8]) -> Tag {
    let class = ["avatar colour-", &colour(seed)].concat();
    span().class(&class).attr("aria-hidden", "true").child(initials(name))
}

/// The number of a seed's colour.
pub fn colour(seed: &[u8]) -> String {
    let sum = seed
        .iter()
        .fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte));
    (sum % COLOURS).to_string()
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let letters = first.into_iter().chain(words.next_back());
    letters.flat_map(char::to_uppercase).collect()
}
