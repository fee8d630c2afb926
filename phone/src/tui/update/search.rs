//! Keys in the search, and what it finds.

use pillion_protocol::content::{id::ChatId, reply::Answer, request::Ask};

use super::{
    editing,
    event::{Effect, Why},
    follow, picking,
};
use crate::tui::model::{
    dialog::Dialog,
    key::{Code, Key},
    search::{Asked, Found, Search},
    state::Model,
};

/// Opens the search, in all chats or in one.
pub fn open(model: &mut Model, only: Option<ChatId>) {
    let search = Search {
        only,
        ..Search::default()
    };
    model.dialog = Some(Dialog::Search(search));
}

/// Takes a key; returns the search if it stays open.
pub fn key(model: &mut Model, key: Key, mut search: Search, effects: &mut Vec<Effect>) -> Option<Search> {
    let last = search.results(model.shown()).len().saturating_sub(1);
    match key {
        Key { code: Code::Escape, .. } => return None,
        Key {
            code: Code::Char('s'),
            ctrl: true,
            ..
        } => search.starred = !search.starred,
        Key { code: Code::Tab, .. } => {
            search.only = match search.only {
                Some(_) => None,
                None => model.open,
            };
        }
        Key { code: Code::Up, .. } => search.selected = search.selected.min(last).saturating_sub(1),
        Key { code: Code::Down, .. } => {
            search.selected = search.selected.saturating_add(1).min(last);
            if search.selected == last && search.more.is_some() {
                further(model, &mut search, effects);
            }
        }
        Key { code: Code::Enter, .. } => {
            let chosen = search.results(model.shown()).into_iter().nth(search.selected.min(last));
            match chosen {
                Some(Found::Chat(chat)) => follow::open(model, chat, effects),
                Some(Found::Message(hit)) => picking::jump(model, hit.message.chat, hit.message.place, effects),
                None => return Some(search),
            }
            return None;
        }
        key => {
            if editing::edit_line(&mut search.input, key) {
                search.selected = 0;
            }
        }
    }
    ask(model, &mut search, effects);
    Some(search)
}

/// Takes a paste.
pub fn paste(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    if let Some(Dialog::Search(mut search)) = model.dialog.take() {
        editing::paste_line(&mut search.input, text);
        search.selected = 0;
        ask(model, &mut search, effects);
        model.dialog = Some(Dialog::Search(search));
    }
}

/// Asks for what is typed now, unless that is answered, or something is under way: its answer asks again.
fn ask(model: &mut Model, search: &mut Search, effects: &mut Vec<Effect>) {
    let query = search.query();
    if search.asked.is_some() || search.answered.as_ref() == Some(&query) {
        return;
    }
    if query.is_blank() {
        *search = Search {
            input: std::mem::take(&mut search.input),
            only: search.only,
            ..Search::default()
        };
        return;
    }
    post(model, search, None, effects);
}

fn further(model: &mut Model, search: &mut Search, effects: &mut Vec<Effect>) {
    if search.asked.is_none() && search.answered.as_ref() == Some(&search.query()) {
        post(model, search, search.more, effects);
    }
}

fn post(model: &mut Model, search: &mut Search, cursor: Option<u64>, effects: &mut Vec<Effect>) {
    model.attempts = model.attempts.wrapping_add(1);
    let attempt = model.attempts;
    let query = search.query();
    let ask = Ask::Search {
        words: query.words.clone(),
        chat: query.only,
        starred: query.starred,
        cursor,
    };
    search.asked = Some(Asked {
        attempt,
        query,
        further: cursor.is_some(),
    });
    effects.push(Effect::Ask(Why::Search(attempt), ask));
}

/// The phone has searched.
pub fn found(model: &mut Model, attempt: u32, answer: Answer, effects: &mut Vec<Effect>) {
    let Some(Dialog::Search(mut search)) = model.dialog.take_if(|dialog| waits(dialog, attempt)) else {
        return;
    };
    if let Some(asked) = search.asked.take() {
        if !asked.further {
            search.hits.clear();
            search.answered = Some(asked.query);
        }
        search.more = None;
        search.problem = None;
        match answer {
            Answer::Found { hits, more } => {
                search.hits.extend(hits);
                search.more = more;
            }
            Answer::Problem(problem) => search.problem = Some(problem.to_string()),
            _ => {}
        }
    }
    ask(model, &mut search, effects);
    model.dialog = Some(Dialog::Search(search));
}

fn waits(dialog: &Dialog, attempt: u32) -> bool {
    match dialog {
        Dialog::Search(search) => search.asked.as_ref().is_some_and(|asked| asked.attempt == attempt),
        _ => false,
    }
}
