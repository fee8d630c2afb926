//! What stands above the composer: the message that one answers or edits; and what to do about a chat that somebody unknown
//! has begun.

use super::{
    element::{Shown, div, p, plain_button, show, span},
    icon::{Icon, icon},
    screen::Screen,
    words::beginning,
};
use crate::{
    model::{
        bar::Bar,
        bubble::{self, Quotation},
        dialog::Dialog,
    },
    update::{chat::Order, person::Act},
    words::thread as words,
};

/// The message that one answers or edits.
pub fn bar(screen: Screen) -> Shown {
    let lang = screen.lang();
    let bar = screen.part(|page| {
        let (bar, chat) = (page.bar.as_ref()?, page.open?);
        let quotation = bubble::quotation(page, chat, bar.message(), None);
        Some((matches!(bar, Bar::Edit(_)), quotation))
    });
    show(move || {
        bar.get().map(|(edits, Quotation { who, text, mine, .. })| {
            let who = match (edits, mine) {
                (true, _) => words::edit(lang).into(),
                (_, true) => words::reply_to_yourself(lang).into(),
                _ => words::reply_to_name(lang, &who),
            };
            let close = plain_button()
                .class("round")
                .test("bar-close")
                .named(if edits {
                    words::do_not_edit(lang)
                } else {
                    words::do_not_reply(lang)
                })
                .press(move || screen.act(Act::DropBar))
                .child(icon(Icon::Close));
            let quote = div().class("quote").child((
                span().class("who").attr("dir", "auto").child(who),
                beginning(span().class("said").attr("dir", "auto"), &text),
            ));
            div().class("answering").test("bar").child((quote, close))
        })
    })
}

/// Somebody unknown has begun the chat, or it is with somebody who is blocked.
pub fn request(screen: Screen) -> Shown {
    let lang = screen.lang();
    let asked = screen.part(|page| {
        let (chat, _) = page.open_thread()?;
        let contact = chat.peer.and_then(|peer| page.contacts.get(&peer));
        let blocked = contact.is_some_and(|contact| contact.blocked);
        (chat.request || blocked).then(|| (chat.id, chat.title.clone(), chat.peer, blocked))
    });
    show(move || {
        asked.get().map(|(chat, title, peer, blocked)| {
            let button = |name, test, act: Act| {
                plain_button()
                    .test(test)
                    .press(move || screen.act(act.clone()))
                    .child(name)
            };
            if blocked {
                let unblock = peer.map(|peer| button(words::unblock(lang), "unblock-here", Act::Block(peer, false)));
                let sentence = words::blocked(lang, &title);
                return div().class("request").child((p().child(sentence), unblock));
            }
            let delete = button(
                words::delete(lang),
                "request-delete",
                Act::Show(Dialog::DeleteChat(chat)),
            );
            let block = peer.map(|peer| button(words::block(lang), "request-block", Act::Show(Dialog::Block(peer))));
            let accept = button(words::accept(lang), "request-accept", Act::Chat(chat, Order::Accept)).class("primary");
            let sentence = words::request(lang, &title);
            div().class("request").attr("role", "status").child((
                p().attr("dir", "auto").child(sentence),
                div().child((delete, block, accept)),
            ))
        })
    })
}
