//! What is wrong now, in one line; and what has just come, for the ear.

use super::{
    element::{Tag, div, p, plain_button, show},
    screen::Screen,
    time,
};
use crate::{model::banner::Banner, update::person::Act, words::lights};

/// The banner over the conversation.
pub fn banner(screen: Screen) -> Tag {
    let banner = screen.part(Banner::of);
    let line = show(move || {
        banner.get().map(|banner| {
            let now = time::now();
            let lang = screen.lang();
            let reload = (banner == Banner::Newer).then(|| {
                plain_button()
                    .test("reload")
                    .press(move || screen.act(Act::Reload))
                    .child(lights::reload(lang))
            });
            p().test("banner").attr("data-kind", banner.word()).child((
                banner.sentence(lang, |at| time::moment(lang, at, now)),
                " ",
                reload,
            ))
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
