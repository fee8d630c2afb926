//! What happened to a chat, in words: a sentence for everything that nobody has written.

use pillion_protocol::content::event::{Event, People};
use pillion_wire::id::AccountId;

use super::{follow::Shown, plain, timer, words};

/// A sentence: `You added Bob and 3 others.` `name` is that of `from`, where the phone tells it.
#[must_use]
pub fn words(shown: &Shown, from: Option<AccountId>, name: Option<&str>, event: &Event) -> String {
    let who = match (from, name) {
        (Some(_), Some(name)) => plain::name(name),
        (from, _) => words::you_or(shown, from),
    };
    let own = from.is_none();
    match event {
        Event::Made => format!("{who} made this group."),
        Event::Added(people) => format!("{who} added {}.", listed(shown, people)),
        Event::Removed(people) => format!("{who} removed {}.", listed(shown, people)),
        Event::Left(people) if people.named.is_empty() => format!("{who} left."),
        Event::Left(people) => format!("{} left.", begun(&listed(shown, people))),
        Event::Renamed(name) => format!("{who} named the group “{}”.", plain::name(name)),
        Event::Promoted(people) => match many(people) {
            true => format!("{who} made {} admins.", listed(shown, people)),
            false => format!("{who} made {} an admin.", listed(shown, people)),
        },
        Event::Demoted(people) => match many(people) {
            true => format!("{} are admins no longer.", begun(&listed(shown, people))),
            false if listed(shown, people) == YOU => "You are an admin no longer.".to_owned(),
            false => format!("{} is an admin no longer.", listed(shown, people)),
        },
        Event::Pictured(true) => format!("{who} changed the picture of the group."),
        Event::Pictured(false) => format!("{who} took away the picture of the group."),
        Event::Timer(Some(seconds)) => {
            format!("{who} set new messages to go away after {}.", timer::words(*seconds))
        }
        Event::Timer(None) => format!("{who} set new messages to stay."),
        Event::KeyChanged if own => "Your key has changed.".to_owned(),
        Event::KeyChanged => format!("The key of {who} has changed. Compare it before you trust it."),
        Event::OutOfStep => {
            "The backup that this phone was restored from is too old for this group. Ask an admin to remove you and \
             add you again."
                .to_owned()
        }
        Event::StillIn => {
            "You are still in this group: nobody else is its admin any more. You leave as soon as you make somebody else an \
             admin."
                .to_owned()
        }
        Event::Other => "Something happened here that needs a newer Pillion to be told.".to_owned(),
    }
}

/// This account among others.
const YOU: &str = "you";

fn many(people: &People) -> bool {
    people.others > 0 || people.named.len() > 1
}

/// `Bob`, `Bob and you`, `Bob, Carol and 3 others`.
fn listed(shown: &Shown, people: &People) -> String {
    let own = shown.account.as_ref().map(|account| account.id);
    let mut names: Vec<String> = people
        .named
        .iter()
        .map(|person| match Some(person.account) == own {
            true => YOU.to_owned(),
            false => plain::name(&person.name),
        })
        .collect();
    match people.others {
        0 => {}
        1 if names.is_empty() => names.push("1 member".to_owned()),
        others if names.is_empty() => names.push(format!("{others} members")),
        1 => names.push("1 other".to_owned()),
        others => names.push(format!("{others} others")),
    }
    match names.split_last() {
        None => "somebody".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// As a sentence begins.
fn begun(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next();
    first.map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use pillion_protocol::content::event::Person;

    use super::*;
    use crate::tui::stage::{BOB, CAROL, Stage};

    fn people(names: &[&str], others: u32) -> People {
        let named = names
            .iter()
            .map(|name| Person {
                account: if *name == "Alice" { AccountId([0xa1; 32]) } else { CAROL },
                name: (*name).to_owned(),
            })
            .collect();
        People { named, others }
    }

    fn said(from: Option<AccountId>, event: &Event) -> String {
        words(Stage::alice().model.shown(), from, None, event)
    }

    #[test]
    fn everything_that_happens_has_a_sentence() {
        let bob = Some(BOB);
        for (from, event, sentence) in [
            (None, Event::Made, "You made this group."),
            (None, Event::Added(people(&["Bob"], 3)), "You added Bob and 3 others."),
            (
                bob,
                Event::Added(people(&["Alice", "Dan"], 1)),
                "Bob added you, Dan and 1 other.",
            ),
            (bob, Event::Removed(people(&["Alice"], 0)), "Bob removed you."),
            (bob, Event::Left(people(&["Bob"], 0)), "Bob left."),
            (None, Event::Left(people(&["Alice"], 0)), "You left."),
            (bob, Event::Left(people(&[], 0)), "Bob left."),
            (bob, Event::Renamed("Team".to_owned()), "Bob named the group “Team”."),
            (
                None,
                Event::Promoted(people(&["Bob", "Dan"], 0)),
                "You made Bob and Dan admins.",
            ),
            (bob, Event::Promoted(people(&["Alice"], 0)), "Bob made you an admin."),
            (
                bob,
                Event::Demoted(people(&["Alice"], 0)),
                "You are an admin no longer.",
            ),
            (
                bob,
                Event::Demoted(people(&["Alice", "Dan"], 0)),
                "You and Dan are admins no longer.",
            ),
            (
                bob,
                Event::Timer(Some(86_400)),
                "Bob set new messages to go away after 1 day.",
            ),
            (None, Event::Timer(None), "You set new messages to stay."),
            (bob, Event::Pictured(true), "Bob changed the picture of the group."),
            (None, Event::Pictured(false), "You took away the picture of the group."),
        ] {
            assert_eq!(said(from, &event), sentence);
        }
        assert!(said(bob, &Event::KeyChanged).contains("key of Bob"));
        assert!(said(None, &Event::StillIn).contains("still in this group"));
        assert!(said(bob, &Event::Other).contains("newer"));
    }

    #[test]
    fn nobody_at_all_and_evil_names_are_told_harmlessly() {
        assert_eq!(said(None, &Event::Added(People::default())), "You added somebody.");
        assert_eq!(said(None, &Event::Added(people(&[], 1))), "You added 1 member.");
        assert_eq!(
            said(None, &Event::Removed(people(&["  "], 0))),
            "You removed (no name)."
        );
        let evil = said(None, &Event::Renamed("a\u{1b}[2J\u{202e}b\nc".to_owned()));
        assert!(!evil.contains(|c: char| c.is_control() || c == '\u{202e}'), "{evil}");
        let stranger = words(
            Stage::alice().model.shown(),
            Some(AccountId([9; 32])),
            Some("@dave"),
            &Event::Made,
        );
        assert_eq!(stranger, "@dave made this group.");
    }
}
