//! Asking the phone for what a dialog shows.

use pillion_protocol::content::{
    account_ask::AccountAsk, group::GroupChange, group_ask::GroupAsk, problem::Problem, reply::Answer, request::Ask,
};

use super::effect::{Asked, Effect};
use crate::model::{
    dialog::Dialog,
    gallery::Gallery,
    inquiry::{About, Inquiry},
    page::Page,
};
use crate::words;

/// A dialog opens: what the one before had asked for is not wanted any more.
pub(super) fn show(page: &mut Page, dialog: Dialog) {
    page.inquiry = Inquiry::default();
    let open = page.open;
    let mut want = |about: Option<About>| {
        if let Some(about) = about {
            page.inquiry.want(about);
        }
    };
    let mut gallery = None;
    match &dialog {
        Dialog::Gallery(chat, tab) => {
            gallery = Some(Gallery::new(*chat, *tab));
            want(Some(About::Gallery(*chat, *tab, None)));
        }
        Dialog::Invite(chat) => want(Some(About::Invite(*chat, false))),
        Dialog::Contact(account) => want(Some(About::Safety(*account))),
        Dialog::OwnCode => want(Some(About::OwnCode)),
        Dialog::Info(message) => want(open.map(|chat| About::Receipts(chat, *message, None))),
        Dialog::Reactions(message) => want(open.map(|chat| About::Reactions(chat, *message))),
        Dialog::Edits(message) => want(open.map(|chat| About::Edits(chat, *message))),
        _ => {}
    }
    page.inquiry.gallery = gallery;
    page.dialog = Some(dialog);
}

/// The person wants more of the gallery than has come.
pub(super) fn more(page: &mut Page) {
    let gallery = page.inquiry.gallery.as_ref();
    if let Some((chat, tab, more)) = gallery.and_then(|gallery| Some((gallery.chat, gallery.tab, gallery.more?)))
        && page.inquiry.is_done()
    {
        page.inquiry.want(About::Gallery(chat, tab, Some(more)));
    }
}

/// A dialog is closed. Behind what was opened in a gallery is the gallery.
pub(super) fn close(page: &mut Page) {
    let gallery = page.inquiry.gallery.as_ref();
    let before = gallery.map(|gallery| Dialog::Gallery(gallery.chat, gallery.tab));
    page.dialog = before.filter(|_| matches!(page.dialog, Some(Dialog::Picture(_))));
    if page.dialog.is_none() {
        page.inquiry.gallery = None;
    }
}

/// Asks what is to be asked now.
pub(super) fn settle(page: &mut Page, effects: &mut Vec<Effect>) {
    members(page);
    let ready = page.inquiry.take_ready().into_iter();
    effects.extend(ready.map(|about| Effect::Ask {
        why: Asked::About(about),
        ask: about.ask(),
    }));
}

/// The members of the group that is looked at.
fn members(page: &mut Page) {
    let group = match page.dialog {
        Some(Dialog::Group(chat) | Dialog::AddMembers(chat) | Dialog::Leave(chat)) => Some(chat),
        None if page.mention.is_some() => page.open,
        _ => None,
    };
    let chat = group.and_then(|chat| page.chats.get(&chat));
    let Some((chat, group)) = chat.and_then(|chat| Some((chat.id, chat.group.as_ref()?))) else {
        return;
    };
    let roster = page.rosters.of(chat);
    if roster.wanted() {
        page.inquiry.want(About::Members(chat, None));
        if group.admin && group.asking > 0 {
            page.inquiry.want(About::Asking(chat));
        } else {
            roster.asking.clear();
        }
    }
}

/// The session is gone.
pub(super) fn closed(page: &mut Page) {
    page.inquiry.ask_again();
}

