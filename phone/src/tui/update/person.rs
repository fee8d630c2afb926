//! Keys in the screen of a contact: comparing, and accepting a new key.

use pillion_protocol::content::{id::ChatId, reply::Answer, request::Ask};
use pillion_wire::id::AccountId;

use super::{
    chats, drawing, editing,
    event::{Effect, Why},
    face,
};
use crate::{
    picture::given::Given,
    screen::plain,
    tui::model::{
        composer::Composer,
        dialog::Dialog,
        face::Of,
        key::{Code, Key},
        person::{Person, Step},
        state::Model,
    },
};

/// Opens the screen of a contact.
pub fn open(model: &mut Model, account: AccountId, effects: &mut Vec<Effect>) {
    model.attempts = model.attempts.wrapping_add(1);
    let attempt = model.attempts;
    model.dialog = Some(Dialog::Person(Box::new(Person {
        account,
        attempt,
        number: None,
        code: None,
        step: Step::Look,
        alone: false,
        outcome: None,
    })));
    effects.push(Effect::Ask(Why::Safety(attempt), Ask::Safety { account }));
}

/// Takes a key; returns the screen if it stays open.
pub fn key(model: &mut Model, key: Key, mut person: Box<Person>, effects: &mut Vec<Effect>) -> Option<Box<Person>> {
    let account = person.account;
    let trust = |attempt, ask| Effect::Ask(Why::Trust(attempt), ask);
    match std::mem::replace(&mut person.step, Step::Look) {
        Step::Look => return look(model, key, person, effects),
        Step::Compare(mut typed) => match key.code {
            Code::Escape => {}
            Code::Enter if !typed.is_blank() => {
                person.step = Step::Asking;
                person.outcome = None;
                effects.push(match Given::parse(typed.text()) {
                    Given::Code(code) => trust(person.attempt, Ask::Compare { account, code }),
                    Given::Picture(path) => Effect::Search(person.attempt, path),
                });
            }
            _ => {
                editing::edit_line(&mut typed, key);
                person.step = Step::Compare(typed);
            }
        },
        Step::File(typed) => {
            person.step = match drawing::key(key, typed, person.code.as_deref(), effects) {
                Some(typed) => Step::File(typed),
                None => Step::Look,
            };
        }
        Step::Asking => {
            if key.code == Code::Escape {
                return None;
            }
            person.step = Step::Asking;
        }
        Step::Sure(question, ask) => match key.code {
            Code::Char('y' | 'Y') => {
                person.outcome = None;
                effects.push(trust(person.attempt, ask));
            }
            Code::Char('n' | 'N') | Code::Escape => {}
            _ => person.step = Step::Sure(question, ask),
        },
    }
    Some(person)
}

fn look(model: &mut Model, key: Key, mut person: Box<Person>, effects: &mut Vec<Effect>) -> Option<Box<Person>> {
    let account = person.account;
    let contact = model.shown().contacts.get(&account)?;
    let (name, chat) = (plain::name(&contact.name), contact.chat);
    match key.code {
        Code::Escape | Code::Char('q' | 't') => return None,
        Code::Char('y') => {
            if let Some(code) = person.code.clone() {
                effects.push(Effect::Copy(code));
                person.outcome = Some((drawing::COPIED.to_owned(), true));
            }
        }
        Code::Char('f') if person.code.is_some() => person.step = Step::File(drawing::name("safety")),
        Code::Char('b') => {
            chats::block(model, chat, effects);
            return model.dialog.is_none().then_some(person);
        }
        Code::Char('z') => person.alone = !person.alone,
        Code::Char('c') => person.step = Step::Compare(Composer::default()),
        Code::Char('p') => {
            face::open(model, Of::Contact(account));
            return None;
        }
        Code::Char('w') => {
            model.dialog = Some(Dialog::Timer(chat));
            return None;
        }
        Code::Char('v') if contact.verified => {
            let ask = Ask::Verify { account, on: false };
            effects.push(Effect::Ask(Why::Trust(person.attempt), ask));
        }
        Code::Char('v') => {
            let question =
                format!("Have you compared all digits with {name} in person or in a call, and are they the same?");
            person.step = Step::Sure(question, Ask::Verify { account, on: true });
        }
        Code::Char('a') if contact.key_changed => {
            let question = format!(
                "Accept the new key? A new phone of {name} has one, but so has somebody who only claims to be {name}."
            );
            person.step = Step::Sure(question, Ask::AcceptKey { account });
        }
        _ => {}
    }
    Some(person)
}

/// The screen of that number, if it is still open.
fn of(model: &mut Model, wanted: u32) -> Option<&mut Person> {
    match &mut model.dialog {
        Some(Dialog::Person(person)) if person.attempt == wanted => Some(person),
        _ => None,
    }
}

/// The phone has told what to compare.
pub fn safety(model: &mut Model, wanted: u32, answer: Answer) {
    let Some(person) = of(model, wanted) else { return };
    match answer {
        Answer::Safety { number, code } => (person.number, person.code) = (Some(number), Some(code)),
        Answer::Problem(problem) => person.outcome = Some((problem.to_string(), false)),
        _ => {}
    }
}

/// The phone has compared, noted or accepted, or not.
pub fn settled(model: &mut Model, wanted: u32, answer: Answer, effects: &mut Vec<Effect>) {
    let Some(person) = of(model, wanted) else {
        if let Answer::Problem(problem) = answer {
            super::follow::notice(model, problem.to_string());
        }
        return;
    };
    let compared = matches!(person.step, Step::Asking);
    if compared {
        person.step = Step::Look;
    }
    match answer {
        Answer::Problem(problem) => person.outcome = Some((problem.to_string(), false)),
        _ if compared => person.outcome = Some(("The codes are the same.".to_owned(), true)),
        _ => {}
    }
    // A key that was accepted has another number.
    let account = person.account;
    effects.push(Effect::Ask(Why::Safety(wanted), Ask::Safety { account }));
}

/// A picture of a code was searched; `false` if no screen of a contact waits for it.
pub fn picture(model: &mut Model, wanted: u32, found: &Result<String, String>, effects: &mut Vec<Effect>) -> bool {
    let Some(person) = of(model, wanted) else { return false };
    match found {
        Ok(code) => {
            let ask = Ask::Compare {
                account: person.account,
                code: code.clone(),
            };
            effects.push(Effect::Ask(Why::Trust(wanted), ask));
        }
        Err(problem) => {
            person.step = Step::Look;
            person.outcome = Some((problem.clone(), false));
        }
    }
    true
}

/// The other one of a chat of two.
#[must_use]
pub fn peer(model: &Model, chat: ChatId) -> Option<AccountId> {
    let peer = model.shown().chats.get(&chat)?.peer?;
    model.shown().contacts.contains_key(&peer).then_some(peer)
}
