//! The part of a long list that is on the screen or near it: only that is drawn, above and below it is room.

/// How much is drawn above and below the screen, in CSS pixels: as far as a turn of the wheel goes before the next frame.
const AROUND_PX: u32 = 512;

/// How far a list is scrolled, and how much of it is seen, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    top: u32,
    height: u32,
    /// What is drawn above and below it.
    around: u32,
}

impl Near {
    /// What is seen of the list. In steps, so that not every turn of the wheel is another place.
    #[must_use]
    pub const fn new(top: u32, height: u32) -> Self {
        Self {
            top: top / AROUND_PX * AROUND_PX,
            height: height.saturating_add(AROUND_PX),
            around: AROUND_PX,
        }
    }

    /// Of a list that has just come only what is seen of it: what is around it can wait.
    #[must_use]
    pub const fn at_first(self) -> Self {
        Self {
            around: 0,
            height: self.height.saturating_sub(AROUND_PX),
            ..self
        }
    }
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// The first row.
    pub from: usize,
    /// The one after the last.
    pub to: usize,
    /// Room above, in CSS pixels.
    pub above: u32,
    /// Room below.
    pub below: u32,
}

impl Window {
    /// The rows near what is seen; `heights` are those of all rows.
    #[must_use]
    pub fn of(near: Near, heights: impl Iterator<Item = u32> + Clone) -> Self {
        let total: u32 = heights.clone().sum();
        // A list that has become shorter is scrolled less far before the browser says so.
        let top = near.top.min(total.saturating_sub(near.height));
        let first = top.saturating_sub(near.around);
        let last = top.saturating_add(near.height).saturating_add(near.around);
        let mut window = Self::default();
        let mut end = 0;
        for height in heights {
            let begin = end;
            end += height;
            if end <= first {
                window.from += 1;
                window.above = end;
            }
            if begin < last {
                window.to += 1;
                window.below = total - end;
            }
        }
        window
    }
}

/// Where a list is scrolled to, so that a row from `begin` on is seen; `None` if it is.
#[must_use]
pub const fn reveal(begin: u32, row: u32, top: u32, height: u32) -> Option<u32> {
    if begin < top {
        Some(begin)
    } else if begin + row > top + height {
        Some((begin + row).saturating_sub(height))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: u32 = 64;

    fn window(rows: usize, top: u32) -> Window {
        Window::of(Near::new(top, 600), core::iter::repeat_n(ROW, rows))
    }

    #[test]
    fn of_a_long_list_only_what_is_near_is_drawn() {
        for top in (0..2_000 * ROW - 600).step_by(100) {
            let window = window(2_000, top);
            let (from, to) = (window.from as u32 * ROW, window.to as u32 * ROW);
            assert_eq!((window.above, window.below), (from, 2_000 * ROW - to), "at {top}");
            assert!(from <= top && to >= top + 600, "at {top}: {window:?}");
            assert!(window.to - window.from < 45, "at {top}: {window:?}");
        }
    }

    #[test]
    fn at_first_only_what_is_seen_is_drawn() {
        let seen = Near::new(0, 600).at_first();
        let window = Window::of(seen, core::iter::repeat_n(ROW, 2_000));
        assert_eq!((window.from, window.to, window.above), (0, 10, 0), "the tenth in part");
        assert_eq!(window.below, 1_990 * ROW, "with room for the others");
    }

    #[test]
    fn a_short_list_is_drawn_as_a_whole() {
        let all = Window {
            to: 9,
            ..Window::default()
        };
        assert_eq!(window(9, 0), all);
        assert_eq!(window(9, 100_000), all, "scrolled as far as another list was long");
        assert_eq!(window(0, 100_000), Window::default());
    }

    #[test]
    fn the_end_of_a_list_that_became_shorter_is_drawn() {
        let window = window(100, 2_000 * ROW);
        assert_eq!((window.to, window.below), (100, 0));
        assert!(window.from > 50 && window.above < 100 * ROW - 600);
    }

    #[test]
    fn rows_may_be_of_different_heights() {
        let heights = [36, 64, 5_000, 48, 84];
        let window = Window::of(Near::new(3_000, 600), heights.into_iter());
        assert_eq!((window.from, window.above), (2, 100));
        assert_eq!((window.to, window.below), (3, 132));
    }

    #[test]
    fn a_row_that_is_seen_is_not_scrolled_to() {
        assert_eq!(reveal(640, ROW, 640, 600), None);
        assert_eq!(reveal(639, ROW, 640, 600), Some(639), "above");
        assert_eq!(reveal(1_180, ROW, 640, 600), Some(644), "below");
    }
}
