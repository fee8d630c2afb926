//! Making a group.

use web_sys::Event;

use super::{
    choose::choose,
    piece::{actions, busy, field, title, trouble},
};
use crate::{
    update::{group::Order, person::Act},
    view::{
        dialogs::cancel,
        element::{Tag, button, form},
        screen::Screen,
    },
    words::{dialogs, group as words},
};

/// Its name and the people in it.
pub fn new_group(screen: Screen) -> Tag {
    let lang = screen.lang();
    let (name, typed) = field(words::name(lang), "group-name", "");
    let busy = busy(screen);
    let make = button()
        .attr("type", "submit")
        .class("primary")
        .test("group-make")
        .toggle("disabled", move || busy.get())
        .text(move || {
            let said = if busy.get() {
                words::making(lang)
            } else {
                words::make(lang)
            };
            said.into()
        });
    form()
        .test("new-group")
        .on("submit", move |event: Event| {
            event.prevent_default();
            screen.act(Act::Group(Order::Create(typed.now())));
        })
        .child((
            title(words::new_group(lang)),
            name.attr("autofocus", ""),
            choose(screen, |_, _| true),
            trouble(screen),
            actions((cancel(screen, dialogs::cancel(lang)), make)),
        ))
}
