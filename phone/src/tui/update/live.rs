//! What contacts may learn of the person at the screen: whether somebody is there, and writes.

use pillion_protocol::content::{id::ChatId, live_ask::LiveAsk, request::Ask};

use super::event::{Effect, Event, Why};
use crate::tui::model::{
    composer::Composer,
    here::Typing,
    purpose::Purpose,
    state::{Focus, Model},
};

/// How often the phone is told again that somebody writes, in milliseconds.
const AGAIN_MS: u64 = 4_000;

/// How long a pause counts as writing, in milliseconds.
const PAUSE_MS: u64 = 6_000;

/// The message that is being written now, where one is.
#[must_use]
pub fn written(model: &Model) -> Option<(ChatId, String)> {
    let chat = model.open.filter(|_| model.focus == Focus::Composer)?;
    let editing = matches!(model.purpose(), Some(Purpose::Edit { .. }));
    let draft = model.draft().filter(|draft| !editing && !draft.is_blank())?;
    Some((chat, Composer::text(draft).to_owned()))
}

/// Notes what an event says of the person.
pub const fn note(model: &mut Model, event: &Event) {
    match event {
        event if is_of_person(event) => model.here.key_at = model.now,
        Event::Attention(_) => model.here.tells = true,
        _ => {}
    }
}

/// Whether only somebody who is here can cause an event.
#[must_use]
pub const fn is_of_person(event: &Event) -> bool {
    matches!(
        event,
        Event::Key(_) | Event::Paste(_) | Event::Click(..) | Event::Wheel(..)
    )
}

/// After each turn: tells the phone what has changed. `before` is what was being written before the turn, if a key came.
pub fn tell(model: &mut Model, before: Option<Option<(ChatId, String)>>, effects: &mut Vec<Effect>) {
    if !model.first_sync_done {
        return;
    }
    let look = (model.open, model.here.is_active(model.attention, model.now));
    if model.here.looked != Some(look) {
        model.here.looked = Some(look);
        let (chat, active) = look;
        effects.push(live(LiveAsk::Look { chat, active }));
    }
    let now = model.now;
    let writes = written(model);
    if let (Some(before), Some((chat, _))) = (before, &writes)
        && before != writes
    {
        let known = model.here.typing.filter(|typing| typing.chat == *chat);
        let fresh = known.filter(|typing| now.0 < typing.told_at.0.saturating_add(AGAIN_MS));
        if fresh.is_none() {
            stop(model, Some(*chat), effects);
            effects.push(live(LiveAsk::Typing { chat: *chat, on: true }));
        }
        model.here.typing = Some(Typing {
            chat: *chat,
            changed_at: now,
            told_at: fresh.map_or(now, |typing| typing.told_at),
        });
    }
    let writing_in = writes.map(|(chat, _)| chat);
    let paused = |typing: &Typing| now.0 >= typing.changed_at.0.saturating_add(PAUSE_MS);
    match model.here.typing {
        Some(typing) if paused(&typing) => stop(model, None, effects),
        Some(_) => stop(model, writing_in, effects),
        None => {}
    }
}

/// Says that nothing is written any more, unless it is in that chat.
fn stop(model: &mut Model, but: Option<ChatId>, effects: &mut Vec<Effect>) {
    if let Some(typing) = model.here.typing.take_if(|typing| Some(typing.chat) != but) {
        let chat = typing.chat;
        effects.push(live(LiveAsk::Typing { chat, on: false }));
    }
}

const fn live(ask: LiveAsk) -> Effect {
    Effect::Ask(Why::Live, Ask::Live(ask))
}