/// The phone's answer.
pub(super) fn answered(page: &mut Page, about: About, answer: Answer) {
    let wanted = page.inquiry.answered(about);
    match (about, answer) {
        (About::Members(chat, _), Answer::Members { members, more }) => {
            page.rosters.of(chat).came(members, more.is_none());
            if more.is_some() {
                page.inquiry.want(About::Members(chat, more));
            }
        }
        (About::Asking(chat), Answer::Members { members, .. }) => page.rosters.of(chat).asking = members,
        (About::Members(chat, _), answer) => {
            page.rosters.of(chat).refused();
            problem(page, wanted, answer);
        }
        (About::Receipts(chat, message, _), Answer::Receipts { receipts, more }) if wanted => {
            page.inquiry.receipts.extend(receipts);
            if more.is_some() {
                page.inquiry.want(About::Receipts(chat, message, more));
            }
        }
        (About::Gallery(..), answer @ (Answer::Page { .. } | Answer::Found { .. })) => {
            if let Some(gallery) = page.inquiry.gallery.as_mut().filter(|_| wanted) {
                gallery.came(answer);
            }
        }
        (_, Answer::Code(code)) if wanted => page.inquiry.code = Some(code),
        (_, Answer::Safety { number, code }) if wanted => page.inquiry.safety = Some((number, code)),
        (_, Answer::Reactions(reactions)) if wanted => page.inquiry.reactions = reactions,
        (_, Answer::Edits(edits)) if wanted => page.inquiry.edits = edits,
        (_, answer) => problem(page, wanted, answer),
    }
}

fn problem(page: &mut Page, wanted: bool, answer: Answer) {
    if let Answer::Problem(problem) = answer
        && wanted
    {
        page.inquiry.problem = Some(problem);
    }
}

/// What came of something that a dialog waits for.
pub(super) fn errand(page: &mut Page, ask: &Ask, answer: Answer) {
    match answer {
        Answer::Problem(problem) => failed(page, ask, problem),
        answer => done(page, ask, answer),
    }
}

/// The dialog says why; the page, if it is closed.
fn failed(page: &mut Page, ask: &Ask, problem: Problem) {
    if let (Some(Dialog::NewContact(new)), Ask::Group(GroupAsk::Join { .. })) = (&mut page.dialog, ask) {
        new.joining = false;
    }
    if page.dialog.is_some() {
        page.inquiry.problem = Some(problem);
    } else {
        page.notice = Some(words::problem::sentence(page.lang, problem));
    }
}

fn done(page: &mut Page, ask: &Ask, answer: Answer) {
    match (ask, answer) {
        (Ask::Group(GroupAsk::Create { .. }), Answer::Chat(chat)) => {
            if page.dialog == Some(Dialog::NewGroup) {
                page.dialog = None;
                page.open_when_known = Some(chat.id);
            }
            page.chats.insert(chat.id, chat);
        }
        (Ask::Group(GroupAsk::Change { chat, change }), _) => {
            page.rosters.of(*chat).changed();
            let next = match change {
                GroupChange::Leave => None,
                _ => Some(Dialog::Group(*chat)),
            };
            // Whoever went on to something else is left alone.
            if matches!(
                page.dialog,
                Some(Dialog::AddMembers(_) | Dialog::Leave(_) | Dialog::Rename(_))
            ) {
                page.inquiry = Inquiry::default();
                page.dialog = next;
            }
        }
        (Ask::Account(AccountAsk::RenameLink { .. } | AccountAsk::UnlinkOthers), _) => {
            if matches!(page.dialog, Some(Dialog::RenameLink(_) | Dialog::UnlinkOthers)) {
                page.inquiry = Inquiry::default();
                page.dialog = Some(Dialog::Links);
            }
        }
        (Ask::Group(GroupAsk::Join { .. }), _) => {
            if matches!(&page.dialog, Some(Dialog::NewContact(new)) if new.joining) {
                page.dialog = None;
            }
            page.notice = Some(words::group::asked_to_join(page.lang).into());
        }
        _ => {}
    }
}
