//! What the phone answers.

use pillion_protocol::content::{
    id::ChatId,
    reply::Answer,
    request::{Ask, From},
};

use super::{
    choices, choose, code, dialogs, drafts,
    event::{Effect, Why},
    face, follow, gallery, group, naming, person, picking, search, share, writing,
};
use crate::{screen::plain, tui::model::state::Model};

/// Takes an answer.
pub fn answer(model: &mut Model, why: Why, answer: Answer, effects: &mut Vec<Effect>) {
    match (why.clone(), answer) {
        (Why::Sync, answer) => {
            let first = !model.follower.is_complete();
            let step = model.follower.synced(answer);
            follow::step(model, step, effects);
            if first && model.follower.is_complete() {
                model.first_sync_done = true;
            }
        }
        (Why::History(chat, from), answer) => page(model, chat, from, answer, effects),
        (Why::Send(chat, ..) | Why::Edit(chat, ..) | Why::Forward(chat), Answer::Message(message)) => {
            if matches!(why, Why::Forward(_)) {
                let to = model.shown().chats.get(&chat).map(|chat| plain::name(&chat.title));
                follow::notice(model, format!("Forwarded to {}.", to.unwrap_or_default()));
            }
            if let Some(thread) = model.threads.get_mut(&chat) {
                thread.take_sent(message);
            }
        }
        (Why::Send(chat, text, answered), answer) => {
            writing::give_back(model, chat, &text, answered);
            complain(model, &answer);
        }
        (Why::Edit(chat, message, text), answer) => {
            writing::give_edit_back(model, chat, message, &text);
            complain(model, &answer);
        }
        (Why::Search(attempt), answer) => search::found(model, attempt, answer, effects),
        (Why::About(message), answer) => choices::about(model, message, answer),
        // A phone that keeps no drafts is no reason to disturb who writes.
        (Why::Draft(chat), _) => drafts::told(model, chat),
        (Why::Made(attempt), answer) => choose::made(model, attempt, answer, effects),
        (Why::Members(chat, first), answer) => group::told(model, chat, first, answer),
        (Why::Asking(chat), answer) => group::asking(model, chat, answer),
        (Why::Change(chat, leaves), answer) => group::changed(model, chat, leaves, answer, effects),
        (Why::Safety(attempt), answer) => person::safety(model, attempt, answer),
        (Why::Trust(attempt), answer) => person::settled(model, attempt, answer, effects),
        (Why::Naming(chat), answer) => naming::told(model, chat, answer, effects),
        (Why::File(attempt), answer) => share::told(model, attempt, answer),
        (Why::Readers(message), answer) => choices::readers(model, message, answer, effects),
        (Why::Picture(id), answer) => face::told(id, answer, effects),
        (Why::Look(id), answer) => gallery::told(model, id, answer, effects),
        (Why::Face(of), answer) => face::changed(model, of, &answer),
        (Why::Code(of), answer) => code::told(model, of, answer),
        (Why::Contact(attempt), answer) => dialogs::contact_answer(model, attempt, answer, effects),
        (Why::Scan(attempt), Answer::Pairing(pairing)) => {
            if let Some(declined) = dialogs::pairing(model, attempt, pairing) {
                effects.push(Effect::Ask(
                    Why::Decline,
                    Ask::Confirm {
                        pairing: declined,
                        yes: false,
                    },
                ));
            }
        }
        (Why::Scan(attempt) | Why::Confirm(attempt), Answer::Problem(problem)) => {
            dialogs::link_failed(model, attempt, problem.to_string());
        }
        (Why::Confirm(attempt), Answer::Linked(link)) => dialogs::linked(model, attempt, &link),
        (Why::Read | Why::Decline | Why::Live, _) => {}
        (Why::Retry | Why::Act | Why::Forward(_) | Why::Unlink | Why::Scan(_) | Why::Confirm(_), answer) => {
            complain(model, &answer)
        }
    }
}

/// A stretch of a chat has come, or not.
fn page(model: &mut Model, chat: ChatId, from: From, answer: Answer, effects: &mut Vec<Effect>) {
    let Answer::Page {
        messages,
        earlier,
        later,
    } = answer
    else {
        let failed = model
            .threads
            .get_mut(&chat)
            .is_some_and(|thread| thread.page_failed(from));
        if failed {
            model.wanted = model.wanted.filter(|_| model.open != Some(chat));
            complain(model, &answer);
        }
        return;
    };
    let mut taken = false;
    picking::holding(model, |model| {
        if let Some(thread) = model.threads.get_mut(&chat) {
            taken = thread.take_page(from, messages, earlier, later);
        }
    });
    if taken && model.open == Some(chat) {
        picking::arrived(model, !later || matches!(from, From::After(_)), effects);
    }
}

fn complain(model: &mut Model, answer: &Answer) {
    if let Answer::Problem(problem) = answer {
        follow::notice(model, problem.to_string());
    }
}
