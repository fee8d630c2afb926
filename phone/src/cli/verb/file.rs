//! `file send`, `file get`, `file fetch`, `file limit` and `file list`.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    time::Duration,
};

use pillion_protocol::content::{
    account_ask::AccountAsk,
    file::Held,
    file_ask::FileAsk,
    id::ChatId,
    limit::Limit,
    message::{Message, State},
    problem::Problem,
    progress::{Moving, Progress},
    reply::Answer,
    request::{Ask, HISTORY_LIMIT},
    text::Text,
    update::Change,
};

use super::{
    send::{follow, told},
    which::{chat_of, file_of, message_of},
};
use crate::{
    cli::{
        error::CliError,
        file::FileVerb,
        json::{change::ChangeObject, deed::SavedObject, message::MessageObject},
        limit::{self, KindWord},
        out::Out,
        progress::Bar,
        session::Session,
        target::Which,
        words,
    },
    screen::calendar::Calendar,
};

/// How long sealing, opening or sending a file may take: as large as it is, somebody waits for it.
const LONG: Duration = Duration::from_secs(24 * 60 * 60);

/// Does something with files.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn file(session: &mut Session, verb: &FileVerb, out: Out) -> Result<(), CliError> {
    match verb {
        FileVerb::Send {
            chat,
            path,
            caption,
            reply,
            wait,
        } => {
            let said = Said {
                chat,
                path,
                caption: caption.as_deref(),
                reply: reply.as_deref(),
            };
            send(session, said, *wait, out).await
        }
        FileVerb::Get { which, out: to } => get(session, which, to.as_deref(), out).await,
        FileVerb::Fetch { which, wait } => fetch(session, which, *wait, out).await,
        FileVerb::Limit { kind, size } => limits(session, kind.zip(*size), out).await,
        FileVerb::List { chat, limit } => list(session, chat, *limit, out).await,
    }
}

/// What to send.
struct Said<'a> {
    chat: &'a str,
    path: &'a Path,
    caption: Option<&'a str>,
    reply: Option<&'a str>,
}

async fn send(session: &mut Session, said: Said<'_>, wait: bool, out: Out) -> Result<(), CliError> {
    let caption = said.caption.map(Text::parse).transpose().map_err(CliError::Problem)?;
    let path = absolute(said.path, Problem::FileUnreadable)?;
    let chat = chat_of(session.shown(), said.chat)?.id;
    let quote = match said.reply {
        Some(message) => Some(message_of(session, chat, message).await?),
        None => None,
    };
    let intent = session.intents().fresh();
    let ask = FileAsk::Send {
        intent,
        chat,
        path,
        caption,
        quote,
    };
    let mut bar = Bar::new(out);
    let sealed = session.ask_seeing(LONG, Ask::File(ask), |change| {
        if let Change::Progress(
            progress @ Progress {
                of: Moving::Request(_), ..
            },
        ) = change
        {
            bar.show_file("sealing", progress);
        }
    });
    let Answer::Message(mut message) = sealed.await? else {
        return Err(CliError::OddAnswer);
    };
    // A phone that stops at the end takes the file along only as far as it has come.
    if wait || session.is_alone() {
        session
            .wait_for(LONG, |_, changes| {
                follow(&mut message, changes);
                for change in changes {
                    match change {
                        Change::Progress(progress) if is_of(progress, &message) => bar.show_file("sending", progress),
                        _ => {}
                    }
                }
                message.state != State::Stored
            })
            .await?;
    }
    bar.end();
    told(session, &message, wait, out)
}

fn is_of(progress: &Progress, sent: &Message) -> bool {
    matches!(progress.of, Moving::File { message, .. } if message == sent.id)
}

async fn get(session: &mut Session, which: &Which, to: Option<&Path>, out: Out) -> Result<(), CliError> {
    let chat = chat_of(session.shown(), &which.chat)?.id;
    let found = file_of(session, chat, &which.message).await?;
    let shared = found.body.file().ok_or(CliError::Problem(Problem::NoFile))?;
    let name = shared.file.name.as_str();
    let path = match to {
        Some(folder) if folder.is_dir() => folder.join(name),
        Some(path) => path.to_owned(),
        None => PathBuf::from(name),
    };
    let path = absolute(&path, Problem::FileUnwritable)?;
    let ask = FileAsk::Save {
        chat,
        message: found.id,
        path: path.clone(),
    };
    let mut bar = Bar::new(out);
    let saved = session.ask_seeing(LONG, Ask::File(ask), |change| {
        if let Change::Progress(
            progress @ Progress {
                of: Moving::Request(_), ..
            },
        ) = change
        {
            bar.show_file("saving", progress);
        }
    });
    let saved = saved.await;
    bar.end();
    saved?;
    out.say(&SavedObject::new(&found, &path), || format!("Saved as {path}."))
}

