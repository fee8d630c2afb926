//! The open chat: its head and its messages.

use leptos::{
    html::{button, div, h2, header, li, ol, p, span},
    prelude::*,
};

use super::{
    avatar,
    bubble,
    icon::{Icon, icon},
    screen::Screen,
    scroll::Scroll,
    time,
};
use crate::{
    model::row::{self, Row},
    update::person::Act,
};

/// Who the chat is with.
pub fn head(screen: Screen) -> impl IntoView {
    let chat = screen.part(|page| {
        let (chat, _) = page.open_thread()?;
        let contact = chat.peer.and_then(|peer| page.contacts.get(&peer));
        Some((chat.title.clone(), chat.peer, chat.id, contact.map(|contact| contact.handle.to_string())))
    });
    let back = button()
        .r#type("button")
        .class("round back")
        .attr("data-testid", "back")
        .aria_label("Back to the chats")
        .title("Back to the chats")
        .on(leptos::ev::click, move |_| screen.act(Act::Close))
        .child(icon(Icon::Back));
    let who = move || {
        chat.get().map(|(title, peer, id, handle)| {
            let seed = peer.map_or_else(|| id.0.to_vec(), |peer| peer.0.to_vec());
            let picture = avatar::avatar(&title, &seed);
            (
                picture,
                div().class("names").child((
                    h2().attr("dir", "auto").attr("data-testid", "chat-title").child(title),
                    handle.map(|handle| span().class("handle").child(handle)),
                )),
            )
        })
    };
    header().class("bar").child((back, who))
}

/// The messages.
pub fn thread(screen: Screen) -> impl IntoView {
    let rows = screen.part(|page| row::rows(page, time::day_of));
    let state = screen.part(|page| match page.open_thread() {
        Some((_, Some(thread))) => (thread.loaded, thread.earlier, thread.later),
        _ => (false, false, false),
    });
    let scroll = Scroll::new(screen);
    Effect::new(move |_| {
        rows.track();
        state.track();
        scroll.content_changed();
    });
    let items = For(ForProps::builder()
        .each(move || rows.get())
        .key(|row| *row)
        .children(move |row| match row {
            Row::Day(day) => day_row(day).into_any(),
            Row::Unread => li().class("unread-from").child(span().child("Unread messages")).into_any(),
            Row::Bubble { key, mine, first } => bubble::bubble(screen, key, mine, first).into_any(),
        })
        .build());
    let hint = move || match (state.get(), rows.get().is_empty()) {
        ((false, ..), true) => Some(p().class("hint").role("status").child("Your messages appear as soon as your phone answers.")),
        ((true, false, false), true) => Some(p().class("hint").role("status").child("No messages yet. Say hello.")),
        _ => None,
    };
    let newest = button()
        .r#type("button")
        .class("round newest")
        .attr("data-testid", "newest")
        .aria_label("To the newest message")
        .title("To the newest message")
        .attr("hidden", move || scroll.is_at_end())
        .on(leptos::ev::click, move |_| {
            screen.act(Act::Newest);
            scroll.to_end();
        })
        .child(icon(Icon::Down));
    div().class("thread-box").child((
        div()
            .class("scroller")
            .tabindex("0")
            .role("region")
            .aria_label("Messages")
            .node_ref(scroll.outer)
            .on(leptos::ev::scroll, move |_| scroll.scrolled())
            .child((
                hint,
                ol().class("thread")
                    .attr("data-testid", "thread")
                    .attr("data-loaded", move || state.get().0.to_string())
                    .attr("data-earlier", move || state.get().1.to_string())
                    .node_ref(scroll.inner)
                    .child(items),
            )),
        newest,
    ))
}

fn day_row(day: i32) -> impl IntoView {
    li().class("day").child(span().child(time::day_name(day, time::now())))
}
