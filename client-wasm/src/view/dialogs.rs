//! What can stand before the page, in one `<dialog>`.

use leptos::{
    html::{Dialog as DialogElement, button, dialog, div, form, h2, input, label, li, p, span, ul},
    prelude::*,
};
use pillion_protocol::content::link::Link;

use super::{
    icon::{Icon, icon},
    screen::Screen,
    time,
};
use crate::{
    model::{
        dialog::{Dialog, NewContact},
        lights::Session,
    },
    update::person::Act,
};

/// Which dialog is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    NewContact,
    Links,
    LogOut,
}

/// The dialog, open or not.
pub fn dialogs(screen: Screen) -> impl IntoView {
    let kind = screen.part(|page| {
        page.dialog.as_ref().map(|dialog| match dialog {
            Dialog::NewContact(_) => Kind::NewContact,
            Dialog::Links => Kind::Links,
            Dialog::LogOut { .. } => Kind::LogOut,
        })
    });
    let element = NodeRef::<DialogElement>::new();
    Effect::new(move |_| {
        let open = kind.get().is_some();
        let Some(element) = element.get() else { return };
        if open && !element.open() {
            let _shown = element.show_modal();
        } else if !open && element.open() {
            element.close();
        }
    });
    let body = move || {
        kind.get().map(|kind| match kind {
            Kind::NewContact => new_contact(screen).into_any(),
            Kind::Links => links(screen).into_any(),
            Kind::LogOut => log_out(screen).into_any(),
        })
    };
    dialog()
        .node_ref(element)
        .class("dialog")
        .attr("aria-labelledby", "dialog-title")
        .on(leptos::ev::close, move |_| {
            if kind.now().is_some() {
                screen.act(Act::CloseDialog);
            }
        })
        .child(body)
}

/// A sentence about the last thing that did not work.
pub fn notice(screen: Screen) -> impl IntoView {
    let notice = screen.part(|page| page.notice.clone());
    let shown = move || {
        notice.get().map(|sentence| {
            let close = button()
                .r#type("button")
                .class("round")
                .aria_label("Close")
                .on(leptos::ev::click, move |_| screen.act(Act::CloseNotice))
                .child(icon(Icon::Close));
            div().class("notice").attr("data-testid", "notice").child((p().child(sentence), close))
        })
    };
    div().role("alert").child(shown)
}

fn title(text: &'static str) -> impl IntoView {
    h2().id("dialog-title").child(text)
}

fn cancel(screen: Screen, name: &'static str) -> impl IntoView {
    button()
        .r#type("button")
        .attr("data-testid", "dialog-cancel")
        .on(leptos::ev::click, move |_| screen.act(Act::CloseDialog))
        .child(name)
}

fn new_contact(screen: Screen) -> impl IntoView {
    let state = screen.part(|page| match &page.dialog {
        Some(Dialog::NewContact(NewContact { wanted, problem })) => (wanted.is_some(), problem.clone()),
        _ => (false, None),
    });
    let silent = screen.part(|page| page.lights.session != Session::Open);
    let typed = RwSignal::new(String::new());
    let status = move || match state.get() {
        (true, _) if silent.get() => Some("Your phone does not answer now. It is asked as soon as it does.".to_owned()),
        (true, _) => Some("Looking…".to_owned()),
        (false, problem) => problem,
    };
    form()
        .on(leptos::ev::submit, move |event| {
            event.prevent_default();
            screen.act(Act::AddContact(typed.get_untracked()));
        })
        .child((
            title("New contact"),
            label().r#for("contact-handle").child("Handle"),
            input()
                .r#type("text")
                .id("contact-handle")
                .attr("data-testid", "contact-handle")
                .attr("autocomplete", "off")
                .attr("autocapitalize", "off")
                .attr("spellcheck", "false")
                .attr("autofocus", "")
                .attr("placeholder", "@handle")
                .attr("aria-describedby", "contact-status")
                .on(leptos::ev::input, move |event| typed.set(event_target_value(&event))),
            p().id("contact-status").class("problem").role("alert").attr("data-testid", "contact-status").child(status),
            div().class("actions").child((
                cancel(screen, "Cancel"),
                button()
                    .r#type("submit")
                    .class("primary")
                    .attr("data-testid", "contact-add")
                    .attr("disabled", move || state.get().0)
                    .child("Add"),
            )),
        ))
}

fn links(screen: Screen) -> impl IntoView {
    let links = screen.part(|page| {
        let own = page.own_link();
        let mut links: Vec<_> = page.links.values().cloned().map(|link| (own == Some(link.id), link)).collect();
        links.sort_by_key(|(own, link)| (!own, core::cmp::Reverse(link.used_at)));
        links
    });
    let items = move || links.get().into_iter().map(|(own, link)| link_item(screen, own, link)).collect::<Vec<_>>();
    div().child((
        title("Linked browsers"),
        ul().class("links").attr("data-testid", "links").child(items),
        div().class("actions").child(cancel(screen, "Close")),
    ))
}

fn link_item(screen: Screen, own: bool, link: Link) -> impl IntoView {
    let now = time::now();
    let id = link.id;
    let used = match (own, link.online) {
        (true, _) => "This browser".to_owned(),
        (false, true) => "Online now".to_owned(),
        (false, false) => format!("Last used {}", time::moment(link.used_at, now)),
    };
    let linked = format!("Linked {}, from {}", time::moment(link.made_at, now), link.origin);
    let unlink = (!own).then(|| {
        button()
            .r#type("button")
            .class("danger")
            .attr("data-testid", "unlink")
            .aria_label(format!("Unlink {} on {}", link.browser, link.os))
            .on(leptos::ev::click, move |_| screen.act(Act::Unlink(id)))
            .child("Unlink")
    });
    li().attr("data-testid", "link").attr("data-link", id.to_hex()).attr("data-own", own.to_string()).child((
        div().child((
            span().class("title").child(format!("{} on {}", link.browser, link.os)),
            span().class(if own { "own" } else { "hint" }).child(used),
            span().class("hint").child(linked),
        )),
        unlink,
    ))
}

fn log_out(screen: Screen) -> impl IntoView {
    let state = screen.part(|page| {
        let telling = matches!(page.dialog, Some(Dialog::LogOut { since: Some(_) }));
        (telling, page.outbox.entries().count(), page.lights.session == Session::Open)
    });
    let unsent = move || match state.get().1 {
        0 => None,
        1 => Some("One message has not left this browser yet. It is lost if you log out now.".to_owned()),
        many => Some(format!("{many} messages have not left this browser yet. They are lost if you log out now.")),
    };
    let alone = move || (!state.get().2).then_some("Your phone does not answer, so it cannot be told. It goes on listing this browser until you remove it there.");
    div().child((
        title("Log out"),
        p().child("Everything that this browser keeps is deleted. Your messages stay on your phone."),
        p().class("problem").role("alert").attr("data-testid", "unsent").child(unsent),
        p().class("hint").child(alone),
        div().class("actions").child((
            cancel(screen, "Stay"),
            button()
                .r#type("button")
                .class("danger")
                .attr("data-testid", "log-out")
                .attr("disabled", move || state.get().0)
                .on(leptos::ev::click, move |_| screen.act(Act::LogOut))
                .child(move || if state.get().0 { "Logging out…" } else { "Log out" }),
        )),
    ))
}
