//! Where the panes stand.
//!
//! ```text
//! head  | title
//! chats | thread
//!       | composer
//! banner (only when there is something to say)
//! status
//! ```

/// The smallest terminal that the UI can be read in, in columns and rows.
pub const SMALLEST: (u16, u16) = (60, 16);

/// The most rows of text that the composer shows at a time.
pub const COMPOSER_ROWS: u16 = 6;

/// The most rows of the banner.
pub const BANNER_ROWS: u16 = 3;

/// A part of the screen, in columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Columns left of it.
    pub x: u16,
    /// Rows above it.
    pub y: u16,
    /// Its columns.
    pub width: u16,
    /// Its rows.
    pub height: u16,
}

/// All panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panes {
    /// Who this phone is.
    pub head: Area,
    /// The list of chats.
    pub chats: Area,
    /// The line between left and right.
    pub divider: Area,
    /// Whom the open chat is with.
    pub title: Area,
    /// The messages.
    pub thread: Area,
    /// A rule, and below it the text that is being written.
    pub composer: Area,
    /// What must not be overlooked.
    pub banner: Area,
    /// The lights.
    pub status: Area,
}

/// Columns left free at each side of messages and composer.
pub const MARGIN: u16 = 1;

/// The columns of the left side.
const fn left_width(width: u16) -> u16 {
    let third = width.saturating_mul(3) / 10;
    if third < 22 {
        22
    } else if third > 38 {
        38
    } else {
        third
    }
}

/// The columns that messages and composer have.
#[must_use]
pub const fn text_width(width: u16) -> u16 {
    width
        .saturating_sub(left_width(width))
        .saturating_sub(1)
        .saturating_sub(2 * MARGIN)
}

/// Lays the panes out; `None` if the terminal is too small. The composer and the banner get as many rows as they ask
/// for, up to their limits.
#[must_use]
pub fn panes((width, height): (u16, u16), composer_rows: u16, banner_rows: u16) -> Option<Panes> {
    if width < SMALLEST.0 || height < SMALLEST.1 {
        return None;
    }
    let left = left_width(width);
    let right = left.saturating_add(1);
    let right_width = width.saturating_sub(right);
    let banner_rows = banner_rows.min(BANNER_ROWS);
    let composer_rows = composer_rows.clamp(1, COMPOSER_ROWS).saturating_add(1);
    let bottom = height.saturating_sub(1).saturating_sub(banner_rows);
    let area = |x, y, width, height| Area { x, y, width, height };
    Some(Panes {
        head: area(0, 0, left, 1),
        chats: area(0, 1, left, bottom.saturating_sub(1)),
        divider: area(left, 0, 1, bottom),
        title: area(right, 0, right_width, 1),
        thread: area(
            right,
            1,
            right_width,
            bottom.saturating_sub(1).saturating_sub(composer_rows),
        ),
        composer: area(right, bottom.saturating_sub(composer_rows), right_width, composer_rows),
        banner: area(0, bottom, width, banner_rows),
        status: area(0, height.saturating_sub(1), width, 1),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_row_and_column_has_its_pane() {
        for size in [(60, 16), (80, 24), (200, 60)] {
            for (composer, banner) in [(1, 0), (3, 2), (100, 100)] {
                let panes = panes(size, composer, banner).unwrap();
                let rows = [panes.title, panes.thread, panes.composer, panes.banner, panes.status];
                let mut y = 0;
                for pane in rows {
                    assert_eq!(pane.y, y, "{size:?} {panes:?}");
                    y += pane.height;
                }
                assert_eq!(y, size.1);
                assert_eq!(panes.head.width + panes.divider.width + panes.title.width, size.0);
                assert!(panes.thread.height >= 4, "{size:?}: {panes:?}");
            }
        }
    }

    #[test]
    fn a_terminal_that_is_too_small_has_no_panes() {
        for size in [(59, 16), (60, 15), (0, 0), (500, 1)] {
            assert_eq!(panes(size, 1, 0), None);
        }
    }
}
