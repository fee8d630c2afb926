//! The border between the two panes: dragged by pointer, moved by the arrow keys, and kept where it was left.

use std::{cell::Cell, rc::Rc};

use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

use super::{
    element::{Tag, div},
    screen::Screen,
};
use crate::{
    model::choice::{Choice, PANE, PANE_LEAST, PANE_MOST},
    reactive::effect::run,
    update::person::Act,
    words::chats as words,
};

/// How far an arrow key moves it, in CSS pixels.
const STEP_PX: u16 = 16;

/// The border; `shell` holds the panes.
pub fn divider(screen: Screen, shell: &Tag) -> Tag {
    let choice = screen.part(|page| page.choice);
    let held: Rc<Cell<Option<u16>>> = Rc::default();
    if let Some(shell) = shell.cast::<HtmlElement>() {
        run(Box::new(move || set(&shell, choice.get().pane)));
    }
    let now = move || choice.get().pane.unwrap_or(PANE).to_string();
    let tag = div();
    let (element, panes) = (tag.element().clone(), shell.cast::<HtmlElement>());
    let (begun, moved, ended, lost) = (held.clone(), held.clone(), held.clone(), held);
    let captured = element.clone();
    tag.class("divider")
        .test("divider")
        .attr("role", "separator")
        .attr("tabindex", "0")
        .attr("aria-orientation", "vertical")
        .attr("aria-label", words::width(screen.lang()))
        .attr("aria-valuemin", &PANE_LEAST.to_string())
        .attr("aria-valuemax", &PANE_MOST.to_string())
        .bind("aria-valuenow", move || Some(now()))
        .on("pointerdown", move |event: PointerEvent| {
            event.prevent_default();
            let _captured = captured.set_pointer_capture(event.pointer_id());
            begun.set(Some(choice.now().pane.unwrap_or(PANE)));
        })
        .on("pointermove", move |event: PointerEvent| {
            let Some(panes) = panes.as_ref().filter(|_| moved.get().is_some()) else {
                return;
            };
            let width = width_at(panes, event.client_x());
            moved.set(Some(width));
            set(panes, Some(width));
        })
        .on("pointerup", move |_: PointerEvent| {
            if let Some(width) = ended.take() {
                choose(screen, Some(width));
            }
        })
        .on("lostpointercapture", move |_: PointerEvent| lost.set(None))
        .on("keydown", move |event: KeyboardEvent| {
            let width = choice.now().pane.unwrap_or(PANE);
            let width = match event.key().as_str() {
                "ArrowLeft" => Some(width.saturating_sub(STEP_PX)),
                "ArrowRight" => Some(width.saturating_add(STEP_PX)),
                "Home" => None,
                _ => return,
            };
            event.prevent_default();
            choose(screen, width);
        })
}

fn choose(screen: Screen, width: Option<u16>) {
    let pane = width.map(Choice::pane_within);
    let choice = screen.look(|page| page.choice).unwrap_or_default();
    screen.act(Act::Choose(Choice { pane, ..choice }));
}

/// The width of the left pane if its border is at `x` of the window.
fn width_at(panes: &Element, x: i32) -> u16 {
    #[expect(clippy::cast_possible_truncation, reason = "a position on a page fits")]
    let left = panes.get_bounding_client_rect().left() as i32;
    Choice::pane_within(u16::try_from(x.saturating_sub(left)).unwrap_or_default())
}

/// The other pane keeps room, whatever was chosen in a wider window.
fn set(panes: &HtmlElement, width: Option<u16>) {
    let style = panes.style();
    let _set = match width {
        Some(width) => style.set_property("--pane", &format!("min({width}px, 55vw)")),
        None => style.remove_property("--pane").map(drop),
    };
}
