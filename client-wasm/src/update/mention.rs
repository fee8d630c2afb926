//! Choosing a member of a group to be named in what is written.

use pillion_wire::time::Timestamp;

use super::person;
use crate::model::{
    mention::{self, Mention},
    page::Page,
};

/// One step of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// This stands before the cursor now.
    Look(String),
    /// To the next one who is offered, or to the one before.
    Move(bool),
    /// Takes one of those who are offered; `None`: the one that is marked.
    Take(Option<usize>),
    /// Nobody, then.
    Close,
}

/// The person takes it.
pub(super) fn act(page: &mut Page, now: Timestamp, step: Step) {
    match step {
        Step::Look(before) => {
            let group = page.open_thread().is_some_and(|(chat, _)| chat.group.is_some());
            page.mention = Mention::asked(&before).filter(|_| group);
        }
        Step::Move(forward) => {
            let count = mention::offered(page).len();
            if let Some(mention) = page.mention.as_mut().filter(|_| count > 0) {
                let step = if forward { 1 } else { count.saturating_sub(1) };
                mention.at = (mention.at + step) % count;
            }
        }
        Step::Take(which) => take(page, now, which),
        Step::Close => page.mention = None,
    }
}

fn take(page: &mut Page, now: Timestamp, which: Option<usize>) {
    let (Some(chat), Some(asked)) = (page.open, page.mention.clone()) else {
        return;
    };
    let member = mention::offered(page).into_iter().nth(which.unwrap_or(asked.at));
    let text = member.and_then(|member| mention::put(page.composer(chat), &asked, &member));
    if let Some(text) = text {
        person::typed(page, now, chat, text);
    }
    page.mention = None;
}
