//! `search`.

use pillion_protocol::content::{hit::Hit, problem::Problem, reply::Answer, request::Ask};

use super::which::chat_of;
use crate::{
    cli::{
        error::CliError,
        json::{deed::HitObject, message::MessageObject},
        out::Out,
        session::Session,
        words,
    },
    screen::calendar::Calendar,
};

/// What to search for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The words.
    pub words: &'a str,
    /// In one chat only.
    pub chat: Option<&'a str>,
    /// Only what has a star.
    pub starred: bool,
    /// At most this many.
    pub limit: u32,
}

/// Prints messages that hold words, the newest first.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn search(session: &mut Session, wanted: Wanted<'_>, out: Out) -> Result<(), CliError> {
    if wanted.words.trim().is_empty() && !wanted.starred {
        return Err(CliError::Problem(Problem::NoWords));
    }
    let only = wanted
        .chat
        .map(|word| chat_of(session.shown(), word).map(|chat| chat.id));
    let only = only.transpose()?;
    let mut left = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    let mut cursor = None;
    let mut any = false;
    loop {
        let ask = Ask::Search {
            words: wanted.words.to_owned(),
            chat: only,
            starred: wanted.starred,
            cursor,
        };
        let Answer::Found { hits, more } = session.ask(ask).await? else {
            return Err(CliError::OddAnswer);
        };
        any |= !hits.is_empty();
        for hit in hits.into_iter().take(left) {
            left = left.saturating_sub(1);
            tell(session, hit, out)?;
        }
        match more {
            Some(_) if left > 0 && more != cursor => cursor = more,
            _ => break,
        }
    }
    if any { Ok(()) } else { out.remark("Nothing was found.") }
}

fn tell(session: &Session, hit: Hit, out: Out) -> Result<(), CliError> {
    let shown = session.shown();
    let object = HitObject {
        message: MessageObject::new(shown, &hit.message),
        excerpt: hit.excerpt,
    };
    out.say(&object, || {
        words::hit(shown, &Calendar::of_this_machine(), &hit.message)
    })
}
