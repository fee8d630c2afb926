//! The three lights.

use super::{
    element::{Tag, li, plain_button, span, ul},
    screen::{Part, Screen},
    time,
};
use crate::model::lights::Tone;

/// The row of lights.
pub fn lights(screen: Screen) -> Tag {
    let relay = screen.part(|page| Shown::from(page.lights.relay.light()));
    let phone = screen.part(|page| {
        let now = time::now();
        Shown::from(page.lights.phone.light(|at| time::moment(at, now)))
    });
    let session = screen.part(|page| Shown::from(page.lights.session.light()));
    ul().class("lights").attr("aria-label", "Connection").child((
        light("light-relay", "Relay", relay),
        light("light-phone", "Phone", phone),
        light("light-session", "Session", session),
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
