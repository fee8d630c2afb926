//! A phone that answers by itself: for a first conversation, and for tests.

use pillion_protocol::content::text::{TEXT_BYTES, Text};

const PREFIX: &str = "Echo: ";

/// The answer to a text; none to an echo, or two such phones would talk for ever.
pub(super) fn answer(text: &Text) -> Option<Text> {
    if text.as_str().starts_with(PREFIX) {
        return None;
    }
    let mut answer = format!("{PREFIX}{}", text.as_str());
    let mut end = answer.len().min(TEXT_BYTES);
    while !answer.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    answer.truncate(end);
    Text::parse(&answer).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_it_heard() {
        let text = Text::parse("hi\nyou").unwrap();
        assert_eq!(answer(&text).unwrap().as_str(), "Echo: hi\nyou");
    }

    #[test]
    fn two_of_them_do_not_talk_for_ever() {
        let first = answer(&Text::parse("hi").unwrap()).unwrap();
        assert_eq!(answer(&first), None);
    }

    #[test]
    fn the_longest_text_has_an_answer_that_fits() {
        let text = Text::parse(&"é".repeat(TEXT_BYTES / 2)).unwrap();
        assert!(answer(&text).unwrap().as_str().len() <= TEXT_BYTES);
    }
}
