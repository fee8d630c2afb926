//! What the phone is asked for what stands before the page, and what it has said.

use minicbor::bytes::ByteVec;
use pillion_protocol::content::{
    edit::Edit,
    group::Receipt,
    group_ask::GroupAsk,
    id::{ChatId, MessageId},
    problem::Problem,
    reaction::Reaction,
    request::Ask,
};
use pillion_wire::id::AccountId;

use super::gallery::{Gallery, Tab};

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Who is in a group, from a cursor on.
    Members(ChatId, Option<u64>),
    /// Who asks to be let into it.
    Asking(ChatId),
    /// The link by which people ask; a new one?
    Invite(ChatId, bool),
    /// How far a message has come with each reader, from a cursor on.
    Receipts(ChatId, MessageId, Option<u64>),
    /// Who has put what under it.
    Reactions(ChatId, MessageId),
    /// What it said before.
    Edits(ChatId, MessageId),
    /// What to compare with a contact.
    Safety(AccountId),
    /// The code by which others add this account.
    OwnCode,
    /// What stands on a shelf of a chat, from a cursor on.
    Gallery(ChatId, Tab, Option<u64>),
}

impl About {
    /// What to ask.
    #[must_use]
    pub fn ask(self) -> Ask {
        match self {
            Self::Members(chat, cursor) => Ask::Group(GroupAsk::Members { chat, cursor }),
            Self::Asking(chat) => Ask::Group(GroupAsk::Asking { chat }),
            Self::Invite(chat, renew) => Ask::Group(GroupAsk::InviteLink { chat, renew }),
            Self::Receipts(chat, message, cursor) => Ask::Group(GroupAsk::Receipts { chat, message, cursor }),
            Self::Reactions(chat, message) => Ask::Reactions { chat, message },
            Self::Edits(chat, message) => Ask::Edits { chat, message },
            Self::Safety(account) => Ask::Safety { account },
            Self::OwnCode => Ask::OwnCode,
            Self::Gallery(chat, tab, more) => tab.ask(chat, more),
        }
    }
}

/// What was asked for the open dialog, and what has come.
#[derive(Debug, Default)]
pub struct Inquiry {
    /// Still to be answered, each with whether it was asked in this session.
    pending: Vec<(About, bool)>,
    /// An invitation or the account's own code.
    pub code: Option<String>,
    /// 60 digits and the code that the other phone scans.
    pub safety: Option<(String, String)>,
    /// Who has received and read a message.
    pub receipts: Vec<Receipt>,
    /// Who has put what under it.
    pub reactions: Vec<Reaction>,
    /// What it said before.
    pub edits: Vec<Edit>,
    /// What stands on a shelf of a chat.
    pub gallery: Option<Gallery>,
    /// Why something did not work.
    pub problem: Option<Problem>,
    /// Who was chosen from a list.
    pub chosen: Vec<AccountId>,
    /// The picture that was chosen for a new group.
    pub picture: Option<ByteVec>,
}

impl Inquiry {
    /// To be asked.
    pub fn want(&mut self, about: About) {
        self.pending.push((about, false));
    }

    /// What to ask now; it counts as asked from here on.
    pub fn take_ready(&mut self) -> Vec<About> {
        let ready = self.pending.iter_mut().filter(|(_, asked)| !asked);
        ready
            .map(|(about, asked)| {
                *asked = true;
                *about
            })
            .collect()
    }

    /// Whether it was to be answered; it is not any more.
    pub fn answered(&mut self, about: About) -> bool {
        let before = self.pending.len();
        self.pending.retain(|(other, _)| *other != about);
        self.pending.len() < before
    }

    /// Nothing is to be answered any more.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.pending.is_empty()
    }

    /// The session is gone. Members are asked for by who needs them.
    pub fn ask_again(&mut self) {
        self.pending
            .retain(|(about, _)| !matches!(about, About::Members(..) | About::Asking(_)));
        for (_, asked) in &mut self.pending {
            *asked = false;
        }
    }
}

/// Whether an errand changes a group or the account, and is waited for by the dialog that it was given in.
#[must_use]
pub const fn is_waited_for(ask: &Ask) -> bool {
    matches!(ask, Ask::Group(_) | Ask::Account(_) | Ask::SetTimer { .. })
}
