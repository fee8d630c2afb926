//! What people compare and scan to be sure of one another, as objects.

use pillion_protocol::content::contact::Contact;
use serde::Serialize;

/// `{"account","handle","verified","number","code"}`.
#[derive(Debug, Serialize)]
pub struct SafetyObject {
    /// The contact's account.
    pub account: String,
    /// The handle without `@`.
    pub handle: String,
    /// Whether the identities were compared.
    pub verified: bool,
    /// The 60 digits.
    pub number: String,
    /// The code that the contact's phone reads.
    pub code: String,
}

impl SafetyObject {
    /// What to compare with a contact.
    #[must_use]
    pub fn new(contact: &Contact, number: String, code: String) -> Self {
        Self {
            account: contact.account.to_hex(),
            handle: contact.handle.as_str().to_owned(),
            verified: contact.verified,
            number,
            code,
        }
    }
}

/// `{"code"}`: the code by which others add this account.
#[derive(Debug, Serialize)]
pub struct CodeObject {
    /// The code.
    pub code: String,
}
