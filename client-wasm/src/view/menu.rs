//! The menu in the corner: a native popover, so that Escape and a click elsewhere close it.

use super::{
    element::{Tag, div, li, plain_button, ul},
    icon::{Icon, icon},
    screen::Screen,
};
use crate::{
    model::dialog::{Dialog, NewContact},
    update::person::Act,
    words::{chats as words, group, settings, trust},
};

/// The button and what it opens.
pub fn menu(screen: Screen) -> (Tag, Tag) {
    let lang = screen.lang();
    let opener = plain_button()
        .class("round menu-dots")
        .test("menu")
        .attr("popovertarget", "menu")
        .named(words::menu(lang))
        .child(icon(Icon::Menu));
    let items = ul().child(vec![
        item(screen, "menu-new-contact", words::new_contact(lang), || {
            Act::Show(Dialog::NewContact(NewContact::default()))
        }),
        item(screen, "menu-new-group", group::new_group(lang), || {
            Act::Show(Dialog::NewGroup)
        }),
        item(screen, "menu-own-code", trust::own_code(lang), || {
            Act::Show(Dialog::OwnCode)
        }),
        item(screen, "menu-starred", words::starred(lang), || Act::Starred),
        item(screen, "menu-links", words::links(lang), || Act::Show(Dialog::Links)),
        item(screen, "menu-settings", settings::title(lang), || {
            Act::Show(Dialog::Settings)
        }),
        item(screen, "menu-help", words::keys(lang), || Act::Show(Dialog::Help)),
        item(screen, "menu-log-out", words::log_out(lang), || {
            Act::Show(Dialog::LogOut { since: None })
        }),
    ]);
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
