//! The messages of the open chat.

use web_sys::{Element, Event};

use super::{
    bubble,
    element::{Tag, div, li, ol, p, plain_button, show, span},
    event,
    gradual::Gradual,
    icon::{Icon, icon},
    list,
    screen::Screen,
    scroll::Scroll,
    time,
};
use crate::{
    model::row::{self, Row},
    reactive::effect::run,
    update::person::Act,
    words::{chats, thread as words},
};

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
    // Elsewhere the place to begin may be any of the rows.
    let from_end = screen.part(|page| {
        let thread = page.open_thread().and_then(|(_, thread)| thread);
        thread.is_some_and(|thread| thread.at_end() && thread.left_at.is_none() && thread.unread_after.is_none())
    });
    let gradual = Gradual::new(rows, from_end);
    let scroll = Scroll::new(screen, gradual, outer.element(), inner.element());
    let inner = list::rows(
        inner,
        move || gradual.drawn(),
        move |row| draw(screen, row),
        |_, row, key| {
            if let Some(key) = key {
                stand(row, key);
            }
        },
    );
    let found = screen.part(|page| page.jump.found);
    run(Box::new(move || {
        found.track();
        rows.track();
        gradual.track();
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
    let unread = screen.part(|page| page.open_thread().map_or(0, |(chat, _)| chat.unread));
    let count = show(move || {
        let count = unread.get();
        (count > 0).then(|| span().class("count").test("newest-count").child(count.to_string()))
    });
    let newest = plain_button()
        .class("round newest")
        .test("newest")
        .attr("title", words::newest(lang))
        .bind("aria-label", move || {
            let newest = words::newest(lang);
            Some(match unread.get() {
                0 => newest.to_owned(),
                count => [newest, ": ", &count.to_string(), chats::unread(lang, count)].concat(),
            })
        })
        .toggle("hidden", move || scroll.is_at_end())
        .press(move || {
            screen.act(Act::Newest);
            scroll.to_end();
        })
        .child((icon(Icon::Down), count));
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
        Row::Bubble { key, mine, .. } => bubble::bubble(screen, key, mine),
        Row::Event(key) => event::event(screen, key),
    }
}

impl list::Key for Row {
    fn is(self, other: Self) -> bool {
        Self::is(self, other)
    }
}

/// How a bubble looks by what stands before it. It stays the same bubble when that changes.
fn stand(row: &Element, key: Row) {
    let Row::Bubble { mine, first, lead, .. } = key else {
        return;
    };
    let names = [(mine, " mine"), (first, " first"), (lead, " lead")];
    let names = names.map(|(is, name)| if is { name } else { "" }).concat();
    let _named = row.set_attribute("class", &["message", &names].concat());
}
