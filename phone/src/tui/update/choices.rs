//! Keys in the small dialogs: an emoji, a chat, a yes.

use pillion_protocol::content::{
    chat::MUTED_FOR_GOOD,
    group_ask::GroupAsk,
    id::{ChatId, MessageId},
    reaction::Emoji,
    reply::Answer,
    request::Ask,
};

use super::{
    acts::act,
    editing,
    event::{Effect, Why},
    follow,
};
use crate::{
    screen::timer,
    tui::model::{
        composer::Composer,
        dialog::{self, Dialog},
        help,
        key::{Code, Key},
        search,
        state::Model,
    },
};

/// Hours for which a chat can be muted, by their keys.
const HOURS: [(char, u64); 3] = [('1', 1), ('8', 8), ('w', 7 * 24)];

/// Times after which messages can go away, by their keys.
const TIMERS: [(char, &str); 5] = [('h', "1h"), ('8', "8h"), ('d', "1d"), ('w', "7d"), ('m', "30d")];

/// Takes a key in one of these dialogs; returns the dialog if it stays open.
pub fn key(model: &mut Model, key: Key, dialog: Dialog, effects: &mut Vec<Effect>) -> Option<Dialog> {
    match dialog {
        Dialog::React {
            chat,
            message,
            mine,
            input,
            selected,
        } => react_key(key, (chat, message), (mine, input, selected), effects),
        Dialog::Forward {
            chat,
            message,
            input,
            selected,
        } => forward_key(model, key, (chat, message), (input, selected), effects),
        Dialog::Delete { chat, message, for_all } => {
            let for_all = match key.code {
                Code::Char('h' | 'H') => false,
                Code::Char('a' | 'A') if for_all => true,
                Code::Char('n' | 'N') | Code::Escape => return None,
                _ => return Some(dialog),
            };
            effects.push(act(Ask::Delete { chat, message, for_all }));
            None
        }
        Dialog::Mute(chat) => {
            let hours = HOURS.iter().find(|(letter, _)| key.code == Code::Char(*letter));
            let until = match (key.code, hours) {
                (_, Some((_, hours))) => model.now.after_ms(hours.saturating_mul(3_600_000)),
                (Code::Char('f'), None) => MUTED_FOR_GOOD,
                (Code::Escape, None) => return None,
                _ => return Some(dialog),
            };
            let until = Some(until);
            effects.push(act(Ask::Mute { chat, until }));
            None
        }
        Dialog::Timer(chat) => {
            let seconds = match key.code {
                Code::Char('o' | '0') => None,
                Code::Escape => return None,
                Code::Char(letter) => match TIMERS.iter().find(|(known, _)| *known == letter) {
                    Some((_, word)) => timer::parse(word).ok()?,
                    None => return Some(dialog),
                },
                _ => return Some(dialog),
            };
            effects.push(act(Ask::SetTimer { chat, seconds }));
            None
        }
        Dialog::Confirm { question, ask } => match key.code {
            Code::Char('y' | 'Y') => {
                effects.push(act(ask));
                None
            }
            Code::Char('n' | 'N') | Code::Escape => None,
            _ => Some(Dialog::Confirm { question, ask }),
        },
        Dialog::Help(page) => {
            let next = page.saturating_add(1);
            let stays = key.code != Code::Escape && next < help::pages(model.size).len();
            stays.then_some(Dialog::Help(next))
        }
        Dialog::About {
            message,
            reactions,
            edits,
            readers,
            top,
        } => {
            let top = match key.code {
                Code::Down | Code::Char('j') => top.saturating_add(1),
                Code::Up | Code::Char('k') => top.saturating_sub(1),
                Code::PageDown => top.saturating_add(10),
                Code::PageUp => top.saturating_sub(10),
                _ => return None,
            };
            Some(Dialog::About {
                message,
                reactions,
                edits,
                readers,
                top,
            })
        }
        // Any key closes what only tells.
        _ => None,
    }
}

type Reacting = (Option<Emoji>, Composer, usize);

fn react_key(
    key: Key,
    (chat, message): (ChatId, MessageId),
    (mine, mut input, mut selected): Reacting,
    effects: &mut Vec<Effect>,
) -> Option<Dialog> {
    let offered = dialog::offered(mine.as_ref(), &input);
    let last = offered.len().saturating_sub(1);
    match key.code {
        Code::Escape => return None,
        Code::Up | Code::Left => selected = selected.min(last).saturating_sub(1),
        Code::Down | Code::Right | Code::Tab => selected = selected.saturating_add(1).min(last),
        Code::Enter => {
            if let Some(emoji) = offered.get(selected.min(last)).cloned() {
                effects.push(act(Ask::React { chat, message, emoji }));
                return None;
            }
        }
        _ => {
            if editing::edit_line(&mut input, key) {
                selected = 0;
            }
        }
    }
    Some(Dialog::React {
        chat,
        message,
        mine,
        input,
        selected,
    })
}

fn forward_key(
    model: &mut Model,
    key: Key,
    (chat, message): (ChatId, MessageId),
    (mut input, mut selected): (Composer, usize),
    effects: &mut Vec<Effect>,
) -> Option<Dialog> {
    let offered = search::named(model.shown(), input.text());
    let last = offered.len().saturating_sub(1);
    match key.code {
        Code::Escape => return None,
        Code::Up => selected = selected.min(last).saturating_sub(1),
        Code::Down | Code::Tab => selected = selected.saturating_add(1).min(last),
        Code::Enter => {
            if let Some(to) = offered.get(selected.min(last)).copied() {
                let intent = model.intents.fresh();
                let ask = Ask::Forward {
                    intent,
                    chat,
                    message,
                    to,
                };
                effects.push(Effect::Ask(Why::Forward(to), ask));
                return None;
            }
        }
        _ => {
            if editing::edit_line(&mut input, key) {
                selected = 0;
            }
        }
    }
    Some(Dialog::Forward {
        chat,
        message,
        input,
        selected,
    })
}

/// What the phone knows about a message, for the dialog that shows it.
pub fn about(model: &mut Model, wanted: MessageId, answer: Answer) {
    let Some(Dialog::About {
        message,
        reactions,
        edits,
        ..
    }) = &mut model.dialog
    else {
        return;
    };
    match answer {
        _ if *message != wanted => {}
        Answer::Reactions(told) => *reactions = Some(told),
        Answer::Edits(told) => *edits = Some(told),
        Answer::Problem(problem) => {
            model.dialog = None;
            follow::notice(model, problem.to_string());
        }
        _ => {}
    }
}

/// How far a message has come with each reader, for the dialog that shows it: page by page, as a group has many.
pub fn readers(model: &mut Model, wanted: MessageId, answer: Answer, effects: &mut Vec<Effect>) {
    let chat = model.open;
    let Some(Dialog::About { message, readers, .. }) = &mut model.dialog else {
        return;
    };
    // A phone that does not know is no reason to close what it does know.
    if let (true, Answer::Receipts { receipts, more }) = (*message == wanted, answer) {
        let known = readers.get_or_insert_default();
        // The dialog may have been opened twice, and asked twice.
        let news = receipts.into_iter();
        let news: Vec<_> = news
            .filter(|new| known.iter().all(|old| old.account != new.account))
            .collect();
        known.extend(news);
        let rest = chat.zip(more).map(|(chat, cursor)| GroupAsk::Receipts {
            chat,
            message: wanted,
            cursor: Some(cursor),
        });
        effects.extend(rest.map(|ask| Effect::Ask(Why::Readers(wanted), Ask::Group(ask))));
    }
}
