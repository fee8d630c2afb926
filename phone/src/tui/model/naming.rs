//! Naming a member in a message: `@` and the beginning of a handle.

use pillion_protocol::content::{group::Member, id::ChatId};
use pillion_wire::handle::Handle;

use super::composer::Composer;
use crate::screen::plain;

/// Handles that are offered at a time.
const OFFERED: usize = 4;

/// The members of one group, as far as they are known.
#[derive(Debug, Clone)]
pub struct Naming {
    /// The group's chat.
    pub chat: ChatId,
    /// Its members without this account.
    pub members: Vec<Member>,
}

/// What is typed of a handle: the word before the cursor without its `@`.
#[must_use]
pub fn begun(draft: &Composer) -> Option<&str> {
    let word = draft.word_before();
    let begun = word.strip_prefix('@')?;
    let fits = begun.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    fits.then_some(begun)
}

/// The handles that fit what is typed.
#[must_use]
pub fn offered<'a>(naming: &'a Naming, begun: &str) -> Vec<&'a Handle> {
    let begun = begun.to_ascii_lowercase();
    let fits = |member: &&Member| {
        let handle = member.handle.as_str();
        handle != begun && (handle.starts_with(&begun) || plain::name(&member.name).to_lowercase().starts_with(&begun))
    };
    let fitting = naming.members.iter().filter(fits);
    fitting.map(|member| &member.handle).take(OFFERED).collect()
}
