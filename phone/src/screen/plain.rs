//! Text that other people wrote, made safe for a terminal.
//!
//! A name or a message may hold characters that a terminal obeys, that turn the reading direction of what stands
//! beside it, or that cannot be seen. Here:
//!
//! - control characters become `�`; line breaks and tabs become spaces, where one line is meant;
//! - marks that turn the direction, and characters without width or ink, go; joiners of emoji and scripts stay;
//! - a letter keeps at most ten code points, so that a tower of accents stays within its line.
//!
//! Right-to-left letters stay as they are: terminals that can will show them in their order.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Code points of one visible character: the longest emoji of a family has 10.
const CLUSTER_CHARS: usize = 10;

/// Text on one line.
#[must_use]
pub fn line(text: &str) -> String {
    capped(text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        other => visible(other),
    }))
}

/// Text on as many lines as it has; a tab is four spaces.
#[must_use]
pub fn block(text: &str) -> String {
    let spaced = text.replace('\t', "    ");
    capped(spaced.chars().filter_map(|c| match c {
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        other => visible(other),
    }))
}

/// A name on one line, and words in its place where it is blank.
#[must_use]
pub fn name(text: &str) -> String {
    let shown = line(text);
    let shown = shown.trim();
    if shown.is_empty() {
        "(no name)".to_owned()
    } else {
        shown.to_owned()
    }
}

/// The beginning of a line that fits `width` columns; `…` at its end when something is left out.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut room = width.saturating_sub(1);
    for cluster in text.graphemes(true) {
        match room.checked_sub(cluster.width()) {
            Some(rest) => room = rest,
            None => break,
        }
        kept.push_str(cluster);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}

/// The character as it may be shown; `None` if it may not.
fn visible(c: char) -> Option<char> {
    match c {
        _ if c.is_control() => Some('\u{fffd}'),
        // Direction marks, embeddings, overrides and isolates.
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => None,
        // Without width or without ink.
        '\u{00ad}' | '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' => None,
        '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' => None,
        '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' => None,
        other => Some(other),
    }
}

fn capped(chars: impl Iterator<Item = char>) -> String {
    let text: String = chars.collect();
    if text
        .graphemes(true)
        .all(|cluster| cluster.chars().count() <= CLUSTER_CHARS)
    {
        return text;
    }
    text.graphemes(true)
        .flat_map(|cluster| cluster.chars().take(CLUSTER_CHARS))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_given_nothing_to_obey() {
        assert_eq!(line("a\u{1b}[2Jb\u{7}\u{9b}c"), "a\u{fffd}[2Jb\u{fffd}\u{fffd}c");
        assert_eq!(line("a\r\nb\tc\u{2028}d"), "a  b c d");
        assert_eq!(block("a\tb\r\nc"), "a    b\u{fffd}\nc");
    }

    #[test]
    fn what_turns_the_direction_or_cannot_be_seen_goes() {
        assert_eq!(line("ann\u{202e}gpj.exe\u{2066}x\u{200f}"), "anngpj.exex");
        assert_eq!(line("a\u{200b}l\u{feff}i\u{e0041}ce"), "alice");
    }

    #[test]
    fn scripts_and_emoji_stay() {
        for text in ["مرحبا", "שלום", "👩‍👩‍👧‍👦", "❤️", "नमस्ते", "e\u{301}"]
        {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn a_tower_of_accents_is_cut() {
        let tower = format!("a{}b", "\u{301}".repeat(500));
        assert_eq!(line(&tower).chars().count(), CLUSTER_CHARS + 1);
    }

    #[test]
    fn a_blank_name_gets_words() {
        for blank in ["", " ", "\u{3164}", "\u{200b}\n", "\u{202e}"] {
            assert_eq!(name(blank), "(no name)");
        }
    }

    #[test]
    fn a_line_is_cut_by_columns_and_never_within_a_character() {
        assert_eq!(cut("hello", 5), "hello");
        assert_eq!(cut("hello", 4), "hel…");
        assert_eq!(cut("日本語", 5), "日本…");
        assert_eq!(cut("日本語", 4), "日…");
        assert_eq!(cut("hello", 1), "…");
        assert_eq!(cut("hello", 0), "");
    }
}
