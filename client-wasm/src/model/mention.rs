//! Members that a text names: choosing one while writing, and showing them in what was written.

use pillion_protocol::content::group::Member;
use pillion_wire::handle::Handle;

use super::{
    marks::{Kind, Span},
    page::Page,
    search::plain,
};

/// The most members that are offered at once.
pub const OFFERED: usize = 8;

/// The longest word that somebody is looked for by, in characters.
const WORD_CHARS: usize = 32;

/// A member that is being chosen for the composer of the open chat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mention {
    /// Where the `@` stands in the text, in bytes.
    pub start: usize,
    /// What stands behind it.
    pub word: String,
    /// Which of those who are offered would be taken.
    pub at: usize,
}

impl Mention {
    /// What the text before the cursor asks for; `None`: nobody.
    #[must_use]
    pub fn asked(before: &str) -> Option<Self> {
        let start = before.rfind('@')?;
        let (text, word) = before.split_at_checked(start)?;
        let word = word.strip_prefix('@')?;
        let begins = !text.ends_with(|c: char| c.is_alphanumeric() || c == '@');
        let short = word.chars().count() <= WORD_CHARS && !word.contains(char::is_whitespace);
        (begins && short).then(|| Self {
            start,
            word: word.into(),
            at: 0,
        })
    }
}

/// Who is offered.
#[must_use]
pub fn offered(page: &Page) -> Vec<Member> {
    let members = page.open.and_then(|chat| page.rosters.get(&chat));
    let (Some(roster), Some(mention)) = (members, &page.mention) else {
        return Vec::new();
    };
    let word = plain(&mention.word);
    let fits = |member: &&Member| {
        let name = plain(&member.name);
        let mut words = name.split_whitespace().chain([name.as_str()]);
        Some(member.account) != page.me()
            && (words.any(|name| name.starts_with(&word)) || plain(&handle(member)).starts_with(&word))
    };
    roster.members.iter().filter(fits).take(OFFERED).cloned().collect()
}

/// The member's handle without its `@`.
fn handle(member: &Member) -> String {
    member.handle.to_string().trim_start_matches('@').to_owned()
}

/// The text with a member in place of what was asked for.
#[must_use]
pub fn put(text: &str, mention: &Mention, member: &Member) -> Option<String> {
    let before = text.get(..mention.start)?;
    let behind = text
        .get(mention.start..)?
        .strip_prefix('@')?
        .strip_prefix(mention.word.as_str())?;
    let space = if behind.starts_with(' ') { "" } else { " " };
    Some([before, "@", &handle(member), space, behind].concat())
}

/// The pieces of a text, with the members that it names as pieces of their own; `own` is this account's.
#[must_use]
pub fn marked(spans: Vec<Span>, named: &[Handle], own: Option<&Handle>) -> Vec<Span> {
    if named.is_empty() {
        return spans;
    }
    let names: Vec<_> = named
        .iter()
        .map(|handle| (handle.to_string(), own == Some(handle)))
        .collect();
    let mut done = Vec::new();
    for span in spans {
        if span.kind != Kind::Words {
            done.push(span);
            continue;
        }
        let (mut plain, mut at) = (0, 0);
        while let Some(next) = span.text.get(at..).and_then(|rest| rest.find('@')) {
            let start = at + next;
            at = start + 1;
            let Some((name, mine)) = names.iter().find(|(name, _)| says(&span.text, start, name)) else {
                continue;
            };
            at = start + name.len();
            push(&mut done, &span, plain..start, Kind::Words);
            push(&mut done, &span, start..at, Kind::Mention(*mine));
            plain = at;
        }
        push(&mut done, &span, plain..span.text.len(), Kind::Words);
    }
    done
}

fn push(done: &mut Vec<Span>, span: &Span, range: core::ops::Range<usize>, kind: Kind) {
    let text = span.text.get(range).unwrap_or_default();
    if !text.is_empty() {
        done.push(Span {
            text: text.into(),
            style: span.style,
            kind,
        });
    }
}

/// Whether a name stands at a place of a text, and not only the beginning of a longer one.
fn says(text: &str, start: usize, name: &str) -> bool {
    let (before, rest) = text.split_at_checked(start).unwrap_or_default();
    let here = rest
        .get(..name.len())
        .is_some_and(|here| here.eq_ignore_ascii_case(name));
    let next = rest.get(name.len()..).and_then(|behind| behind.chars().next());
    here && !before.ends_with(char::is_alphanumeric) && !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::model::marks;

    #[test]
    fn an_at_sign_that_begins_a_word_asks_for_a_member() {
        for (before, word) in [
            ("@", ""),
            ("hi @b", "b"),
            ("(@Eve", "Eve"),
            ("a\n@x", "x"),
            ("@a @b", "b"),
        ] {
            assert_eq!(Mention::asked(before).unwrap().word, word, "{before}");
        }
        for before in ["", "a", "a@b", "me@example.org", "@bob hi", "@ ", "@@"] {
            assert_eq!(Mention::asked(before), None, "{before}");
        }
    }

    #[test]
    fn only_who_is_named_is_marked_and_nothing_is_left_out() {
        let handle = |name| Handle::parse(name).unwrap();
        let named = [handle("bob"), handle("eve")];
        for (text, expected) in [
            ("hi @bob!", "hi <@bob>!"),
            ("@bob @eve", "<@bob> <@EVE>"),
            ("@bobby @bob", "@bobby <@bob>"),
            ("a@bob @otto", "a@bob @otto"),
            ("*@bob*", "<@bob>"),
            ("`@bob` x", "<@bob> x"),
            ("@", "@"),
        ] {
            let spans = marked(marks::spans(text), &named, Some(&handle("eve")));
            let all: String = spans.iter().map(|span| span.text.as_str()).collect();
            assert_eq!(all, text, "nothing is left out");
            let shown = spans.iter().map(|span| match span.kind {
                Kind::Sign => String::new(),
                Kind::Mention(true) => format!("<{}>", span.text.to_uppercase()),
                Kind::Mention(false) => format!("<{}>", span.text),
                _ => span.text.clone(),
            });
            assert_eq!(shown.collect::<String>(), expected, "{text}");
        }
    }
}
