//! The words of a message, with their marks and addresses.

use super::element::{Tag, a, span};
use pillion_wire::handle::Handle;

use crate::model::{
    excerpt,
    marks::{self, BOLD, CODE, ITALIC, Kind, STRUCK, Span},
    mention,
};

/// Puts a text in. All of it is there as it was typed; the signs that make marks are only not shown.
/// The members that it names stand out; `own` is this account's handle.
pub fn words(tag: Tag, text: &str, named: &[Handle], own: Option<&Handle>) -> Tag {
    let spans = mention::marked(marks::spans(text), named, own);
    spans.into_iter().fold(tag, |tag, piece| {
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
            Kind::Mention(own) => {
                let class = [
                    class(piece.style),
                    if own { "mention own-name" } else { "mention" }.into(),
                ];
                tag.child(span().class(&class.concat()).child(text))
            }
            Kind::Words if piece.style == 0 => tag.child(text),
            Kind::Words => tag.child(span().class(&class(piece.style)).child(text)),
        }
    })
}

/// The same where it is part of something that is pressed as a whole: without addresses to open.
pub fn beginning(tag: Tag, text: &str) -> Tag {
    marks::spans(text)
        .iter()
        .fold(tag, |tag, piece| inactive(tag, piece, false))
}

/// What a search has found in a text: its pieces alternate, outside, found, outside and so on.
pub fn found(tag: Tag, pieces: &[String]) -> Tag {
    excerpt::spans(pieces)
        .iter()
        .fold(tag, |tag, (number, piece)| inactive(tag, piece, number % 2 == 1))
}

fn inactive(tag: Tag, piece: &Span, found: bool) -> Tag {
    let text = piece.text.as_str();
    match piece.kind {
        Kind::Sign => tag.child(span().attr("hidden", "").child(text)),
        _ if piece.style == 0 && !found => tag.child(text),
        _ => {
            let found = if found { " found" } else { "" };
            tag.child(span().class(&[&class(piece.style), found].concat()).child(text))
        }
    }
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
