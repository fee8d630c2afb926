//! Keys in dialogs, and what happens in them.

use pillion_protocol::{
    contact_code,
    content::{group_ask::GroupAsk, link::Link, pairing::Pairing, reply::Answer, request::Ask},
    invitation,
};
use pillion_wire::handle::Handle;

use super::{
    blocked, choices, choose, code, editing,
    event::{Effect, Why},
    face, follow, gallery, group, links, panes, person, search, share,
};
use crate::{
    picture::given::Given,
    screen::words,
    tui::model::{
        self,
        composer::Composer,
        dialog::{Dialog, LinkStep},
        key::{Code, Key},
        state::Model,
    },
};

/// Opens the dialog that links a browser.
pub fn open_link(model: &mut Model) {
    model.dialog = Some(Dialog::Link {
        attempt: next_attempt(model),
        input: Composer::default(),
        step: LinkStep::Code(None),
    });
}

/// Opens the dialog that adds a contact.
pub fn open_contact(model: &mut Model) {
    adding(model, Composer::default());
}

/// The same with a handle in it.
pub fn open_contact_of(model: &mut Model, handle: &Handle) {
    adding(model, Composer::holding(handle.to_string()));
}

fn adding(model: &mut Model, input: Composer) {
    model.dialog = Some(Dialog::Contact {
        attempt: next_attempt(model),
        input,
        asking: false,
        problem: None,
    });
}

const fn next_attempt(model: &mut Model) -> u32 {
    model.attempts = model.attempts.wrapping_add(1);
    model.attempts
}

/// Takes a key while a dialog is open.
pub fn key(model: &mut Model, key: Key, effects: &mut Vec<Effect>) {
    if panes::leave_on_ctrl_c(model, key, effects) {
        return;
    }
    match model.dialog.take() {
        Some(Dialog::Search(open)) => {
            // What it opens may put a dialog of its own there.
            if let Some(open) = search::key(model, key, open, effects) {
                model.dialog = Some(Dialog::Search(open));
            }
        }
        Some(Dialog::Link { attempt, input, step }) => link_key(model, key, (attempt, input, step), effects),
        Some(Dialog::Links(open)) => {
            if let Some(open) = links::key(model, key, open, effects) {
                model.dialog = Some(Dialog::Links(open));
            }
        }
        Some(Dialog::Person(person)) => {
            if let Some(person) = person::key(model, key, person, effects) {
                model.dialog = Some(Dialog::Person(person));
            }
        }
        Some(Dialog::Contact {
            attempt, input, asking, ..
        }) => contact_key(model, key, (attempt, input, asking), effects),
        Some(Dialog::Choose(choose)) => {
            if let Some(choose) = choose::key(model, key, choose, effects) {
                model.dialog = Some(Dialog::Choose(choose));
            }
        }
        Some(Dialog::Group(panel)) => {
            if let Some(panel) = group::key(model, key, panel, effects) {
                model.dialog = Some(Dialog::Group(panel));
            }
        }
        Some(Dialog::Face(face)) => {
            if let Some(face) = face::key(model, key, face, effects) {
                model.dialog = Some(Dialog::Face(face));
            }
        }
        Some(Dialog::Picture(look)) if !gallery::leaves(key) => model.dialog = Some(Dialog::Picture(look)),
        Some(Dialog::Picture(_)) => {}
        Some(Dialog::Share(open)) => {
            if let Some(open) = share::key(model, key, open, effects) {
                model.dialog = Some(Dialog::Share(open));
            }
        }
        Some(Dialog::Blocked(selected)) => {
            if let Some(selected) = blocked::key(model, key, selected, effects) {
                model.dialog = Some(Dialog::Blocked(selected));
            }
        }
        Some(Dialog::Code(shown)) => {
            if let Some(shown) = code::key(model, key, shown, effects) {
                model.dialog = Some(Dialog::Code(shown));
            }
        }
        Some(Dialog::Quit) => match key.code {
            Code::Char('y' | 'Y') => panes::quit(model, effects),
            Code::Char('n' | 'N') | Code::Escape => {}
            _ => model.dialog = Some(Dialog::Quit),
        },
        Some(other) => {
            if let Some(open) = choices::key(model, key, other, effects) {
                model.dialog = Some(open);
            }
        }
        None => {}
    }
}

