//! One event, one turn.

use pillion_protocol::content::reply::Answer;

use super::{
    answers, dialogs, drafts, drawing,
    event::{Effect, Event, Why},
    face, follow, gallery, live, mouse, naming, panes,
};
use crate::tui::model::state::Model;

/// What to do before the first event.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    vec![Effect::Ask(Why::Sync, model.follower.begin())]
}

/// Takes one event; returns what is to be done, in order.
pub fn update(model: &mut Model, event: Event) -> Vec<Effect> {
    let mut effects = Vec::new();
    // What could not be loaded is asked for again at the next turn, not at once and for ever.
    let loads = !matches!(&event, Event::Answer(Why::History(..), Answer::Problem(_)));
    // Whoever presses keys is here, also if the terminal never tells so.
    model.attention |= live::is_of_person(&event);
    let before = matches!(event, Event::Key(_) | Event::Paste(_)).then(|| live::written(model));
    live::note(model, &event);
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
                dialogs::paste(model, &text, &mut effects);
            } else {
                panes::paste(model, &text, &mut effects);
            }
        }
        Event::Click(column, row) => mouse::click(model, column, row, &mut effects),
        Event::Wheel(column, row, up) => mouse::wheel(model, column, row, up),
        Event::Resize(width, height) => model.size = (width, height),
        Event::Attention(attention) => model.attention = attention,
        Event::Tick(now) => {
            model.now = model.now.max(now);
            let now = model.now;
            model.notices.retain(|notice| notice.grave || notice.until > now);
            drafts::tick(model, &mut effects);
        }
        Event::Update(update) => {
            let step = model.follower.updated(update);
            follow::step(model, step, &mut effects);
        }
        Event::Answer(why, answer) => answers::answer(model, why, answer, &mut effects),
        Event::Picture(attempt, found) => dialogs::picture(model, attempt, found, &mut effects),
        Event::Drawn(drawn) => drawing::drawn(model, drawn),
        Event::Portrait(made) => face::made(model, made, &mut effects),
        Event::Unpacked(id, dots) => face::unpacked(model, id, dots),
        Event::Seen(id, dots) => gallery::unpacked(model, id, dots),
    }
    if loads {
        follow::load(model, &mut effects);
    }
    follow::seen(model, &mut effects);
    naming::ask(model, &mut effects);
    face::ask(model, &mut effects);
    gallery::ask(model, &mut effects);
    live::tell(model, before, &mut effects);
    effects
}
