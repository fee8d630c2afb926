//! What a text looks like that comes in pieces, as a search cuts it.

use super::marks::{self, Span};

/// The spans of the whole text, cut where a piece ends; with the number of the piece that each one is of.
#[must_use]
pub fn spans(pieces: &[String]) -> Vec<(usize, Span)> {
    let mut ends = Vec::new();
    let mut end = 0;
    for piece in pieces {
        end += piece.len();
        ends.push(end);
    }
    let (mut cut, mut at, mut piece) = (Vec::new(), 0, 0);
    for span in marks::spans(&pieces.concat()) {
        let mut rest = span.text.as_str();
        while !rest.is_empty() {
            while ends.get(piece).is_some_and(|end| *end <= at) {
                piece += 1;
            }
            let room = ends.get(piece).map_or(rest.len(), |end| end - at);
            let (here, then) = rest.split_at_checked(room).unwrap_or((rest, ""));
            let text = here.to_owned();
            cut.push((piece, Span { text, ..span }));
            at += here.len();
            rest = then;
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::{
        super::marks::{BOLD, Kind},
        *,
    };

    fn cut(pieces: &[&str]) -> Vec<(usize, String, u8, Kind)> {
        let pieces: Vec<_> = pieces.iter().copied().map(String::from).collect();
        let spans = spans(&pieces).into_iter();
        spans
            .map(|(piece, span)| (piece, span.text, span.style, span.kind))
            .collect()
    }

    #[test]
    fn a_mark_reaches_over_what_was_found() {
        let words = |piece, text: &str, style| (piece, text.to_owned(), style, Kind::Words);
        let sign = |piece| (piece, "*".to_owned(), 0, Kind::Sign);
        assert_eq!(
            cut(&["see *the ", "brown", " f\u{f6}x* run", "", ""]),
            [
                words(0, "see ", 0),
                sign(0),
                words(0, "the ", BOLD),
                words(1, "brown", BOLD),
                words(2, " f\u{f6}x", BOLD),
                sign(2),
                words(2, " run", 0),
            ]
        );
    }

    #[test]
    fn nothing_is_left_out_and_nothing_is_made_of_what_is_no_mark() {
        for pieces in [
            &["", "found"][..],
            &["a * b ", "*", " c"],
            &["*cut", " short"],
            &[],
            &["", "", ""],
            &["\u{1f98a}", "\u{1f98a}\u{1f98a}"],
        ] {
            let spans = cut(pieces);
            for (number, piece) in pieces.iter().enumerate() {
                let of = spans.iter().filter(|(of, ..)| *of == number);
                let text: String = of.map(|(_, text, ..)| text.as_str()).collect();
                assert_eq!(text, **piece, "{pieces:?}");
            }
        }
    }
}
