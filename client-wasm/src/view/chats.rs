//! The left pane: whose phone this is, the chats, the lights.

use pillion_protocol::content::{
    chat::{Chat, Preview},
    id::ChatId,
};

use super::{
    avatar, bubble,
    element::{Tag, div, h1, header, li, nav, p, plain_button, show, span, ul},
    icon::{Icon, icon},
    lights, list, menu,
    screen::Screen,
    time,
};
use crate::{
    model::{
        dialog::{Dialog, NewContact},
        phase::Phase,
    },
    update::person::Act,
};

/// The pane.
pub fn pane(screen: Screen) -> Tag {
    nav()
        .class("side")
        .attr("aria-label", "Chats")
        .child((head(screen), chats(screen), lights::lights(screen)))
}

fn head(screen: Screen) -> Tag {
    let owner = screen.part(|page| match (&page.account, &page.phase) {
        (Some(account), _) => (account.name.clone(), account.handle.to_string()),
        (None, Phase::Linked(owner)) => (owner.name.clone(), owner.handle.clone()),
        _ => Default::default(),
    });
    let who = show(move || {
        let (name, handle) = owner.get();
        div().class("owner").child((
            avatar::avatar(&name, handle.as_bytes()),
            div().class("names").child((
                h1().attr("dir", "auto").child(name),
                span().class("handle").test("own-handle").child(handle),
            )),
        ))
    });
    let add = plain_button()
        .class("round")
        .test("new-contact")
        .named("New contact")
        .press(move || screen.act(Act::Show(Dialog::NewContact(NewContact::default()))))
        .child(icon(Icon::Add));
    header().class("bar").child((who, add, menu::menu(screen)))
}

fn chats(screen: Screen) -> Tag {
    let order = screen.part(|page| page.chats_in_order().iter().map(|chat| chat.id).collect::<Vec<_>>());
    let complete = screen.part(|page| page.sync.complete);
    let chats = ul()
        .class("chats")
        .test("chat-list")
        .bind("data-complete", move || Some(complete.get().to_string()));
    let hint = show(move || {
        let line = match (complete.get(), order.get().is_empty()) {
            (false, true) => "Your chats appear as soon as your phone answers.",
            (true, true) => "No chats yet.",
            _ => return None,
        };
        Some(p().class("hint").child(line))
    });
    div()
        .class("list")
        .child((list::rows(chats, move || order.get(), move |id| chat(screen, id)), hint))
}

fn chat(screen: Screen, id: ChatId) -> Tag {
    let chat = screen.part(move |page| page.chats.get(&id).cloned());
    let draft = screen.part(move |page| page.open != Some(id) && !page.drafts.text(id).trim().is_empty());
    let open = screen.part(move |page| page.open == Some(id));
    let face = show(move || chat.get().map(|chat| face(&chat, draft.get())));
    li().child(
        plain_button()
            .class("chat")
            .test("chat")
            .attr("data-chat", &id.to_hex())
            .bind("data-unread", move || chat.get().map(|chat| chat.unread.to_string()))
            .bind("aria-current", move || open.get().then(|| "true".into()))
            .press(move || screen.act(Act::Open(id)))
            .child(face),
    )
}

fn face(chat: &Chat, draft: bool) -> (Tag, Tag) {
    let seed = chat.peer.map_or_else(|| chat.id.0.to_vec(), |peer| peer.0.to_vec());
    let at = chat
        .last
        .as_ref()
        .map(|last| span().class("time").child(time::short(last.at, time::now())));
    let unread = (chat.unread > 0).then(|| {
        let words = if chat.unread == 1 {
            " unread message"
        } else {
            " unread messages"
        };
        span()
            .class("unread")
            .child((chat.unread.to_string(), span().class("spoken").child(words)))
    });
    let last = match &chat.last {
        _ if draft => {
            let mark = span().class("draft").child("Draft.");
            span().class("preview").child((mark, span().child("Not sent yet")))
        }
        Some(last) => preview(last),
        None => span().class("preview").child(span().child("No messages yet")),
    };
    let title = span().class("title").attr("dir", "auto").child(chat.title.as_str());
    let lines = (
        span().class("line").child((title, at)),
        span().class("line").child((last, unread)),
    );
    (avatar::avatar(&chat.title, &seed), span().class("face").child(lines))
}

fn preview(last: &Preview) -> Tag {
    let mark = last.from.is_none().then(|| bubble::mark(last.state));
    span()
        .class("preview")
        .child((mark, span().attr("dir", "auto").child(last.text.as_str())))
}
