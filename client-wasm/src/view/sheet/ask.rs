//! Short questions about a chat.

use pillion_protocol::content::{
    group::{GroupChange, Member},
    id::ChatId,
};
use web_sys::Event;

use super::piece::{actions, busy, button as act_button, door, field, title, trouble};
use crate::{
    model::{dialog::Dialog, page::Page},
    update::{group::Order, person::Act},
    view::{
        dialogs::cancel,
        element::{Tag, button, div, form, li, p, show, ul},
        icon::{Icon, icon},
        screen::Screen,
    },
    words::{dialogs, group as words, timer},
};

/// Another name for a group.
pub fn rename(screen: Screen, chat: ChatId) -> Tag {
    let lang = screen.lang();
    let before = screen.look(|page| page.chats.get(&chat).map(|chat| chat.title.clone()));
    let before = before.flatten().unwrap_or_default();
    let (name, typed) = field(words::name(lang), "group-name", &before);
    let busy = busy(screen);
    let save = button()
        .attr("type", "submit")
        .class("primary")
        .test("group-rename-save")
        .toggle("disabled", move || busy.get())
        .child(words::save(lang));
    form()
        .on("submit", move |event: Event| {
            event.prevent_default();
            let change = GroupChange::Rename(typed.now());
            screen.act(Act::Group(Order::Change(chat, change)));
        })
        .child((
            title(words::rename(lang)),
            name.attr("autofocus", ""),
            trouble(screen),
            actions((
                door(screen, "dialog-back", words::back(lang), Dialog::Group(chat)),
                save,
            )),
        ))
}

/// Really leave? The last admin is told what to do first.
pub fn leave(screen: Screen, chat: ChatId) -> Tag {
    let lang = screen.lang();
    let last = screen.part(move |page| is_last_admin(page, chat));
    let busy = busy(screen);
    let body = show(move || {
        let stay = cancel(screen, dialogs::cancel(lang));
        if last.get() {
            let choose = door(screen, "choose-admin", words::choose_admin(lang), Dialog::Group(chat));
            return (
                p().test("last-admin").child(words::leave_last(lang)),
                actions((stay, choose.class("primary"))),
            );
        }
        let leave = Act::Group(Order::Change(chat, GroupChange::Leave));
        let leave = act_button(screen, "group-leave-yes", words::leave(lang), leave)
            .class("danger")
            .toggle("disabled", move || busy.get());
        (p().child(words::leave_what(lang)), actions((stay, leave)))
    });
    div().child((title(words::leave_ask(lang)), trouble(screen), body))
}

fn is_last_admin(page: &Page, chat: ChatId) -> bool {
    let admin = |member: &&Member| member.admin;
    page.rosters.get(&chat).is_some_and(|roster| {
        let mut admins = roster.members.iter().filter(admin);
        let only = admins.next().map(|admin| admin.account);
        only.is_some() && only == page.me() && admins.next().is_none() && roster.members.len() > 1
    })
}

/// After how long messages of a chat go away.
pub fn timer(screen: Screen, chat: ChatId) -> Tag {
    let lang = screen.lang();
    let now = screen.part(move |page| page.chats.get(&chat).and_then(|chat| chat.timer));
    let rows: Vec<_> = timer::CHOICES
        .into_iter()
        .map(|seconds| {
            let name = timer::choice(lang, seconds);
            let pick = act_button(screen, "timer-choice", &name, Act::Timer(chat, seconds))
                .class("choice")
                .attr("data-seconds", &seconds.unwrap_or_default().to_string())
                .bind("aria-pressed", move || Some((now.get() == seconds).to_string()))
                .child(icon(Icon::Tick));
            li().child(pick)
        })
        .collect();
    div().test("timer").child((
        title(timer::title(lang)),
        p().class("hint").child(timer::what(lang)),
        ul().class("choices").child(rows),
        actions(cancel(screen, dialogs::cancel(lang))),
    ))
}
