//! `picture` and `group picture`: what others see of this account and of a group.

use std::path::Path;

use minicbor::bytes::ByteVec;
use pillion_protocol::content::{
    account_ask::AccountAsk, group::GroupChange, group_ask::GroupAsk, id::ChatId, picture::Picture, problem::Problem,
    request::Ask,
};

use crate::{
    cli::{
        error::CliError,
        file::Shown,
        json::{change::ChangeObject, group::GroupDoneObject},
        out::Out,
        session::Session,
    },
    picture::{given::Given, portrait},
};

/// Gives this account another picture, or none.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn own(session: &mut Session, wanted: &Shown, out: Out) -> Result<(), CliError> {
    let made = made(wanted.file.as_deref()).await?;
    let picture = made.as_ref().map(bytes_of);
    let line = match picture {
        Some(_) => "Your contacts see your new picture.",
        None => "Your contacts see no picture of you any more.",
    };
    session.ask(Ask::Account(AccountAsk::SetPicture { picture })).await?;
    let Some(mut account) = session.shown().account.clone() else {
        return Err(CliError::OddAnswer);
    };
    account.picture = made.map(|made| made.id());
    out.say(&ChangeObject::account(&account), || line.to_owned())
}

/// Gives a group another picture, or none.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn of_group(session: &mut Session, chat: ChatId, wanted: &Shown, out: Out) -> Result<(), CliError> {
    let picture = made(wanted.file.as_deref()).await?.as_ref().map(bytes_of);
    let line = match picture {
        Some(_) => "The group has its new picture.",
        None => "The group has no picture any more.",
    };
    session.online().await?;
    let change = GroupChange::Picture(picture);
    session.ask(Ask::Group(GroupAsk::Change { chat, change })).await?;
    out.say(&GroupDoneObject::new(Some(chat), "picture"), || line.to_owned())
}

/// The small picture of a file, if there is one.
///
/// # Errors
/// [`CliError::Portrait`].
pub async fn made(file: Option<&Path>) -> Result<Option<Picture>, CliError> {
    let Some(file) = file else { return Ok(None) };
    let Given::Picture(path) = Given::parse(&file.to_string_lossy()) else {
        return Err(CliError::Problem(Problem::Picture));
    };
    // As when a code is searched: a decoder that gives up ends this task alone.
    let made = tokio::task::spawn_blocking(move || portrait::make(&path)).await;
    Ok(Some(made.map_err(|_| CliError::Problem(Problem::Picture))??))
}

/// As a request carries it.
#[must_use]
pub fn bytes_of(picture: &Picture) -> ByteVec {
    picture.as_bytes().to_vec().into()
}
