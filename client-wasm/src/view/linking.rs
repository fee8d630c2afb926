//! The page before it is linked: a code to scan, and then the check.

use pillion_protocol::check::Check;
use web_sys::{Event, HtmlInputElement};

use super::{
    copy,
    element::{
        Tag, div, figcaption, figure, h1, h2, input, kbd, label, li, main, ol, p, plain_button, section, show, span, ul,
    },
    icon, qr,
    screen::Screen,
};
use crate::{
    model::{
        lights::Relay,
        phase::{Phase, Step},
    },
    update::person::Act,
};

/// The linking page.
pub fn linking(screen: Screen) -> Tag {
    let step = screen.part(|page| match &page.phase {
        Phase::Linking(linking) => linking.step.clone(),
        _ => Step::default(),
    });
    let why = screen.part(|page| match &page.phase {
        Phase::Linking(linking) => linking.why.map(|why| why.to_string()).unwrap_or_default(),
        _ => String::new(),
    });
    let lost = screen.part(|page| matches!(page.lights.relay, Relay::Lost { .. }));
    let stage = show(move || match step.get() {
        Step::Code(link) => code(&link),
        Step::Check { check, name } => compare(check, &name),
        Step::Stopped => stopped(screen),
        Step::Finishing => quiet("Your phone has agreed. Opening your chats…"),
        Step::Refused(code) => quiet(&code.to_string()),
        Step::Opening if lost.get() => quiet("The relay cannot be reached. A code appears here as soon as it can."),
        Step::Opening => quiet("Getting a code…"),
    });
    main().class("linking").child((
        div().class("brand").child((icon::logo(), span().child("Pillion"))),
        section().class("card").child((
            p().class("why")
                .attr("role", "status")
                .test("why")
                .text(move || why.get()),
            div()
                .class("card-body")
                .child((how_to(), div().class("stage").child(stage))),
        )),
        p().class("fine")
            .child("End-to-end encrypted: your keys and messages stay on your phone. The relay cannot read them."),
    ))
}

fn how_to() -> Tag {
    div().class("how-to").child((
        h1().child("Link this browser to your phone"),
        ol().child((
            li().child(span().child("Open Pillion on your phone.")),
            li().child(span().child(("Choose “Link a device”: press ", kbd().child("l"), "."))),
            li().child(span().child("Scan this code, or paste the link under it.")),
        )),
        p().class("hint")
            .child("Your phone asks before anything is shown here."),
    ))
}

fn code(link: &str) -> Tag {
    let picture = qr::qr(link).map(|code| {
        figure().class("qr").test("qr").child((
            code,
            figcaption().class("spoken").child("A code for your phone to scan"),
        ))
    });
    let field = input()
        .attr("type", "text")
        .attr("readonly", "")
        .attr("id", "qr-link")
        .test("qr-link")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("value", link)
        .on("focus", |event: Event| {
            if let Some(field) = event
                .target()
                .and_then(|target| wasm_bindgen::JsCast::dyn_into::<HtmlInputElement>(target).ok())
            {
                field.select();
            }
        });
    let row = div().class("link-row").child((
        label().attr("for", "qr-link").child("Link to paste"),
        div().class("field").child((field, copy::copy_button(link))),
    ));
    div().class("code").child((picture, row))
}

fn compare(check: Check, name: &str) -> Tag {
    let signs: Vec<_> = check
        .signs()
        .iter()
        .map(|sign| {
            li().child((
                span().class("emoji").attr("aria-hidden", "true").child(sign.sign),
                span().child(sign.name),
            ))
        })
        .collect();
    let who = match name {
        "" => "A phone has scanned the code.".to_owned(),
        name => format!("{name}’s phone has scanned the code."),
    };
    div().class("check").child((
        h2().child("Does your phone show the same?"),
        ul().class("signs").test("check-code").child(signs),
        p().attr("dir", "auto").attr("role", "status").child(who),
        p().child("If all four are the same, say yes on the phone. If not, say no: someone else may be in between."),
    ))
}

fn stopped(screen: Screen) -> Tag {
    let again = plain_button()
        .class("primary")
        .test("new-code")
        .press(move || screen.act(Act::NewCode))
        .child("Show a new code");
    div()
        .class("quiet")
        .child((p().child("Nobody has scanned the code for a while."), again))
}

fn quiet(sentence: &str) -> Tag {
    div().class("quiet").child(p().attr("role", "status").child(sentence))
}
