//! The three lights.

use super::{
    element::{Tag, li, plain_button, span, ul},
    screen::{Part, Screen},
    time,
};
use crate::{model::lights::Tone, words::lights as words};

/// The row of lights.
pub fn lights(screen: Screen) -> Tag {
    let lang = screen.lang();
    let relay = screen.part(|page| Shown::from(page.lights.relay.light(page.lang)));
    let phone = screen.part(|page| {
        let now = time::now();
        Shown::from(
            page.lights
                .phone
                .light(page.lang, |at| time::moment(page.lang, at, now)),
        )
    });
    let session = screen.part(|page| Shown::from(page.lights.session.light(page.lang)));
    ul().class("lights").attr("aria-label", words::connection(lang)).child((
        light("light-relay", words::relay(lang), relay),
        light("light-phone", words::phone(lang), phone),
        light("light-session", words::session(lang), session),
    ))
}

#[derive(Clone, PartialEq, Eq, Default)]
struct Shown {
    tone: &'static str,
    sentence: String,
}

impl From<(Tone, String)> for Shown {
    fn from((tone, sentence): (Tone, String)) -> Self {
        Self {
            tone: tone.word(),
            sentence,
        }
    }
}

/// One light: a button, so that the keyboard reaches its sentence.
fn light(test_id: &str, name: &str, shown: Part<Shown>) -> Tag {
    let tip = format!("{test_id}-tip");
    let button = plain_button()
        .class("light")
        .test(test_id)
        .bind("data-state", move || Some(shown.get().tone.into()))
        .attr("aria-describedby", &tip);
    li().child(
        button.child((
            span().class("dot").attr("aria-hidden", "true"),
            span().child(name),
            span()
                .class("tip")
                .attr("role", "tooltip")
                .attr("id", &tip)
                .text(move || shown.get().sentence),
        )),
    )
}
