//! What the phone says, and what becomes of the session with it.

use pillion_protocol::content::{
    file_ask::FileAsk,
    id::ChatId,
    problem::Problem,
    reply::Answer,
    request::{Ask, From},
};

use pillion_wire::time::Timestamp;

use super::{
    download,
    effect::{Asked, Effect},
    inquiry, outbox, parcel, search, sync, tidy,
};
use crate::model::{
    bar::Bar,
    dialog::{Dialog, NewContact},
    inquiry::is_waited_for,
    outbox::Step,
    page::Page,
    phase::Why,
};
use crate::words::problem;

/// A new session is open: what was asked in the last one and not answered has to be asked again.
pub fn opened(page: &mut Page) {
    page.sync.needed = true;
}

/// The session is gone.
pub fn closed(page: &mut Page) {
    page.sync.running = false;
    page.sync.waiting.clear();
    page.told_read.clear();
    page.outbox.ask_again();
    page.errands.ask_again();
    page.drafts.tell_again();
    search::closed(page);
    inquiry::closed(page);
    page.live.closed();
    page.pictures.ask_again();
    for roster in page.rosters.values_mut() {
        roster.unanswered();
    }
    for thread in page.threads.values_mut() {
        thread.unanswered();
    }
    if let Some(Dialog::NewContact(NewContact {
        wanted: Some(wanted), ..
    })) = &mut page.dialog
    {
        wanted.asked = false;
    }
}

/// The phone's answer to what was asked.
pub fn answered(page: &mut Page, now: Timestamp, why: Asked, mut answer: Answer) -> Vec<Effect> {
    tidy::answer(&mut answer);
    match (why, answer) {
        (Asked::Sync, answer) => sync::answered(page, answer),
        (Asked::History(chat, from), answer) => {
            history(page, chat, from, answer);
            Vec::new()
        }
        (Asked::Send(_), Answer::Message(message)) => sync::message(page, message),
        (Asked::Send(intent), Answer::Problem(problem)) => {
            let Some(entry) = page.outbox.find_mut(intent) else {
                return Vec::new();
            };
            entry.step = Step::Failed(problem);
            outbox::stored(page, intent).into_iter().collect()
        }
        (Asked::Room(intent), answer) => parcel::room(page, now, intent, &answer),
        (Asked::AddContact(..), Answer::Contact(contact)) => {
            let wanted = matches!(&page.dialog, Some(Dialog::NewContact(new)) if new.wanted.is_some());
            let chat = contact.chat;
            page.contacts.insert(contact.account, contact);
            if wanted {
                page.dialog = None;
                page.open_when_known = Some(chat);
            }
            Vec::new()
        }
        (Asked::AddContact(..), Answer::Problem(problem)) => {
            if let Some(Dialog::NewContact(new)) = &mut page.dialog {
                *new = NewContact {
                    problem: Some(problem::sentence(page.lang, problem)),
                    ..NewContact::default()
                };
            }
            Vec::new()
        }
        (Asked::LogOut, Answer::Done | Answer::Problem(Problem::NoSuchLink)) => {
            vec![Effect::Forget(Why::LoggedOut)]
        }
        (Asked::Retry(_) | Asked::Unlink(_) | Asked::LogOut, Answer::Problem(problem)) => {
            page.notice = Some(problem::sentence(page.lang, problem));
            Vec::new()
        }
        (Asked::Errand(number), answer) => errand(page, number, answer),
        (Asked::Draft(chat), answer) => {
            page.drafts.told(chat, answer == Answer::Done);
            Vec::new()
        }
        (Asked::About(about), answer) => {
            inquiry::answered(page, about, answer);
            Vec::new()
        }
        (Asked::Picture(id), Answer::Picture(bytes)) => {
            page.pictures.came(id, bytes.map(Into::into));
            Vec::new()
        }
        (Asked::Search(round), answer) => {
            search::answered(page, round, answer);
            Vec::new()
        }
        // A read mark that the phone could not move is told again in the next session; other answers say nothing new.
        _ => Vec::new(),
    }
}

fn errand(page: &mut Page, number: u64, answer: Answer) -> Vec<Effect> {
    let Some(ask) = page.errands.done(number) else {
        return Vec::new();
    };
    if let Ask::File(FileAsk::Offer { message, .. }) = ask {
        return download::offered(page, message, answer == Answer::Done);
    }
    if is_waited_for(&ask) {
        inquiry::errand(page, &ask, answer);
        return Vec::new();
    }
    let edited = match &ask {
        Ask::Edit { message, .. } => Some(*message),
        _ => None,
    };
    let bar = page.bar.as_mut();
    let edit = bar.filter(|bar| matches!(bar, Bar::Edit(edit) if edit.sent && Some(edit.message) == edited));
    match (ask, answer, edit) {
        (_, Answer::Problem(problem), Some(Bar::Edit(edit))) => {
            edit.sent = false;
            edit.problem = Some(problem);
        }
        (_, Answer::Problem(problem), _) => page.notice = Some(problem::sentence(page.lang, problem)),
        (ask, Answer::Message(message), edit) => {
            if edit.is_some() {
                page.bar = None;
            }
            if let Ask::Forward { to, .. } = ask {
                page.open_when_known = Some(to);
            }
            return sync::message(page, message);
        }
        _ => {}
    }
    Vec::new()
}

fn history(page: &mut Page, chat: ChatId, from: From, answer: Answer) {
    let Some(thread) = page.threads.get_mut(&chat) else {
        return;
    };
    match answer {
        Answer::Page {
            messages,
            earlier,
            later,
        } => thread.answered(from, messages, earlier, later),
        Answer::Problem(problem) => {
            // Not asked again by itself: the same answer would come, at once and for ever.
            thread.unanswered();
            thread.loaded = true;
            page.notice = Some(problem::sentence(page.lang, problem));
        }
        _ => thread.unanswered(),
    }
}
