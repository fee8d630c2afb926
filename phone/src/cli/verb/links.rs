//! `links` and `unlink`.

use pillion_protocol::content::{link::Link, request::Ask};

use crate::{
    cli::{error::CliError, json::link::LinkObject, out::Out, session::Session, words},
    screen::{calendar::Calendar, follow::Shown, plain, words as common},
};

/// Lists the linked browsers.
///
/// # Errors
/// [`CliError::Output`].
pub fn links(session: &Session, out: Out) -> Result<(), CliError> {
    let calendar = Calendar::of_this_machine();
    let links = session.shown().links_newest_first();
    if links.is_empty() {
        out.remark("No browser is linked. Link one: pillion-phone link LINK|IMAGE")?;
    }
    for link in links {
        out.say(&LinkObject::from(link), || words::link(&calendar, link))?;
    }
    Ok(())
}

/// Ends a link.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn unlink(session: &mut Session, word: &str, out: Out) -> Result<(), CliError> {
    let link = link_of(session.shown(), word)?.clone();
    session.ask(Ask::Unlink { link: link.id }).await?;
    out.say(&LinkObject::from(&link), || {
        format!("Unlinked: {}.", common::link(&link))
    })
}

/// The link that a person means, by the beginning of its id.
///
/// # Errors
/// [`CliError::NoSuchLink`], [`CliError::LinkNotUnique`].
pub fn link_of<'a>(shown: &'a Shown, word: &str) -> Result<&'a Link, CliError> {
    let start = word.trim().trim_end_matches('…').to_ascii_lowercase();
    let mut fitting = shown
        .links
        .values()
        .filter(|link| !start.is_empty() && link.id.to_hex().starts_with(&start));
    match (fitting.next(), fitting.next()) {
        (Some(link), None) => Ok(link),
        (Some(_), Some(_)) => Err(CliError::LinkNotUnique(plain::line(word))),
        (None, _) => Err(CliError::NoSuchLink(plain::line(word))),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use pillion_protocol::content::update::Change;

    use super::*;
    use crate::tui::stage::{Stage, link};

    #[test]
    fn a_link_is_named_by_the_beginning_of_its_id_if_no_other_begins_so() {
        let mut stage = Stage::alice();
        stage.update(vec![Change::Link(link(0x10, true))]);
        let shown = stage.model.shown();
        let id = |word: &str| link_of(shown, word).map(|link| link.id);
        assert_eq!(id("10").unwrap(), link(0x10, true).id);
        assert_eq!(
            id(&link(0x10, true).id.to_hex().to_uppercase()).unwrap(),
            link(0x10, true).id
        );
        assert_eq!(id("0101").unwrap(), link(1, true).id);
        assert_eq!(id("10101010…").unwrap(), link(0x10, true).id, "as a log shows it");
    }

    #[test]
    fn a_word_that_names_no_link_or_several_is_refused() {
        let mut stage = Stage::alice();
        stage.update(vec![Change::Link(link(0x10, true)), Change::Link(link(0x11, true))]);
        let shown = stage.model.shown();
        assert!(matches!(link_of(shown, "1"), Err(CliError::LinkNotUnique(_))));
        for word in ["", " ", "…", "2", "zz", "\u{1b}[2J"] {
            assert!(matches!(link_of(shown, word), Err(CliError::NoSuchLink(_))), "{word:?}");
        }
    }
}
