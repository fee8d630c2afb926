//! Where the thread is scrolled to, and that it stays there.
//!
//! 1. At the newest message it stays at the newest message, whatever is added.
//! 2. Elsewhere the first row on the screen stays where it is, also when older messages are put before it.
//! 3. A message that is jumped to is put in the middle.
//! 4. A chat that was left somewhere else than at its end is there again when it is opened again.
//! 5. Near an end of the window the neighbouring messages are asked for.
//!
//! The browser's own scroll anchoring is switched off in `style.css`: not every browser has it, and two would add up.

use web_sys::Element;

use pillion_wire::time::Timestamp;

use super::{browser::next_frame, gradual::Gradual, screen::Screen, size};
use crate::{
    model::{page::Watch, thread::Left},
    reactive::{owner::at_end, signal::Signal, stored::Stored},
    update::person::Act,
};

/// This near to the end counts as the end, in CSS pixels: browsers round.
const END_PX: i32 = 24;

/// This near to the edge of the window more is asked for, in CSS pixels: a screen and a half.
const NEAR_PX: i32 = 1_200;

/// The scrolling of one thread.
#[derive(Clone, Copy)]
pub struct Scroll {
    screen: Screen,
    rows: Gradual,
    place: Stored<Place>,
    /// The rows have changed, and the position is to be put right.
    changed: Stored<bool>,
    /// At the newest message.
    at_end: Signal<bool>,
}

#[derive(Clone)]
struct Place {
    /// What scrolls.
    outer: Element,
    /// The rows in it.
    inner: Element,
    /// The first row on the screen, and its distance from the upper edge.
    anchor: Option<(Element, f64)>,
    /// How far down that was.
    at: i32,
    /// Whether the place to begin has been found.
    begun: bool,
    /// When the message was found that was last jumped to.
    jumped: Option<Timestamp>,
}

impl core::fmt::Debug for Scroll {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Scroll")
    }
}

impl Scroll {
    /// At the newest message of the open chat.
    #[must_use]
    pub fn new(screen: Screen, rows: Gradual, outer: &Element, inner: &Element) -> Self {
        let place = Place {
            outer: outer.clone(),
            inner: inner.clone(),
            anchor: None,
            at: 0,
            begun: false,
            jumped: None,
        };
        let place = Stored::new(place);
        let scroll = Self {
            screen,
            rows,
            place,
            changed: Stored::new(false),
            at_end: Signal::new(true),
        };
        // The window, the composer or the banner may take or give room at any time.
        size::watch(outer, Box::new(move || scroll.content_changed()));
        scroll.keep_place();
        scroll
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
        self.changed.set(true);
        next_frame(move || {
            self.changed.set(false);
            if let Some(mut place) = self.place.get() {
                self.restore(&mut place);
                self.settled(place);
            }
        });
    }

    /// The person scrolled; or this piece did, before the rows were there that make what was the end another place.
    pub fn scrolled(self) {
        if self.changed.get() != Some(false) {
            return;
        }
        if let Some(place) = self.place.get() {
            // The end of a window that is not the newest is no end: what comes after it must not pull the person along.
            let later = self.screen.look(|page| {
                page.open_thread()
                    .and_then(|(_, thread)| thread)
                    .is_some_and(|t| t.later)
            });
            let at_end = place.below() <= END_PX && later != Some(true);
            if self.at_end.now() != at_end {
                self.at_end.set(at_end);
            }
            self.settled(place);
        }
    }

    /// Tells where the chat was left, when it is.
    fn keep_place(self) {
        let Some(chat) = self.screen.look(|page| page.open).flatten() else {
            return;
        };
        at_end(move || {
            let at_end = self.at_end.now();
            let anchor = self.place.get().and_then(|place| place.anchor);
            let left = anchor.filter(|_| !at_end).and_then(|(row, top)| left(&row, top));
            self.screen.act(Act::LeftAt(chat, left));
        });
    }

    fn restore(self, place: &mut Place) {
        let found = self.screen.look(|page| page.jump.found).flatten();
        if let Some(found) = found.filter(|found| place.jumped != Some(found.since)) {
            let name = format!("[data-message=\"{}\"]", found.message.to_hex());
            if let Ok(Some(row)) = place.inner.query_selector(&name) {
                place.jumped = Some(found.since);
                place.begun = true;
                place.centre(&row);
                return self.at_end.set(false);
            }
        }
        if !place.begun && place.inner.child_element_count() > 0 {
            place.begun = true;
            if place.begin_at_unread() {
                return self.at_end.set(false);
            }
            if place.begin_where_left(self.screen) {
                return self.at_end.set(false);
            }
        }
        if self.at_end.now() {
            place.outer.set_scroll_top(place.outer.scroll_height());
        } else if let Some((row, before)) = place.anchor.as_ref().filter(|(row, _)| row.is_connected()) {
            // What the person has scrolled since then stays scrolled.
            let scrolled = f64::from(place.outer.scroll_top() - place.at);
            place.scroll_by(place.top_of(row) - (before - scrolled));
        }
    }

