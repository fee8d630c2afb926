//! Rows that come a few at a time: to draw a whole page of messages takes longer than a frame.

use super::row::Row;

/// The rows that are drawn next: an unbroken stretch of `wanted`, which has at most `most` rows more at each end than what is
/// drawn now has in common with it. The last `first` ones, when it has nothing in common: then no place has to be kept.
#[must_use]
pub fn next<'a>(drawn: &[Row], wanted: &'a [Row], first: usize, most: usize) -> &'a [Row] {
    // Days and lines may stand elsewhere than before.
    let stays = |row: &&Row| matches!(row, Row::Bubble { .. } | Row::Event(_));
    let place = |row: &Row| wanted.iter().position(|other| other.is(*row));
    let begin = drawn.iter().filter(stays).find_map(place);
    let end = drawn.iter().rev().filter(stays).find_map(place);
    let (Some(begin), Some(end)) = (begin, end) else {
        return wanted.get(wanted.len().saturating_sub(first)..).unwrap_or(wanted);
    };
    let (begin, end) = (begin.min(end), begin.max(end));
    let to = end.saturating_add(most).saturating_add(1).min(wanted.len());
    wanted.get(begin.saturating_sub(most)..to).unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use pillion_protocol::content::id::MessageId;

    use super::*;
    use crate::model::row::Key;

    const ALL: usize = usize::MAX;

    fn bubble(number: u8) -> Row {
        Row::Bubble {
            key: Key::Message(MessageId([number; 16])),
            mine: false,
            first: false,
            lead: false,
        }
    }

    fn bubbles(numbers: core::ops::Range<u8>) -> Vec<Row> {
        numbers.map(bubble).collect()
    }

    #[test]
    fn a_window_that_is_new_comes_at_once() {
        let wanted = bubbles(0..50);
        assert_eq!(next(&[], &wanted, ALL, 5), wanted);
        assert_eq!(next(&bubbles(100..150), &wanted, ALL, 5), wanted, "a jump");
        assert_eq!(next(&[], &wanted, 20, 5), bubbles(30..50), "the newest are seen first");
        assert_eq!(next(&wanted, &[], 20, 5), []);
    }

    #[test]
    fn what_comes_before_or_behind_comes_in_steps() {
        let wanted = bubbles(0..60);
        assert_eq!(next(&bubbles(20..30), &wanted, ALL, 5), bubbles(15..35));
        assert_eq!(next(&bubbles(3..58), &wanted, ALL, 5), wanted);
        assert_eq!(next(&wanted, &wanted, ALL, 5), wanted);
    }

    #[test]
    fn what_is_no_longer_wanted_goes_at_once_and_what_comes_between_comes_at_once() {
        assert_eq!(next(&bubbles(20..90), &bubbles(0..60), ALL, 5), bubbles(15..60));
        assert_eq!(next(&bubbles(0..60), &bubbles(20..90), ALL, 5), bubbles(20..65));
        let [some, other] = [[bubble(1), bubble(9)], [bubble(1), bubble(9)]];
        let wanted = [&some[..1], &bubbles(2..9), &other[1..]].concat();
        assert_eq!(next(&some, &wanted, ALL, 2), wanted);
    }

    #[test]
    fn a_bubble_that_only_looks_different_keeps_its_place() {
        let mut drawn = bubbles(20..30);
        if let Some(Row::Bubble { first, .. }) = drawn.first_mut() {
            *first = true;
        }
        assert_eq!(next(&drawn, &bubbles(0..60), ALL, 5), bubbles(15..35));
    }

    #[test]
    fn a_day_that_moves_up_keeps_no_place() {
        let wanted = [vec![Row::Day(1)], bubbles(0..60)].concat();
        let drawn = [vec![Row::Day(1)], bubbles(50..60)].concat();
        assert_eq!(next(&drawn, &wanted, ALL, 5), bubbles(45..60));
    }

    #[test]
    fn step_by_step_all_are_drawn() {
        let wanted = [vec![Row::Day(1)], bubbles(0..30), vec![Row::Unread], bubbles(30..60)].concat();
        let mut drawn = bubbles(30..33);
        let mut steps = 0;
        while drawn != wanted {
            let more = next(&drawn, &wanted, ALL, 4).to_vec();
            assert!(more.len() > drawn.len() && more.len() <= drawn.len() + 8, "{drawn:?}");
            (drawn, steps) = (more, steps + 1);
        }
        assert_eq!(steps, 8);
    }
}
