//! The menu in the corner: a native popover, so that Escape and a click elsewhere close it.

use super::{
    element::{Tag, div, li, plain_button, ul},
    icon::{Icon, icon},
    screen::Screen,
};
use crate::{
    model::dialog::{Dialog, NewContact},
    update::person::Act,
};

/// The button and what it opens.
pub fn menu(screen: Screen) -> (Tag, Tag) {
    let opener = plain_button()
        .class("round menu-dots")
        .test("menu")
        .attr("popovertarget", "menu")
        .named("Menu")
        .child(icon(Icon::Menu));
    let items = ul().child((
        item(screen, "menu-new-contact", "New contact", || {
            Dialog::NewContact(NewContact::default())
        }),
        item(screen, "menu-links", "Linked browsers", || Dialog::Links),
        item(screen, "menu-log-out", "Log out", || Dialog::LogOut { since: None }),
    ));
    (
        opener,
        div()
            .attr("id", "menu")
            .class("menu")
            .attr("popover", "auto")
            .child(items),
    )
}

fn item(screen: Screen, test_id: &str, name: &str, dialog: fn() -> Dialog) -> Tag {
    li().child(
        plain_button()
            .test(test_id)
            .attr("popovertarget", "menu")
            .attr("popovertargetaction", "hide")
            .press(move || screen.act(Act::Show(dialog())))
            .child(name),
    )
}
