//! Keys where a picture is shown: choosing another one by its path, or none.

use minicbor::bytes::ByteVec;
use pillion_protocol::content::{
    account_ask::AccountAsk, group::GroupChange, group_ask::GroupAsk, picture::PictureId, reply::Answer, request::Ask,
};

use super::{
    code, editing,
    event::{Effect, Why},
    follow, group, person,
};
use crate::{
    picture::given::Given,
    tui::model::{
        composer::Composer,
        dialog::Dialog,
        face::{self, Dots, Face, Of, Step},
        key::{Code, Key},
        state::Model,
    },
};

/// Shows a picture.
pub fn open(model: &mut Model, of: Of) {
    model.dialog = Some(Dialog::Face(Face {
        of,
        asked: None,
        dots: None,
        step: Step::Look,
        outcome: None,
    }));
}

/// Takes a key; returns the screen if it stays open.
pub fn key(model: &mut Model, key: Key, mut face: Face, effects: &mut Vec<Effect>) -> Option<Face> {
    match std::mem::replace(&mut face.step, Step::Look) {
        Step::Look => {
            face.outcome = None;
            let changeable = face::is_changeable(model.shown(), face.of);
            match key.code {
                Code::Escape => {
                    back(model, face.of, effects);
                    return None;
                }
                Code::Char('c') if changeable => face.step = Step::File(Composer::default()),
                Code::Char('x') if changeable && face::picture(model.shown(), face.of).is_some() => {
                    set(&mut face, None, effects);
                }
                _ => {}
            }
        }
        Step::File(mut typed) => match key.code {
            Code::Escape => {}
            Code::Enter if !typed.is_blank() => {
                if let Given::Picture(path) = Given::parse(typed.text()) {
                    effects.push(Effect::Portrait(path));
                    face.step = Step::Asking;
                } else {
                    face.step = Step::File(typed);
                }
            }
            _ => {
                editing::edit_line(&mut typed, key);
                face.step = Step::File(typed);
            }
        },
        Step::Asking if key.code == Code::Escape => {}
        Step::Asking => face.step = Step::Asking,
    }
    Some(face)
}

fn back(model: &mut Model, of: Of, effects: &mut Vec<Effect>) {
    match of {
        Of::Own => code::own(model, effects),
        Of::Group(chat) => group::open(model, chat, effects),
        Of::Contact(account) => person::open(model, account, effects),
    }
}

fn set(face: &mut Face, picture: Option<ByteVec>, effects: &mut Vec<Effect>) {
    let ask = match face.of {
        Of::Own => Ask::Account(AccountAsk::SetPicture { picture }),
        Of::Group(chat) => {
            let change = GroupChange::Picture(picture);
            Ask::Group(GroupAsk::Change { chat, change })
        }
        Of::Contact(_) => return,
    };
    face.step = Step::Asking;
    effects.push(Effect::Ask(Why::Face(face.of), ask));
}

/// A file was made a picture, or not.
pub fn made(model: &mut Model, made: Result<Vec<u8>, String>, effects: &mut Vec<Effect>) {
    let Some(Dialog::Face(face)) = &mut model.dialog else {
        return;
    };
    match made {
        // Whoever has given up meanwhile gets none.
        Ok(bytes) if matches!(face.step, Step::Asking) => set(face, Some(bytes.into()), effects),
        Ok(_) => {}
        Err(why) => {
            face.step = Step::Look;
            face.outcome = Some((why, false));
        }
    }
}

/// The phone has changed a picture, or not.
pub fn changed(model: &mut Model, of: Of, answer: &Answer) {
    let problem = match answer {
        Answer::Problem(problem) => Some(problem.to_string()),
        _ => None,
    };
    match &mut model.dialog {
        Some(Dialog::Face(face)) if face.of == of => {
            face.step = Step::Look;
            face.outcome = Some(problem.map_or_else(|| ("Done.".to_owned(), true), |why| (why, false)));
        }
        _ => {
            if let Some(problem) = problem {
                follow::notice(model, problem);
            }
        }
    }
}

/// After each turn: asks for the picture that is to be shown now.
pub fn ask(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(Dialog::Face(face)) = &model.dialog else {
        return;
    };
    let now = face::picture(model.shown(), face.of);
    if let Some(Dialog::Face(face)) = &mut model.dialog
        && face.asked != now
    {
        (face.asked, face.dots) = (now, None);
        effects.extend(now.map(|id| Effect::Ask(Why::Picture(id), Ask::Picture(id))));
    }
}

/// The phone has told the bytes.
pub fn told(id: PictureId, answer: Answer, effects: &mut Vec<Effect>) {
    if let Answer::Picture(Some(bytes)) = answer {
        effects.push(Effect::Unpack(id, bytes.into()));
    }
}

/// They were unpacked.
pub fn unpacked(model: &mut Model, id: PictureId, dots: Option<Dots>) {
    match &mut model.dialog {
        Some(Dialog::Face(face)) if face.asked == Some(id) => face.dots = dots,
        _ => {}
    }
}
