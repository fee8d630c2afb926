//! The three lights.

use leptos::{
    html::{button, li, span, ul},
    prelude::*,
};

use super::{
    screen::{Part, Screen},
    time,
};
use crate::model::lights::Tone;

/// The row of lights.
pub fn lights(screen: Screen) -> impl IntoView {
    let relay = screen.part(|page| Shown::from(page.lights.relay.light()));
    let phone = screen.part(|page| {
        let now = time::now();
        Shown::from(page.lights.phone.light(|at| time::moment(at, now)))
    });
    let session = screen.part(|page| Shown::from(page.lights.session.light()));
    ul().class("lights").aria_label("Connection").child((
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
        Self { tone: tone.word(), sentence }
    }
}

/// One light: a button, so that the keyboard reaches its sentence.
fn light(test_id: &'static str, name: &'static str, shown: Part<Shown>) -> impl IntoView {
    let tip = format!("{test_id}-tip");
    li().child(
        button()
            .r#type("button")
            .class("light")
            .attr("data-testid", test_id)
            .attr("data-state", move || shown.get().tone)
            .attr("aria-describedby", tip.clone())
            .child((
                span().class("dot").attr("aria-hidden", "true"),
                span().child(name),
                span().class("tip").role("tooltip").id(tip).child(move || shown.get().sentence),
            )),
    )
}
