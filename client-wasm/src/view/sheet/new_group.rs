//! Making a group.

use web_sys::Event;

use super::{
    choose::choose,
    picture::chooser,
    piece::{actions, busy, field, title, trouble},
};
use crate::{
    update::{group::Order, person::Act},
    view::{
        avatar,
        dialogs::cancel,
        element::{Tag, button, div, form, show, span},
        screen::Screen,
    },
    words::{dialogs, group as words},
};

/// Its name, its picture and the people in it.
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
            picture(screen),
            choose(screen, |_, _| true),
            trouble(screen),
            actions((cancel(screen, dialogs::cancel(lang)), make)),
        ))
}

/// The picture that was chosen, and a button to choose one.
fn picture(screen: Screen) -> Tag {
    let chosen = screen.part(|page| page.inquiry.picture.clone());
    let shown = show(move || {
        let address = avatar::lend(&chosen.get()?)?;
        Some(span().class("avatar").child(avatar::image(&address)))
    });
    let choose = chooser(screen, move |bytes| screen.act(Act::Group(Order::Picture(bytes))));
    div().class("own-picture").child((shown, choose))
}
