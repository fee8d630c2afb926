//! One message.

use pillion_protocol::content::{id::MessageId, message::State};

use super::{
    element::{Tag, div, li, p, plain_button, show, span},
    icon::{Icon, icon},
    screen::Screen,
    time,
};
use crate::{
    model::row::{self, Bubble, Key},
    update::person::Act,
};

/// The bubble of a row. Its text never changes; how far it has come does.
pub fn bubble(screen: Screen, key: Key, mine: bool) -> Tag {
    let shown = screen.part(move |page| row::bubble(page, key));
    let (words, at) = match shown.now() {
        Some(bubble) => (bubble.text.clone(), time::clock(bubble.at)),
        None => Default::default(),
    };
    let said = p().child((
        span().class("spoken").child(if mine { "You: " } else { "Received: " }),
        span().class("text").attr("dir", "auto").child(words),
        span().class("spoken").child(format!(", {at}")),
    ));
    let state = show(move || shown.get().filter(|_| mine).map(|bubble| mark(bubble.state)));
    let meta = div()
        .class("meta")
        .child((span().attr("aria-hidden", "true").child(at), state));
    let trouble = show(move || shown.get().and_then(|bubble| trouble(screen, key, &bubble)));
    li().class(if mine { "message mine" } else { "message" })
        .test("message")
        .bind("data-message", move || shown.get().map(|bubble| bubble.id))
        .bind("data-state", move || {
            shown.get().map(|bubble| bubble.state.word().into())
        })
        .attr("data-mine", if mine { "true" } else { "false" })
        .child(div().class("bubble").child((said, meta, trouble)))
}

/// How far a message of one's own has come.
#[must_use]
pub fn mark(state: State) -> Tag {
    let (picture, words) = match state {
        State::Queued => (Icon::Clock, "kept in this browser, goes out when your phone answers"),
        State::Stored => (Icon::Phone, "on your phone, goes out when it is connected"),
        State::Failed => (Icon::Alert, "failed"),
        State::Sent => (Icon::Tick, "sent"),
        State::Delivered => (Icon::Ticks, "delivered"),
        State::Read => (Icon::Ticks, "read"),
    };
    span()
        .class(&format!("mark {}", state.word()))
        .attr("title", words)
        .child((icon(picture), span().class("spoken").child(format!(", {words}"))))
}

/// Why it failed, and what can be done.
fn trouble(screen: Screen, key: Key, bubble: &Bubble) -> Option<Tag> {
    if bubble.state != State::Failed {
        return None;
    }
    let why = bubble.problem.map_or_else(
        || "This message was not sent.".to_owned(),
        |problem| problem.to_string(),
    );
    let on_phone = bubble.place.is_some();
    let message = MessageId::from_hex(&bubble.id).filter(|_| on_phone);
    let again = move || match (message, key) {
        (Some(message), _) => screen.act(Act::Retry(message)),
        (None, Key::Intent(intent)) => screen.act(Act::RetryEntry(intent)),
        (None, Key::Message(_)) => {}
    };
    let discard = match key {
        Key::Intent(intent) if !on_phone => Some(
            plain_button()
                .test("discard")
                .press(move || screen.act(Act::Discard(intent)))
                .child("Discard"),
        ),
        _ => None,
    };
    let retry = plain_button().test("retry").press(again).child("Try again");
    Some(div().class("trouble").child((p().child(why), retry, discard)))
}
