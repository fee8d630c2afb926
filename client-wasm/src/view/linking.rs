//! The page before it is linked: a code to scan, and then the check.

use leptos::{
    html::{button, div, figcaption, figure, h1, h2, input, label, li, main, ol, p, section, span, ul},
    prelude::*,
};
use pillion_protocol::check::Check;

use super::{copy, icon, qr, screen::Screen};
use crate::{
    model::{
        lights::Relay,
        phase::{Phase, Step},
    },
    update::person::Act,
};

/// The linking page.
pub fn linking(screen: Screen) -> impl IntoView {
    let step = screen.part(|page| match &page.phase {
        Phase::Linking(linking) => linking.step.clone(),
        _ => Step::default(),
    });
    let why = screen.part(|page| match &page.phase {
        Phase::Linking(linking) => linking.why.map(|why| why.to_string()).unwrap_or_default(),
        _ => String::new(),
    });
    let lost = screen.part(|page| matches!(page.lights.relay, Relay::Lost { .. }));
    let notice = p().class("why").role("status").attr("data-testid", "why").child(move || why.get());
    let stage = move || match step.get() {
        Step::Code(link) => code(link).into_any(),
        Step::Check { check, name } => compare(check, &name).into_any(),
        Step::Stopped => stopped(screen).into_any(),
        Step::Finishing => quiet("Your phone has agreed. Opening your chats…").into_any(),
        Step::Refused(code) => quiet(&code.to_string()).into_any(),
        Step::Opening if lost.get() => {
            quiet("The relay cannot be reached. A code appears here as soon as it can.").into_any()
        }
        Step::Opening => quiet("Getting a code…").into_any(),
    };
    main().class("linking").child((
        div().class("brand").child((icon::logo(), span().child("Pillion"))),
        section().class("card").child((notice, div().class("card-body").child((how_to(), div().class("stage").child(stage))))),
        p().class("fine").child("End-to-end encrypted: your keys and messages stay on your phone. The relay cannot read them."),
    ))
}

fn how_to() -> impl IntoView {
    div().class("how-to").child((
        h1().child("Link this browser to your phone"),
        ol().child((
            li().child("Open Pillion on your phone."),
            li().child("Choose “Link a device” (press l)."),
            li().child("Scan this code, or paste the link under it."),
        )),
        p().class("hint").child("Your phone asks before anything is shown here."),
    ))
}

fn code(link: String) -> impl IntoView {
    let shown = qr::qr(&link).map(|code| figure().class("qr").attr("data-testid", "qr").child((code, figcaption().class("spoken").child("A code for your phone to scan"))));
    let field = input()
        .r#type("text")
        .readonly(true)
        .id("qr-link")
        .attr("data-testid", "qr-link")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("value", link.clone())
        .on(leptos::ev::focus, |event| event_target::<web_sys::HtmlInputElement>(&event).select());
    let link_row = div().class("link-row").child((
        label().r#for("qr-link").child("Link to paste"),
        div().class("field").child((field, copy::copy_button(link))),
    ));
    div().class("code").child((shown, link_row))
}

fn compare(check: Check, name: &str) -> impl IntoView {
    let signs = check.signs().map(|sign| {
        li().child((span().class("emoji").attr("aria-hidden", "true").child(sign.sign), span().child(sign.name)))
    });
    let who = match name {
        "" => "A phone has scanned the code.".to_owned(),
        name => format!("{name}’s phone has scanned the code."),
    };
    div().class("check").child((
        h2().child("Does your phone show the same?"),
        ul().class("signs").attr("data-testid", "check-code").child(signs.to_vec()),
        p().attr("dir", "auto").role("status").child(who),
        p().child("If all four are the same, say yes on the phone. If not, say no: someone else may be in between."),
    ))
}

fn stopped(screen: Screen) -> impl IntoView {
    let again = button()
        .r#type("button")
        .class("primary")
        .attr("data-testid", "new-code")
        .on(leptos::ev::click, move |_| screen.act(Act::NewCode))
        .child("Show a new code");
    div().class("quiet").child((p().child("Nobody has scanned the code for a while."), again))
}

fn quiet(sentence: &str) -> impl IntoView {
    div().class("quiet").child(p().role("status").child(sentence.to_owned()))
}
