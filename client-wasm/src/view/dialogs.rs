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
                .named("Close")
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
    let looking = screen.part(|page| match &page.dialog {
        Some(Dialog::NewContact(new)) => new.wanted.is_some(),
        _ => false,
    });
    let status = screen.part(|page| match &page.dialog {
        Some(Dialog::NewContact(NewContact { wanted: Some(_), .. })) if page.lights.session == Session::Open => {
            "Looking…".into()
        }
        Some(Dialog::NewContact(NewContact { wanted: Some(_), .. })) => {
            "Your phone does not answer now. It is asked as soon as it does.".into()
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
        .attr("placeholder", "@handle")
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
        .child("Add");
    form()
        .on("submit", move |event: Event| {
            event.prevent_default();
            screen.act(Act::AddContact(typed.get_untracked()));
        })
        .child((
            title("New contact"),
            label().attr("for", "contact-handle").child("Handle"),
            field,
            p().attr("id", "contact-status")
                .class("problem")
                .attr("role", "alert")
                .test("contact-status")
                .text(move || status.get()),
            div().class("actions").child((cancel(screen, "Cancel"), add)),
        ))
}

fn links(screen: Screen) -> Tag {
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
        title("Linked browsers"),
        ul().class("links").test("links").child(items),
        div().class("actions").child(cancel(screen, "Close")),
    ))
}

fn link_item(screen: Screen, own: bool, link: &Link) -> Tag {
    let now = time::now();
    let id = link.id;
    let used = match (own, link.online) {
        (true, _) => "This browser".to_owned(),
        (false, true) => "Online now".to_owned(),
        (false, false) => format!("Last used {}", time::moment(link.used_at, now)),
    };
    let linked = format!("Linked {}, from {}", time::moment(link.made_at, now), link.origin);
    let name = format!("{} on {}", link.browser, link.os);
    let unlink = (!own).then(|| {
        plain_button()
            .class("danger")
            .test("unlink")
            .attr("aria-label", &format!("Unlink {name}"))
            .press(move || screen.act(Act::Unlink(id)))
            .child("Unlink")
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
    let telling = screen.part(|page| matches!(page.dialog, Some(Dialog::LogOut { since: Some(_) })));
    let alone = screen.part(|page| page.lights.session != Session::Open);
    let unsent = screen.part(|page| page.outbox.entries().count());
    let lost = move || match unsent.get() {
        0 => String::new(),
        1 => "One message has not left this browser yet. It is lost if you log out now.".into(),
        many => format!("{many} messages have not left this browser yet. They are lost if you log out now."),
    };
    let untold = move || {
        if alone.get() {
            "Your phone does not answer, so it cannot be told. It goes on listing this browser until you remove it there."
                .into()
        } else {
            String::new()
        }
    };
    let really = plain_button()
        .class("danger")
        .test("log-out")
        .toggle("disabled", move || telling.get())
        .press(move || screen.act(Act::LogOut))
        .text(move || if telling.get() { "Logging out…" } else { "Log out" }.into());
    div().child((
        title("Log out"),
        p().child("Everything that this browser keeps is deleted. Your messages stay on your phone."),
        p().class("problem").attr("role", "alert").test("unsent").text(lost),
        p().class("hint").text(untold),
        div().class("actions").child((cancel(screen, "Stay"), really)),
    ))
}
