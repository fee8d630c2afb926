//! `name`, `presence` and `devices`: the account itself, and its linked browsers.

use pillion_protocol::content::{account_ask::AccountAsk, link::Link, request::Ask};

use super::links::{self, link_of};
use crate::{
    cli::{
        account::DevicesVerb,
        error::CliError,
        json::{change::ChangeObject, link::LinkObject},
        out::Out,
        session::Session,
    },
    screen::words as common,
};

/// How this account wants to be called.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn name(session: &mut Session, name: &str, out: Out) -> Result<(), CliError> {
    let name = name.trim().to_owned();
    let ask = AccountAsk::SetName { name: name.clone() };
    session.ask(Ask::Account(ask)).await?;
    let Some(mut account) = session.shown().account.clone() else {
        return Err(CliError::OddAnswer);
    };
    account.name = name;
    out.say(&ChangeObject::account(&account), || {
        "Your contacts see your new name.".to_owned()
    })
}

/// Whether contacts learn when this account is online and was last seen.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn presence(session: &mut Session, on: bool, out: Out) -> Result<(), CliError> {
    session.ask(Ask::Account(AccountAsk::SharePresence { on })).await?;
    let Some(mut account) = session.shown().account.clone() else {
        return Err(CliError::OddAnswer);
    };
    account.shares_presence = on;
    let line = match on {
        true => "Contacts see when you are online and were last seen, and you see it of them.",
        false => "Nobody sees when you are online, and you do not see it of others.",
    };
    out.say(&ChangeObject::account(&account), || line.to_owned())
}

/// Lists, names and ends links.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn devices(session: &mut Session, verb: Option<&DevicesVerb>, out: Out) -> Result<(), CliError> {
    match verb {
        None | Some(DevicesVerb::List) => links::links(session, out),
        Some(DevicesVerb::LogOut { link }) => links::unlink(session, link, out).await,
        Some(DevicesVerb::Rename { link, name }) => {
            let link = link_of(session.shown(), link)?.clone();
            let name = name.trim().to_owned();
            let ask = AccountAsk::RenameLink {
                link: link.id,
                name: name.clone(),
            };
            session.ask(Ask::Account(ask)).await?;
            let name = (!name.is_empty()).then_some(name);
            let link = Link { name, ..link };
            out.say(&LinkObject::from(&link), || format!("It is {}.", common::link(&link)))
        }
        Some(DevicesVerb::LogOutAll) => {
            let links: Vec<Link> = session.shown().links_newest_first().into_iter().cloned().collect();
            session.ask(Ask::Account(AccountAsk::UnlinkOthers)).await?;
            if links.is_empty() {
                out.remark("No browser is linked.")?;
            }
            for link in &links {
                out.say(&LinkObject::from(link), || format!("Unlinked: {}.", common::link(link)))?;
            }
            Ok(())
        }
    }
}
