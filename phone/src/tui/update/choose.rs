//! Keys where people are chosen, and what comes of it.

use pillion_protocol::content::{
    group::GroupChange, group_ask::GroupAsk, problem::Problem, reply::Answer, request::Ask,
};

use super::{
    editing,
    event::{Effect, Why},
    follow, group,
};
use crate::tui::model::{
    choose::{Aim, Choose, Step},
    dialog::Dialog,
    key::{Code, Key},
    state::Model,
};

/// Opens a choice of people.
pub fn open(model: &mut Model, aim: Aim) {
    model.attempts = model.attempts.wrapping_add(1);
    model.dialog = Some(Dialog::Choose(Box::new(Choose::new(model.attempts, aim))));
}

/// Takes a key; returns the choice if it stays open.
pub fn key(model: &mut Model, key: Key, mut choose: Box<Choose>, effects: &mut Vec<Effect>) -> Option<Box<Choose>> {
    match choose.step {
        Step::People => people(model, key, choose, effects),
        Step::Name => {
            match key.code {
                Code::Escape => choose.step = Step::People,
                Code::Enter => make(model, &mut choose, effects),
                _ => {
                    if editing::edit_line(&mut choose.name, key) {
                        choose.problem = None;
                    }
                }
            }
            Some(choose)
        }
        // Closing does not take it back: the group comes, and the list shows it.
        Step::Asking => (key.code != Code::Escape).then_some(choose),
    }
}

fn people(model: &mut Model, key: Key, mut choose: Box<Choose>, effects: &mut Vec<Effect>) -> Option<Box<Choose>> {
    let offered: Vec<_> = choose
        .offered(model.shown())
        .iter()
        .map(|contact| contact.account)
        .collect();
    let last = offered.len().saturating_sub(1);
    match key.code {
        Code::Escape => return None,
        Code::Up => choose.selected = choose.selected.min(last).saturating_sub(1),
        Code::Down | Code::Tab => choose.selected = choose.selected.saturating_add(1).min(last),
        Code::Char(' ') => {
            if let Some(account) = offered.get(choose.selected.min(last)) {
                if !choose.marked.remove(account) {
                    choose.marked.insert(*account);
                }
                // What was typed has found its one.
                choose.input.take();
                let everybody = choose.offered(model.shown());
                let at = everybody.iter().position(|contact| contact.account == *account);
                choose.selected = at.unwrap_or_default();
            }
        }
        Code::Enter => {
            let chosen = choose.chosen(model.shown());
            if chosen.is_empty() {
                choose.problem = Some(Problem::GroupOfOne.to_string());
                return Some(choose);
            }
            choose.problem = None;
            match &choose.aim {
                Aim::New => {
                    choose.marked = chosen.into_iter().collect();
                    choose.step = Step::Name;
                }
                Aim::Add(chat, _) => {
                    let chat = *chat;
                    group::open(model, chat, effects);
                    group::change(model, chat, GroupChange::Add(chosen), effects);
                    return None;
                }
            }
        }
        _ => {
            if editing::edit_line(&mut choose.input, key) {
                choose.selected = 0;
                choose.problem = None;
            }
        }
    }
    Some(choose)
}

fn make(model: &mut Model, choose: &mut Choose, effects: &mut Vec<Effect>) {
    let name = choose.name.text().trim().to_owned();
    let chars = name.chars().count();
    if !(1..=pillion_protocol::content::group::NAME_CHARS).contains(&chars) {
        choose.problem = Some(Problem::GroupName.to_string());
        return;
    }
    let intent = model.intents.fresh();
    let members = choose.marked.iter().copied().collect();
    let ask = GroupAsk::Create {
        intent,
        name,
        members,
        picture: None,
    };
    effects.push(Effect::Ask(Why::Made(choose.attempt), Ask::Group(ask)));
    choose.problem = None;
    choose.step = Step::Asking;
}

/// The group was made, or not.
pub fn made(model: &mut Model, wanted: u32, answer: Answer, effects: &mut Vec<Effect>) {
    let waits = matches!(&model.dialog, Some(Dialog::Choose(choose)) if choose.attempt == wanted);
    match (answer, &mut model.dialog) {
        (Answer::Chat(chat), _) if waits => {
            model.dialog = None;
            follow::open(model, chat.id, effects);
        }
        (Answer::Problem(problem), Some(Dialog::Choose(choose))) if waits => {
            choose.problem = Some(problem.to_string());
            choose.step = if problem == Problem::GroupName {
                Step::Name
            } else {
                Step::People
            };
        }
        (Answer::Problem(problem), _) => follow::notice(model, problem.to_string()),
        _ => {}
    }
}
