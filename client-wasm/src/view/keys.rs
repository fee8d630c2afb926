//! The keys of the page, wherever the keyboard is.

use std::{cell::Cell, rc::Rc};

use pillion_wire::time::Timestamp;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{
    browser::document,
    element::{Tag, body},
    screen::Screen,
    search, time,
};
use crate::update::{
    keys::{Key, Meaning, meaning},
    person::Act,
};

/// Listens for as long as the page lives.
pub fn listen(screen: Screen) {
    let Some(body) = body() else { return };
    let body = used(screen, body);
    let _listening = body.on("keydown", move |event: KeyboardEvent| {
        if event.is_composing() || event.default_prevented() {
            return;
        }
        let element = document().active_element();
        let key = Key {
            name: event.key(),
            ctrl: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            shift: event.shift_key(),
            writing: element.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA")),
        };
        // The browser closes a menu by itself, and what is under it stays.
        let menu = document().query_selector(":popover-open").ok().flatten();
        if key.name == "Escape" && menu.is_some() {
            return;
        }
        let found = screen.look(|page| meaning(page, &key)).flatten();
        let Some(found) = found else { return };
        event.prevent_default();
        match found {
            Meaning::Act(act) => screen.act(act),
            Meaning::Search => focus(search::ID),
        }
    });
}

/// How often the page is told that it is being used, in milliseconds: far more often than it takes to count as away.
const USED_MS: u64 = 15_000;

/// Notices that somebody is there.
fn used(screen: Screen, body: Tag) -> Tag {
    let last = Rc::new(Cell::new(Timestamp::default()));
    ["pointermove", "pointerdown", "keydown", "wheel"]
        .into_iter()
        .fold(body, |body, event| {
            let last = Rc::clone(&last);
            body.on(event, move |_: Event| {
                let now = time::now();
                if last.get().after_ms(USED_MS) <= now {
                    last.set(now);
                    screen.act(Act::Used);
                }
            })
        })
}

/// Gives the keyboard to an element; a field's text is marked, to be written over.
fn focus(id: &str) {
    let Some(element) = document().get_element_by_id(id) else {
        return;
    };
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        field.select();
    }
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let _focused = element.focus();
    }
}
