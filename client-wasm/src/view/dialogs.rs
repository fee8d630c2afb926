//! What can stand before the page, in one `<dialog>`.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlDialogElement, HtmlElement};

use super::{
    browser::next_frame,
    element::{Tag, dialog, div, h2, p, plain_button, show},
    icon::{Icon, icon},
    later::{self, Later},
    screen::Screen,
};
use crate::{
    model::dialog::{Dialog, NewContact},
    reactive::{effect::run, signal::Signal},
    update::person::Act,
    words::dialogs as words,
};

/// The dialog, open or not.
pub fn dialogs(screen: Screen) -> Tag {
    let kind = screen.part(|page| {
        page.dialog.as_ref().map(|dialog| match dialog {
            // What changes while they are open is followed by what is drawn in them.
            Dialog::NewContact(_) => Dialog::NewContact(NewContact::default()),
            Dialog::LogOut { .. } => Dialog::LogOut { since: None },
            other => other.clone(),
        })
    });
    let drawn = Signal::new(Later::Coming);
    run(Box::new(move || {
        if kind.get().is_some() && !matches!(drawn.now(), Later::Here(_)) {
            later::want(drawn);
        }
    }));
    let body = show(move || {
        kind.get().and_then(|dialog| match drawn.get() {
            Later::Here(parts) => (parts.dialog)(screen, &dialog),
            Later::Coming => None,
            Later::Missing => Some(missing(screen)),
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
