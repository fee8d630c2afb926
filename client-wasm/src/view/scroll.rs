//! Where the thread is scrolled to, and that it stays there.
//!
//! 1. At the newest message it stays at the newest message, whatever is added.
//! 2. Elsewhere the first row on the screen stays where it is, also when older messages are put before it.
//! 3. Near an end of the window the neighbouring messages are asked for.
//!
//! The browser's own scroll anchoring is switched off in `style.css`: not every browser has it, and two would add up.

use leptos::{
    html::{Div, Ol},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::screen::Screen;
use crate::{model::page::Watch, update::person::Act};

/// This near to the end counts as the end, in CSS pixels: browsers round.
const END_PX: i32 = 24;

/// This near to the edge of the window more is asked for, in CSS pixels: about a screen.
const NEAR_PX: i32 = 800;

/// The scrolling of one thread.
#[derive(Clone, Copy)]
pub struct Scroll {
    screen: Screen,
    /// What scrolls.
    pub outer: NodeRef<Div>,
    /// What is in it.
    pub inner: NodeRef<Ol>,
    /// At the newest message.
    at_end: RwSignal<bool>,
    /// The first row on the screen, and its distance from the upper edge.
    anchor: StoredValue<Option<(Element, f64)>, LocalStorage>,
    /// Whether the place to begin has been found.
    placed: StoredValue<bool>,
}

impl core::fmt::Debug for Scroll {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Scroll")
    }
}

impl Scroll {
    /// At the newest message of the open chat.
    #[must_use]
    pub fn new(screen: Screen) -> Self {
        Self {
            screen,
            outer: NodeRef::new(),
            inner: NodeRef::new(),
            at_end: RwSignal::new(true),
            anchor: StoredValue::new_local(None),
            placed: StoredValue::new(false),
        }
    }

    /// Whether the newest message is on the screen.
    #[must_use]
    pub fn is_at_end(self) -> bool {
        self.at_end.get()
    }

    /// Goes to the newest message.
    pub fn to_end(self) {
        self.at_end.set(true);
        self.content_changed();
    }

    /// The rows have changed: after they are drawn, and before they are seen, the position is put right.
    pub fn content_changed(self) {
        request_animation_frame(move || {
            self.restore();
            self.settled();
        });
    }

    /// The person scrolled.
    pub fn scrolled(self) {
        let Some(outer) = self.outer.try_get_untracked().flatten() else { return };
        let rest = outer.scroll_height() - outer.scroll_top() - outer.client_height();
        let at_end = rest <= END_PX;
        if self.at_end.get_untracked() != at_end {
            self.at_end.set(at_end);
        }
        self.settled();
    }

    fn restore(self) {
        let Some(outer) = self.outer.try_get_untracked().flatten() else { return };
        if !self.placed.try_get_value().unwrap_or(true) {
            self.place(&outer);
        }
        if self.at_end.get_untracked() {
            outer.set_scroll_top(outer.scroll_height());
            return;
        }
        let held = self.anchor.try_with_value(|anchor| {
            anchor.as_ref().filter(|(row, _)| row.is_connected()).map(|(row, before)| top_of(row, &outer) - before)
        });
        if let Some(moved) = held.flatten() {
            outer.set_scroll_top(outer.scroll_top() + round(moved));
        }
    }

    /// When messages are there for the first time: begins at the first unread one, if it would be above the screen.
    fn place(self, outer: &Element) {
        let Some(inner) = self.inner.try_get_untracked().flatten() else { return };
        if inner.child_element_count() == 0 {
            return;
        }
        self.placed.set_value(true);
        let mark = inner.query_selector(".unread-from").ok().flatten();
        if let Some(mark) = mark {
            outer.set_scroll_top(outer.scroll_height());
            let above = top_of(&mark, outer);
            if above < 0.0 {
                outer.set_scroll_top(outer.scroll_top() + round(above));
                self.at_end.set(false);
                self.remember(outer);
            }
        }
    }

    /// Remembers the place, asks for what is near, and says what can be seen.
    fn settled(self) {
        let Some(outer) = self.outer.try_get_untracked().flatten() else { return };
        self.remember(&outer);
        let above = outer.scroll_top();
        let below = outer.scroll_height() - above - outer.client_height();
        let (earlier, later, watch) = self
            .screen
            .look(|page| {
                let thread = page.open_thread().and_then(|(_, thread)| thread);
                let earlier = thread.is_some_and(|thread| thread.want_earlier().is_some());
                let later = thread.is_some_and(|thread| thread.want_later().is_some());
                let at_end = thread.is_some_and(|thread| thread.at_end());
                (earlier, later, Some((page.watch, at_end)))
            })
            .unwrap_or_default();
        if earlier && above < NEAR_PX {
            self.screen.act(Act::Earlier);
        } else if later && below < NEAR_PX {
            self.screen.act(Act::Later);
        }
        let Some((watch, thread_at_end)) = watch else { return };
        let at_end = thread_at_end && below <= END_PX;
        if watch.at_end != at_end {
            self.screen.act(Act::Watch(Watch { at_end, ..watch }));
        }
    }

    fn remember(self, outer: &Element) {
        let Some(inner) = self.inner.try_get_untracked().flatten() else { return };
        let rows = inner.children();
        let first = (0..rows.length()).filter_map(|at| rows.item(at)).find(|row| {
            row.get_bounding_client_rect().bottom() > outer.get_bounding_client_rect().top()
        });
        let anchor = first.map(|row| {
            let top = top_of(&row, outer);
            (row, top)
        });
        let _gone = self.anchor.try_set_value(anchor);
    }
}

fn top_of(row: &Element, outer: &Element) -> f64 {
    let outer: &Element = outer.unchecked_ref();
    row.get_bounding_client_rect().top() - outer.get_bounding_client_rect().top()
}

#[expect(clippy::cast_possible_truncation, reason = "a position on a page fits")]
fn round(px: f64) -> i32 {
    px.round() as i32
}
