//! What stands above the composer: the message that one answers or edits; and what to do about a chat that somebody unknown
//! has begun.

use super::{
    element::{Shown, div, p, plain_button, show, span},
    icon::{Icon, icon},
    screen::Screen,
};
use crate::{
    model::{
        bar::Bar,
        bubble::{self, Quotation},
        dialog::Dialog,
    },
    update::{chat::Order, person::Act},
};

/// The message that one answers or edits.
pub fn bar(screen: Screen) -> Shown {
    let bar = screen.part(|page| {
        let (bar, chat) = (page.bar.as_ref()?, page.open?);
        let quotation = bubble::quotation(page, chat, bar.message(), None);
        Some((matches!(bar, Bar::Edit(_)), quotation))
    });
    show(move || {
        bar.get().map(|(edits, Quotation { who, text, .. })| {
            let who = match who.as_str() {
                _ if edits => "Edit message".into(),
                "You" => "Reply to yourself".into(),
                who => format!("Reply to {who}"),
            };
            let close = plain_button()
                .class("round")
                .test("bar-close")
                .named(if edits { "Do not edit" } else { "Do not reply" })
                .press(move || screen.act(Act::DropBar))
                .child(icon(Icon::Close));
            let quote = div().class("quote").child((
                span().class("who").attr("dir", "auto").child(who),
                span().class("said").attr("dir", "auto").child(text),
            ));
            div().class("answering").test("bar").child((quote, close))
        })
    })
}

/// Somebody unknown has begun the chat, or it is with somebody who is blocked.
pub fn request(screen: Screen) -> Shown {
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
                let unblock = peer.map(|peer| button("Unblock", "unblock-here", Act::Block(peer, false)));
                let words = format!("You have blocked {title}. What it sends is thrown away unseen.");
                return div().class("request").child((p().child(words), unblock));
            }
            let delete = button("Delete", "request-delete", Act::Show(Dialog::DeleteChat(chat)));
            let block = peer.map(|peer| button("Block", "request-block", Act::Show(Dialog::Block(peer))));
            let accept = button("Accept", "request-accept", Act::Chat(chat, Order::Accept)).class("primary");
            let words = format!("{title} is not among your contacts. Accept to go on, or delete the chat.");
            div().class("request").attr("role", "status").child((
                p().attr("dir", "auto").child(words),
                div().child((delete, block, accept)),
            ))
        })
    })
}
