//! Searching, and jumping to what was found.

use pillion_protocol::content::{problem::Problem, reply::Answer, request::Ask};
use pillion_wire::time::Timestamp;

use super::{
    effect::{Asked, Effect},
    person,
};
use crate::model::{
    jump::{Found, MARK_MS, Wanted},
    page::Page,
    search::{PAUSE_MS, Search},
    thread::PAGE,
};
use crate::words::chats as said;

/// The person changed what stands in the field.
pub(super) fn typed(page: &mut Page, now: Timestamp, words: String) {
    if words.trim().is_empty() {
        page.search = None;
        return;
    }
    let round = page.search.take().map_or(0, |search| search.round.wrapping_add(1));
    page.search = Some(Search {
        words,
        due: Some(now.after_ms(PAUSE_MS)),
        round,
        ..Search::default()
    });
}

/// The person has pressed Enter.
pub(super) fn now(page: &mut Page, now: Timestamp) {
    if let Some(search) = page.search.as_mut().filter(|search| search.due.is_some()) {
        search.due = Some(now);
    }
}

/// The person wants to see what has a star.
pub(super) fn starred(page: &mut Page, now: Timestamp) {
    let round = page.search.take().map_or(0, |search| search.round.wrapping_add(1));
    page.search = Some(Search {
        starred: true,
        due: Some(now),
        round,
        ..Search::default()
    });
}

/// The person wants more of what was found.
pub(super) fn more(page: &mut Page, now: Timestamp) {
    let search = page.search.as_mut();
    if let Some(search) = search.filter(|search| search.more.is_some() && !search.asked) {
        search.due = Some(now);
    }
}

/// Asks the phone when it is time.
pub(super) fn settle(page: &mut Page, now: Timestamp, effects: &mut Vec<Effect>) {
    let Some(search) = &mut page.search else { return };
    if search.due.is_some_and(|due| due <= now) && !search.asked {
        search.due = None;
        search.asked = true;
        effects.push(Effect::Ask {
            why: Asked::Search(search.round),
            ask: search.ask(),
        });
    }
}

/// The session is gone: what was asked has to be asked again.
pub(super) fn closed(page: &mut Page) {
    if let Some(search) = page.search.as_mut().filter(|search| search.asked) {
        search.asked = false;
        search.due = Some(Timestamp::default());
    }
}

/// The phone's answer.
pub(super) fn answered(page: &mut Page, round: u32, answer: Answer) {
    let current = page.search.as_mut().filter(|search| search.round == round);
    let Some(search) = current else { return };
    search.asked = false;
    match answer {
        Answer::Found { hits, more } => {
            for hit in hits {
                if search.hit(hit.message.id).is_none() {
                    search.hits.push(hit);
                }
            }
            search.more = more;
            search.problem = None;
        }
        // A mark alone is no word; that is no fault of the person's.
        Answer::Problem(Problem::NoWords) => {}
        Answer::Problem(problem) => {
            search.more = None;
            search.problem = Some(problem);
        }
        _ => {}
    }
}

/// The person wants to see a message.
pub(super) fn jump(page: &mut Page, wanted: Wanted) {
    person::open(page, wanted.chat);
    page.jump.wanted = (page.open == Some(wanted.chat)).then_some(wanted);
}

/// Looks for the message that is jumped to, and reads around its place when it is not in the window.
pub(super) fn settle_jump(page: &mut Page, now: Timestamp, effects: &mut Vec<Effect>) {
    page.jump.found.take_if(|found| found.since.after_ms(MARK_MS) <= now);
    let Some(wanted) = page.jump.wanted else { return };
    let thread = page.open.filter(|open| *open == wanted.chat);
    let Some(thread) = thread.and_then(|chat| page.threads.get_mut(&chat)) else {
        page.jump.wanted = None;
        return;
    };
    let here = thread.messages.get(&wanted.place);
    if here.is_some_and(|here| here.id == wanted.message) {
        page.jump.wanted = None;
        page.jump.found = Some(Found {
            message: wanted.message,
            since: now,
        });
        return;
    }
    if !thread.loaded && thread.loading.is_none() {
        thread.around = Some(wanted.place);
    }
    if !thread.loaded || thread.loading.is_some() {
        return;
    }
    let before = thread.first().is_none_or(|first| wanted.place < first);
    let after = thread.last().is_none_or(|last| wanted.place > last);
    if (before && thread.earlier) || (after && thread.later) {
        if thread.around != Some(wanted.place) {
            thread.move_to(wanted.place);
        } else if let Some(from) = thread.want_later().filter(|_| after) {
            // The messages before it were so long that it did not come with them.
            thread.loading = Some(from);
            let chat = wanted.chat;
            effects.push(Effect::Ask {
                why: Asked::History(chat, from),
                ask: Ask::History {
                    chat,
                    from,
                    limit: PAGE,
                },
            });
        } else {
            page.jump.wanted = None;
        }
        return;
    }
    page.jump.wanted = None;
    page.notice = Some(said::not_here(page.lang).into());
}