    /// Remembers the place, asks for what is near, and says what can be seen.
    fn settled(self, mut place: Place) {
        place.remember();
        let (above, below) = (place.outer.scroll_top(), place.below());
        self.place.set(place);
        let near = self.screen.look(|page| {
            let thread = page.open_thread().and_then(|(_, thread)| thread)?;
            let (earlier, later) = (thread.want_earlier().is_some(), thread.want_later().is_some());
            Some((earlier, later, thread.at_end(), page.watch))
        });
        let Some((earlier, later, newest, watch)) = near.flatten() else {
            return;
        };
        // Rows that are still to be drawn are nearer than those that the phone has.
        let drawn = !self.rows.is_under_way();
        if drawn && earlier && above < NEAR_PX {
            self.screen.act(Act::Earlier);
        } else if drawn && later && below < NEAR_PX {
            self.screen.act(Act::Later);
        }
        let at_end = newest && below <= END_PX;
        if watch.at_end != at_end {
            self.screen.act(Act::Watch(Watch { at_end, ..watch }));
        }
    }
}

impl Place {
    /// Pixels under the lower edge.
    fn below(&self) -> i32 {
        self.outer.scroll_height() - self.outer.scroll_top() - self.outer.client_height()
    }

    fn top_of(&self, row: &Element) -> f64 {
        row.get_bounding_client_rect().top() - self.outer.get_bounding_client_rect().top()
    }

    #[expect(clippy::cast_possible_truncation, reason = "a position on a page fits")]
    fn scroll_by(&self, px: f64) {
        self.outer.set_scroll_top(self.outer.scroll_top() + px.round() as i32);
    }

    fn centre(&self, row: &Element) {
        let room = f64::from(self.outer.client_height()) - row.get_bounding_client_rect().height();
        self.scroll_by(self.top_of(row) - (room / 2.0).max(0.0));
    }

    /// Begins at the first unread message, if it would be above the screen.
    fn begin_at_unread(&self) -> bool {
        let Ok(Some(mark)) = self.inner.query_selector(".unread-from") else {
            return false;
        };
        self.outer.set_scroll_top(self.outer.scroll_height());
        let above = self.top_of(&mark);
        if above < 0.0 {
            self.scroll_by(above);
        }
        above < 0.0
    }

    /// Begins where the chat was left.
    fn begin_where_left(&self, screen: Screen) -> bool {
        let left = screen.look(|page| page.open_thread()?.1?.left_at).flatten();
        let row = left.and_then(|left| {
            let name = format!("[data-place=\"{}\"]", left.place.0);
            let row = self.inner.query_selector(&name).ok().flatten()?;
            Some((row, left.top))
        });
        if let Some((row, top)) = &row {
            self.scroll_by(self.top_of(row) - f64::from(*top));
        }
        row.is_some()
    }

    fn remember(&mut self) {
        self.at = self.outer.scroll_top();
        let rows = self.inner.children();
        let edge = self.outer.get_bounding_client_rect().top();
        let is_seen = |at| {
            let row = rows.item(at);
            row.is_none_or(|row| row.get_bounding_client_rect().bottom() > edge)
        };
        // Rows stand one below the other, so that the first one on the screen is soon found among hundreds.
        let (mut above, mut seen) = (0, rows.length());
        while above < seen {
            let middle = u32::midpoint(above, seen);
            if is_seen(middle) {
                seen = middle;
            } else {
                above = middle + 1;
            }
        }
        let mut on_screen = (seen..rows.length()).filter_map(|at| rows.item(at));
        let first = on_screen.find(|row| row.class_list().contains("message"));
        self.anchor = first.map(|row| {
            let top = self.top_of(&row);
            (row, top)
        });
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a position on a page fits")]
fn left(row: &Element, top: f64) -> Option<Left> {
    let place = row.get_attribute("data-place")?.parse().ok()?;
    Some(Left {
        place: pillion_protocol::content::id::Place(place),
        top: top as i32,
    })
}
