//! Choosing people among the contacts.

use pillion_protocol::content::contact::Contact;
use pillion_wire::id::AccountId;
use web_sys::{Event, HtmlInputElement};

use super::piece::{field, people, person};
use crate::{
    model::{page::Page, search::plain},
    update::{group::Order, person::Act},
    view::{
        element::{Tag, div, input, label, li, p, show, span, ul},
        screen::Screen,
    },
    words::group as words,
};

/// The list of those who `fits` lets in, with a search. Who is chosen stands in the page.
pub fn choose(screen: Screen, fits: impl Fn(&Page, &Contact) -> bool + 'static) -> Tag {
    let lang = screen.lang();
    let people = screen.part(move |page| {
        let known = |contact: &&Contact| !contact.blocked && !is_request(page, contact);
        let known: Vec<_> = page.contacts.values().filter(known).collect();
        let fitting = known.iter().copied().filter(|contact| fits(page, contact));
        (people(fitting), known.is_empty())
    });
    let chosen = screen.part(|page| page.inquiry.chosen.clone());
    let (search, typed) = field(words::search(lang), "filter", "");
    let list = show(move || {
        let wanted = plain(typed.get().trim());
        let (people, knows_nobody) = people.get();
        let none = people.is_empty();
        let found: Vec<_> = people
            .into_iter()
            .filter(|(_, name, handle)| plain(name).contains(&wanted) || plain(handle).contains(&wanted))
            .map(|(account, name, handle)| {
                let on = chosen.now().contains(&account);
                one(screen, account, &name, &handle, on)
            })
            .collect();
        let hint = match (knows_nobody, none, found.is_empty()) {
            (true, ..) => Some(words::nobody_known(lang)),
            (_, true, _) => Some(words::nobody_left(lang)),
            (_, _, true) => Some(words::nobody_found(lang)),
            _ => None,
        };
        let hint = hint.map(|hint| li().child(p().class("hint").child(hint)));
        (hint, found)
    });
    let count = span()
        .class("hint")
        .attr("role", "status")
        .text(move || words::chosen(lang, chosen.get().len()));
    div().class("choose").child((
        div()
            .class("choose-head")
            .child((span().class("label").child(words::people(lang)), count)),
        search,
        ul().class("people").test("people").child(list),
    ))
}

fn is_request(page: &Page, contact: &Contact) -> bool {
    page.chats.get(&contact.chat).is_some_and(|chat| chat.request)
}

fn one(screen: Screen, account: AccountId, name: &str, handle: &str, on: bool) -> Tag {
    let tick = input().attr("type", "checkbox").test("choose");
    let tick = if on { tick.attr("checked", "") } else { tick };
    let element = tick.cast::<HtmlInputElement>();
    let tick = tick.on("change", move |_: Event| {
        let on = element.as_ref().is_some_and(HtmlInputElement::checked);
        screen.act(Act::Group(Order::Choose(account, on)));
    });
    li().child(
        label()
            .class("person")
            .child((tick, person(screen, name, &account.0, Some(handle)))),
    )
}
