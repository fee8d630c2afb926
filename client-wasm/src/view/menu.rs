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
            Act::Show(Dialog::NewContact(NewContact::default()))
        }),
        item(screen, "menu-starred", "Starred messages", || Act::Starred),
        item(screen, "menu-links", "Linked browsers", || Act::Show(Dialog::Links)),
        item(screen, "menu-help", "Keys", || Act::Show(Dialog::Help)),
        item(screen, "menu-log-out", "Log out", || {
            Act::Show(Dialog::LogOut { since: None })
        }),
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

fn item(screen: Screen, test_id: &str, name: &str, act: fn() -> Act) -> Tag {
    li().child(
        plain_button()
            .test(test_id)
            .attr("popovertarget", "menu")
            .attr("popovertargetaction", "hide")
            .press(move || screen.act(act()))
            .child(name),
    )
}
