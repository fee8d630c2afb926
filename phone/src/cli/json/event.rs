//! What happened to a chat, as an object.

use pillion_protocol::content::event::{Event, People, Person};
use pillion_wire::id::AccountId;
use serde::Serialize;

use super::message::handle_or_name;
use crate::screen::{event, follow::Shown};

/// `{"kind","words"}`, and behind them what there is to tell: `"people"` and `"others"`, `"name"`, `"seconds"`.
#[derive(Debug, Serialize)]
pub struct EventObject {
    /// `made`, `added`, `removed`, `left`, `renamed`, `promoted`, `demoted`, `timer`, `keychanged`,
    /// `outofstep`, `stillin`, `pictured`, `unpictured` or `other`.
    pub kind: &'static str,
    /// The sentence that screens show.
    pub words: String,
    /// The handles without `@` of those it is about, at most eight; the account's id where the handle is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<String>>,
    /// How many more there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<u32>,
    /// The new name of the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// After how many seconds new messages go away; 0: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
}

impl EventObject {
    /// What happened, and who did it.
    #[must_use]
    pub fn new(shown: &Shown, from: Option<AccountId>, name: Option<&str>, happened: &Event) -> Self {
        let kind = match happened {
            Event::Made => "made",
            Event::Added(_) => "added",
            Event::Removed(_) => "removed",
            Event::Left(_) => "left",
            Event::Renamed(_) => "renamed",
            Event::Promoted(_) => "promoted",
            Event::Demoted(_) => "demoted",
            Event::Timer(_) => "timer",
            Event::KeyChanged => "keychanged",
            Event::OutOfStep => "outofstep",
            Event::StillIn => "stillin",
            Event::Pictured(true) => "pictured",
            Event::Pictured(false) => "unpictured",
            Event::Other => "other",
        };
        let people = about(happened);
        let own = shown.account.as_ref().map(|account| account.id);
        let handle = |person: &Person| {
            let account = Some(person.account).filter(|account| Some(*account) != own);
            handle_or_name(shown, account, Some(&person.name))
        };
        Self {
            kind,
            words: event::words(shown, from, name, happened),
            people: people.map(|people| people.named.iter().map(handle).collect()),
            others: people.map(|people| people.others),
            name: match happened {
                Event::Renamed(name) => Some(name.clone()),
                _ => None,
            },
            seconds: match happened {
                Event::Timer(seconds) => Some(seconds.unwrap_or_default()),
                _ => None,
            },
        }
    }
}

const fn about(happened: &Event) -> Option<&People> {
    match happened {
        Event::Added(people)
        | Event::Removed(people)
        | Event::Left(people)
        | Event::Promoted(people)
        | Event::Demoted(people) => Some(people),
        Event::Made
        | Event::Renamed(_)
        | Event::Timer(_)
        | Event::KeyChanged
        | Event::OutOfStep
        | Event::StillIn
        | Event::Pictured(_)
        | Event::Other => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::tui::stage::{BOB, Stage};

    fn text(happened: &Event) -> String {
        let stage = Stage::alice();
        let object = EventObject::new(stage.model.shown(), Some(BOB), Some("Bob"), happened);
        serde_json::to_string(&object).unwrap()
    }

    #[test]
    fn an_event_tells_its_kind_its_sentence_and_whom_it_is_about() {
        let person = |account, name: &str| Person {
            account,
            name: name.to_owned(),
        };
        let named = vec![
            person(AccountId([0xa1; 32]), "Alice"),
            person(AccountId([7; 32]), "@dave"),
            person(AccountId([8; 32]), "Eve"),
        ];
        assert_eq!(
            text(&Event::Added(People { named, others: 1 })),
            format!(
                r#"{{"kind":"added","words":"Bob added you, @dave, Eve and 1 other.","people":["alice","dave","{}"],"others":1}}"#,
                "08".repeat(32)
            )
        );
    }

    #[test]
    fn an_event_has_no_keys_that_are_not_its_own() {
        assert_eq!(text(&Event::Made), r#"{"kind":"made","words":"Bob made this group."}"#);
        assert!(text(&Event::Renamed("T".to_owned())).ends_with(r#","name":"T"}"#));
        assert!(text(&Event::Timer(Some(60))).ends_with(r#","seconds":60}"#));
        assert!(text(&Event::Timer(None)).ends_with(r#","seconds":0}"#));
    }
}
