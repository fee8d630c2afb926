//! Keys in the block list.

use pillion_protocol::content::request::Ask;

use super::{acts::act, code, event::Effect};
use crate::tui::model::{
    blocked::blocked,
    key::{Code, Key},
    state::Model,
};

/// Takes a key; returns which one is chosen if the list stays open.
pub fn key(model: &mut Model, key: Key, selected: usize, effects: &mut Vec<Effect>) -> Option<usize> {
    let listed = blocked(model.shown());
    let last = listed.len().saturating_sub(1);
    let selected = selected.min(last);
    match key.code {
        Code::Escape | Code::Char('q' | 'b') => {
            code::own(model, effects);
            return None;
        }
        Code::Up | Code::Char('k') => return Some(selected.saturating_sub(1)),
        Code::Down | Code::Char('j') => return Some(selected.saturating_add(1).min(last)),
        Code::Char('u') | Code::Delete => effects.extend(listed.get(selected).map(|contact| {
            let account = contact.account;
            act(Ask::Block { account, on: false })
        })),
        _ => {}
    }
    Some(selected)
}
