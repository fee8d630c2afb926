//! Drafts: what is written and not sent is told to the phone, so that another screen can go on with it.
//!
//! It is told when one leaves a chat or pauses for a second. A draft that another screen has written takes the place of
//! one's own only if nothing was typed here since the phone was last told.

use pillion_protocol::content::{chat::DRAFT_BYTES, id::ChatId, request::Ask};

use super::event::{Effect, Why};
use crate::tui::model::{composer::Composer, purpose::Purpose, state::Model};

/// Tells the phone what stands in a composer, if it does not know.
pub fn tell(model: &mut Model, chat: ChatId, effects: &mut Vec<Effect>) {
    let text = written(model, chat).to_owned();
    let told = model.drafts_told.entry(chat).or_default();
    if *told == text || text.len() > DRAFT_BYTES {
        return;
    }
    told.clone_from(&text);
    let asked = model.drafts_asked.entry(chat).or_default();
    *asked = asked.saturating_add(1);
    effects.push(Effect::Ask(Why::Draft(chat), Ask::Draft { chat, text }));
}

/// The phone has answered.
pub fn told(model: &mut Model, chat: ChatId) {
    if let Some(asked) = model.drafts_asked.get_mut(&chat) {
        *asked = asked.saturating_sub(1);
    }
}

/// A second has passed: what has not changed meanwhile is told.
pub fn tick(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(chat) = model.open else { return };
    let now = (chat, model.draft().cloned().unwrap_or_default());
    if model.draft_at_tick.as_ref() == Some(&now) {
        tell(model, chat, effects);
    }
    model.draft_at_tick = Some(now);
}

/// Takes over what another screen has written. What comes while the phone is being told is older than that.
pub fn take_over(model: &mut Model, chat: ChatId, draft: &str) {
    if model.drafts_asked.get(&chat).is_some_and(|asked| *asked > 0) {
        return;
    }
    let mut theirs = Composer::default();
    theirs.insert(draft);
    let told = model.drafts_told.get(&chat).map_or("", String::as_str);
    let editing = matches!(model.purposes.get(&chat), Some(Purpose::Edit { .. }));
    if theirs.text() == told || editing || written(model, chat) != told {
        return;
    }
    model.drafts_told.insert(chat, theirs.text().to_owned());
    model.drafts.insert(chat, theirs);
}

/// What is being written in a chat, as a message.
fn written(model: &Model, chat: ChatId) -> &str {
    match model.purposes.get(&chat) {
        Some(Purpose::Edit { kept, .. }) => kept.text(),
        _ => model.drafts.get(&chat).map_or("", Composer::text),
    }
}