/// Takes a paste while a dialog is open.
pub fn paste(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    match &mut model.dialog {
        Some(Dialog::Search(_)) => search::paste(model, text, effects),
        Some(Dialog::React { input, selected, .. } | Dialog::Forward { input, selected, .. }) => {
            editing::paste_line(input, text.trim());
            *selected = 0;
        }
        Some(Dialog::Link {
            input,
            step: LinkStep::Code(_),
            ..
        }) => {
            // A pasted code replaces what was there: half a code helps nobody.
            if text.trim().starts_with("pillion://") {
                input.take();
            }
            editing::paste_line(input, text.trim());
        }
        Some(Dialog::Contact {
            input, asking: false, ..
        }) => {
            if text.trim().starts_with("pillion://") {
                input.take();
            }
            editing::paste_line(input, text.trim());
        }
        Some(Dialog::Choose(choose)) => match choose.step {
            model::choose::Step::People => editing::paste_line(&mut choose.input, text.trim()),
            model::choose::Step::Name => editing::paste_line(&mut choose.name, text.trim()),
            model::choose::Step::Asking => {}
        },
        Some(Dialog::Group(panel)) => {
            if let model::group::Step::Name(name) = &mut panel.step {
                editing::paste_line(name, text.trim());
            }
        }
        Some(Dialog::Links(open)) => {
            if let model::links::Step::Name(_, name) = &mut open.step {
                editing::paste_line(name, text.trim());
            }
        }
        Some(Dialog::Person(person)) => {
            if let model::person::Step::Compare(typed) | model::person::Step::File(typed) = &mut person.step {
                if text.trim().starts_with("pillion://") {
                    typed.take();
                }
                editing::paste_line(typed, text.trim());
            }
        }
        Some(Dialog::Share(open)) => share::paste(open, text),
        Some(Dialog::Face(face)) => {
            if let model::face::Step::File(typed) = &mut face.step {
                editing::paste_line(typed, text.trim());
            }
        }
        Some(Dialog::Code(shown)) => {
            if let model::code::Step::Name(name) | model::code::Step::File(name) = &mut shown.step {
                editing::paste_line(name, text.trim());
            }
        }
        _ => {}
    }
}

type Linking = (u32, Composer, LinkStep);

fn link_key(model: &mut Model, key: Key, (attempt, mut input, step): Linking, effects: &mut Vec<Effect>) {
    let step = match (step, key.code) {
        // Closing while the page is asked: an answer that still comes is declined.
        (LinkStep::Code(_) | LinkStep::Searching | LinkStep::Scanning, Code::Escape) => return,
        (LinkStep::Code(_), Code::Enter) if !input.is_blank() => match Given::parse(input.text()) {
            Given::Code(code) => scan(attempt, code, effects),
            Given::Picture(path) => {
                effects.push(Effect::Search(attempt, path));
                LinkStep::Searching
            }
        },
        (LinkStep::Code(problem), _) => {
            let edited = editing::edit_line(&mut input, key);
            LinkStep::Code(if edited { None } else { problem })
        }
        (LinkStep::Check(pairing), Code::Char('y' | 'Y')) => {
            effects.push(confirm(Why::Confirm(attempt), pairing.id, true));
            LinkStep::Confirming
        }
        (LinkStep::Check(pairing), Code::Char('n' | 'N') | Code::Escape) => {
            effects.push(confirm(Why::Decline, pairing.id, false));
            follow::notice(model, "The browser was not linked.".to_owned());
            return;
        }
        // Nothing else is meant by a key here; a yes needs its own key.
        (step, _) => step,
    };
    model.dialog = Some(Dialog::Link { attempt, input, step });
}

fn scan(attempt: u32, code: String, effects: &mut Vec<Effect>) -> LinkStep {
    effects.push(Effect::Ask(Why::Scan(attempt), Ask::Scan { code }));
    LinkStep::Scanning
}

const fn confirm(why: Why, pairing: u32, yes: bool) -> Effect {
    Effect::Ask(why, Ask::Confirm { pairing, yes })
}

