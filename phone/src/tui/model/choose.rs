//! Choosing people: for a new group, or to come into one.

use std::collections::BTreeSet;

use pillion_protocol::content::{contact::Contact, id::ChatId};
use pillion_wire::id::AccountId;

use super::composer::Composer;
use crate::screen::{follow::Shown, plain};

/// What people are chosen for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    /// A new group.
    New,
    /// A group that is there, and who is in it already.
    Add(ChatId, BTreeSet<AccountId>),
}

/// How far the choosing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// People are marked.
    People,
    /// The group is named.
    Name,
    /// The phone is asked.
    Asking,
}

/// An open choice.
#[derive(Debug, Clone)]
pub struct Choose {
    /// Names this try, so that an answer to an earlier one is not taken for its own.
    pub attempt: u32,
    /// What for.
    pub aim: Aim,
    /// How far it is.
    pub step: Step,
    /// What is typed: a part of a name.
    pub input: Composer,
    /// The name of the group.
    pub name: Composer,
    /// Who was chosen.
    pub marked: BTreeSet<AccountId>,
    /// Which of the people the keys mean.
    pub selected: usize,
    /// Why it did not work.
    pub problem: Option<String>,
}

impl Choose {
    /// Nobody is chosen yet.
    #[must_use]
    pub fn new(attempt: u32, aim: Aim) -> Self {
        Self {
            attempt,
            aim,
            step: Step::People,
            input: Composer::default(),
            name: Composer::default(),
            marked: BTreeSet::new(),
            selected: 0,
            problem: None,
        }
    }

    /// The people who can be chosen and whose name or handle holds what is typed, by name.
    #[must_use]
    pub fn offered<'a>(&self, shown: &'a Shown) -> Vec<&'a Contact> {
        let wanted = self.input.text().trim().trim_start_matches('@').to_lowercase();
        let inside = |account| matches!(&self.aim, Aim::Add(_, members) if members.contains(account));
        let request = |contact: &Contact| shown.chats.get(&contact.chat).is_some_and(|chat| chat.request);
        let contacts = shown.contacts.values();
        let mut offered: Vec<_> = contacts
            .filter(|contact| !contact.blocked && !request(contact) && !inside(&contact.account))
            .filter(|contact| {
                contact.handle.as_str().contains(&wanted) || plain::name(&contact.name).to_lowercase().contains(&wanted)
            })
            .collect();
        offered.sort_by_key(|contact| (plain::name(&contact.name).to_lowercase(), contact.account));
        offered
    }

    /// Who was chosen; if nobody was marked, the one that the keys mean.
    #[must_use]
    pub fn chosen(&self, shown: &Shown) -> Vec<AccountId> {
        if !self.marked.is_empty() {
            return self.marked.iter().copied().collect();
        }
        let offered = self.offered(shown);
        let one = offered.get(self.selected.min(offered.len().saturating_sub(1)));
        one.map(|contact| contact.account).into_iter().collect()
    }
}
