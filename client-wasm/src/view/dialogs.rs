//! What can stand before the page, in one `<dialog>`.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlDialogElement, HtmlElement, HtmlInputElement};

use super::{
    browser::next_frame,
    element::{Tag, button, dialog, div, form, h2, input, label, p, plain_button, show},
    icon::{Icon, icon},
    later::{self, Later},
    screen::Screen,
};
use crate::{
    model::{
        dialog::{Dialog, NewContact},
        lights::Session,
    },
    reactive::{effect::run, signal::Signal},
    update::person::Act,
    words::{dialogs as words, group, problem},
};

/// Which dialog is open.
#[derive(Clone, PartialEq, Eq)]
enum Kind {
    NewContact,
    LogOut,
    Sheet(Dialog),
}

/// The dialog, open or not.
pub fn dialogs(screen: Screen) -> Tag {
    let kind = screen.part(|page| {
        page.dialog.as_ref().map(|dialog| match dialog {
            Dialog::NewContact(_) => Kind::NewContact,
            Dialog::LogOut { .. } => Kind::LogOut,
            sheet => Kind::Sheet(sheet.clone()),
        })
    });
    let drawn = Signal::new(Later::Coming);
    run(Box::new(move || {
        if matches!(kind.get(), Some(Kind::Sheet(_))) && !matches!(drawn.now(), Later::Here(_)) {
            later::want(drawn);
        }
    }));
    let body = show(move || {
        kind.get().and_then(|kind| match kind {
            Kind::NewContact => Some(new_contact(screen)),
            Kind::LogOut => Some(log_out(screen)),
            Kind::Sheet(dialog) => match drawn.get() {
                Later::Here(parts) => (parts.dialog)(screen, &dialog),
                Later::Coming => None,
                Later::Missing => Some(missing(screen)),
            },
        })
    });
    let tag = dialog()
        .class("dialog")
        .attr("aria-labelledby", "dialog-title")
        .on("close", move |_: Event| {
            if kind.now().is_some() {
                screen.act(Act::CloseDialog);
            }
        })
        .child(body);
    if let Some(element) = tag.cast::<HtmlDialogElement>() {
        run(Box::new(move || match kind.get() {
            Some(_) if !element.open() => open(element.clone()),
            None if element.open() => element.close(),
            Some(_) => begin(&element),
            None => {}
        }));
    }
    tag
}

/// The dialog could not be loaded.
fn missing(screen: Screen) -> Tag {
    let lang = screen.lang();
    div().child((
        title(words::missing(lang)),
        p().class("hint").child(words::missing_what(lang)),
        div().class("actions").child(cancel(screen, words::close(lang))),
    ))
}

/// The keyboard goes to where a dialog begins that has taken the place of another.
fn begin(dialog: &HtmlDialogElement) {
    let first = ["[autofocus]", "button, input"]
        .into_iter()
        .find_map(|what| dialog.query_selector(what).ok().flatten());
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        let _focused = first.focus();
    }
}

/// Opens it; when the page is drawn anew, as soon as it is in the page.
fn open(element: HtmlDialogElement) {
    if element.is_connected() {
        let _shown = element.show_modal();
    } else {
        next_frame(move || {
            let _shown = element.show_modal();
        });
    }
}

/// A sentence about the last thing that did not work.
pub fn notice(screen: Screen) -> Tag {
    let notice = screen.part(|page| page.notice.clone());
    let shown = show(move || {
        notice.get().map(|sentence| {
            let close = plain_button()
                .class("round")
                .named(words::close(screen.lang()))
                .press(move || screen.act(Act::CloseNotice))
                .child(icon(Icon::Close));
            div().class("notice").test("notice").child((p().child(sentence), close))
        })
    });
    div().class("notices").attr("role", "alert").child(shown)
}

pub(super) fn title(text: &str) -> Tag {
    h2().attr("id", "dialog-title").child(text)
}

pub(super) fn cancel(screen: Screen, name: &str) -> Tag {
    plain_button()
        .test("dialog-cancel")
        .press(move || screen.act(Act::CloseDialog))
        .child(name)
}

fn new_contact(screen: Screen) -> Tag {
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

fn log_out(screen: Screen) -> Tag {
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
