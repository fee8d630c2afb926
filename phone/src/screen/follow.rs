//! Keeps what a screen shows in step with the phone.
//!
//! 1. [`Follower::begin`] gives the first `Sync` to ask.
//! 2. Each answer goes into [`Follower::synced`], each update into [`Follower::updated`]; both return a [`Step`]: the
//!    changes that now apply, and what to ask next, if anything.
//! 3. An update that does not build on what is here makes the follower ask `Sync` again, so nothing can be missed.
//!
//! Pure: it neither waits nor sends.
//!
//! Source: docs/protocol.md, rules `R-SYNC-*`.

use std::collections::BTreeMap;

use pillion_protocol::content::{
    account::{Account, Connection},
    chat::Chat,
    contact::Contact,
    id::{ChatId, Version},
    link::Link,
    reply::Answer,
    request::Ask,
    update::{Change, Update},
};
use pillion_wire::id::{AccountId, LinkId};

use super::live::Live;

/// The state of the phone as far as lists show it. Messages are not kept here.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// Who this phone is; `None` before the first answer.
    pub account: Option<Account>,
    /// How it is connected.
    pub connection: Option<Connection>,
    /// All chats.
    pub chats: BTreeMap<ChatId, Chat>,
    /// All contacts.
    pub contacts: BTreeMap<AccountId, Contact>,
    /// All linked browsers.
    pub links: BTreeMap<LinkId, Link>,
    /// Who is there, and who types.
    pub live: Live,
}

impl Shown {
    /// The chats as a list shows them: those that are pinned, then those that are not, then those that are out of the
    /// way; among them what happened last comes first.
    #[must_use]
    pub fn chats_newest_first(&self) -> Vec<&Chat> {
        let mut chats: Vec<_> = self.chats.values().collect();
        let rank = |chat: &Chat| (chat.archived, !chat.pinned);
        chats.sort_by(|a, b| rank(a).cmp(&rank(b)).then(b.at.cmp(&a.at)).then(a.id.cmp(&b.id)));
        chats
    }

    /// The linked browsers, the newest first.
    #[must_use]
    pub fn links_newest_first(&self) -> Vec<&Link> {
        let mut links: Vec<_> = self.links.values().collect();
        links.sort_by(|a, b| b.made_at.cmp(&a.made_at).then(a.id.cmp(&b.id)));
        links
    }

    fn apply(&mut self, change: &Change) {
        self.live.take(change);
        match change {
            Change::Account(account) => self.account = Some(account.clone()),
            Change::Connection(connection) => self.connection = Some(connection.clone()),
            Change::Chat(chat) => {
                self.chats.insert(chat.id, chat.clone());
            }
            Change::Contact(contact) => {
                self.contacts.insert(contact.account, contact.clone());
            }
            Change::Link(link) => {
                self.links.insert(link.id, link.clone());
            }
            Change::LinkGone(link) => {
                self.links.remove(link);
            }
            Change::ChatGone(chat) => {
                self.chats.remove(chat);
            }
            Change::Message(_)
            | Change::MessageGone { .. }
            | Change::Presence { .. }
            | Change::Typing(_)
            | Change::Progress(_) => {}
        }
    }

    /// Forgets all but what has no version: how the phone is connected, and who is there.
    fn reset(&mut self) {
        *self = Self {
            connection: self.connection.take(),
            live: std::mem::take(&mut self.live),
            ..Self::default()
        };
    }
}

/// What came of one answer or update.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Everything known before is void; messages too.
    pub reset: bool,
    /// What changed, already applied to [`Follower::shown`].
    pub changes: Vec<Change>,
    /// To be asked now.
    pub ask: Option<Ask>,
}

/// Follows one phone.
#[derive(Debug, Clone, Default)]
pub struct Follower {
    shown: Shown,
    version: Version,
    /// Whether everything up to some version has been here once.
    complete: bool,
    asked: Option<Asked>,
    /// Updates that came while a `Sync` was under way.
    held: Vec<Update>,
}

