//! Keys where a code is shown: one's own, or the invitation to a group.

use pillion_protocol::content::{
    account_ask::AccountAsk, group_ask::GroupAsk, id::ChatId, problem::Problem, reply::Answer, request::Ask,
};

use super::{
    drawing, editing,
    event::{Effect, Why},
    face, group,
};
use crate::{
    screen::plain,
    tui::model::{
        code::{Of, Shown, Step},
        composer::Composer,
        dialog::Dialog,
        face::Of as Face,
        key::{Code, Key},
        state::Model,
    },
};

/// Shows one's own code, and who one is.
pub fn own(model: &mut Model, effects: &mut Vec<Effect>) {
    open(model, Of::Own, Ask::OwnCode, effects);
}

/// Shows the invitation to a group; with `renew` a new one.
pub fn invite(model: &mut Model, chat: ChatId, renew: bool, effects: &mut Vec<Effect>) {
    let ask = Ask::Group(GroupAsk::InviteLink { chat, renew });
    open(model, Of::Group(chat), ask, effects);
}

fn open(model: &mut Model, of: Of, ask: Ask, effects: &mut Vec<Effect>) {
    model.dialog = Some(Dialog::Code(Shown {
        of,
        text: None,
        step: Step::Look,
        alone: false,
        outcome: None,
    }));
    effects.push(Effect::Ask(Why::Code(of), ask));
}

/// Takes a key; returns the code if it stays open.
pub fn key(model: &mut Model, key: Key, mut shown: Shown, effects: &mut Vec<Effect>) -> Option<Shown> {
    let account = |ask| Effect::Ask(Why::Act, Ask::Account(ask));
    shown.outcome = None;
    match std::mem::replace(&mut shown.step, Step::Look) {
        Step::Look => match (shown.of, key.code) {
            (Of::Own, Code::Char('e')) => {
                let name = model.shown().account.as_ref().map_or("", |account| &account.name);
                shown.step = Step::Name(Composer::holding(plain::line(name)));
            }
            (Of::Own, Code::Char('s')) => {
                let on = model
                    .shown()
                    .account
                    .as_ref()
                    .is_some_and(|account| !account.shares_presence);
                effects.push(account(AccountAsk::SharePresence { on }));
            }
            (Of::Own, Code::Char('p')) => {
                face::open(model, Face::Own);
                return None;
            }
            (Of::Own, Code::Char('b')) => {
                model.dialog = Some(Dialog::Blocked(0));
                return None;
            }
            (_, Code::Char('y')) => {
                if let Some(text) = shown.text.clone() {
                    effects.push(Effect::Copy(text));
                    shown.outcome = Some((drawing::COPIED.to_owned(), true));
                }
            }
            (of, Code::Char('f')) if shown.text.is_some() => {
                shown.step = Step::File(drawing::name(match of {
                    Of::Own => "code",
                    Of::Group(_) => "invitation",
                }));
            }
            (_, Code::Char('z')) => shown.alone = !shown.alone,
            (Of::Group(_), Code::Char('r')) => shown.step = Step::Renew,
            (Of::Group(chat), Code::Escape) => {
                group::open(model, chat, effects);
                return None;
            }
            (Of::Own, Code::Escape | Code::Char('q' | 'o')) => return None,
            _ => {}
        },
        Step::Name(mut name) => match key.code {
            Code::Escape => {}
            Code::Enter => {
                let name = name.text().trim().to_owned();
                match (1..=pillion_protocol::content::link::NAME_CHARS).contains(&name.chars().count()) {
                    true => effects.push(account(AccountAsk::SetName { name })),
                    false => shown.outcome = Some((Problem::Name.to_string(), false)),
                }
            }
            _ => {
                editing::edit_line(&mut name, key);
                shown.step = Step::Name(name);
            }
        },
        Step::File(typed) => {
            shown.step = match drawing::key(key, typed, shown.text.as_deref(), effects) {
                Some(typed) => Step::File(typed),
                None => Step::Look,
            };
        }
        Step::Renew => match (key.code, shown.of) {
            (Code::Char('y' | 'Y'), Of::Group(chat)) => {
                invite(model, chat, true, effects);
                return None;
            }
            (Code::Char('n' | 'N') | Code::Escape, _) => {}
            _ => shown.step = Step::Renew,
        },
    }
    Some(shown)
}

/// The phone has told the code, or not.
pub fn told(model: &mut Model, wanted: Of, answer: Answer) {
    let Some(Dialog::Code(shown)) = &mut model.dialog else {
        return;
    };
    match answer {
        _ if shown.of != wanted => {}
        Answer::Code(text) => shown.text = Some(text),
        Answer::Problem(problem) => shown.outcome = Some((problem.to_string(), false)),
        _ => {}
    }
}
