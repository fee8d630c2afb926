//! What screens say in words about the state of the phone.

use pillion_protocol::{
    content::{
        account::Connection,
        body::Body,
        chat::{Chat, Preview},
        contact::Contact,
        file::{Held, Shared},
        link::Link,
        message::{Message, State},
        problem::Problem,
        progress::Progress,
    },
    invitation::Invitation,
};
use pillion_wire::id::AccountId;

use super::{event, follow::Shown, markup::Marked, plain};

/// Why the phone is not at its relay, and what becomes of messages meanwhile; `None` when it is.
#[must_use]
pub fn offline(shown: &Shown) -> Option<String> {
    let connection = shown.connection.as_ref()?;
    if connection.online {
        return None;
    }
    let kept = kept(connection);
    Some(match connection.refused {
        Some(code) => format!("{} {kept}", Problem::Relay(code)),
        None => format!(
            "The relay at {} does not answer; the phone keeps trying. {kept}",
            relay(shown)
        ),
    })
}

fn kept(connection: &Connection) -> String {
    match connection.waiting {
        0 => "Messages are kept and sent later.".to_owned(),
        1 => "1 message is kept and sent later.".to_owned(),
        many => format!("{many} messages are kept and sent later."),
    }
}

/// The relay's address.
#[must_use]
pub fn relay(shown: &Shown) -> String {
    shown
        .account
        .as_ref()
        .map_or_else(String::new, |account| plain::line(&account.relay))
}

/// A linked browser: `Firefox 151 on Linux, from http://localhost:8080`, in brackets behind the name that it was given.
#[must_use]
pub fn link(link: &Link) -> String {
    let browser = browser(&link.browser, &link.os, &link.origin);
    match &link.name {
        Some(name) => format!("{} ({browser})", plain::name(name)),
        None => browser,
    }
}

/// A browser in words, as it says itself.
#[must_use]
pub fn browser(browser: &str, os: &str, origin: &str) -> String {
    format!(
        "{} on {}, from {}",
        plain::name(browser),
        plain::name(os),
        plain::name(origin)
    )
}

/// The name of an account: a contact's own, the own one for `None`, else the beginning of its id.
#[must_use]
pub fn writer(shown: &Shown, from: Option<AccountId>) -> String {
    match from {
        None => shown
            .account
            .as_ref()
            .map_or_else(|| "you".to_owned(), |account| plain::name(&account.name)),
        Some(id) => shown
            .contacts
            .get(&id)
            .map_or_else(|| id.to_string(), |contact| plain::name(&contact.name)),
    }
}

/// The name of an account, as one says it to its owner: `You` for `None`.
#[must_use]
pub fn you_or(shown: &Shown, from: Option<AccountId>) -> String {
    match from {
        None => "You".to_owned(),
        from => writer(shown, from),
    }
}

/// The same where the phone tells the name, as it does in groups: there not everybody is a contact.
#[must_use]
pub fn you_or_named(shown: &Shown, from: Option<AccountId>, name: Option<&str>) -> String {
    match (from, name) {
        (Some(_), Some(name)) => plain::name(name),
        (from, _) => you_or(shown, from),
    }
}

/// The last message of a chat, as lists show it; in a group with the name of its writer.
#[must_use]
pub fn last(shown: &Shown, last: &Preview) -> String {
    if let Some(happened) = &last.event {
        return event::words(shown, last.from, last.name.as_deref(), happened);
    }
    let text = preview(&last.text, last.deleted);
    match (last.from, &last.name) {
        (Some(_), Some(name)) => format!("{}: {text}", plain::name(name)),
        _ => text,
    }
}

/// The file of a message: its name, how long it is, and what is to be known about it.
#[must_use]
pub fn file(shared: &Shared) -> String {
    let held = match shared.held {
        Held::Here => "",
        Held::Leaving => " · on its way to the relay",
        Held::Coming => " · on its way here",
        Held::Gone => " · gone: the relay does not have it any more",
        Held::Damaged => " · damaged: ask the sender to send it again",
        Held::Offered => " · not fetched: larger than the limit",
        Held::Asked => " · the sender's phone is asked for it",
        Held::Lost => " · gone: the sender's phone cannot bring it either",
        Held::NoRoom => " · waits: the disk of this phone is full",
    };
    if let Some(voice) = &shared.file.voice {
        let heard = if shared.played { " · played" } else { "" };
        return format!("{}{heard}{held}", voice.line());
    }
    let name = plain::line(shared.file.name.as_str());
    format!("📎 {name} · {}{held}", size(shared.file.bytes))
}

