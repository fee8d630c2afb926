//! The lines that verbs print for people.

use pillion_protocol::content::{
    body::Body,
    chat::Chat,
    contact::Contact,
    link::Link,
    message::Message,
    presence::{Presence, Typing},
    update::Change,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use crate::screen::{calendar::Calendar, event, follow::Shown, plain, timer, words};

/// A message: `2026-01-05 14:03 Bob: hello ✓✓`. Further lines of the text are set in, and so are what it answers, what
/// people have put under it and why it failed.
#[must_use]
pub fn message(shown: &Shown, calendar: &Calendar, message: &Message) -> String {
    if let Body::Event(happened) = &message.body {
        let sentence = event::words(shown, message.from, message.name.as_deref(), happened);
        return format!("{} — {sentence}", calendar.full(message.at));
    }
    let text = match words::stand_in(&message.body) {
        Some(stand_in) => stand_in.to_owned(),
        None => {
            let file = message.body.file().map(words::file);
            let said = Some(message.words()).filter(|said| !said.is_empty());
            let said = said.map(|said| plain::block(said).replace('\n', "\n    "));
            file.into_iter().chain(said).collect::<Vec<_>>().join("\n    ")
        }
    };
    let mut line = format!(
        "{} {}: {}{text}",
        calendar.full(message.at),
        writer(shown, message.from, message.name.as_deref()),
        if message.forwarded { "↪ " } else { "" }
    );
    if message.edited.is_some() {
        line.push_str(" (edited)");
    }
    if message.starred {
        line.push_str(" ★");
    }
    if message.from.is_none() {
        line.push(' ');
        line.push_str(words::sign(message.state));
    }
    let quote = message.quote.as_ref().map(|quote| match &quote.found {
        Some(found) => {
            let who = writer(shown, found.from, found.name.as_deref());
            format!("┃ {who}: {}", words::preview(&found.text, false))
        }
        None => "┃ a message that is not here".to_owned(),
    });
    let reactions = (!message.reactions.is_empty()).then(|| {
        let tallies = message.reactions.iter();
        let tallies = tallies.map(|tally| format!("{} {}", plain::line(tally.emoji.as_str()), tally.count));
        tallies.collect::<Vec<_>>().join("  ")
    });
    for below in [quote, reactions, words::failure(message), words::held_up(message)]
        .into_iter()
        .flatten()
    {
        line.push_str("\n    ");
        line.push_str(&below);
    }
    line
}

/// Who wrote something: the name that the phone tells in a group, else the contact's.
fn writer(shown: &Shown, from: Option<AccountId>, name: Option<&str>) -> String {
    match (from, name) {
        (Some(_), Some(name)) => plain::name(name),
        (from, _) => words::writer(shown, from),
    }
}

/// A message that a search has found, with the id by which other verbs take it.
#[must_use]
pub fn hit(shown: &Shown, calendar: &Calendar, found: &Message) -> String {
    let chat = shown.chats.get(&found.chat);
    let chat = chat.map_or_else(|| found.chat.to_hex(), |chat| plain::name(&chat.title));
    format!("{} · {chat}\n  {}", found.id.to_hex(), message(shown, calendar, found))
}

/// How the phone is connected: `@alice is online at http://localhost:8080`, or why it is not.
#[must_use]
pub fn connection(shown: &Shown) -> String {
    let who = shown
        .account
        .as_ref()
        .map_or_else(String::new, |account| account.handle.to_string());
    match (words::offline(shown), &shown.connection) {
        (Some(why), _) => format!("{who} is offline. {why}"),
        (None, Some(_)) => format!("{who} is online at {}", words::relay(shown)),
        (None, None) => format!("{who} is starting"),
    }
}

/// A linked browser: the beginning of its id, what it is, when it was here.
#[must_use]
pub fn link(calendar: &Calendar, link: &Link) -> String {
    let id: String = link.id.to_hex().chars().take(8).collect();
    let state = if !link.active {
        "not confirmed by the browser; it can only be unlinked".to_owned()
    } else if link.online {
        "online now".to_owned()
    } else {
        format!("last here {}", calendar.full(link.used_at))
    };
    format!(
        "{id}  {}, linked {}, {state}",
        words::link(link),
        calendar.full(link.made_at)
    )
}

/// A contact: `@bob  Bob`.
#[must_use]
pub fn contact(contact: &Contact) -> String {
    let verified = if contact.verified { ", verified" } else { "" };
    let blocked = if contact.blocked { ", blocked" } else { "" };
    let changed = if contact.key_changed {
        ", with a new key that you have not accepted"
    } else {
        ""
    };
    format!(
        "{}  {}{verified}{blocked}{changed}",
        contact.handle,
        plain::name(&contact.name)
    )
}

/// A chat: `@bob  Bob, 2 unread, 14:03: hello`.
#[must_use]
pub fn chat(shown: &Shown, calendar: &Calendar, now: Timestamp, chat: &Chat) -> String {
    let id = words::peer(shown, chat).map_or_else(|| chat.id.to_hex(), |contact| contact.handle.to_string());
    let mut line = format!("{id}  {}", plain::name(&chat.title));
    if let Some(group) = &chat.group {
        let members = words::count(usize::try_from(group.members).unwrap_or(usize::MAX), "member");
        line.push_str(&format!(", {}", if group.left { "left" } else { &members }));
        if group.admin && group.asking > 0 {
            line.push_str(&format!(", {} asking to join", group.asking));
        }
    }
    if let Some(seconds) = chat.timer {
        line.push_str(&format!(", ⏱ {}", timer::words(seconds)));
    }
    if chat.unread > 0 {
        line.push_str(&format!(", {} unread", chat.unread));
    }
    let muted = chat.muted_until.is_some_and(|until| until > now);
    for (is_so, word) in [
        (chat.marked_unread, "marked unread"),
        (chat.mentioned, "you are named"),
        (chat.request, "a request"),
        (chat.pinned, "pinned"),
        (chat.archived, "archived"),
        (muted, "muted"),
        (!chat.draft.is_empty(), "with a draft"),
    ] {
        if is_so {
            line.push_str(", ");
            line.push_str(word);
        }
    }
    if let Some(last) = &chat.last {
        let own = last.from.is_none() && last.event.is_none();
        let you = if own { "you: " } else { "" };
        line.push_str(&format!(
            ", {}: {you}{}",
            calendar.short(last.at, now),
            words::last(shown, last)
        ));
    }
    line
}

/// Who types: `Bob is typing in Team`.
#[must_use]
pub fn typing(shown: &Shown, typing: &Typing) -> String {
    let chat = shown.chats.get(&typing.chat).filter(|chat| chat.group.is_some());
    let place = chat.map_or_else(String::new, |chat| format!(" in {}", plain::name(&chat.title)));
    format!("{} is typing{place}", plain::name(&typing.name))
}

/// Who is there: `Bob is online`; `None` if that is not known.
#[must_use]
pub fn presence(shown: &Shown, calendar: &Calendar, account: AccountId, presence: Presence) -> Option<String> {
    let who = words::writer(shown, Some(account));
    match presence {
        Presence::Unknown => None,
        Presence::Online => Some(format!("{who} is online")),
        Presence::LastSeen(at) => Some(format!("{who} was last seen {}", calendar.full(at))),
    }
}

/// A change of the linked browsers, as `run` and `watch` tell it; `None` for other changes. `known` tells whether the
/// browser was linked before.
#[must_use]
pub fn link_change(change: &Change, known: bool) -> Option<String> {
    match change {
        Change::Link(link) if !known => Some(format!(
            "new linked browser: {}. If this was not you, unlink it: pillion-phone unlink {}",
            words::link(link),
            link.id.to_hex().chars().take(8).collect::<String>()
        )),
        Change::Link(link) if link.online => Some(format!("linked browser is here: {}", words::link(link))),
        Change::Link(link) => Some(format!("linked browser is away: {}", words::link(link))),
        Change::LinkGone(link) => Some(format!("unlinked: {link}")),
        _ => None,
    }
}
