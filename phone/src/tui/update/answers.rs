//! What the phone answers.

use pillion_protocol::content::{id::ChatId, reply::Answer, request::Ask, text::Text};

use super::{
    dialogs,
    event::{Effect, Why},
    follow,
};
use crate::tui::model::{composer::Composer, state::Model};

/// Takes an answer.
pub fn answer(model: &mut Model, why: Why, answer: Answer, effects: &mut Vec<Effect>) {
    match (why, answer) {
        (Why::Sync, answer) => {
            let first = !model.follower.is_complete();
            let step = model.follower.synced(answer);
            follow::step(model, step, effects);
            if first && model.follower.is_complete() {
                model.first_sync_done = true;
            }
        }
        (Why::History(chat, _), Answer::Page { messages, earlier, .. }) => {
            if let Some(thread) = model.threads.get_mut(&chat) {
                thread.take_page(messages, earlier);
            }
        }
        (Why::History(chat, _), answer) => {
            if let Some(thread) = model.threads.get_mut(&chat) {
                thread.page_failed();
            }
            complain(model, &answer);
        }
        (Why::Send(chat, _), Answer::Message(message)) => {
            if let Some(thread) = model.threads.get_mut(&chat) {
                thread.take_sent(message);
            }
        }
        (Why::Send(chat, text), answer) => {
            give_back(model, chat, &text);
            complain(model, &answer);
        }
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
        (Why::Read | Why::Decline, _) => {}
        (Why::Retry | Why::Unlink | Why::Scan(_) | Why::Confirm(_), answer) => complain(model, &answer),
    }
}

/// A text that could not be stored goes back to where it was written, before what was written since.
fn give_back(model: &mut Model, chat: ChatId, text: &Text) {
    let draft = model.drafts.entry(chat).or_default();
    let since = draft.take();
    let both = if since.is_empty() {
        text.as_str().to_owned()
    } else {
        format!("{}\n{since}", text.as_str())
    };
    *draft = Composer::holding(both);
}

fn complain(model: &mut Model, answer: &Answer) {
    if let Answer::Problem(problem) = answer {
        follow::notice(model, problem.to_string());
    }
}
