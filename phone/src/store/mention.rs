//! Whom a message names: `@handle` in its words, if somebody of the chat has that handle.

use std::collections::BTreeSet;

use pillion_protocol::content::id::ChatId;
use pillion_wire::handle::Handle;

use super::{database::Tx, error::StoreError};

/// Handles that are looked at in one message. It could hold thousands, and all that is told of it must fit one message of a link.
const NAMED: usize = 64;

/// Whom a message names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mentions {
    /// Members of the chat, in the order in which they are named.
    pub handles: Vec<Handle>,
    /// Whether this account is one of them.
    pub own: bool,
}

/// Whom words name that stand in a chat.
///
/// # Errors
/// [`StoreError`].
pub fn of(tx: &Tx<'_>, chat: ChatId, words: &str) -> Result<Mentions, StoreError> {
    let mut mentions = Mentions::default();
    // Most messages name nobody.
    if !words.contains('@') {
        return Ok(mentions);
    }
    for handle in named(words) {
        if is_own(tx, &handle)? {
            mentions.own = true;
        } else if !is_there(tx, chat, &handle)? {
            continue;
        }
        mentions.handles.push(handle);
    }
    Ok(mentions)
}

fn is_own(tx: &Tx<'_>, handle: &Handle) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM account WHERE handle = ?")?
        .exists([handle.as_str()])?)
}

fn is_there(tx: &Tx<'_>, chat: ChatId, handle: &Handle) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT 1 FROM contact WHERE chat = ?1 AND handle = ?2
             UNION ALL SELECT 1 FROM member WHERE chat = ?1 AND handle = ?2 AND gone = 0",
        )?
        .exists((chat.0, handle.as_str()))?)
}

/// The handles in a text, each once, in their order. An address with a name before its `@` or another `@` after it is none.
fn named(words: &str) -> Vec<Handle> {
    let mut seen = BTreeSet::new();
    let mut handles = Vec::new();
    for (at, _) in words.match_indices('@') {
        let (before, after) = words.split_at(at);
        let after = after.strip_prefix('@').unwrap_or(after);
        let end = after.find(|c: char| !is_part(c)).unwrap_or(after.len());
        let (word, behind) = after.split_at(end);
        let stands_alone = !before.ends_with(|c: char| is_part(c) || c.is_alphanumeric() || c == '@')
            && !behind.starts_with(|c: char| c.is_alphanumeric() || c == '@');
        if stands_alone
            && let Ok(handle) = Handle::parse(word)
            && seen.insert(handle.clone())
        {
            handles.push(handle);
            if handles.len() == NAMED {
                break;
            }
        }
    }
    handles
}

const fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_stand_alone_behind_their_sign() {
        for (words, found) in [
            ("@alice", &["alice"][..]),
            ("hi @Alice, and (@bob_2)!", &["alice", "bob_2"]),
            ("@bob @alice @bob", &["bob", "alice"]),
            ("*@bob* and\n@carol.", &["bob", "carol"]),
            ("mail bob@alice.example", &[]),
            ("@alice@example.org @@bob", &[]),
            ("@aliceé éa@bob", &[]),
            ("@ @al @1abc @_abc", &[]),
            ("@ alice", &[]),
        ] {
            let handles = named(words);
            let texts: Vec<_> = handles.iter().map(Handle::as_str).collect();
            assert_eq!(texts, found, "{words:?}");
        }
        let long = format!("@{}", "a".repeat(33));
        assert!(named(&long).is_empty());
    }

    #[test]
    fn a_text_of_nothing_but_names_names_some() {
        let words: String = (0..10_000).map(|number| format!("@user{number} ")).collect();
        assert_eq!(named(&words).len(), NAMED);
        assert!(named(&"@".repeat(30_000)).is_empty());
    }
}
