//! `export`: one chat as text, oldest first.
//!
//! It is read and written page by page, so a chat of any length fits. What comes meanwhile stands at its end.

use std::io::{self, BufWriter, Write};

use pillion_protocol::content::{
    id::Place,
    reply::Answer,
    request::{Ask, From, HISTORY_LIMIT},
};

use super::which::chat_of;
use crate::{
    backup::file::{FileError, NewFile},
    cli::{error::CliError, file::Export, json::message::MessageObject, out::Out, session::Session, words},
    clock::Clock,
    screen::{
        calendar::Calendar,
        plain,
        words::{count, peer},
    },
};

/// Prints all of a chat, or writes it to a file.
///
/// # Errors
/// [`CliError`], a sentence; then there is no file.
pub async fn export(session: &mut Session, wanted: &Export, out: Out) -> Result<(), CliError> {
    match &wanted.out {
        None => {
            let mut stdout = io::stdout();
            pages(session, wanted, out.is_json(), |text| {
                stdout
                    .write_all(text.as_bytes())
                    .and_then(|()| stdout.flush())
                    .map_err(CliError::Output)
            })
            .await?;
        }
        Some(path) => {
            let mut file = BufWriter::new(NewFile::begin(path, wanted.force)?);
            let refused = |reason| FileError::Refused {
                path: path.clone(),
                reason,
            };
            let written = pages(session, wanted, out.is_json(), |text| {
                Ok(file.write_all(text.as_bytes()).map_err(refused)?)
            })
            .await?;
            let file = file.into_inner().map_err(|error| refused(error.into_error()))?;
            file.finish()?;
            eprintln!("{} in {}", count(written, "message"), path.display());
        }
    }
    Ok(())
}

/// Gives the chat to `write`, page by page; returns how many messages there were.
async fn pages(
    session: &mut Session,
    wanted: &Export,
    json: bool,
    mut write: impl FnMut(String) -> Result<(), CliError>,
) -> Result<usize, CliError> {
    let calendar = Calendar::of_this_machine();
    let chat = chat_of(session.shown(), &wanted.chat)?;
    let id = chat.id;
    if !json {
        let handle = peer(session.shown(), chat).map(|contact| format!(" ({})", contact.handle));
        write(format!(
            "Chat: {}{}\nExported: {}\n\n",
            plain::name(&chat.title),
            handle.unwrap_or_default(),
            calendar.full(Clock::start().now())
        ))?;
    }
    let (mut written, mut after) = (0, Place(0));
    loop {
        let ask = Ask::History {
            chat: id,
            from: From::After(after),
            limit: HISTORY_LIMIT,
        };
        let Answer::Page { messages, later, .. } = session.ask(ask).await? else {
            return Err(CliError::OddAnswer);
        };
        let shown = session.shown();
        let mut text = String::new();
        for message in &messages {
            if json {
                let object = serde_json::to_string(&MessageObject::new(shown, message));
                text.push_str(&object.map_err(|reason| CliError::Output(reason.into()))?);
            } else {
                text.push_str(&words::message(shown, &calendar, message));
            }
            text.push('\n');
        }
        write(text)?;
        written += messages.len();
        match messages.last() {
            Some(last) if later => after = last.place,
            _ => return Ok(written),
        }
    }
}
