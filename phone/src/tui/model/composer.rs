//! Text that is being written, with a cursor in it.

use core::fmt;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::screen::{plain, wrap};

/// A text field. The cursor always stands between two visible characters.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Composer {
    text: String,
    /// Where the cursor stands, in bytes.
    at: usize,
}

impl Composer {
    /// A field that holds a text already, the cursor at its end.
    #[must_use]
    pub fn holding(text: String) -> Self {
        Self { at: text.len(), text }
    }

    /// What is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Takes the text out.
    pub fn take(&mut self) -> String {
        self.at = 0;
        std::mem::take(&mut self.text)
    }

    /// Writes at the cursor. What a terminal would obey or not show does not get in; line ends become `\n`.
    pub fn insert(&mut self, written: &str) {
        let text = plain::block(&written.replace("\r\n", "\n").replace('\r', "\n"));
        let text = text.replace('\u{fffd}', "");
        self.text.insert_str(self.at, &text);
        self.at = self.at.saturating_add(text.len());
    }

    /// The word before the cursor, as far as it goes; nothing if the cursor stands within a word.
    #[must_use]
    pub fn word_before(&self) -> &str {
        if self.behind().starts_with(|c: char| !c.is_whitespace()) {
            return "";
        }
        self.before().rsplit(char::is_whitespace).next().unwrap_or_default()
    }

    /// Puts a text in the place of the last `typed` before the cursor.
    pub fn put_for(&mut self, typed: &str, text: &str) {
        if self.before().ends_with(typed) {
            let start = self.at.saturating_sub(typed.len());
            self.cut(start..self.at);
            self.at = start;
            self.insert(text);
        }
    }

    /// Takes the character before the cursor away.
    pub fn backspace(&mut self) {
        let end = self.at;
        self.left();
        self.cut(self.at..end);
    }

    /// Takes the character behind the cursor away.
    pub fn delete(&mut self) {
        let start = self.at;
        self.right();
        let end = std::mem::replace(&mut self.at, start);
        self.cut(start..end);
    }

    /// Takes the word before the cursor away.
    pub fn delete_word(&mut self) {
        let end = self.at;
        self.word_left();
        self.cut(self.at..end);
    }

    /// Takes everything before the cursor on its line away.
    pub fn delete_to_start(&mut self) {
        let end = self.at;
        self.start();
        self.cut(self.at..end);
    }

    /// One character to the left.
    pub fn left(&mut self) {
        if let Some((at, _)) = self.before().grapheme_indices(true).next_back() {
            self.at = at;
        }
    }

    /// One character to the right.
    pub fn right(&mut self) {
        if let Some(next) = self.behind().graphemes(true).next() {
            self.at = self.at.saturating_add(next.len());
        }
    }

