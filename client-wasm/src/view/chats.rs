//! The left pane: whose phone this is, the chats, the lights.

use leptos::{
    html::{button, div, h1, header, li, nav, p, span, ul},
    prelude::*,
};
use pillion_protocol::content::{
    chat::{Chat, Preview},
    id::ChatId,
};

use super::{
    avatar, bubble,
    icon::{Icon, icon},
    lights, menu,
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
pub fn pane(screen: Screen) -> impl IntoView {
    nav().class("side").aria_label("Chats").child((head(screen), list(screen), lights::lights(screen)))
}

fn head(screen: Screen) -> impl IntoView {
    let owner = screen.part(|page| match (&page.account, &page.phase) {
        (Some(account), _) => (account.name.clone(), account.handle.to_string()),
        (None, Phase::Linked(owner)) => (owner.name.clone(), owner.handle.clone()),
        _ => Default::default(),
    });
    let who = move || {
        let (name, handle) = owner.get();
        let picture = avatar::avatar(&name, handle.as_bytes());
        div().class("owner").child((
            picture,
            div().class("names").child((
                h1().attr("dir", "auto").child(name),
                span().class("handle").attr("data-testid", "own-handle").child(handle),
            )),
        ))
    };
    let add = button()
        .r#type("button")
        .class("round")
        .attr("data-testid", "new-contact")
        .aria_label("New contact")
        .title("New contact")
        .on(leptos::ev::click, move |_| screen.act(Act::Show(Dialog::NewContact(NewContact::default()))))
        .child(icon(Icon::Add));
    header().class("bar").child((who, add, menu::menu(screen)))
}

fn list(screen: Screen) -> impl IntoView {
    let order = screen.part(|page| page.chats_in_order().iter().map(|chat| chat.id).collect::<Vec<_>>());
    let complete = screen.part(|page| page.sync.complete);
    let items = For(ForProps::builder()
        .each(move || order.get())
        .key(|id| *id)
        .children(move |id| item(screen, id))
        .build());
    let hint = move || {
        let line = match (complete.get(), order.get().is_empty()) {
            (false, true) => "Your chats appear as soon as your phone answers.",
            (true, true) => "No chats yet.",
            _ => return None,
        };
        Some(p().class("hint").child(line))
    };
    div().class("list").child((
        ul().class("chats").attr("data-testid", "chat-list").attr("data-complete", move || complete.get().to_string()).child(items),
        hint,
    ))
}

fn item(screen: Screen, id: ChatId) -> impl IntoView {
    let chat = screen.part(move |page| page.chats.get(&id).cloned());
    let draft = screen.part(move |page| page.open != Some(id) && !page.drafts.text(id).trim().is_empty());
    let open = screen.part(move |page| page.open == Some(id));
    let face = move || chat.get().map(|chat| face(&chat, draft.get()));
    li().child(
        button()
            .r#type("button")
            .class("chat")
            .attr("data-testid", "chat")
            .attr("data-chat", id.to_hex())
            .attr("data-unread", move || chat.get().map(|chat| chat.unread.to_string()))
            .attr("aria-current", move || open.get().then_some("true"))
            .on(leptos::ev::click, move |_| screen.act(Act::Open(id)))
            .child(face),
    )
}

fn face(chat: &Chat, draft: bool) -> impl IntoView + use<> {
    let seed = chat.peer.map_or_else(|| chat.id.0.to_vec(), |peer| peer.0.to_vec());
    let at = chat.last.as_ref().map(|last| span().class("time").child(time::short(last.at, time::now())));
    let unread = (chat.unread > 0).then(|| {
        span().class("unread").child((
            chat.unread.to_string(),
            span().class("spoken").child(if chat.unread == 1 { " unread message" } else { " unread messages" }),
        ))
    });
    let last = match &chat.last {
        _ if draft => span().class("preview").child((span().class("draft").child("Draft. "), span().child("Not sent yet"))).into_any(),
        Some(last) => preview(last).into_any(),
        None => span().class("preview").child("No messages yet").into_any(),
    };
    (
        avatar::avatar(&chat.title, &seed),
        span().class("face").child((
            span().class("line").child((span().class("title").attr("dir", "auto").child(chat.title.clone()), at)),
            span().class("line").child((last, unread)),
        )),
    )
}

fn preview(last: &Preview) -> impl IntoView + use<> {
    let mark = last.from.is_none().then(|| bubble::mark(last.state));
    span().class("preview").child((mark, span().attr("dir", "auto").child(last.text.clone())))
}
