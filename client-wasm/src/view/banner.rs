//! What is wrong now, in one line; and what has just come, for the ear.

use leptos::{
    html::{div, p},
    prelude::*,
};

use super::{screen::Screen, time};
use crate::model::banner::Banner;

/// The banner over the conversation.
pub fn banner(screen: Screen) -> impl IntoView {
    let banner = screen.part(Banner::of);
    let line = move || {
        banner.get().map(|banner| {
            let now = time::now();
            p().attr("data-testid", "banner")
                .attr("data-kind", banner.word())
                .child(banner.sentence(|at| time::moment(at, now)))
        })
    };
    div().class("banner").role("status").child(line)
}

/// Speaks each message that comes while the page is open.
pub fn arrivals(screen: Screen) -> impl IntoView {
    let arrival = screen.part(|page| page.arrival.clone());
    let words = move || arrival.get().map(|arrival| format!("{}: {}", arrival.title, arrival.text));
    div().class("spoken").role("log").attr("aria-live", "polite").child(words)
}
