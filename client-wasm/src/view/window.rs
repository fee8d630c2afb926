//! How much of the list of chats is in the page: what is on the screen, and what is near it.

use std::{cell::Cell, rc::Rc};

use web_sys::{Element, Event, HtmlElement};

use super::{
    browser::{after_ms, next_frame},
    element::Tag,
    size,
};
use crate::model::{
    shelf::Row,
    window::{Near, Window, reveal},
};
use crate::reactive::trigger::Trigger;

/// How much of a list is seen before it was measured, in CSS pixels.
const FIRST_PX: u32 = 1_000;

/// When the rows around what is seen are drawn of a list that has just come, in milliseconds: some frames later.
const REST_MS: i32 = 50;

/// What is seen of a list.
#[derive(Clone)]
pub struct Seen {
    /// What scrolls.
    outer: Element,
    near: Rc<Cell<Near>>,
    moved: Trigger,
    /// Rows have been drawn.
    begun: Rc<Cell<bool>>,
    /// The number of the first row that is drawn, and of all rows.
    numbers: Rc<Cell<(usize, usize)>>,
}

impl core::fmt::Debug for Seen {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Seen")
    }
}

impl Seen {
    /// What is seen of what scrolls in `outer`.
    #[must_use]
    pub fn new(outer: Tag) -> (Self, Tag) {
        let seen = Self {
            outer: outer.element().clone(),
            near: Rc::new(Cell::new(Near::new(0, FIRST_PX))),
            moved: Trigger::default(),
            begun: Rc::default(),
            numbers: Rc::default(),
        };
        let (resizes, moves) = (seen.clone(), seen.clone());
        size::watch(&seen.outer, Box::new(move || resizes.look()));
        (seen, outer.on("scroll", move |_: Event| moves.look()))
    }

    /// The list has been scrolled, or has more room or less.
    fn look(&self) {
        let (top, height) = self.measure();
        let near = Near::new(top, height);
        // Without a height it is not on show; what is drawn stays.
        if height > 0 && self.near.replace(near) != near {
            self.moved.notify();
        }
    }

    fn measure(&self) -> (u32, u32) {
        let px = |length: i32| u32::try_from(length).unwrap_or_default();
        (px(self.outer.scroll_top()), px(self.outer.client_height()))
    }

    /// Which of the rows are drawn in `list`; what asks for it is asked again when it changes.
    #[must_use]
    pub fn drawn(&self, list: &HtmlElement, rows: &[Row]) -> Vec<Row> {
        self.moved.track();
        let mut near = self.near.get();
        if !rows.is_empty() && !self.begun.replace(true) {
            near = near.at_first();
            let moved = self.moved.clone();
            after_ms(REST_MS, move || moved.notify());
        }
        let window = Window::of(near, rows.iter().map(|row| row.height()));
        let room = format!("{}px {}px", window.above, window.below);
        let _made = list.style().set_property("padding-block", &room);
        self.numbers.set((window.from, rows.len()));
        rows.get(window.from..window.to).unwrap_or_default().to_vec()
    }

    /// Says of a drawn row which of all it is, since the others are not there to be counted.
    pub fn number(&self, number: usize, row: &Element) {
        let (from, all) = self.numbers.get();
        let _told = (
            row.set_attribute("aria-posinset", &(from + number + 1).to_string()),
            row.set_attribute("aria-setsize", &all.to_string()),
        );
    }

    /// Scrolls so far that a row is seen.
    pub fn reveal(&self, rows: &[Row], row: Row) {
        let Some(at) = rows.iter().position(|other| *other == row) else {
            return;
        };
        let begin: u32 = rows.iter().take(at).map(|row| row.height()).sum();
        let seen = self.clone();
        next_frame(move || {
            let (top, height) = seen.measure();
            let to = reveal(begin, row.height(), top, height).filter(|_| height > 0);
            if let Some(to) = to.and_then(|to| i32::try_from(to).ok()) {
                seen.outer.set_scroll_top(to);
            }
        });
    }
}