/// The `Sync` that is under way.
#[derive(Debug, Clone, Copy)]
struct Asked {
    since: Version,
    first_part: bool,
}

/// Updates kept while a `Sync` is under way; beyond this they are let go and asked for.
const HELD: usize = 1_024;

impl Follower {
    /// What is shown now.
    #[must_use]
    pub const fn shown(&self) -> &Shown {
        &self.shown
    }

    /// Whether the first `Sync` is complete.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// The first thing to ask.
    pub fn begin(&mut self) -> Ask {
        self.sync(self.version, None)
    }

    /// Takes the answer to a `Sync`.
    pub fn synced(&mut self, answer: Answer) -> Step {
        let Some(asked) = self.asked.take() else {
            return Step::default();
        };
        let Answer::Synced {
            reset,
            version,
            changes,
            more,
        } = answer
        else {
            // The phone could not answer, which a disk may cause. The next update shows the gap and asks again.
            return Step::default();
        };
        let mut step = Step {
            reset: reset && asked.first_part,
            ..Step::default()
        };
        if step.reset {
            self.shown.reset();
        }
        self.take_in(changes, &mut step);
        if let Some(cursor) = more {
            step.ask = Some(self.sync(asked.since, Some(cursor)));
            return step;
        }
        // After a reset the version may be smaller than before: the phone's count began anew.
        self.version = version;
        self.complete = true;
        for update in std::mem::take(&mut self.held) {
            self.follow(update, &mut step);
        }
        step
    }

    /// Takes an update.
    pub fn updated(&mut self, update: Update) -> Step {
        let mut step = Step::default();
        self.follow(update, &mut step);
        step
    }

    fn follow(&mut self, update: Update, step: &mut Step) {
        if self.asked.is_some() {
            let (unversioned, versioned) = parted(update.changes);
            self.take_in(unversioned, step);
            if self.held.len() < HELD {
                self.held.push(Update {
                    changes: versioned,
                    ..update
                });
            }
        } else if update.to <= self.version {
            let (unversioned, _) = parted(update.changes);
            self.take_in(unversioned, step);
        } else if update.from <= self.version && !update.changes.is_empty() {
            self.version = update.to;
            self.take_in(update.changes, step);
        } else {
            let (unversioned, _) = parted(update.changes);
            self.take_in(unversioned, step);
            step.ask = Some(self.sync(self.version, None));
        }
    }

    fn take_in(&mut self, changes: Vec<Change>, step: &mut Step) {
        for change in &changes {
            self.shown.apply(change);
        }
        step.changes.extend(changes);
    }

    const fn sync(&mut self, since: Version, cursor: Option<u64>) -> Ask {
        self.asked = Some(Asked {
            since,
            first_part: cursor.is_none(),
        });
        Ask::Sync { since, cursor }
    }
}

