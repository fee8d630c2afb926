//! Keys in the composer: writing, answering, editing, sending.

use pillion_protocol::content::{
    id::ChatId, message::Message, message::State, problem::Problem, request::Ask, text::Text,
};

use super::{
    acts, chats, drafts, editing,
    event::{Effect, Why},
    follow, panes, picking,
};
use crate::{
    screen::words,
    tui::model::{
        composer::Composer,
        key::{Code, Key},
        purpose::{Answered, Purpose},
        shortcode,
        state::{Focus, Gate, Model},
    },
};

/// Takes a key in the composer.
pub fn key(model: &mut Model, key: Key, effects: &mut Vec<Effect>) {
    let Some(chat) = model.open else {
        model.focus = Focus::Chats;
        return;
    };
    if let Some(gate) = model.gate() {
        gate_key(model, chat, gate, key, effects);
        return;
    }
    let width = model.text_width();
    let draft = model.drafts.entry(chat).or_default();
    match key {
        Key {
            code: Code::Enter,
            alt: true,
            ..
        }
        | Key {
            code: Code::Char('j'),
            ctrl: true,
            ..
        } => draft.insert("\n"),
        Key { code: Code::Enter, .. } => submit(model, chat, effects),
        Key { code: Code::Escape, .. } => {
            if model.purposes.contains_key(&chat) {
                drop_purpose(model, chat);
            } else {
                model.focus = Focus::Chats;
                drafts::tell(model, chat, effects);
            }
        }
        Key { code: Code::Up, .. } if draft.text().is_empty() && !model.purposes.contains_key(&chat) => {
            edit_last(model);
        }
        key => {
            editing::edit(draft, key, width);
            if key == Key::plain(Code::Char(':')) {
                shortcode::settle(draft);
            }
        }
    }
}

/// Writes an answer to a message.
pub fn answer(model: &mut Model, message: &Message) {
    drop_edit(model, message.chat);
    let who = words::you_or_named(model.shown(), message.from, message.name.as_deref());
    let said = match message.body.file() {
        Some(shared) => shared.file.line(message.words()),
        None => message.words().to_owned(),
    };
    let line = format!("{who}: {}", words::preview(&said, false));
    let answered = Answered {
        message: message.id,
        line,
    };
    model.purposes.insert(message.chat, Purpose::Answer(answered));
    model.focus = Focus::Composer;
}

/// Puts what a message says into the composer, to be changed.
pub fn edit(model: &mut Model, message: &Message) {
    let chat = message.chat;
    drop_edit(model, chat);
    let mut said = Composer::default();
    said.insert(message.words());
    let kept = std::mem::replace(model.drafts.entry(chat).or_default(), said.clone());
    let purpose = Purpose::Edit {
        message: message.id,
        said,
        kept,
    };
    model.purposes.insert(chat, purpose);
    model.focus = Focus::Composer;
}

fn edit_last(model: &mut Model) {
    let last = model.open_thread().and_then(|thread| {
        let mut newest_first = thread.own().rev();
        newest_first.find(|message| message.body.text().is_some() && message.state != State::Failed)
    });
    if let Some(message) = last.cloned() {
        edit(model, &message);
    }
}

/// The text is a message of its own again; what was written before an edit comes back.
fn drop_purpose(model: &mut Model, chat: ChatId) {
    if let Some(Purpose::Edit { kept, .. }) = model.purposes.remove(&chat) {
        model.drafts.insert(chat, kept);
    }
}

fn drop_edit(model: &mut Model, chat: ChatId) {
    if matches!(model.purposes.get(&chat), Some(Purpose::Edit { .. })) {
        drop_purpose(model, chat);
    }
}

fn submit(model: &mut Model, chat: ChatId, effects: &mut Vec<Effect>) {
    let Some(draft) = model.drafts.get_mut(&chat) else {
        return;
    };
    let editing = matches!(model.purposes.get(&chat), Some(Purpose::Edit { .. }));
    if draft.is_blank() && !editing {
        draft.take();
        return;
    }
    let text = match Text::parse(draft.text()) {
        Ok(text) => text,
        Err(Problem::TextEmpty) => {
            let why = "A message cannot become empty. Esc keeps it as it was; x in the messages deletes it.";
            follow::notice(model, why.to_owned());
            return;
        }
        Err(problem) => {
            follow::notice(model, problem.to_string());
            return;
        }
    };
    match model.purposes.remove(&chat) {
        Some(Purpose::Edit { message, said, kept }) => {
            let changed = said.text() != model.drafts.insert(chat, kept).unwrap_or_default().text();
            if changed {
                let intent = model.intents.fresh();
                let ask = Ask::Edit {
                    intent,
                    chat,
                    message,
                    text: text.clone(),
                };
                effects.push(Effect::Ask(Why::Edit(chat, message, text), ask));
            }
        }
        Some(Purpose::Answer(answered)) => send(model, chat, text, Some(answered), effects),
        None => send(model, chat, text, None, effects),
    }
}

fn send(model: &mut Model, chat: ChatId, text: Text, answered: Option<Answered>, effects: &mut Vec<Effect>) {
    model.drafts.entry(chat).or_default().take();
    // What one sends is seen, and what came before it was seen too.
    picking::newest(model, effects);
    model.read_before = None;
    let intent = model.intents.fresh();
    let ask = Ask::Send {
        intent,
        chat,
        text: text.clone(),
        quote: answered.as_ref().map(|answered| answered.message),
    };
    effects.push(Effect::Ask(Why::Send(chat, text, answered), ask));
    drafts::tell(model, chat, effects);
}

/// Text that could not be stored goes back to where it was written, before what was written since.
pub fn give_back(model: &mut Model, chat: ChatId, text: &Text, answered: Option<Answered>) {
    let draft = model.drafts.entry(chat).or_default();
    let since = draft.take();
    let both = if since.is_empty() {
        text.as_str().to_owned()
    } else {
        format!("{}\n{since}", text.as_str())
    };
    *draft = Composer::holding(both);
    if let Some(answered) = answered {
        model.purposes.entry(chat).or_insert(Purpose::Answer(answered));
    }
}

/// New words for a message that could not be stored come back, unless something else is being written.
pub fn give_edit_back(model: &mut Model, chat: ChatId, message: pillion_protocol::content::id::MessageId, text: &Text) {
    let free = !model.purposes.contains_key(&chat) && model.drafts.get(&chat).is_none_or(Composer::is_blank);
    let message = model
        .threads
        .get(&chat)
        .and_then(|thread| thread.find(message))
        .cloned();
    if let Some(message) = message.filter(|message| free && message.body.text().is_some()) {
        let focus = model.focus;
        edit(model, &message);
        model.focus = focus;
        model.drafts.insert(chat, Composer::holding(text.as_str().to_owned()));
    }
}

/// Keys where nothing can be written now.
fn gate_key(model: &mut Model, chat: ChatId, gate: Gate, key: Key, effects: &mut Vec<Effect>) {
    match (gate, key.code) {
        (_, Code::Escape) => model.focus = Focus::Chats,
        (_, _) if key.ctrl || key.alt => {}
        (Gate::Request, Code::Char('a')) => effects.push(acts::act(Ask::Accept { chat })),
        (Gate::Request | Gate::Left, Code::Char('x')) => chats::delete(model, chat),
        (Gate::Left | Gate::KeyChanged, Code::Char('t')) => panes::about(model, effects),
        (Gate::Request | Gate::Blocked | Gate::KeyChanged, Code::Char('b')) => chats::block(model, chat, effects),
        _ => {}
    }
}
