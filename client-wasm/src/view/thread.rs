//! The open chat: its head and its messages.

use web_sys::Event;

use super::{
    avatar, bubble, context,
    element::{Tag, div, h2, header, li, ol, p, plain_button, run, show, span},
    event,
    icon::{Icon, icon},
    list,
    screen::Screen,
    scroll::Scroll,
    time,
};
use crate::{
    model::{
        dialog::Menu,
        row::{self, Row},
    },
    update::person::Act,
    words::{chats, thread as words},
};

/// Who the chat is with.
pub fn head(screen: Screen) -> Tag {
    let lang = screen.lang();
    let chat = screen.part(|page| {
        let (chat, _) = page.open_thread()?;
        let contact = chat.peer.and_then(|peer| page.contacts.get(&peer));
        Some((
            chat.title.clone(),
            chat.peer,
            chat.id,
            contact.map(|contact| contact.handle.to_string()),
        ))
    });
    let back = plain_button()
        .class("round back")
        .test("back")
        .named(words::back(lang))
        .press(move || screen.act(Act::Close))
        .child(icon(Icon::Back));
    let who = show(move || {
        chat.get().map(|(title, peer, id, handle)| {
            let seed = peer.map_or_else(|| id.0.to_vec(), |peer| peer.0.to_vec());
            (
                avatar::avatar(&title, &seed),
                div().class("names").child((
                    h2().attr("dir", "auto").test("chat-title").child(title),
                    handle.map(|handle| span().class("handle").child(handle)),
                )),
            )
        })
    });
    let open = move || screen.look(|page| page.open).flatten().map(Menu::Chat);
    let menu = context::opener(screen, chats::chat_menu(lang), Icon::Menu, open)
        .class("round menu-dots")
        .test("thread-menu");
    header().class("bar").child((back, who, menu))
}

/// The messages.
pub fn thread(screen: Screen) -> Tag {
    let lang = screen.lang();
    let rows = screen.part(|page| row::rows(page, time::day_of));
    let state = screen.part(|page| match page.open_thread() {
        Some((_, Some(thread))) => (thread.loaded, thread.earlier, thread.later),
        _ => (false, false, false),
    });
    let outer = div()
        .class("scroller")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", words::messages(lang));
    let inner = ol()
        .class("thread")
        .test("thread")
        .bind("data-loaded", move || Some(state.get().0.to_string()))
        .bind("data-earlier", move || Some(state.get().1.to_string()));
    let scroll = Scroll::new(screen, outer.element(), inner.element());
    let inner = list::rows(inner, move || rows.get(), move |row| draw(screen, row));
    let found = screen.part(|page| page.jump.found);
    run(Box::new(move || {
        found.track();
        rows.track();
        state.track();
        scroll.content_changed();
    }));
    let hint = show(move || {
        let line = match (state.get(), rows.get().is_empty()) {
            ((false, ..), true) => words::appear(lang),
            ((true, false, false), true) => words::hello(lang),
            _ => return None,
        };
        Some(p().class("hint").attr("role", "status").child(line))
    });
    let newest = plain_button()
        .class("round newest")
        .test("newest")
        .named(words::newest(lang))
        .toggle("hidden", move || scroll.is_at_end())
        .press(move || {
            screen.act(Act::Newest);
            scroll.to_end();
        })
        .child(icon(Icon::Down));
    let outer = outer
        .on("scroll", move |_: Event| scroll.scrolled())
        .child((hint, inner));
    div().class("thread-box").child((outer, newest))
}

fn draw(screen: Screen, row: Row) -> Tag {
    match row {
        Row::Day(day) => li()
            .class("day")
            .child(span().child(time::day_name(screen.lang(), day, time::now()))),
        Row::Unread => li()
            .class("unread-from")
            .child(span().child(words::unread(screen.lang()))),
        Row::Bubble { key, mine, lead } => bubble::bubble(screen, key, mine, lead),
        Row::Event(key) => event::event(screen, key),
    }
}
