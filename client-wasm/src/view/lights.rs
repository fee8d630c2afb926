//! The three lights.

use leptos::{
    html::{button, li, span, ul},
    prelude::*,
};

use super::{screen::Screen, time};
use crate::model::lights::Tone;

/// The row of lights.
pub fn lights(screen: Screen) -> impl IntoView {
    let lights = screen.part(|page| page.lights.clone());
    let relay = Memo::new(move |_| Shown::from(lights.get().relay.light()));
    let phone = Memo::new(move |_| {
        let now = time::now();
        Shown::from(lights.get().phone.light(|at| time::moment(at, now)))
    });
    let session = Memo::new(move |_| Shown::from(lights.get().session.light()));
    ul().class("lights").aria_label("Connection").child((
        light("light-relay", "Relay", relay),
        light("light-phone", "Phone", phone),
        light("light-session", "Session", session),
    ))
}

#[derive(Clone, PartialEq, Eq)]
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
fn light(test_id: &'static str, name: &'static str, shown: Memo<Shown>) -> impl IntoView {
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
