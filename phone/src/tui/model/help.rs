//! What the keys do and what the signs mean, in pages that fit the terminal.

/// A key or a sign, and what it does or means; a heading has no key.
pub type Entry = (&'static str, &'static str);

/// Everything that there is to know.
const HELP: [Entry; 40] = [
    ("", "Everywhere"),
    ("↑ ↓  j k", "move"),
    ("Tab", "to the next pane"),
    ("PgUp PgDn", "page the messages"),
    ("Esc", "back; a notice is seen"),
    ("/", "search"),
    ("l  d", "link; see the browsers"),
    ("n  c", "new contact; new group"),
    ("t  o", "this chat; your code"),
    ("q  Ctrl-C", "quit"),
    ("", "In the chats"),
    ("Enter", "open"),
    ("p  a", "pin; archive"),
    ("m  u  w", "mute; unread; goes away"),
    ("x  b", "delete; block"),
    ("", "Writing"),
    ("Enter", "send"),
    ("Alt+Enter ^J", "a new line"),
    ("↑", "empty: edit your last"),
    ("@  :", "a member; an emoji; Tab"),
    ("", "In the messages"),
    ("r", "reply; send again"),
    ("e  +", "edit your own; react"),
    ("s  f  y", "star; forward; copy"),
    ("a w p g", "send, save, see, get"),
    ("x  v", "delete; who read it"),
    ("Enter", "go to what it answers"),
    ("i  u  End", "write; first new; last"),
    ("", "Signs"),
    ("○  ✓", "on the phone; at relay"),
    ("✓✓", "on the other phone"),
    ("✓✓ read", "seen there"),
    ("✗ not sent", "failed; why is below"),
    ("★", "has a star"),
    ("▲  ⊘  ⏱", "pinned; muted; goes away"),
    ("●  ?", "marked; a request"),
    ("@", "you are named"),
    ("✗", "blocked"),
    ("▌", "open, or chosen"),
    ("*a* _b_ ~c~", "bold, italic, struck"),
];

/// Entries of the left column, where there are two.
const LEFT: usize = 20;

/// Columns of one entry.
pub const COLUMN: usize = 37;

/// Rows of a page in one column, on the smallest terminal.
const SHORT: usize = 13;

/// Whether two columns fit, which hold all of it.
const fn is_wide((width, height): (u16, u16)) -> bool {
    width >= 78 && height >= 22
}

/// The pages for a terminal of some columns and rows: each of one column or two.
#[must_use]
pub fn pages(size: (u16, u16)) -> Vec<Vec<&'static [Entry]>> {
    if is_wide(size) {
        let (left, right) = HELP.split_at(LEFT);
        vec![vec![left, right]]
    } else {
        HELP.chunks(SHORT).map(|page| vec![page]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::wrap;

    #[test]
    fn every_entry_fits_its_column_and_every_page_its_terminal() {
        for (key, what) in HELP {
            assert!(
                wrap::width(key) < 13 && wrap::width(what) <= COLUMN - 14 + 6,
                "{key} {what}"
            );
        }
        for size in [(60, 16), (80, 24), (200, 16), (60, 100)] {
            for page in pages(size) {
                let rows = page.iter().map(|column| column.len()).max().unwrap_or_default();
                assert!(rows + 2 < usize::from(size.1), "{size:?}: {rows} rows");
                assert!(page.len() * COLUMN + 4 <= usize::from(size.0), "{size:?}");
            }
        }
        assert_eq!(pages((80, 24)).len(), 1);
    }
}
