//! Taking people into a group.

use pillion_protocol::content::id::ChatId;

use super::{
    choose::choose,
    piece::{actions, busy, button, door, title, trouble},
};
use crate::{
    model::dialog::Dialog,
    update::{group::Order, person::Act},
    view::{
        element::{Tag, div},
        screen::Screen,
    },
    words::group as words,
};

/// Who else comes in.
pub fn add(screen: Screen, chat: ChatId) -> Tag {
    let lang = screen.lang();
    let busy = busy(screen);
    let nobody = screen.part(|page| page.inquiry.chosen.is_empty());
    let add = button(
        screen,
        "group-add-chosen",
        words::add(lang),
        Act::Group(Order::AddChosen(chat)),
    )
    .class("primary")
    .toggle("disabled", move || busy.get() || nobody.get());
    let list = choose(screen, move |page, contact| {
        let roster = page.rosters.get(&chat);
        roster.is_some_and(|roster| roster.members.iter().all(|member| member.account != contact.account))
    });
    div().test("add-members").child((
        title(words::add(lang)),
        list,
        trouble(screen),
        actions((door(screen, "dialog-back", words::back(lang), Dialog::Group(chat)), add)),
    ))
}