/// How far a file is: a bar of ten signs, hundredths, bytes.
#[must_use]
pub fn moving(progress: &Progress) -> String {
    let percent = progress.percent();
    let full = usize::try_from(percent / 10).unwrap_or_default().min(10);
    let (bar, rest) = ("━".repeat(full), "╌".repeat(10_usize.saturating_sub(full)));
    let (done, all) = (size(progress.done), size(progress.all));
    format!("{bar}{rest} {percent} % · {done} of {all}")
}

/// A size for people: three digits, powers of ten.
#[must_use]
pub fn size(bytes: u64) -> String {
    let mut unit = 1_u64;
    for name in ["bytes", "KB", "MB", "GB", "TB"] {
        let tenths = bytes.saturating_mul(10) / unit;
        if tenths < 10_000 || name == "TB" {
            return match (name, tenths) {
                ("bytes", _) => format!("{bytes} bytes"),
                (_, 0..100) => format!("{}.{} {name}", tenths / 10, tenths % 10),
                _ => format!("{} {name}", tenths / 10),
            };
        }
        unit = unit.saturating_mul(1_000);
    }
    String::new()
}

/// What stands in place of a message that has no words.
#[must_use]
pub const fn stand_in(body: &Body) -> Option<&'static str> {
    match body {
        Body::Text(_) | Body::File(_) => None,
        Body::Deleted => Some("This message was deleted."),
        Body::Newer => Some("This message needs a newer Pillion."),
        Body::Event(_) => Some("This is no message: it says what happened."),
    }
}

/// The beginning of a message on one line, as lists and quotes show it: without the marks around its words.
#[must_use]
pub fn preview(text: &str, deleted: bool) -> String {
    match stand_in(&Body::Deleted).filter(|_| deleted) {
        Some(words) => words.to_owned(),
        None => Marked::read(&plain::line(text)).text().to_owned(),
    }
}

/// How many people ask an admin to be let into a group: `1 asks to join`; `None` if nobody does, or others decide.
#[must_use]
pub fn asking(chat: &Chat) -> Option<String> {
    let group = chat.group.as_ref().filter(|group| group.admin)?;
    match group.asking {
        0 => None,
        1 => Some("1 asks to join".to_owned()),
        many => Some(format!("{many} ask to join")),
    }
}

/// The contact of a chat of two.
#[must_use]
pub fn peer<'a>(shown: &'a Shown, chat: &Chat) -> Option<&'a Contact> {
    shown.contacts.get(&chat.peer?)
}

/// The sign of a state behind one's own message; words follow where signs alone could be mistaken.
#[must_use]
pub const fn sign(state: State) -> &'static str {
    match state {
        State::Queued | State::Stored => "○",
        State::Failed => "✗ not sent",
        State::Sent => "✓",
        State::Delivered => "✓✓",
        State::Read => "✓✓ read",
    }
}

/// Why a message failed, as a sentence; `None` if it did not.
#[must_use]
pub fn failure(message: &Message) -> Option<String> {
    (message.state == State::Failed).then(|| message.problem.unwrap_or(Problem::Unknown).to_string())
}

/// What whoever has followed an invitation may expect. Its admin's phone says nothing of a link that is void.
#[must_use]
pub fn asked_to_join(code: &str) -> String {
    let group =
        Invitation::parse(code).map_or_else(|_| "the group".to_owned(), |invitation| plain::name(&invitation.name));
    format!(
        "You have asked to join {group}. It is among your chats as soon as the admin who made this link lets you in. If \
         nothing comes, the link may have been replaced since: ask for a new one."
    )
}

/// Why an invitation could not be followed. One's own has one's own handle in it.
#[must_use]
pub fn not_asked(problem: Problem) -> String {
    match problem {
        Problem::OwnHandle => "This invitation is your own: you are in its group already.".to_owned(),
        problem => problem.to_string(),
    }
}

/// Why a message waits, as a sentence; `None` if it does not, or only for the relay, which the lights tell.
#[must_use]
pub fn held_up(message: &Message) -> Option<String> {
    let problem = message.problem.filter(|_| message.state == State::Stored);
    problem.map(|problem| problem.to_string())
}

/// A count with its noun: `1 browser`, `2 browsers`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}