/// What is told live has no version: it counts as soon as it comes.
fn parted(changes: Vec<Change>) -> (Vec<Change>, Vec<Change>) {
    changes.into_iter().partition(Live::is_told)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use pillion_protocol::content::problem::Problem;
    use pillion_wire::time::Timestamp;

    use super::*;

    fn gone(byte: u8) -> Change {
        Change::LinkGone(LinkId([byte; 16]))
    }

    fn connection(online: bool) -> Change {
        Change::Connection(Connection {
            online,
            since: Timestamp(1),
            refused: None,
            waiting: 0,
        })
    }

    fn synced(reset: bool, version: u64, changes: Vec<Change>, more: Option<u64>) -> Answer {
        Answer::Synced {
            reset,
            version: Version(version),
            changes,
            more,
        }
    }

    fn update(from: u64, to: u64, changes: Vec<Change>) -> Update {
        Update {
            from: Version(from),
            to: Version(to),
            changes,
        }
    }

    fn ask(since: u64, cursor: Option<u64>) -> Ask {
        Ask::Sync {
            since: Version(since),
            cursor,
        }
    }

    fn at_version(version: u64) -> Follower {
        let mut follower = Follower::default();
        assert_eq!(follower.begin(), ask(0, None));
        assert_eq!(follower.synced(synced(false, version, Vec::new(), None)).ask, None);
        follower
    }

    #[test]
    fn parts_are_asked_for_until_there_are_no_more() {
        let mut follower = Follower::default();
        follower.begin();
        let step = follower.synced(synced(true, 9, vec![gone(1)], Some(5)));
        assert!(step.reset && !follower.is_complete());
        assert_eq!(step.ask, Some(ask(0, Some(5))), "the same `since`, and the cursor");
        let step = follower.synced(synced(true, 9, vec![gone(2)], None));
        assert!(!step.reset, "a later part must not wipe the earlier ones");
        assert!(step.ask.is_none() && follower.is_complete());
        assert_eq!(follower.updated(update(9, 10, vec![gone(3)])).changes, vec![gone(3)]);
    }

    #[test]
    fn an_update_in_order_is_applied_and_a_known_one_is_not() {
        let mut follower = at_version(5);
        assert_eq!(follower.updated(update(5, 6, vec![gone(1)])).changes, vec![gone(1)]);
        assert_eq!(follower.updated(update(4, 6, vec![gone(1)])), Step::default());
    }

    #[test]
    fn a_gap_is_asked_for_and_not_applied() {
        let mut follower = at_version(5);
        let step = follower.updated(update(7, 8, vec![gone(1)]));
        assert_eq!((step.changes, step.ask), (Vec::new(), Some(ask(5, None))));
    }

    #[test]
    fn an_update_that_did_not_fit_is_asked_for() {
        let mut follower = at_version(5);
        assert_eq!(follower.updated(update(5, 8, Vec::new())).ask, Some(ask(5, None)));
    }

    #[test]
    fn updates_during_a_sync_wait_for_its_end() {
        let mut follower = at_version(5);
        follower.updated(update(7, 8, vec![gone(1)]));
        assert_eq!(follower.updated(update(8, 9, vec![gone(2)])), Step::default());
        let step = follower.synced(synced(false, 8, vec![gone(1)], None));
        assert_eq!(step.changes, vec![gone(1), gone(2)]);
        assert_eq!(follower.updated(update(9, 10, vec![gone(3)])).changes, vec![gone(3)]);
    }

    #[test]
    fn the_light_changes_at_once_whatever_the_version() {
        let mut follower = Follower::default();
        follower.begin();
        follower.updated(update(3, 3, vec![connection(false)]));
        assert_eq!(follower.shown().connection.as_ref().map(|c| c.online), Some(false));
        follower.synced(synced(true, 5, Vec::new(), None));
        assert!(follower.shown().connection.is_some(), "a reset keeps the light");
        follower.updated(update(2, 2, vec![connection(true)]));
        assert_eq!(follower.shown().connection.as_ref().map(|c| c.online), Some(true));
    }

    #[test]
    fn a_phone_that_began_anew_is_followed_from_its_own_count() {
        let mut follower = at_version(500);
        follower.updated(update(600, 601, vec![gone(1)]));
        assert!(follower.synced(synced(true, 3, Vec::new(), None)).reset);
        assert_eq!(follower.updated(update(3, 4, vec![gone(2)])).changes, vec![gone(2)]);
    }

    #[test]
    fn a_failed_sync_is_asked_again_at_the_next_update() {
        let mut follower = at_version(5);
        follower.updated(update(7, 8, vec![gone(1)]));
        assert_eq!(follower.synced(Answer::Problem(Problem::Storage)).ask, None);
        assert_eq!(follower.updated(update(8, 9, vec![gone(2)])).ask, Some(ask(5, None)));
    }

    #[test]
    fn an_answer_that_was_not_asked_for_changes_nothing() {
        let mut follower = at_version(5);
        assert_eq!(follower.synced(synced(true, 9, vec![gone(1)], None)), Step::default());
    }
}
