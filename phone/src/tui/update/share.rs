//! Keys where a file is sent or saved, and what the phone answers.

use pillion_protocol::content::{file_ask::FileAsk, message::Message, problem::Problem, reply::Answer, text::Text};

use super::{
    editing,
    event::{Effect, Why},
    follow,
};
use crate::{
    picture::given::Given,
    tui::model::{
        composer::Composer,
        dialog::Dialog,
        key::{Code, Key},
        share::{Share, Step, What},
        state::{Focus, Model},
    },
};

/// Opens the dialog that sends a file to the open chat.
pub fn send(model: &mut Model) {
    let Some(chat) = model.open else { return };
    open(model, What::Send(chat), Composer::default());
}

/// Opens the dialog that saves the file of a message.
pub fn save(model: &mut Model, message: &Message) {
    match message.body.file() {
        Some(shared) => {
            let name = Composer::holding(shared.file.name.as_str().to_owned());
            open(model, What::Save(message.chat, message.id), name);
        }
        None => follow::notice(model, Problem::NoFile.to_string()),
    }
}

fn open(model: &mut Model, what: What, path: Composer) {
    model.attempts = model.attempts.wrapping_add(1);
    model.dialog = Some(Dialog::Share(Share {
        attempt: model.attempts,
        what,
        step: Step::Path(path, None),
    }));
}

/// Takes a key; returns the dialog if it stays open.
pub fn key(model: &mut Model, key: Key, mut share: Share, effects: &mut Vec<Effect>) -> Option<Share> {
    share.step = match (share.step, key.code) {
        (_, Code::Escape) => return None,
        (Step::Path(path, _), Code::Enter) if !path.is_blank() => match share.what {
            What::Send(_) => Step::Caption(path, Composer::default()),
            What::Save(chat, message) => {
                let ask = FileAsk::Save {
                    chat,
                    message,
                    path: given(&path),
                };
                effects.push(Effect::File(Why::File(share.attempt), ask));
                Step::Asking(path)
            }
        },
        (Step::Path(mut path, problem), _) => {
            let edited = editing::edit_line(&mut path, key);
            Step::Path(path, problem.filter(|_| !edited))
        }
        (Step::Caption(path, words), Code::Enter) => {
            let caption = (!words.is_blank()).then(|| Text::parse(words.text())).transpose();
            match (caption, &share.what) {
                (Ok(caption), What::Send(chat)) => {
                    let ask = FileAsk::Send {
                        intent: model.intents.fresh(),
                        chat: *chat,
                        path: given(&path),
                        caption,
                        quote: None,
                    };
                    effects.push(Effect::File(Why::File(share.attempt), ask));
                    Step::Asking(path)
                }
                _ => Step::Caption(path, words),
            }
        }
        (Step::Caption(path, mut words), _) => {
            editing::edit_line(&mut words, key);
            Step::Caption(path, words)
        }
        (Step::Asking(path), _) => Step::Asking(path),
    };
    Some(share)
}

/// Takes a paste.
pub fn paste(share: &mut Share, text: &str) {
    if let Step::Path(typed, _) | Step::Caption(_, typed) = &mut share.step {
        editing::paste_line(typed, text.trim());
    }
}

/// The phone has a sealed copy, has saved it, or has not.
pub fn told(model: &mut Model, attempt: u32, answer: Answer) {
    let waits = match &model.dialog {
        Some(Dialog::Share(share)) => share.attempt == attempt,
        _ => false,
    };
    match answer {
        Answer::Problem(problem) => {
            if let (true, Some(Dialog::Share(share))) = (waits, &mut model.dialog) {
                if let Step::Asking(path) = &mut share.step {
                    let path = std::mem::take(path);
                    share.step = Step::Path(path, Some(problem.to_string()));
                }
            } else {
                follow::notice(model, problem.to_string());
            }
        }
        Answer::Message(message) => {
            if let Some(thread) = model.threads.get_mut(&message.chat) {
                thread.take_sent(message);
            }
            if waits {
                model.dialog = None;
                model.focus = Focus::Composer;
            }
        }
        _ => {
            follow::notice(model, "The file is saved.".to_owned());
            if waits {
                model.dialog = None;
            }
        }
    }
}

/// A path without what a terminal adds to one that is dropped on it.
fn given(path: &Composer) -> String {
    match Given::parse(path.text()) {
        Given::Picture(path) => path.to_string_lossy().into_owned(),
        Given::Code(text) => text,
    }
}