    /// To the beginning of the word.
    pub fn word_left(&mut self) {
        let before = self.before();
        let words = before.trim_end();
        self.at = words
            .char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace())
            .map_or(0, |(at, c)| at.saturating_add(c.len_utf8()));
    }

    /// Behind the end of the word.
    pub fn word_right(&mut self) {
        let behind = self.behind();
        let skipped = behind.len().saturating_sub(behind.trim_start().len());
        let word = behind.trim_start().find(char::is_whitespace);
        self.at = match word {
            Some(length) => self.at.saturating_add(skipped).saturating_add(length),
            None => self.text.len(),
        };
    }

    /// To the beginning of the line.
    pub fn start(&mut self) {
        self.at = self.before().rfind('\n').map_or(0, |at| at.saturating_add(1));
    }

    /// To the end of the line.
    pub fn end(&mut self) {
        self.at = self
            .behind()
            .find('\n')
            .map_or(self.text.len(), |length| self.at.saturating_add(length));
    }

    /// One row up, where the text is `width` columns wide.
    pub fn up(&mut self, width: usize) {
        let (row, column) = self.place(width);
        match row.checked_sub(1) {
            Some(above) => self.go_to(above, column, width),
            None => self.at = 0,
        }
    }

    /// One row down.
    pub fn down(&mut self, width: usize) {
        let (row, column) = self.place(width);
        let below = row.saturating_add(1);
        if below < self.rows(width).len() {
            self.go_to(below, column, width);
        } else {
            self.at = self.text.len();
        }
    }

    /// The rows as byte ranges, where the text is `width` columns wide.
    #[must_use]
    pub fn rows(&self, width: usize) -> Vec<Range<usize>> {
        wrap::lines(&self.text, width)
    }

    /// The cursor's row and column.
    #[must_use]
    pub fn place(&self, width: usize) -> (usize, usize) {
        let rows = self.rows(width);
        // At a soft break the cursor belongs to the row that begins there.
        let row = rows.iter().rposition(|row| row.start <= self.at).unwrap_or_default();
        let start = rows.get(row).map_or(0, |row| row.start);
        let column = self.text.get(start..self.at).map_or(0, wrap::width);
        (row, column.min(width))
    }

    fn go_to(&mut self, row: usize, column: usize, width: usize) {
        let rows = self.rows(width);
        let Some(range) = rows.get(row).cloned() else { return };
        let soft = rows
            .get(row.saturating_add(1))
            .is_some_and(|next| next.start == range.end);
        let mut at = range.start;
        let mut used = 0_usize;
        for cluster in self.text.get(range.clone()).unwrap_or_default().graphemes(true) {
            used = used.saturating_add(wrap::width(cluster));
            let next = at.saturating_add(cluster.len());
            if used > column || (soft && next == range.end) {
                break;
            }
            at = next;
        }
        self.at = at;
    }

    fn before(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    fn behind(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn cut(&mut self, range: Range<usize>) {
        self.text.replace_range(range, "");
    }
}

/// What is being written is private: `Debug` tells its length only.
impl fmt::Debug for Composer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Composer({} bytes)", self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Composer {
        let mut composer = Composer::default();
        composer.insert(text);
        composer
    }

    #[test]
    fn visible_characters_go_as_a_whole() {
        let mut composer = typed("a👩‍👩‍👧e\u{301}");
        composer.backspace();
        composer.backspace();
        assert_eq!(composer.text(), "a");
        composer.left();
        composer.left();
        composer.delete();
        composer.delete();
        composer.backspace();
        assert_eq!(composer.text(), "");
    }

    #[test]
    fn what_is_pasted_is_clean() {
        assert_eq!(typed("a\r\nb\rc\td\u{1b}[31m\u{202e}").text(), "a\nb\nc    d[31m");
    }

    #[test]
    fn words_are_walked_and_deleted() {
        let mut composer = typed("one two  three");
        composer.word_left();
        composer.word_left();
        assert_eq!(composer.place(80), (0, 4));
        composer.word_right();
        assert_eq!(composer.place(80), (0, 7));
        composer.delete_word();
        assert_eq!(composer.text(), "one   three");
        composer.delete_to_start();
        assert_eq!(composer.text(), "  three");
    }

    #[test]
    fn lines_have_their_own_start_and_end() {
        let mut composer = typed("first\nsecond");
        composer.start();
        assert_eq!(composer.place(80), (1, 0));
        composer.left();
        assert_eq!(composer.place(80), (0, 5));
        composer.start();
        composer.end();
        assert_eq!(composer.place(80), (0, 5));
    }

    #[test]
    fn up_and_down_follow_the_rows_on_the_screen() {
        let mut composer = typed("abcdefgh\nxy");
        assert_eq!(composer.place(3), (3, 2));
        composer.up(3);
        assert_eq!(composer.place(3), (2, 2));
        composer.up(3);
        assert_eq!(composer.place(3), (1, 2));
        composer.up(3);
        composer.up(3);
        assert_eq!(composer.place(3), (0, 0), "up in the first row goes to its beginning");
        composer.down(3);
        composer.down(3);
        composer.down(3);
        composer.down(3);
        assert_eq!(composer.place(3), (3, 2), "down in the last row goes to its end");
    }

    #[test]
    fn at_the_edges_nothing_happens() {
        let mut composer = Composer::default();
        composer.backspace();
        composer.delete();
        composer.delete_word();
        composer.delete_to_start();
        composer.left();
        composer.right();
        composer.word_left();
        composer.word_right();
        composer.up(0);
        composer.down(0);
        assert_eq!(composer, Composer::default());
    }

    #[test]
    fn debug_shows_no_word_of_it() {
        assert_eq!(format!("{:?}", typed("secret")), "Composer(6 bytes)");
    }
}
