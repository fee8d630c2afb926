//! Draws rows a few in each frame, so that who scrolls is not held up by them.

use super::{
    browser::{after_ms, next_frame},
    screen::Part,
};
use crate::{
    model::{gradual, row::Row},
    reactive::{effect::run, signal::Signal, stored::Stored},
};

/// Rows that are drawn at each end in one frame.
const IN_A_FRAME: usize = 6;

/// Rows that are drawn first where the newest ones are wanted: a screen of short messages.
const AT_FIRST: usize = 16;

/// The rows that are drawn, on the way to those that are wanted.
#[derive(Clone, Copy)]
pub struct Gradual {
    wanted: Part<Vec<Row>>,
    /// The newest rows are the ones that are seen first.
    from_end: Part<bool>,
    drawn: Signal<Vec<Row>>,
    /// The next step is asked for.
    asked: Stored<bool>,
}

impl core::fmt::Debug for Gradual {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Gradual")
    }
}

impl Gradual {
    /// Follows what is wanted as long as the piece is there that is being drawn.
    #[must_use]
    pub fn new(wanted: Part<Vec<Row>>, from_end: Part<bool>) -> Self {
        let gradual = Self {
            wanted,
            from_end,
            drawn: Signal::new(Vec::new()),
            asked: Stored::new(false),
        };
        run(Box::new(move || {
            wanted.track();
            gradual.changed();
        }));
        gradual
    }

    /// The rows that are drawn now.
    #[must_use]
    pub fn drawn(self) -> Vec<Row> {
        self.drawn.get()
    }

    /// What asks for it is drawn again when the rows change.
    pub fn track(self) {
        self.drawn.track();
    }

    /// More are wanted than are drawn.
    #[must_use]
    pub fn is_under_way(self) -> bool {
        self.asked.get() == Some(true)
    }

    /// What is wanted has changed. Who reads on is not held up by more than that: many rows more are drawn from the next frame on.
    fn changed(self) {
        let (drawn, wanted) = (self.drawn.now(), self.wanted.now());
        let next = self.next(&drawn, &wanted);
        let goes_on = drawn.iter().any(|row| next.iter().any(|other| other.is(*row)));
        if goes_on && next.len() < wanted.len() {
            self.ask();
        } else {
            self.draw(next, &drawn, &wanted);
        }
    }

    fn step(self) {
        let (drawn, wanted) = (self.drawn.now(), self.wanted.now());
        self.draw(self.next(&drawn, &wanted), &drawn, &wanted);
    }

    fn next<'a>(self, drawn: &[Row], wanted: &'a [Row]) -> &'a [Row] {
        let first = if self.from_end.now() { AT_FIRST } else { wanted.len() };
        gradual::next(drawn, wanted, first, IN_A_FRAME)
    }

    fn draw(self, next: &[Row], drawn: &[Row], wanted: &[Row]) {
        if next.len() < wanted.len() {
            self.ask();
        }
        if *next != *drawn {
            self.drawn.set(next.to_vec());
        }
    }

    /// Asks for the next step: after this frame and before the next one, which puts the scrolled position right before
    /// anything is seen.
    fn ask(self) {
        if self.asked.get() == Some(false) {
            self.asked.set(true);
            next_frame(move || {
                after_ms(0, move || {
                    self.asked.set(false);
                    self.step();
                });
            });
        }
    }
}
