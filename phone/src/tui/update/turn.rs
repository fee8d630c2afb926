//! One event, one turn.

use super::{
    answers, dialogs,
    event::{Effect, Event, Why},
    follow, panes,
};
use crate::tui::model::state::Model;

/// What to do before the first event.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    vec![Effect::Ask(Why::Sync, model.follower.begin())]
}

/// Takes one event; returns what is to be done, in order.
pub fn update(model: &mut Model, event: Event) -> Vec<Effect> {
    let mut effects = Vec::new();
    // Whoever presses keys is here, also if the terminal never tells so.
    model.attention |= matches!(event, Event::Key(_) | Event::Paste(_));
    match event {
        Event::Key(key) => {
            if model.panes().is_none() {
                // Nobody types blindly; only leaving works.
                panes::leave_on_ctrl_c(model, key, &mut effects);
            } else if model.dialog.is_some() {
                dialogs::key(model, key, &mut effects);
            } else {
                panes::key(model, key, &mut effects);
            }
        }
        Event::Paste(text) => {
            if model.panes().is_none() {
                // As for keys.
            } else if model.dialog.is_some() {
                dialogs::paste(model, &text);
            } else {
                panes::paste(model, &text);
            }
        }
        Event::Resize(width, height) => model.size = (width, height),
        Event::Attention(attention) => model.attention = attention,
        Event::Tick(now) => {
            model.now = model.now.max(now);
            let now = model.now;
            model.notices.retain(|notice| notice.grave || notice.until > now);
        }
        Event::Update(update) => {
            let step = model.follower.updated(update);
            follow::step(model, step, &mut effects);
        }
        Event::Answer(why, answer) => answers::answer(model, why, answer, &mut effects),
        Event::Picture(attempt, found) => dialogs::picture(model, attempt, found, &mut effects),
    }
    follow::seen(model, &mut effects);
    effects
}
