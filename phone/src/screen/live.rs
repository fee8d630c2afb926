//! Who is there now, and who is typing, as far as contacts share it.

use std::collections::BTreeMap;

use pillion_protocol::content::{
    chat::Chat,
    id::{ChatId, MessageId},
    presence::{Presence, Typing},
    progress::{Moving, Progress},
    update::Change,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{calendar::Calendar, plain};

/// What was told live. It has no version, and a screen that was away begins with nothing.
#[derive(Debug, Clone, Default)]
pub struct Live {
    presence: BTreeMap<AccountId, Presence>,
    typing: BTreeMap<ChatId, BTreeMap<AccountId, String>>,
    moving: BTreeMap<MessageId, Progress>,
}

impl Live {
    /// Whether a change is told live: it then counts as soon as it comes, whatever the version.
    #[must_use]
    pub const fn is_told(change: &Change) -> bool {
        matches!(
            change,
            Change::Connection(_) | Change::Presence { .. } | Change::Typing(_) | Change::Progress(_)
        )
    }

    /// Takes a change in.
    pub fn take(&mut self, change: &Change) {
        match change {
            // Nobody is heard of any more.
            Change::Connection(connection) if !connection.online => *self = Self::default(),
            Change::Presence { account, presence } => {
                self.presence.insert(*account, *presence);
            }
            Change::Typing(typing) => self.type_in(typing),
            Change::Progress(progress) => {
                if let Moving::File { message, .. } = progress.of {
                    self.moving.insert(message, *progress);
                }
            }
            Change::Message(message) => {
                // Whatever has changed, it is not where it was; if it still moves, that is told again.
                self.moving.remove(&message.id);
                // Who has written has typed, even if the end of it comes late.
                if let (Some(from), Some(writers)) = (message.from, self.typing.get_mut(&message.chat)) {
                    writers.remove(&from);
                }
            }
            _ => {}
        }
    }

    /// How far the file of a message is, while it moves.
    #[must_use]
    pub fn moving(&self, message: MessageId) -> Option<&Progress> {
        self.moving.get(&message)
    }

    fn type_in(&mut self, typing: &Typing) {
        let writers = self.typing.entry(typing.chat).or_default();
        if typing.on {
            writers.insert(typing.account, typing.name.clone());
        } else {
            writers.remove(&typing.account);
        }
    }

    /// Who types in a chat, as a sentence without its end: `typing…` where there is only one who can, else
    /// `Bob is typing…`.
    #[must_use]
    pub fn typing(&self, chat: &Chat) -> Option<String> {
        let names: Vec<&String> = self.typing.get(&chat.id)?.values().collect();
        match names.as_slice() {
            [] => None,
            [_] if chat.group.is_none() => Some("typing…".to_owned()),
            [name] => Some(format!("{} is typing…", plain::name(name))),
            [one, other] => Some(format!("{} and {} are typing…", plain::name(one), plain::name(other))),
            [first, others @ ..] => Some(format!(
                "{} and {} others are typing…",
                plain::name(first),
                others.len()
            )),
        }
    }

    /// Whether the other one of a chat of two is there: `online`, `last seen 14:03`; `None` if that is not known.
    #[must_use]
    pub fn presence(&self, chat: &Chat, calendar: &Calendar, now: Timestamp) -> Option<String> {
        match self.presence.get(&chat.peer?)? {
            Presence::Unknown => None,
            Presence::Online => Some("online".to_owned()),
            Presence::LastSeen(at) => Some(format!("last seen {}", calendar.since(*at, now))),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use pillion_protocol::content::group::Group;

    use super::*;
    use crate::tui::stage::{BOB, CAROL, NOW, WITH_BOB, chat, connection, message};

    fn types(account: AccountId, name: &str, on: bool) -> Change {
        Change::Typing(Typing {
            chat: WITH_BOB,
            account,
            name: name.to_owned(),
            on,
        })
    }

    fn bob() -> Chat {
        chat(WITH_BOB, BOB, "Bob", 9, 0)
    }

    fn group() -> Chat {
        Chat {
            peer: None,
            group: Some(Group {
                members: 9,
                admin: false,
                left: false,
                asking: 0,
            }),
            ..bob()
        }
    }

    #[test]
    fn writers_are_named_in_groups_and_counted_when_they_are_many() {
        let mut live = Live::default();
        assert_eq!(live.typing(&group()), None);
        live.take(&types(BOB, "Bob", true));
        assert_eq!(live.typing(&bob()).unwrap(), "typing…");
        assert_eq!(live.typing(&group()).unwrap(), "Bob is typing…");
        live.take(&types(CAROL, "Ca\u{1b}rol", true));
        assert_eq!(live.typing(&group()).unwrap(), "Bob and Ca\u{fffd}rol are typing…");
        live.take(&types(AccountId([7; 32]), "@dave", true));
        assert!(live.typing(&group()).unwrap().ends_with("and 2 others are typing…"));
    }

    #[test]
    fn typing_ends_with_its_end_a_message_or_the_connection() {
        let mut live = Live::default();
        for end in [
            types(BOB, "Bob", false),
            Change::Message(message(9)),
            connection(false, 0),
        ] {
            live.take(&types(BOB, "Bob", true));
            live.take(&connection(true, 0));
            assert!(live.typing(&bob()).is_some());
            live.take(&end);
            assert_eq!(live.typing(&bob()), None, "{end:?}");
        }
        live.take(&types(CAROL, "Carol", false));
        assert_eq!(live.typing(&bob()), None, "an end without a beginning");
    }

    #[test]
    fn presence_is_told_of_a_chat_of_two_and_only_as_far_as_it_is_known() {
        let mut live = Live::default();
        let said = |live: &Live, chat: &Chat| live.presence(chat, &Calendar::utc(), NOW);
        assert_eq!(said(&live, &bob()), None);
        for (presence, words) in [
            (Presence::Online, Some("online")),
            (Presence::LastSeen(NOW), Some("last seen 14:03")),
            (Presence::Unknown, None),
        ] {
            live.take(&Change::Presence { account: BOB, presence });
            assert_eq!(said(&live, &bob()).as_deref(), words);
            assert_eq!(said(&live, &group()), None);
        }
    }
}
