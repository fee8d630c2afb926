//! One message.

use leptos::{
    html::{button, div, li, p, span},
    prelude::*,
};
use pillion_protocol::content::{id::MessageId, message::State};

use super::{
    icon::{Icon, icon},
    screen::Screen,
    time,
};
use crate::{
    model::row::{self, Bubble, Key},
    update::person::Act,
};

/// The bubble of a row. Its text never changes; how far it has come does.
pub fn bubble(screen: Screen, key: Key, mine: bool, first: bool) -> impl IntoView {
    let shown = screen.part(move |page| row::bubble(page, key));
    let body = shown.now().map(|bubble| {
        let at = time::clock(bubble.at);
        let who = if mine { "You: " } else { "Received: " };
        let words = span().class("text").attr("dir", "auto").child(bubble.text.as_str().to_owned());
        let said_at = format!(", {at}");
        (
            p().child((span().class("spoken").child(who), words, span().class("spoken").child(said_at))),
            at,
        )
    });
    let (words, at) = body.unzip();
    let state = move || shown.get().filter(|_| mine).map(|bubble| mark(bubble.state));
    let meta = div().class("meta").child((span().attr("aria-hidden", "true").child(at), state));
    let trouble = move || shown.get().and_then(|bubble| trouble(screen, key, &bubble));
    let class = format!("message{}{}", if mine { " mine" } else { "" }, if first { " first" } else { "" });
    li().class(class)
        .attr("data-testid", "message")
        .attr("data-message", move || shown.get().map(|bubble| bubble.id))
        .attr("data-state", move || shown.get().map(|bubble| bubble.state.word()))
        .attr("data-mine", mine.to_string())
        .child(div().class("bubble").child((words, meta, trouble)))
}

/// How far a message of one's own has come.
pub fn mark(state: State) -> impl IntoView {
    let (picture, words) = match state {
        State::Queued => (Icon::Clock, "kept in this browser, goes out when your phone answers"),
        State::Stored => (Icon::Phone, "on your phone, goes out when it is connected"),
        State::Failed => (Icon::Alert, "failed"),
        State::Sent => (Icon::Tick, "sent"),
        State::Delivered => (Icon::Ticks, "delivered"),
        State::Read => (Icon::Ticks, "read"),
    };
    span()
        .class(format!("mark {}", state.word()))
        .title(words)
        .child((icon(picture), span().class("spoken").child(format!(", {words}"))))
}

/// Why it failed, and what can be done.
fn trouble(screen: Screen, key: Key, bubble: &Bubble) -> Option<impl IntoView + use<>> {
    if bubble.state != State::Failed {
        return None;
    }
    let why = bubble.problem.map_or_else(|| "This message was not sent.".to_owned(), |problem| problem.to_string());
    let on_phone = bubble.place.is_some();
    let message = MessageId::from_hex(&bubble.id).filter(|_| on_phone);
    let again = move |_| match (message, key) {
        (Some(message), _) => screen.act(Act::Retry(message)),
        (None, Key::Intent(intent)) => screen.act(Act::RetryEntry(intent)),
        (None, Key::Message(_)) => {}
    };
    let discard = (!on_phone).then(|| {
        let discard = move |_| {
            if let Key::Intent(intent) = key {
                screen.act(Act::Discard(intent));
            }
        };
        button().r#type("button").attr("data-testid", "discard").on(leptos::ev::click, discard).child("Discard")
    });
    let retry = button().r#type("button").attr("data-testid", "retry").on(leptos::ev::click, again).child("Try again");
    Some(div().class("trouble").child((p().child(why), retry, discard)))
}
