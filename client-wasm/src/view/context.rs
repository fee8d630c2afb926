//! The small menu of a message or a chat: one native popover for all of them, so that Escape and a click elsewhere close it.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::{
    browser::{document, next_frame, window},
    element::{Tag, div, plain_button, show},
    icon::{Icon, icon},
    later,
    screen::Screen,
};
use crate::{model::dialog::Menu, update::person::Act};

const ID: &str = "context";

/// Room between the menu and the edge of the window, in CSS pixels.
const EDGE_PX: f64 = 8.0;

/// A button that opens the menu.
pub fn opener(screen: Screen, name: &str, picture: Icon, menu: impl Fn() -> Option<Menu> + 'static) -> Tag {
    let button = plain_button();
    let element = button.element().clone();
    button
        .attr("popovertarget", ID)
        .named(name)
        .press(move || {
            screen.act(Act::Menu(menu()));
            place_at(element.clone());
        })
        .child(icon(picture))
}

/// The menu key, and the pointer's other button, open the menu too; not over an address, which has a menu of the browser's.
pub fn opens(row: Tag, screen: Screen, menu: impl Fn() -> Option<Menu> + 'static) -> Tag {
    let element = row.element().clone();
    row.on("contextmenu", move |event: Event| {
        let over = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let (Some(over), Some(menu)) = (over, menu()) else {
            return;
        };
        if over.tag_name() == "A" {
            return;
        }
        event.prevent_default();
        screen.act(Act::Menu(Some(menu)));
        if let Some(popover) = popover() {
            let _shown = popover.show_popover();
        }
        let near = element.query_selector(".bubble").ok().flatten();
        place_at(near.unwrap_or_else(|| element.clone()));
    })
}

/// The menu.
pub fn context(screen: Screen) -> Tag {
    let open = screen.part(|page| page.menu.is_some());
    let items = show(move || {
        open.get()
            .then(|| later::drawn(String::new(), move |parts| (parts.offers)(screen)))
    });
    div()
        .attr("id", ID)
        .class("menu")
        .attr("popover", "auto")
        .on("toggle", move |event: Event| {
            let state = Reflect::get(&event, &"newState".into());
            if state.is_ok_and(|state| state == "closed") {
                screen.act(Act::Menu(None));
            } else {
                step(true);
            }
        })
        .on("keydown", move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowDown" | "ArrowRight" => step(true),
                "ArrowUp" | "ArrowLeft" => step(false),
                _ => return,
            }
            event.prevent_default();
        })
        .child(items)
}

fn popover() -> Option<HtmlElement> {
    document().get_element_by_id(ID)?.dyn_into().ok()
}

/// Closes it.
pub fn hide() {
    if let Some(popover) = popover() {
        let _hidden = popover.hide_popover();
    }
}

/// The keyboard goes to the next entry, or to the one before.
fn step(forward: bool) {
    let Some(popover) = popover() else { return };
    let Ok(buttons) = popover.query_selector_all("button") else {
        return;
    };
    let focused = document().active_element();
    let count = buttons.length();
    let at = (0..count).find(|at| {
        let button = buttons.item(*at).and_then(|node| node.dyn_into::<Element>().ok());
        button.is_some() && button == focused
    });
    let next = match (at, forward) {
        (None, _) => popover
            .query_selector("ul button")
            .ok()
            .flatten()
            .and_then(|first| first.dyn_into::<HtmlElement>().ok()),
        (Some(at), true) => nth(&buttons, (at + 1) % count),
        (Some(at), false) => nth(&buttons, (at + count - 1) % count),
    };
    if let Some(next) = next {
        let _focused = next.focus();
    }
}

fn nth(buttons: &web_sys::NodeList, at: u32) -> Option<HtmlElement> {
    buttons.item(at)?.dyn_into().ok()
}

/// Under what it belongs to, or above it where there is no room under it; before it is seen.
fn place_at(near: Element) {
    next_frame(move || {
        let Some(popover) = popover() else { return };
        let (near, own) = (near.get_bounding_client_rect(), popover.get_bounding_client_rect());
        let size = |size: Result<wasm_bindgen::JsValue, _>| size.ok().and_then(|size| size.as_f64()).unwrap_or(0.0);
        let (width, height) = (size(window().inner_width()), size(window().inner_height()));
        let middle = near.left() + near.width() / 2.0;
        let left = if middle > width / 2.0 {
            near.right() - own.width()
        } else {
            near.left()
        };
        let under = near.bottom() + 4.0;
        let top = if under + own.height() + EDGE_PX > height {
            near.top() - own.height() - 4.0
        } else {
            under
        };
        let within = |at: f64, room: f64| px(at.min(room - EDGE_PX).max(EDGE_PX));
        let style = popover.style();
        let _placed = (
            style.set_property("left", &within(left, width - own.width())),
            style.set_property("top", &within(top, height - own.height())),
        );
    });
}

/// A length for a style. Writing a number with a fraction would bring five kilobytes of code.
#[expect(clippy::cast_possible_truncation, reason = "a position on a page fits")]
pub(super) fn px(length: f64) -> String {
    format!("{}px", length as i32)
}
