//! What the small menus offer.

use pillion_protocol::content::{
    chat::Chat,
    id::{ChatId, MessageId},
    message::State,
};
use pillion_wire::time::Timestamp;

use super::{
    chat::{FOR_GOOD, Order},
    message::Deed,
    person::Act,
};
use crate::model::{
    dialog::{Dialog, Menu},
    gallery::TABS,
    page::Page,
};
use crate::words::{fate, gallery, group, lang::Lang, offers as words, timer, trust};

/// One entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What it says.
    pub name: &'static str,
    /// Its name for tests.
    pub test: &'static str,
    /// What it does.
    pub does: Does,
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    /// Something on the page.
    Act(Act),
    /// Copies a text.
    Copy(String),
}

const HOUR_MS: u64 = 3_600_000;

/// What the open menu offers.
#[must_use]
pub fn offers(page: &Page, now: Timestamp) -> Vec<Offer> {
    match page.menu {
        Some(Menu::Message(message)) => of_message(page, message),
        Some(Menu::Chat(chat)) => of_chat(page, chat, now),
        None => Vec::new(),
    }
}

fn of_message(page: &Page, id: MessageId) -> Vec<Offer> {
    let lang = page.lang;
    let thread = page.open_thread().and_then(|(_, thread)| thread);
    let Some(message) = thread.and_then(|thread| thread.with_id(id)) else {
        return Vec::new();
    };
    let deed = |name, test, deed| offer(name, test, Act::Message(id, deed));
    let show = |name, test, dialog| offer(name, test, Act::Show(dialog));
    let mine = message.from.is_none();
    let chat = page.chats.get(&message.chat);
    let gone = chat.is_some_and(|chat| chat.group.as_ref().is_some_and(|group| group.left));
    let mut offers = Vec::new();
    if let Some(text) = message.body.text() {
        if !gone {
            offers.push(deed(words::reply(lang), "reply", Deed::Reply));
            offers.push(show(words::react(lang), "react", Dialog::React(id)));
        }
        if mine && !gone && message.state != State::Failed {
            offers.push(deed(words::edit(lang), "edit", Deed::Edit));
        }
        offers.push(if message.starred {
            deed(words::unstar(lang), "star", Deed::Star(false))
        } else {
            deed(words::star(lang), "star", Deed::Star(true))
        });
        offers.push(Offer {
            name: words::copy(lang),
            test: "copy",
            does: Does::Copy(text.as_str().into()),
        });
        offers.push(show(words::forward(lang), "forward", Dialog::Forward(id)));
    }
    if mine && message.body.text().is_some() && message.state != State::Failed {
        offers.push(show(fate::info(lang), "message-info-open", Dialog::Info(id)));
    }
    // What was deleted for all can still be deleted here.
    let mine = mine && message.body.is_said();
    offers.push(show(
        words::delete(lang),
        "delete",
        Dialog::Delete { message: id, mine },
    ));
    offers
}

fn of_chat(page: &Page, id: ChatId, now: Timestamp) -> Vec<Offer> {
    let lang = page.lang;
    let Some(chat) = page.chats.get(&id) else {
        return Vec::new();
    };
    let order = |name, test, order| offer(name, test, Act::Chat(id, order));
    let mut offers = vec![
        order(
            if chat.pinned {
                words::unpin(lang)
            } else {
                words::pin(lang)
            },
            "pin",
            Order::Pin(!chat.pinned),
        ),
        order(
            if chat.archived {
                words::unarchive(lang)
            } else {
                words::archive(lang)
            },
            "archive",
            Order::Archive(!chat.archived),
        ),
    ];
    if chat.muted_until.is_some_and(|until| until > now) {
        offers.push(order(words::unmute(lang), "unmute", Order::Mute(None)));
    } else {
        offers.push(order(
            words::mute_hours(lang),
            "mute-8h",
            Order::Mute(Some(8 * HOUR_MS)),
        ));
        offers.push(order(
            words::mute_week(lang),
            "mute-week",
            Order::Mute(Some(168 * HOUR_MS)),
        ));
        offers.push(order(
            words::mute_always(lang),
            "mute-always",
            Order::Mute(Some(FOR_GOOD)),
        ));
    }
    if chat.marked_unread {
        offers.push(order(words::mark_read(lang), "mark-read", Order::MarkUnread(false)));
    } else if chat.unread == 0 {
        offers.push(order(words::mark_unread(lang), "mark-unread", Order::MarkUnread(true)));
    }
    if !chat.request {
        let gallery = Dialog::Gallery(chat.id, TABS[0]);
        offers.push(offer(gallery::menu(lang), "gallery-open", Act::Show(gallery)));
    }
    offers.extend(about(lang, chat));
    let contact = chat.peer.and_then(|peer| page.contacts.get(&peer));
    if let Some(contact) = contact {
        let account = contact.account;
        offers.push(if contact.blocked {
            offer(words::unblock(lang), "unblock", Act::Block(account, false))
        } else {
            offer(words::block(lang), "block", Act::Show(Dialog::Block(account)))
        });
    }
    offers.push(offer(
        words::delete_chat(lang),
        "delete-chat",
        Act::Show(Dialog::DeleteChat(id)),
    ));
    offers
}

/// What tells more about a chat, and what its members decide.
fn about(lang: Lang, chat: &Chat) -> Vec<Offer> {
    let show = |name, test, dialog| offer(name, test, Act::Show(dialog));
    let timer = show(timer::menu(lang), "timer-open", Dialog::Timer(chat.id));
    match (&chat.group, chat.peer) {
        (Some(group), _) => {
            let may = group.admin && !group.left;
            let info = show(group::info(lang), "group-info-open", Dialog::Group(chat.id));
            let leave = show(group::leave(lang), "leave-open", Dialog::Leave(chat.id));
            [Some(info), may.then_some(timer), (!group.left).then_some(leave)]
                .into_iter()
                .flatten()
                .collect()
        }
        (None, Some(peer)) => vec![
            show(trust::info(lang), "contact-info-open", Dialog::Contact(peer)),
            timer,
        ],
        (None, None) => Vec::new(),
    }
}

const fn offer(name: &'static str, test: &'static str, act: Act) -> Offer {
    Offer {
        name,
        test,
        does: Does::Act(act),
    }
}
