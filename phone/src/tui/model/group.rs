//! The panel of a group: who is in it, who asks to be, and what can be done about it.

use pillion_protocol::content::{
    group::{Group, GroupChange, Member},
    id::ChatId,
};

use super::composer::Composer;
use crate::screen::follow::Shown;

/// An open panel.
#[derive(Debug, Clone)]
pub struct Panel {
    /// The group's chat.
    pub chat: ChatId,
    /// What the group was when its members were asked for; when it is another, they are asked for again.
    pub seen: Option<Group>,
    /// Who asks to be let in.
    pub asking: Vec<Member>,
    /// Who is in it, as far as it is known.
    pub members: Vec<Member>,
    /// Where to go on, if there are more.
    pub more: Option<u64>,
    /// Whether members were told once.
    pub told: bool,
    /// Which of the people the keys mean: first those who ask, then the members.
    pub selected: usize,
    /// What the keys do now.
    pub step: Step,
    /// What the phone is doing.
    pub busy: bool,
    /// Why something did not work.
    pub problem: Option<String>,
}

/// What the keys do in the panel.
#[derive(Debug, Clone)]
pub enum Step {
    /// They choose people.
    People,
    /// They write the new name.
    Name(Composer),
    /// They answer a question.
    Sure(String, GroupChange),
}

/// Somebody in the panel.
#[derive(Debug, Clone, Copy)]
pub enum Somebody<'a> {
    /// Asks to be let in.
    Asking(&'a Member),
    /// Is in it.
    Member(&'a Member),
}

impl Panel {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(chat: ChatId, group: Option<Group>) -> Self {
        Self {
            chat,
            seen: group,
            asking: Vec::new(),
            members: Vec::new(),
            more: None,
            told: false,
            selected: 0,
            step: Step::People,
            busy: false,
            problem: None,
        }
    }

    /// How many people it lists.
    #[must_use]
    pub fn count(&self) -> usize {
        self.asking.len().saturating_add(self.members.len())
    }

    /// The people, top to bottom.
    pub fn people(&self) -> impl Iterator<Item = Somebody<'_>> {
        let asking = self.asking.iter().map(Somebody::Asking);
        asking.chain(self.members.iter().map(Somebody::Member))
    }

    /// Whom the keys mean.
    #[must_use]
    pub fn somebody(&self) -> Option<Somebody<'_>> {
        self.people().nth(self.selected)
    }

    /// Whether somebody is this account.
    #[must_use]
    pub fn is_own(shown: &Shown, member: &Member) -> bool {
        let own = shown.account.as_ref().map(|account| account.id);
        own == Some(member.account)
    }
}
