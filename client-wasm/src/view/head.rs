//! The head of the open chat: with whom it is, and what they do.

use pillion_wire::time::Timestamp;

use super::{
    avatar, context,
    element::{Shown, Tag, div, h2, header, p, plain_button, show, span},
    icon::{Icon, icon},
    screen::Screen,
    time,
};
use crate::{
    model::{
        dialog::{Dialog, Menu},
        head::{self, Head, Under},
    },
    update::person::Act,
    words::{chats, group, lang::Lang, live, thread as words, timer, trust},
};

/// Who the chat is with; a press tells more.
pub fn head(screen: Screen) -> Tag {
    let lang = screen.lang();
    let shown = screen.part(head::head);
    let back = plain_button()
        .class("round back")
        .test("back")
        .named(words::back(lang))
        .press(move || screen.act(Act::Close))
        .child(icon(Icon::Back));
    let who = show(move || {
        shown.get().map(|head| {
            let seed = head.peer.map_or_else(|| head.chat.0.to_vec(), |peer| peer.0.to_vec());
            (avatar::avatar(screen, &head.title, &seed), names(lang, &head))
        })
    });
    let info = move || {
        if let Some(head) = shown.now() {
            screen.act(Act::Show(head.info()));
        }
    };
    let who = div().class("chat-who").press(info).child(who);
    let mark = show(move || {
        let seconds = shown.get()?.timer?;
        let what = timer::mark(lang, seconds);
        let act = move || {
            if let Some(head) = shown.now() {
                screen.act(Act::Show(Dialog::Timer(head.chat)));
            }
        };
        Some(
            plain_button()
                .class("round")
                .test("timer-mark")
                .named(&what)
                .press(act)
                .child(icon(Icon::Timer)),
        )
    });
    let open = move || screen.look(|page| page.open).flatten().map(Menu::Chat);
    let menu = context::opener(screen, chats::chat_menu(lang), Icon::Menu, open)
        .class("round menu-dots")
        .test("thread-menu");
    header().class("bar").child((back, who, mark, menu))
}

fn names(lang: Lang, head: &Head) -> Tag {
    let verified = head.verified.then(|| {
        span()
            .class("sign verified")
            .attr("title", trust::verified(lang))
            .child((icon(Icon::Shield), span().class("spoken").child(trust::verified(lang))))
    });
    let under = match &head.under {
        Under::Typing(names) if names.is_empty() => live::typing_short(lang).into(),
        Under::Typing(names) => live::typing(lang, names),
        Under::Members(count) => group::count(lang, *count),
        Under::Left => group::left(lang).into(),
        Under::Online => live::online_now(lang).into(),
        Under::LastSeen(at) => last_seen(lang, *at),
        Under::Handle(handle) => handle.clone(),
    };
    let class = if matches!(head.under, Under::Typing(_)) {
        "handle typing"
    } else {
        "handle"
    };
    // A press on the button is one on all that stands around it.
    let title = plain_button()
        .class("title-button")
        .test("chat-info")
        .child(head.title.as_str());
    let title = h2().attr("dir", "auto").test("chat-title").child(title);
    div().class("names").child((
        div().class("title-line").child((title, verified)),
        span().class(class).test("under-title").child(under),
    ))
}

/// When somebody was there for the last time.
pub fn last_seen(lang: Lang, at: Timestamp) -> String {
    live::last_seen(lang, &time::moment(lang, at, time::now()))
}

/// What has to be known before one writes: somebody asks to be let in, or the contact has another key.
pub fn standing(screen: Screen) -> Shown {
    let lang = screen.lang();
    let asking = screen.part(|page| {
        let head = head::head(page)?;
        (head.asking > 0).then_some((head.asking, head.chat))
    });
    let changed = screen.part(|page| {
        let (chat, _) = page.open_thread()?;
        let contact = page.contacts.get(&chat.peer?)?;
        contact.key_changed.then(|| (contact.account, contact.name.clone()))
    });
    show(move || {
        let ask = asking.get().map(|(people, chat)| {
            let look = move || screen.act(Act::Show(Dialog::Group(chat)));
            let look = plain_button().test("asking-open").press(look).child(group::look(lang));
            div()
                .class("standing")
                .test("asking-banner")
                .child((p().child(group::ask(lang, people)), look))
        });
        let key = changed.get().map(|(account, name)| {
            let look = move || screen.act(Act::Show(Dialog::Contact(account)));
            let look = plain_button()
                .test("key-changed-open")
                .press(look)
                .child(trust::show_key(lang));
            div()
                .class("standing warning")
                .test("key-changed-banner")
                .child((p().child(trust::key_changed(lang, &name)), look))
        });
        (ask, key)
    })
}
