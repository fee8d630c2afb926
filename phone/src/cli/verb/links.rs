//! `links` and `unlink`.

use pillion_protocol::content::{link::Link, request::Ask};

use crate::{
    cli::{error::CliError, json::LinkObject, out::Out, session::Session, words},
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

fn link_of<'a>(shown: &'a Shown, word: &str) -> Result<&'a Link, CliError> {
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
