//! What is done to the message that is picked.

use pillion_protocol::content::{
    body::Body,
    file_ask::FileAsk,
    group_ask::GroupAsk,
    message::{Message, State},
    problem::Problem,
    request::Ask,
};

use super::{
    drawing,
    event::{Effect, Why},
    follow, gallery, picking, share, writing,
};
use crate::{
    screen::words,
    tui::model::{
        composer::Composer,
        dialog::Dialog,
        state::{Gate, Model},
    },
};

/// Takes a letter in the messages; `false` if it means nothing here.
pub fn letter(model: &mut Model, letter: char, effects: &mut Vec<Effect>) -> bool {
    if letter == 'a' && model.gate().is_none() {
        share::send(model);
        return true;
    }
    if !"re+sfxvywgp".contains(letter) {
        return false;
    }
    picking::keep_in_view(model);
    let Some(message) = model.picked_message().cloned() else {
        return true;
    };
    if letter == 'r' && message.state == State::Failed {
        retry(model, effects);
        return true;
    }
    if let Some(why) = refused(model, &message, letter) {
        follow::notice(model, why);
        return true;
    }
    let (chat, id) = (message.chat, message.id);
    match letter {
        'r' => writing::answer(model, &message),
        'y' => copy(model, message.words().to_owned(), effects),
        'e' => writing::edit(model, &message),
        'w' => share::save(model, &message),
        'g' => fetch(model, &message, effects),
        'p' => gallery::open(model, &message),
        's' => effects.push(act(Ask::Star {
            chat,
            message: id,
            on: !message.starred,
        })),
        '+' => model.dialog = Some(react(&message)),
        'f' => {
            model.dialog = Some(Dialog::Forward {
                chat,
                message: id,
                input: Composer::default(),
                selected: 0,
            });
        }
        'x' => {
            model.dialog = Some(Dialog::Delete {
                chat,
                message: id,
                for_all: message.from.is_none() && words::stand_in(&message.body).is_none(),
            });
        }
        _ => about(model, &message, effects),
    }
    true
}

/// Gives a text to the terminal's clipboard.
pub fn copy(model: &mut Model, text: String, effects: &mut Vec<Effect>) {
    effects.push(Effect::Copy(text));
    follow::notice(model, drawing::COPIED.to_owned());
}

/// Something small to ask.
#[must_use]
pub const fn act(ask: Ask) -> Effect {
    Effect::Ask(Why::Act, ask)
}

/// Enter on a message: to the one that it answers, else to writing. `false` if there is nothing to jump to.
pub fn follow_quote(model: &mut Model, effects: &mut Vec<Effect>) -> bool {
    let Some(message) = model.picked_message() else {
        return false;
    };
    let chat = message.chat;
    let Some(quote) = message.quote.clone() else {
        return false;
    };
    match quote.found {
        Some(found) => picking::jump(model, chat, found.place, effects),
        None => follow::notice(model, Problem::NoSuchMessage.to_string()),
    }
    true
}

/// Why a message cannot be used so, as a sentence.
fn refused(model: &Model, message: &Message, letter: char) -> Option<String> {
    // Deleting here, and looking, are always possible.
    let event = matches!(message.body, Body::Event(_));
    if letter == 'x' || (letter == 'v' && !event) {
        return None;
    }
    if let Some(why) = words::stand_in(&message.body) {
        return Some(why.to_owned());
    }
    let sends = matches!(letter, 'r' | 'e' | '+');
    match model.gate().filter(|_| sends) {
        Some(Gate::Request) => Some("Accept the request first: press a in the line below.".to_owned()),
        Some(Gate::Blocked) => Some(Problem::Blocked.to_string()),
        Some(Gate::Left) => Some(Problem::NotAMember.to_string()),
        Some(Gate::KeyChanged) => Some(Problem::KeyChanged.to_string()),
        None => (letter == 'e' && message.from.is_some()).then(|| Problem::NotYours.to_string()),
    }
}

/// Gets a file onto the phone; how far it is shows in the message.
fn fetch(model: &mut Model, message: &Message, effects: &mut Vec<Effect>) {
    let (chat, id) = (message.chat, message.id);
    match message.body.file().map(|shared| shared.held) {
        None => follow::notice(model, Problem::NoFile.to_string()),
        Some(held) => match FileAsk::getting(held, chat, id) {
            None => follow::notice(model, "The file is on this phone: w saves it.".to_owned()),
            Some(ask) => effects.push(act(Ask::File(ask))),
        },
    }
}

fn react(message: &Message) -> Dialog {
    let mine = message.reactions.iter().find(|tally| tally.mine);
    Dialog::React {
        chat: message.chat,
        message: message.id,
        mine: mine.map(|tally| tally.emoji.clone()),
        input: Composer::default(),
        selected: 0,
    }
}

fn about(model: &mut Model, message: &Message, effects: &mut Vec<Effect>) {
    let own = message.from.is_none() && message.body.text().is_some();
    let (chat, message) = (message.chat, message.id);
    model.dialog = Some(Dialog::About {
        message,
        reactions: None,
        edits: None,
        readers: None,
        top: 0,
    });
    effects.push(Effect::Ask(Why::About(message), Ask::Reactions { chat, message }));
    effects.push(Effect::Ask(Why::About(message), Ask::Edits { chat, message }));
    if own {
        let cursor = None;
        let ask = GroupAsk::Receipts { chat, message, cursor };
        effects.push(Effect::Ask(Why::Readers(message), Ask::Group(ask)));
    }
}

fn retry(model: &Model, effects: &mut Vec<Effect>) {
    let Some(thread) = model.open_thread() else { return };
    for message in thread.failed() {
        effects.push(Effect::Ask(Why::Retry, Ask::Retry { message: message.id }));
    }
}
