//! The picker of emoji: in a dialog for reactions, over the composer for what is written.

use pillion_protocol::content::id::ChatId;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

use super::{
    browser::{document, next_frame, window},
    context::px,
    element::{Tag, div, p, plain_button, show},
    icon::{Icon, icon},
    later,
    screen::Screen,
    sheet::piece::field,
};
use crate::{
    model::emoji,
    reactive::signal::Signal,
    update::person::Act,
    words::{dialogs, fate as words},
};

const ID: &str = "emoji-picker";

/// A field that searches, and what it finds; `pick` takes the one that is pressed.
pub fn picker(screen: Screen, pick: impl Fn(&'static str) + Clone + 'static) -> (Tag, Tag) {
    let lang = screen.lang();
    let (field, typed) = field(dialogs::emoji_search(lang), "filter", "");
    let grid = show(move || {
        let found = emoji::search(&typed.get());
        let none = found
            .is_empty()
            .then(|| p().class("hint").child(dialogs::emoji_none(lang)));
        let button = |(emoji, names): (&'static str, &str)| {
            let name = names.split(' ').next().unwrap_or_default();
            let pick = pick.clone();
            plain_button()
                .test("emoji")
                .named(&[":", name, ":"].concat())
                .press(move || pick(emoji))
                .child(emoji)
        };
        (none, found.into_iter().map(button).collect::<Vec<_>>())
    });
    let grid = div().class("emojis").child(grid).on("keydown", |event: KeyboardEvent| {
        if step(&event.key()) {
            event.prevent_default();
        }
    });
    (field.attr("autofocus", ""), grid)
}

/// The keyboard goes to a neighbour in the grid; whether the key means that.
fn step(key: &str) -> bool {
    let focused = document().active_element();
    let Some(focused) = focused.filter(|focused| focused.parent_element().is_some()) else {
        return false;
    };
    let next = match key {
        "ArrowRight" => focused.next_element_sibling(),
        "ArrowLeft" => focused.previous_element_sibling(),
        "ArrowDown" | "ArrowUp" => beside_row(&focused, key == "ArrowDown"),
        _ => return false,
    };
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        let _focused = next.focus();
    }
    true
}

/// The one in the same column of the row under it, or over it.
fn beside_row(from: &web_sys::Element, down: bool) -> Option<web_sys::Element> {
    let left = from.get_bounding_client_rect().left();
    let mut next = Some(from.clone());
    loop {
        next = next.and_then(|next| {
            if down {
                next.next_element_sibling()
            } else {
                next.previous_element_sibling()
            }
        });
        let found = next.as_ref()?;
        if (found.get_bounding_client_rect().left() - left).abs() < 1.0 {
            return next;
        }
    }
}

/// The button beside the composer, and the picker that it opens. It stays open, so that several can be picked.
pub fn button(screen: Screen, chat: ChatId) -> (Tag, Tag) {
    let opener = plain_button()
        .class("round")
        .test("emoji-open")
        .attr("popovertarget", ID)
        .named(words::emoji(screen.lang()))
        .child(icon(Icon::Smile));
    let open = Signal::new(false);
    let body = show(move || {
        open.get()
            .then(|| later::drawn(String::new(), move |parts| (parts.emoji)(screen, chat)))
    });
    let popover = div()
        .attr("id", ID)
        .class("menu emoji-picker")
        .attr("popover", "auto")
        .test("emoji-picker")
        .on("toggle", move |event: Event| {
            let state = js_sys::Reflect::get(&event, &"newState".into());
            let opens = state.is_ok_and(|state| state == "open");
            open.set(opens);
            if opens {
                place();
            }
        })
        .child(body);
    (opener, popover)
}

/// What the popover over the composer shows.
pub fn over_composer(screen: Screen, chat: ChatId) -> Tag {
    let (field, grid) = picker(screen, move |emoji| put(screen, chat, emoji));
    next_frame(focus_search);
    div().class("picks").child((field, grid))
}

/// Over its button, within the window.
fn place() {
    let (Some(picker), Ok(Some(opener))) = (
        document().get_element_by_id(ID),
        document().query_selector("[popovertarget=emoji-picker]"),
    ) else {
        return;
    };
    let Ok(picker) = picker.dyn_into::<HtmlElement>() else {
        return;
    };
    let width = window()
        .inner_width()
        .ok()
        .and_then(|width| width.as_f64())
        .unwrap_or(0.0);
    let room = width - picker.get_bounding_client_rect().width() - 8.0;
    let left = opener.get_bounding_client_rect().left().min(room).max(8.0);
    let _placed = picker.style().set_property("left", &px(left));
}

fn focus_search() {
    let found = document().get_element_by_id(ID);
    let found = found.and_then(|picker| picker.query_selector("input").ok().flatten());
    if let Some(field) = found.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        let _focused = field.focus();
    }
}

/// Puts an emoji where the cursor of the composer is.
fn put(screen: Screen, chat: ChatId, emoji: &str) {
    let found = document().get_element_by_id("composer");
    let Some(field) = found.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return;
    };
    let end = field.selection_end().ok().flatten();
    let end = end.and_then(|end| usize::try_from(end).ok()).unwrap_or_default();
    let text: Vec<u16> = field.value().encode_utf16().collect();
    let (before, behind) = text.split_at(end.min(text.len()));
    let text = [
        String::from_utf16_lossy(before),
        emoji.into(),
        String::from_utf16_lossy(behind),
    ]
    .concat();
    screen.act(Act::Type(chat, text));
}
