//! The linked page: two panes, or one at a time where there is no room for two.

use super::{
    banner, chats, composer, dialogs,
    element::{Tag, div, h2, main, p, section, show},
    icon,
    screen::Screen,
    thread,
};

/// The two panes.
pub fn shell(screen: Screen) -> Tag {
    let open = screen.part(|page| page.open);
    let right = show(move || match open.get() {
        Some(chat) => section().class("conversation").attr("aria-label", "Conversation").child((
            thread::head(screen),
            thread::thread(screen),
            composer::composer(screen, chat),
        )),
        None => welcome(screen),
    });
    div()
        .bind("class", move || Some(if open.get().is_some() { "shell in-chat" } else { "shell" }.into()))
        .child((
            chats::pane(screen),
            main().class("main").child((banner::banner(screen), right)),
            dialogs::dialogs(screen),
            dialogs::notice(screen),
            banner::arrivals(screen),
        ))
}

fn welcome(screen: Screen) -> Tag {
    let empty = screen.part(|page| page.sync.complete && page.chats.is_empty());
    let line = move || {
        if empty.get() {
            "You have no chats yet. Add a contact by handle to begin one.".to_owned()
        } else {
            "Choose a chat. Everything you read and write here passes through your phone, end-to-end encrypted.".to_owned()
        }
    };
    div().class("welcome").child((icon::logo(), h2().child("Pillion"), p().text(line)))
}