/// The step of the try of that number, if its dialog is still open.
fn step_of(model: &mut Model, wanted: u32) -> Option<&mut LinkStep> {
    match &mut model.dialog {
        Some(Dialog::Link { attempt, step, .. }) if *attempt == wanted => Some(step),
        _ => None,
    }
}

/// A picture was searched.
pub fn picture(model: &mut Model, attempt: u32, found: Result<String, String>, effects: &mut Vec<Effect>) {
    if person::picture(model, attempt, &found, effects) {
        return;
    }
    if let Some(step) = step_of(model, attempt) {
        *step = match found {
            Ok(code) => scan(attempt, code, effects),
            Err(problem) => LinkStep::Code(Some(problem)),
        };
    }
}

/// A page answered. Returns the pairing if nobody waits for it any more, to be declined.
pub fn pairing(model: &mut Model, attempt: u32, pairing: Pairing) -> Option<u32> {
    match step_of(model, attempt) {
        Some(step @ LinkStep::Scanning) => {
            *step = LinkStep::Check(pairing);
            None
        }
        _ => Some(pairing.id),
    }
}

/// A code or a pairing did not work.
pub fn link_failed(model: &mut Model, attempt: u32, problem: String) {
    match step_of(model, attempt) {
        Some(step) => *step = LinkStep::Code(Some(problem)),
        None => follow::notice(model, problem),
    }
}

/// A browser is linked: the dialog has done its work, and the next key is meant for what lies under it.
pub fn linked(model: &mut Model, attempt: u32, link: &Link) {
    if step_of(model, attempt).is_some() {
        model.dialog = None;
    }
    follow::notice(model, format!("Linked: {}.", words::link(link)));
}

fn contact_key(
    model: &mut Model,
    key: Key,
    (attempt, mut input, asking): (u32, Composer, bool),
    effects: &mut Vec<Effect>,
) {
    let mut problem = None;
    let mut now_asking = asking;
    match key.code {
        Code::Escape => return,
        _ if asking => {}
        Code::Enter if contact_code::is_meant(input.text()) => {
            let intent = model.intents.fresh();
            let code = input.text().trim().to_owned();
            effects.push(Effect::Ask(Why::Contact(attempt), Ask::AddByCode { intent, code }));
            now_asking = true;
        }
        Code::Enter if invitation::is_meant(input.text()) => {
            let code = input.text().trim().to_owned();
            let ask = Ask::Group(GroupAsk::Join { code });
            effects.push(Effect::Ask(Why::Contact(attempt), ask));
            now_asking = true;
        }
        Code::Enter => match Handle::parse(input.text()) {
            Ok(handle) => {
                let intent = model.intents.fresh();
                effects.push(Effect::Ask(Why::Contact(attempt), Ask::AddContact { intent, handle }));
                now_asking = true;
            }
            Err(wrong) => problem = Some(wrong.to_string()),
        },
        _ => {
            editing::edit_line(&mut input, key);
        }
    }
    model.dialog = Some(Dialog::Contact {
        attempt,
        input,
        asking: now_asking,
        problem,
    });
}

/// The phone has added a contact, or has asked to join a group, or not.
pub fn contact_answer(model: &mut Model, wanted: u32, answer: Answer, effects: &mut Vec<Effect>) {
    let waits = matches!(&model.dialog, Some(Dialog::Contact { attempt, .. }) if *attempt == wanted);
    let Some(Dialog::Contact {
        input, asking, problem, ..
    }) = model.dialog.as_mut().filter(|_| waits)
    else {
        match answer {
            Answer::Done => follow::notice(model, words::asked_to_join("")),
            Answer::Problem(problem) => follow::notice(model, problem.to_string()),
            _ => {}
        }
        return;
    };
    let invited = invitation::is_meant(input.text());
    match answer {
        Answer::Contact(contact) => {
            model.dialog = None;
            follow::open(model, contact.chat, effects);
        }
        Answer::Done => model.dialog = Some(Dialog::Asked(words::asked_to_join(input.text()))),
        Answer::Problem(why) => {
            *asking = false;
            *problem = Some(match invited {
                true => words::not_asked(why),
                false => why.to_string(),
            });
        }
        _ => {}
    }
}
