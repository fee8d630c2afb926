//! The linked page: two panes, or one at a time where there is no room for two.

use leptos::{
    html::{div, h2, main, p, section},
    prelude::*,
};

use super::{banner, chats, composer, dialogs, icon, screen::Screen, thread};

/// The two panes.
pub fn shell(screen: Screen) -> impl IntoView {
    let open = screen.part(|page| page.open);
    let class = move || if open.get().is_some() { "shell in-chat" } else { "shell" };
    let right = move || match open.get() {
        Some(chat) => section()
            .class("conversation")
            .aria_label("Conversation")
            .child((thread::head(screen), thread::thread(screen), composer::composer(screen, chat)))
            .into_any(),
        None => welcome(screen).into_any(),
    };
    div().class(class).child((
        chats::pane(screen),
        main().class("main").child((banner::banner(screen), right)),
        dialogs::dialogs(screen),
        dialogs::notice(screen),
        banner::arrivals(screen),
    ))
}

fn welcome(screen: Screen) -> impl IntoView {
    let empty = screen.part(|page| page.sync.complete && page.chats.is_empty());
    let line = move || {
        if empty.get() {
            "You have no chats yet. Add a contact by handle to begin one."
        } else {
            "Choose a chat. Everything you read and write here passes through your phone, end-to-end encrypted."
        }
    };
    div().class("welcome").child((icon::logo(), h2().child("Pillion"), p().child(line)))
}
