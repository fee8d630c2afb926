//! What stands on top of the panes and takes the keys.

use pillion_protocol::content::{
    edit::Edit,
    file::Look,
    group::Receipt,
    id::{ChatId, MessageId},
    pairing::Pairing,
    reaction::{Emoji, Reaction},
    request::Ask,
};

use super::{
    choose::Choose, code, composer::Composer, face::Face, group::Panel, links::Links, person::Person, search::Search,
    share::Share,
};
use crate::screen::emoji;

/// An open dialog.
#[derive(Debug, Clone)]
pub enum Dialog {
    /// Linking a browser.
    Link {
        /// Names this try, so that an answer to an earlier one is not taken for its own.
        attempt: u32,
        /// What is typed: a link or the path of a picture.
        input: Composer,
        /// How far it is.
        step: LinkStep,
    },
    /// The linked browsers.
    Links(Links),
    /// A contact.
    Person(Box<Person>),
    /// A picture.
    Face(Face),
    /// The small picture of a file, as large as the terminal is.
    Picture(Look),
    /// A file that is sent or saved.
    Share(Share),
    /// Adding a contact.
    Contact {
        /// Names this try.
        attempt: u32,
        /// What is typed.
        input: Composer,
        /// Whether the phone is asked.
        asking: bool,
        /// Why it did not work.
        problem: Option<String>,
    },
    /// What follows from having asked to join a group.
    Asked(String),
    /// Putting an emoji under a message.
    React {
        /// The chat.
        chat: ChatId,
        /// The message.
        message: MessageId,
        /// The one that stands there already.
        mine: Option<Emoji>,
        /// What is typed: a name, or an emoji.
        input: Composer,
        /// Which of the choices the keys mean.
        selected: usize,
    },
    /// Whether to delete a message, and where.
    Delete {
        /// The chat.
        chat: ChatId,
        /// The message.
        message: MessageId,
        /// Whether it can be deleted for all.
        for_all: bool,
    },
    /// Where to say a message again.
    Forward {
        /// The chat that it stands in.
        chat: ChatId,
        /// The message.
        message: MessageId,
        /// What is typed: a part of a name.
        input: Composer,
        /// Which of the chats the keys mean.
        selected: usize,
    },
    /// Who has put what under a message, and what it said before.
    About {
        /// The message.
        message: MessageId,
        /// What stands under it, once it is known.
        reactions: Option<Vec<Reaction>>,
        /// What it said, once it is known.
        edits: Option<Vec<Edit>>,
        /// How far it has come with each reader, once it is known; only of one's own.
        readers: Option<Vec<Receipt>>,
        /// Rows that were scrolled away.
        top: usize,
    },
    /// For how long a chat says nothing by itself.
    Mute(ChatId),
    /// After how long new messages of a chat go away.
    Timer(ChatId),
    /// Choosing people.
    Choose(Box<Choose>),
    /// A group: its members, and what can be done about it.
    Group(Box<Panel>),
    /// The block list, and which one of it the keys mean.
    Blocked(usize),
    /// A code for others.
    Code(code::Shown),
    /// Something that cannot be taken back.
    Confirm {
        /// What will happen, as a question.
        question: String,
        /// What a yes asks of the phone.
        ask: Ask,
    },
    /// Searching chats and messages.
    Search(Search),
    /// What the keys do: the page of that number.
    Help(usize),
    /// Whether to quit although there is unsent text.
    Quit,
}

/// How far a linking is.
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
#[derive(Debug, Clone)]
pub enum LinkStep {
    /// Waiting for a code; with why the last one did not work.
    Code(Option<String>),
    /// A picture is searched.
    Searching,
    /// The page is asked.
    Scanning,
    /// The person compares the signs.
    Check(Pairing),
    /// The person said yes.
    Confirming,
}

/// Something that must be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// A sentence.
    pub text: String,
    /// Whether it is about the account's safety: it then stays until it is dismissed.
    pub grave: bool,
    /// When it goes by itself.
    pub until: pillion_wire::time::Timestamp,
}

/// What can be put under a message, as typed so far.
#[must_use]
pub fn offered(mine: Option<&Emoji>, input: &Composer) -> Vec<Option<Emoji>> {
    // Taking one's own away comes first, while nothing is typed.
    let away = mine.filter(|_| input.is_blank()).map(|_| None);
    away.into_iter()
        .chain(emoji::meant(input.text()).into_iter().map(Some))
        .collect()
}
