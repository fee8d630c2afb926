//! The words of a message, with their marks and addresses.

use super::element::{Tag, a, span};
use crate::model::marks::{self, BOLD, CODE, ITALIC, Kind, STRUCK};

/// Puts a text in. All of it is there as it was typed; the signs that make marks are only not shown.
pub fn words(tag: Tag, text: &str) -> Tag {
    marks::spans(text).into_iter().fold(tag, |tag, piece| {
        let text = piece.text.as_str();
        match piece.kind {
            Kind::Sign => tag.child(span().attr("hidden", "").child(text)),
            Kind::Link => tag.child(
                a().class(&class(piece.style))
                    .attr("href", text)
                    .attr("target", "_blank")
                    .attr("rel", "noopener noreferrer")
                    .child(text),
            ),
            Kind::Words if piece.style == 0 => tag.child(text),
            Kind::Words => tag.child(span().class(&class(piece.style)).child(text)),
        }
    })
}

fn class(style: u8) -> String {
    let names = [
        (BOLD, "bold "),
        (ITALIC, "italic "),
        (STRUCK, "struck "),
        (CODE, "mono"),
    ];
    let names = names.iter().filter(|(bit, _)| style & bit != 0);
    names.map(|(_, name)| *name).collect()
}
