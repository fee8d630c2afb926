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
    words::{lang::Lang, linking as words, refusal},
};

/// The linking page.
pub fn linking(screen: Screen) -> Tag {
    let lang = screen.lang();
    let step = screen.part(|page| match &page.phase {
        Phase::Linking(linking) => linking.step.clone(),
        _ => Step::default(),
    });
    let why = screen.part(|page| match &page.phase {
        Phase::Linking(linking) => linking
            .why
            .map(|why| words::why(page.lang, why).to_owned())
            .unwrap_or_default(),
        _ => String::new(),
    });
    let lost = screen.part(|page| matches!(page.lights.relay, Relay::Lost { .. }));
    let stage = show(move || match step.get() {
        Step::Code(link) => code(lang, &link),
        Step::Check { check, name } => compare(lang, check, &name),
        Step::Stopped => stopped(screen),
        Step::Finishing => quiet(words::finishing(lang)),
        Step::Refused(code) => quiet(&refusal::sentence(lang, code)),
        Step::Opening if lost.get() => quiet(words::no_relay(lang)),
        Step::Opening => quiet(words::opening(lang)),
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
                .child((how_to(lang), div().class("stage").child(stage))),
        )),
        p().class("fine").child(words::encrypted(lang)),
    ))
}

fn how_to(lang: Lang) -> Tag {
    div().class("how-to").child((
        h1().child(words::title(lang)),
        ol().child((
            li().child(span().child(words::step_open(lang))),
            li().child(span().child((words::step_choose(lang), kbd().child("l"), "."))),
            li().child(span().child(words::step_scan(lang))),
        )),
        p().class("hint").child(words::asks_first(lang)),
    ))
}

fn code(lang: Lang, link: &str) -> Tag {
    let picture = qr::qr(link).map(|code| {
        figure()
            .class("qr")
            .test("qr")
            .child((code, figcaption().class("spoken").child(words::picture(lang))))
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
        label().attr("for", "qr-link").child(words::link(lang)),
        div().class("field").child((field, copy::copy_button(lang, link))),
    ));
    div().class("code").child((picture, row))
}

fn compare(lang: Lang, check: Check, name: &str) -> Tag {
    let signs: Vec<_> = check
        .signs()
        .iter()
        .map(|sign| {
            li().child((
                span().class("emoji").attr("aria-hidden", "true").child(sign.sign),
                // Both screens show the same words, whatever their languages.
                span().attr("lang", "en").child(sign.name),
            ))
        })
        .collect();
    let who = words::scanned_by(lang, name);
    div().class("check").child((
        h2().child(words::same(lang)),
        ul().class("signs").test("check-code").child(signs),
        p().attr("dir", "auto").attr("role", "status").child(who),
        p().child(words::compare(lang)),
    ))
}

fn stopped(screen: Screen) -> Tag {
    let again = plain_button()
        .class("primary")
        .test("new-code")
        .press(move || screen.act(Act::NewCode))
        .child(words::new_code(screen.lang()));
    div()
        .class("quiet")
        .child((p().child(words::stopped(screen.lang())), again))
}

fn quiet(sentence: &str) -> Tag {
    div().class("quiet").child(p().attr("role", "status").child(sentence))
}
