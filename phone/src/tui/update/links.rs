//! Keys in the list of linked browsers.

use pillion_protocol::content::{account_ask::AccountAsk, link::NAME_CHARS, problem::Problem, request::Ask};

use super::{
    editing,
    event::{Effect, Why},
    follow,
};
use crate::{
    screen::plain,
    tui::model::{
        composer::Composer,
        dialog::Dialog,
        key::{Code, Key},
        links::{Links, Step},
        state::Model,
    },
};

/// Opens the list. Whoever looks at it has seen the notices about the browsers.
pub fn open(model: &mut Model) {
    model.notices.retain(|notice| !notice.grave);
    model.dialog = Some(Dialog::Links(Links::default()));
}

/// Takes a key; returns the list if it stays open.
pub fn key(model: &mut Model, key: Key, mut open: Links, effects: &mut Vec<Effect>) -> Option<Links> {
    let links = model.shown().links_newest_first();
    let last = links.len().saturating_sub(1);
    open.selected = open.selected.min(last);
    let chosen = links.get(open.selected).map(|link| (link.id, link.name.clone()));
    let unlink = |ask| Effect::Ask(Why::Unlink, ask);
    match (std::mem::take(&mut open.step), key.code) {
        (Step::Unlink(link), Code::Char('y' | 'Y')) => effects.push(unlink(Ask::Unlink { link })),
        (Step::All, Code::Char('y' | 'Y')) => effects.push(unlink(Ask::Account(AccountAsk::UnlinkOthers))),
        // Anything but a yes is a no.
        (Step::Unlink(_) | Step::All, _) | (Step::Name(..), Code::Escape) => {}
        (Step::Name(link, name), Code::Enter) => {
            let name = name.text().trim().to_owned();
            if name.chars().count() > NAME_CHARS {
                follow::notice(model, Problem::Name.to_string());
            } else {
                effects.push(unlink(Ask::Account(AccountAsk::RenameLink { link, name })));
            }
        }
        (Step::Name(link, mut name), _) => {
            editing::edit_line(&mut name, key);
            open.step = Step::Name(link, name);
        }
        (Step::Look, Code::Escape | Code::Char('q' | 'd')) => return None,
        (Step::Look, Code::Up | Code::Char('k')) => open.selected = open.selected.saturating_sub(1),
        (Step::Look, Code::Down | Code::Char('j')) => open.selected = open.selected.saturating_add(1).min(last),
        (Step::Look, Code::Char('u') | Code::Delete) => {
            open.step = chosen.map_or(Step::Look, |(link, _)| Step::Unlink(link));
        }
        (Step::Look, Code::Char('U')) if chosen.is_some() => open.step = Step::All,
        (Step::Look, Code::Char('r')) => {
            let named = |name: Option<String>| Composer::holding(plain::line(&name.unwrap_or_default()));
            open.step = chosen.map_or(Step::Look, |(link, name)| Step::Name(link, named(name)));
        }
        (Step::Look, _) => {}
    }
    Some(open)
}
