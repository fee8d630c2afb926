//! How people come in, and how this browser goes out: adding a contact, and logging out.

use web_sys::{Event, HtmlInputElement};

use crate::{
    model::{
        dialog::{Dialog, NewContact},
        lights::Session,
    },
    reactive::signal::Signal,
    update::person::Act,
    view::{
        dialogs::{cancel, title},
        element::{Tag, button, div, form, input, label, p, plain_button},
        screen::Screen,
    },
    words::{dialogs as words, group, problem},
};

/// Adds a contact by handle, or asks to be let into a group.
pub fn new_contact(screen: Screen) -> Tag {
    let lang = screen.lang();
    let looking = screen.part(|page| match &page.dialog {
        Some(Dialog::NewContact(new)) => new.wanted.is_some() || new.joining,
        _ => false,
    });
    let status = screen.part(|page| match &page.dialog {
        Some(Dialog::NewContact(NewContact { wanted: Some(_), .. })) if page.lights.session == Session::Open => {
            words::looking(page.lang).into()
        }
        Some(Dialog::NewContact(NewContact { wanted: Some(_), .. })) => words::phone_later(page.lang).into(),
        Some(Dialog::NewContact(NewContact { joining: true, .. })) => group::joining(page.lang).into(),
        Some(Dialog::NewContact(NewContact { problem: None, .. })) => {
            let problem = page
                .inquiry
                .problem
                .map(|problem| problem::sentence(page.lang, problem));
            problem.unwrap_or_default()
        }
        Some(Dialog::NewContact(NewContact { problem, .. })) => problem.clone().unwrap_or_default(),
        _ => String::new(),
    });
    let field = input()
        .attr("type", "text")
        .attr("id", "contact-handle")
        .test("contact-handle")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("autofocus", "")
        .attr("placeholder", words::handle_example(lang))
        .attr("aria-describedby", "contact-status");
    let typed = Signal::new(String::new());
    let element = field.cast::<HtmlInputElement>();
    let field = field.on("input", move |_: Event| {
        if let Some(element) = &element {
            typed.set(element.value());
        }
    });
    let add = button()
        .attr("type", "submit")
        .class("primary")
        .test("contact-add")
        .toggle("disabled", move || looking.get())
        .child(words::add(lang));
    form()
        .on("submit", move |event: Event| {
            event.prevent_default();
            screen.act(Act::AddContact(typed.now()));
        })
        .child((
            title(words::new_contact(lang)),
            label().attr("for", "contact-handle").child(words::handle(lang)),
            field,
            p().class("hint").child(group::join_hint(lang)),
            p().attr("id", "contact-status")
                .class("problem")
                .attr("role", "alert")
                .test("contact-status")
                .text(move || status.get()),
            div().class("actions").child((cancel(screen, words::cancel(lang)), add)),
        ))
}

/// Logs this browser out, once the person has confirmed.
pub fn log_out(screen: Screen) -> Tag {
    let lang = screen.lang();
    let telling = screen.part(|page| matches!(page.dialog, Some(Dialog::LogOut { since: Some(_) })));
    let alone = screen.part(|page| page.lights.session != Session::Open);
    let unsent = screen.part(|page| page.outbox.entries().count());
    let lost = move || words::unsent(lang, unsent.get());
    let untold = move || {
        if alone.get() {
            words::log_out_untold(lang).into()
        } else {
            String::new()
        }
    };
    let really = plain_button()
        .class("danger")
        .test("log-out")
        .toggle("disabled", move || telling.get())
        .press(move || screen.act(Act::LogOut))
        .text(move || {
            let name = if telling.get() {
                words::logging_out
            } else {
                words::log_out
            };
            name(lang).into()
        });
    div().child((
        title(words::log_out(lang)),
        p().child(words::log_out_what(lang)),
        p().class("problem").attr("role", "alert").test("unsent").text(lost),
        p().class("hint").text(untold),
        div()
            .class("actions")
            .child((cancel(screen, words::stay(lang)), really)),
    ))
}
