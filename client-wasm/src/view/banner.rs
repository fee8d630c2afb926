//! What is wrong now, in one line; and what has just come, for the ear.

use super::{
    element::{Tag, div, p, show},
    screen::Screen,
    time,
};
use crate::model::banner::Banner;

/// The banner over the conversation.
pub fn banner(screen: Screen) -> Tag {
    let banner = screen.part(Banner::of);
    let line = show(move || {
        banner.get().map(|banner| {
            let now = time::now();
            p().test("banner")
                .attr("data-kind", banner.word())
                .child(banner.sentence(screen.lang(), |at| time::moment(screen.lang(), at, now)))
        })
    });
    div().class("banner").attr("role", "status").child(line)
}

/// Speaks each message that comes while the page is open.
pub fn arrivals(screen: Screen) -> Tag {
    let arrival = screen.part(|page| page.arrival.clone());
    let words = move || {
        arrival
            .get()
            .map(|arrival| format!("{}: {}", arrival.title, arrival.text))
            .unwrap_or_default()
    };
    div()
        .class("spoken")
        .attr("role", "log")
        .attr("aria-live", "polite")
        .text(words)
}
