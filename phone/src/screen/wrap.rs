//! Breaking text into lines of a given width.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The lines of `text` as byte ranges, each at most `width` columns wide; never empty.
///
/// Lines break at `\n` (which belongs to no line), else after the last space that fits, else within the word. Every
/// byte but the line breaks lies in exactly one line, so that a place in the text is a place on the screen. Spaces at
/// the end of a line may hang over its width.
#[must_use]
pub fn lines(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0_usize;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, width.max(1), &mut lines);
        start = start.saturating_add(paragraph.len()).saturating_add(1);
    }
    lines
}

/// Columns that `text` takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

fn wrap_paragraph(paragraph: &str, offset: usize, width: usize, lines: &mut Vec<Range<usize>>) {
    let mut start = 0_usize;
    let mut used = 0_usize;
    // Just after the last space of the line, and the columns up to there.
    let mut space: Option<(usize, usize)> = None;
    for (at, cluster) in paragraph.grapheme_indices(true) {
        let columns = cluster.width();
        let blank = cluster.chars().all(char::is_whitespace);
        if !blank && used > 0 && used.saturating_add(columns) > width {
            let (end, columns_before) = space.unwrap_or((at, used));
            lines.push(offset.saturating_add(start)..offset.saturating_add(end));
            start = end;
            used = used.saturating_sub(columns_before);
            space = None;
        }
        used = used.saturating_add(columns);
        if blank {
            space = Some((at.saturating_add(cluster.len()), used));
        }
    }
    lines.push(offset.saturating_add(start)..offset.saturating_add(paragraph.len()));
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<&str> {
        lines(text, width).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn lines_break_after_spaces() {
        assert_eq!(wrapped("the quick brown fox", 10), ["the quick ", "brown fox"]);
        assert_eq!(wrapped("the quick", 9), ["the quick"]);
    }

    #[test]
    fn a_long_word_breaks_where_it_must() {
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("ab cdefgh", 3), ["ab ", "cde", "fgh"]);
    }

    #[test]
    fn wide_characters_count_double_and_stay_whole() {
        assert_eq!(wrapped("日本語だ", 5), ["日本", "語だ"]);
        assert_eq!(wrapped("日本", 1), ["日", "本"]);
        assert_eq!(wrapped("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn line_breaks_make_lines_even_empty_ones() {
        assert_eq!(wrapped("a\n\nb\n", 10), ["a", "", "b", ""]);
        assert_eq!(wrapped("", 10), [""]);
    }

    #[test]
    fn spaces_hang_at_the_end() {
        assert_eq!(wrapped("abc     d", 3), ["abc     ", "d"]);
        assert_eq!(wrapped("   ", 2), ["   "]);
    }

    #[test]
    fn every_byte_has_its_line_at_every_width() {
        let text = "a bb  ccc 日本 👩‍👩‍👧 dddddddd\n e";
        for width in 0..20 {
            let mut at = 0;
            for range in lines(text, width) {
                assert!(range.start == at || text.as_bytes()[at] == b'\n', "width {width}");
                at = range.end;
            }
            assert_eq!(at, text.len());
        }
    }
}
