//! What can stand before the page, in one `<dialog>`.

use leptos::prelude::{GetUntracked as _, RwSignal, Set as _};
use pillion_protocol::content::link::Link;
use web_sys::{Event, HtmlDialogElement, HtmlInputElement};

use super::{
    element::{Tag, button, dialog, div, form, h2, input, label, li, p, plain_button, run, show, span, ul},
    icon::{Icon, icon},
    screen::Screen,
    sheets, time,
};
use crate::{
    model::{
        dialog::{Dialog, NewContact},
        lights::Session,
    },
    update::person::Act,
    words::dialogs as words,
};

/// Which dialog is open.
#[derive(Clone, PartialEq, Eq)]
enum Kind {
    NewContact,
    Links,
    LogOut,
    Sheet(Dialog),
}

/// The dialog, open or not.
pub fn dialogs(screen: Screen) -> Tag {
    let kind = screen.part(|page| {
        page.dialog.as_ref().map(|dialog| match dialog {
            Dialog::NewContact(_) => Kind::NewContact,
            Dialog::Links => Kind::Links,
            Dialog::LogOut { .. } => Kind::LogOut,
            sheet => Kind::Sheet(sheet.clone()),
        })
    });
    let body = show(move || {
        kind.get().and_then(|kind| match kind {
            Kind::NewContact => Some(new_contact(screen)),
            Kind::Links => Some(links(screen)),
            Kind::LogOut => Some(log_out(screen)),
            Kind::Sheet(dialog) => sheets::sheet(screen, &dialog),
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
            Some(_) if !element.open() => {
                let _shown = element.show_modal();
            }
            None if element.open() => element.close(),
            _ => {}
        }));
    }
    tag
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
        Some(Dialog::NewContact(new)) => new.wanted.is_some(),
        _ => false,
    });
    let status = screen.part(|page| match &page.dialog {
        Some(Dialog::NewContact(NewContact { wanted: Some(_), .. })) if page.lights.session == Session::Open => {
            words::looking(page.lang).into()
        }
        Some(Dialog::NewContact(NewContact { wanted: Some(_), .. })) => words::phone_later(page.lang).into(),
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
    let typed = RwSignal::new(String::new());
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
            screen.act(Act::AddContact(typed.get_untracked()));
        })
        .child((
            title(words::new_contact(lang)),
            label().attr("for", "contact-handle").child(words::handle(lang)),
            field,
            p().attr("id", "contact-status")
                .class("problem")
                .attr("role", "alert")
                .test("contact-status")
                .text(move || status.get()),
            div().class("actions").child((cancel(screen, words::cancel(lang)), add)),
        ))
}

fn links(screen: Screen) -> Tag {
    let lang = screen.lang();
    let links = screen.part(|page| {
        let own = page.own_link();
        let mut links: Vec<_> = page
            .links
            .values()
            .cloned()
            .map(|link| (own == Some(link.id), link))
            .collect();
        links.sort_by_key(|(own, link)| (!own, core::cmp::Reverse(link.used_at)));
        links
    });
    let items = show(move || {
        links
            .get()
            .into_iter()
            .map(|(own, link)| link_item(screen, own, &link))
            .collect::<Vec<_>>()
    });
    div().child((
        title(words::links(lang)),
        ul().class("links").test("links").child(items),
        div().class("actions").child(cancel(screen, words::close(lang))),
    ))
}

fn link_item(screen: Screen, own: bool, link: &Link) -> Tag {
    let lang = screen.lang();
    let now = time::now();
    let id = link.id;
    let used = match (own, link.online) {
        (true, _) => words::this_browser(lang).to_owned(),
        (false, true) => words::online(lang).to_owned(),
        (false, false) => words::last_used(lang, &time::moment(lang, link.used_at, now)),
    };
    let linked = words::linked(lang, &time::moment(lang, link.made_at, now), &link.origin);
    let name = words::browser_on(lang, &link.browser, &link.os);
    let unlink = (!own).then(|| {
        plain_button()
            .class("danger")
            .test("unlink")
            .attr("aria-label", &words::unlink_named(lang, &name))
            .press(move || screen.act(Act::Unlink(id)))
            .child(words::unlink(lang))
    });
    let about = div().child((
        span().class("title").child(name),
        span().class(if own { "own" } else { "hint" }).child(used),
        span().class("hint").child(linked),
    ));
    li().test("link")
        .attr("data-link", &id.to_hex())
        .attr("data-own", if own { "true" } else { "false" })
        .child((about, unlink))
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
