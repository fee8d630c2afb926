//! A contact: what is known of it, and whether it is who it says it is.

use pillion_protocol::content::request::Ask;
use pillion_wire::id::AccountId;

use super::composer::Composer;

/// An open screen of a contact.
#[derive(Debug, Clone)]
pub struct Person {
    /// The contact.
    pub account: AccountId,
    /// Names this screen, so that an answer to an earlier one is not taken for its own.
    pub attempt: u32,
    /// The 60 digits, once they are known.
    pub number: Option<String>,
    /// The code that the contact's phone reads, once it is known.
    pub code: Option<String>,
    /// What the keys do.
    pub step: Step,
    /// Whether the code stands alone, so that it fits.
    pub alone: bool,
    /// What came of it, and whether that is well.
    pub outcome: Option<(String, bool)>,
}

/// What the keys do.
#[derive(Debug, Clone)]
pub enum Step {
    /// They begin something.
    Look,
    /// They write the contact's code, or the path of a picture of it.
    Compare(Composer),
    /// They write the name of a picture file.
    File(Composer),
    /// A picture is searched, or the phone compares.
    Asking,
    /// They answer a question.
    Sure(String, Ask),
}
