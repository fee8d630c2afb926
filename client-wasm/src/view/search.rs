//! The search field above the list, and what was found.

use pillion_protocol::content::{hit::Hit, id::MessageId};
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::{
    element::{Tag, div, input, plain_button, show, span},
    icon::{Icon, icon},
    screen::Screen,
    time,
    words::{beginning, found},
};
use crate::{
    model::{bubble, jump::Wanted},
    reactive::effect::run,
    update::person::Act,
    words::{chats as words, lang::Lang},
};

/// For whoever gives it the keyboard.
pub const ID: &str = "search";

/// The field.
pub fn field(screen: Screen) -> Tag {
    let lang = screen.lang();
    let typed = screen.part(|page| page.search.as_ref().map(|search| search.words.clone()));
    let field = input()
        .attr("type", "text")
        .attr("id", ID)
        .attr("autocomplete", "off")
        .attr("placeholder", words::search(lang))
        .attr("aria-label", words::search_what(lang))
        .test("search");
    let element = field.cast::<HtmlInputElement>();
    if let Some(element) = element.clone() {
        run(Box::new(move || {
            let words = typed.get().unwrap_or_default();
            if element.value().trim() != words.trim() {
                element.set_value(&words);
            }
        }));
    }
    let field = field.on("input", move |_: Event| {
        if let Some(element) = &element {
            screen.act(Act::Search(element.value()));
        }
    });
    let field = field.on("keydown", move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            screen.act(Act::SearchNow);
        }
    });
    let close = plain_button()
        .class("round")
        .test("search-close")
        .named(words::search_end(lang))
        .toggle("hidden", move || typed.get().is_none())
        .press(move || screen.act(Act::LeaveSearch))
        .child(icon(Icon::Close));
    div()
        .class("search")
        .attr("role", "search")
        .child((icon(Icon::Search), field, close))
}

/// A message that was found; a press goes to where it stands.
pub fn hit(screen: Screen, message: MessageId) -> Tag {
    let hit = screen.part(move |page| {
        let hit = page.search.as_ref()?.hit(message)?;
        let title = page.chats.get(&hit.message.chat).map(|chat| chat.title.clone());
        let who = bubble::name(page, hit.message.chat, hit.message.from, hit.message.name.as_deref());
        Some((hit.clone(), title.unwrap_or_default(), who))
    });
    let jump = move || {
        if let Some((hit, ..)) = hit.now() {
            let Hit { message, .. } = hit;
            screen.act(Act::Jump(Wanted {
                chat: message.chat,
                message: message.id,
                place: message.place,
            }));
        }
    };
    let face = show(move || {
        hit.get()
            .map(|(hit, title, who)| face(screen.lang(), &hit, &title, &who))
    });
    plain_button().class("chat hit").test("hit").press(jump).child(face)
}

fn face(lang: Lang, hit: &Hit, title: &str, who: &str) -> Tag {
    let at = span()
        .class("time")
        .child(time::short(lang, hit.message.at, time::now()));
    let title = span().class("title").attr("dir", "auto").child(title);
    let said = span().attr("dir", "auto");
    let said = if hit.excerpt.is_empty() {
        beginning(said, &bubble::words(lang, &hit.message))
    } else {
        found(said, &hit.excerpt)
    };
    let who = span().class("who").attr("dir", "auto").child(format!("{who}:"));
    span().class("face").child((
        span().class("line").child((title, at)),
        span().class("excerpt").child((who, " ", said)),
    ))
}