async fn fetch(session: &mut Session, which: &Which, wait: bool, out: Out) -> Result<(), CliError> {
    let chat = chat_of(session.shown(), &which.chat)?.id;
    let mut found = file_of(session, chat, &which.message).await?;
    let held_now = held(&found).ok_or(CliError::Problem(Problem::NoFile))?;
    if let Some(ask) = FileAsk::getting(held_now, chat, found.id) {
        session.ask(Ask::File(ask)).await?;
    }
    found = file_of(session, chat, &found.id.to_hex()).await?;
    // A phone that stops at the end gets it only as far as it has come; for another phone it waits only if it is told to.
    if wait || session.is_alone() {
        session
            .wait_for(LONG, |_, changes| {
                follow(&mut found, changes);
                !matches!(held(&found), Some(held) if held == Held::Coming || wait && held == Held::Asked)
            })
            .await?;
        match held(&found) {
            Some(Held::NoRoom) => return Err(CliError::Problem(Problem::Storage)),
            Some(Held::Gone) => return Err(CliError::Problem(Problem::FileGone)),
            Some(Held::Lost) => return Err(CliError::Problem(Problem::FileLost)),
            Some(Held::Damaged) => return Err(CliError::Problem(Problem::FileDamaged)),
            _ => {}
        }
    }
    let (calendar, shown) = (Calendar::of_this_machine(), session.shown());
    out.say(&MessageObject::new(shown, &found), || {
        words::message(shown, &calendar, &found)
    })
}

fn held(message: &Message) -> Option<Held> {
    message.body.file().map(|shared| shared.held)
}

async fn limits(session: &mut Session, set: Option<(KindWord, Limit)>, out: Out) -> Result<(), CliError> {
    let Some(mut account) = session.shown().account.clone() else {
        return Err(CliError::OddAnswer);
    };
    if let Some((word, limit)) = set {
        let kind = word.kind();
        session.ask(Ask::Account(AccountAsk::SetLimit { kind, limit })).await?;
        account.fetches.set(kind, limit);
    }
    out.say(&ChangeObject::account(&account), || {
        format!(
            "Files that are fetched by themselves:\n{}",
            limit::all(&account.fetches)
        )
    })
}

async fn list(session: &mut Session, chat: &str, limit: u32, out: Out) -> Result<(), CliError> {
    let chat = chat_of(session.shown(), chat)?.id;
    let messages = newest(session, chat, usize::try_from(limit).unwrap_or(usize::MAX)).await?;
    let (calendar, shown) = (Calendar::of_this_machine(), session.shown());
    if messages.is_empty() {
        out.remark("There are no files in this chat yet.")?;
    }
    for message in &messages {
        out.say(&MessageObject::new(shown, message), || {
            words::message(shown, &calendar, message)
        })?;
    }
    Ok(())
}

/// The newest messages with files, page by page, oldest first.
async fn newest(session: &mut Session, chat: ChatId, limit: usize) -> Result<VecDeque<Message>, CliError> {
    let (mut messages, mut before) = (VecDeque::<Message>::new(), None);
    loop {
        let missing = limit.saturating_sub(messages.len());
        let ask = FileAsk::List {
            chat,
            before,
            limit: u16::try_from(missing).unwrap_or(HISTORY_LIMIT).min(HISTORY_LIMIT),
            sort: None,
        };
        let Answer::Page {
            messages: page,
            earlier,
            ..
        } = session.ask(Ask::File(ask)).await?
        else {
            return Err(CliError::OddAnswer);
        };
        before = page.first().map(|first| first.place);
        page.into_iter().rev().for_each(|message| messages.push_front(message));
        if !earlier || messages.len() >= limit || before.is_none() {
            return Ok(messages);
        }
    }
}

/// A path as the phone can use it, which may run in another folder.
fn absolute(path: &Path, otherwise: Problem) -> Result<String, CliError> {
    let path = std::path::absolute(path).ok();
    let path = path.as_deref().and_then(Path::to_str).map(str::to_owned);
    path.ok_or(CliError::Problem(otherwise))
}
