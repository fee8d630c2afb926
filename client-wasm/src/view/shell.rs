//! The linked page: two panes, or one at a time where there is no room for two.

use pillion_protocol::content::{id::IntentId, message::State};

use super::{
    banner, bar, bubble, chats, composer, context, dialogs, divider,
    element::{Tag, div, h2, li, main, ol, p, section, show, span},
    head, icon, later,
    screen::Screen,
    sheet::group,
    thread,
};
use crate::words::{chats as words, lang::Lang, thread as said};

/// The two panes.
pub fn shell(screen: Screen) -> Tag {
    let open = screen.part(|page| page.open);
    let gone = screen.part(|page| {
        let group = page.open_thread().and_then(|(chat, _)| chat.group.as_ref());
        group.is_some_and(|group| group.left)
    });
    let right = show(move || match open.get() {
        Some(chat) => section()
            .class("conversation")
            .attr("aria-label", said::conversation(screen.lang()))
            .child((
                (head::head(screen), head::standing(screen)),
                thread::thread(screen),
                bar::request(screen),
                show(move || match gone.get() {
                    true => group::read_only(screen),
                    false => composer::composer(screen, chat),
                }),
            )),
        None => welcome(screen),
    });
    let shell = div().bind("class", move || {
        Some(if open.get().is_some() { "shell in-chat" } else { "shell" }.into())
    });
    later::preload();
    let divider = divider::divider(screen, &shell);
    shell
        .child((
            chats::pane(screen),
            divider,
            main().class("main").child((banner::banner(screen), right)),
            dialogs::dialogs(screen),
            dialogs::notice(screen),
        ))
        .child((banner::arrivals(screen), context::context(screen)))
}

fn welcome(screen: Screen) -> Tag {
    let lang = screen.lang();
    let known = screen.part(|page| (page.sync.complete, page.chats.is_empty()));
    let line = move || {
        match known.get() {
            (false, true) => words::appear_here(lang),
            (true, true) => words::add_one(lang),
            (_, false) => words::choose(lang),
        }
        .to_owned()
    };
    div()
        .class("welcome")
        .child((icon::logo(), h2().child("Pillion"), p().text(line), waiting(screen)))
}

/// What was sent from here and waits for the phone. Its chats may not be known: after a reload only the phone has their
/// names.
fn waiting(screen: Screen) -> Tag {
    let lang = screen.lang();
    let entries = screen.part(|page| {
        let waiting = page.outbox.entries().map(|(_, entry)| (entry.intent, entry.line()));
        waiting.collect::<Vec<_>>()
    });
    let list = show(move || {
        let items: Vec<_> = entries
            .get()
            .into_iter()
            .map(|(intent, text)| waiting_item(lang, intent, text))
            .collect();
        let title = h2().class("waiting-title").child(words::waiting(lang));
        (!items.is_empty()).then(|| (title, ol().class("waiting").test("waiting").child(items)))
    });
    div().child(list)
}

fn waiting_item(lang: Lang, intent: IntentId, text: String) -> Tag {
    li().test("message")
        .attr("data-message", &intent.to_hex())
        .attr("data-state", State::Queued.word())
        .attr("data-mine", "true")
        .child((
            span().class("text").attr("dir", "auto").child(text),
            bubble::mark(lang, State::Queued),
        ))
}
