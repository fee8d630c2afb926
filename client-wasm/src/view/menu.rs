//! The menu in the corner: a native popover, so that Escape and a click elsewhere close it.

use leptos::{
    html::{button, div, li, ul},
    prelude::*,
};

use super::{
    icon::{Icon, icon},
    screen::Screen,
};
use crate::{
    model::dialog::{Dialog, NewContact},
    update::person::Act,
};

/// The button and what it opens.
pub fn menu(screen: Screen) -> impl IntoView {
    let opener = button()
        .r#type("button")
        .class("round")
        .attr("data-testid", "menu")
        .attr("popovertarget", "menu")
        .aria_label("Menu")
        .title("Menu")
        .child(icon(Icon::Menu));
    let items = ul().child((
        item(screen, "menu-new-contact", "New contact", || Dialog::NewContact(NewContact::default())),
        item(screen, "menu-links", "Linked browsers", || Dialog::Links),
        item(screen, "menu-log-out", "Log out", || Dialog::LogOut { since: None }),
    ));
    (opener, div().id("menu").class("menu").attr("popover", "auto").child(items))
}

fn item(screen: Screen, test_id: &'static str, name: &'static str, dialog: fn() -> Dialog) -> impl IntoView {
    li().child(
        button()
            .r#type("button")
            .attr("data-testid", test_id)
            .attr("popovertarget", "menu")
            .attr("popovertargetaction", "hide")
            .on(leptos::ev::click, move |_| screen.act(Act::Show(dialog())))
            .child(name),
    )
}
