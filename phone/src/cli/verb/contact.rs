//! `contact add` and `contacts`.

use pillion_protocol::{
    contact_code,
    content::{problem::Problem, reply::Answer, request::Ask},
};
use pillion_wire::handle::Handle;

use super::link::code_of;
use crate::{
    cli::{error::CliError, json::people::ContactObject, out::Out, session::Session, words},
    screen::plain,
};

/// Finds an account by its handle, or by the code that it shows, and opens a chat with it.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn add(session: &mut Session, word: &str, out: Out) -> Result<(), CliError> {
    // No handle has a dot or a slash, and hardly any picture has neither.
    let contact = match contact_code::is_meant(word) || word.contains(['.', '/']) {
        true => {
            let code = code_of(word, Problem::NotAContactCode).await?;
            session.online().await?;
            let intent = session.intents().fresh();
            session.ask(Ask::AddByCode { intent, code }).await?
        }
        false => {
            let handle = Handle::parse(word)?;
            let contacts = &session.shown().contacts;
            // A known one needs no relay, but may be a request that is accepted by this.
            if !contacts.values().any(|contact| contact.handle == handle) {
                session.online().await?;
            }
            let intent = session.intents().fresh();
            session.ask(Ask::AddContact { intent, handle }).await?
        }
    };
    let Answer::Contact(contact) = contact else {
        return Err(CliError::OddAnswer);
    };
    out.say(&ContactObject::from(&contact), || {
        format!("{} is your contact {}.", contact.handle, plain::name(&contact.name))
    })
}

/// Lists the contacts by handle; with `blocked` those alone that are.
///
/// # Errors
/// [`CliError::Output`].
pub fn contacts(session: &Session, blocked: bool, out: Out) -> Result<(), CliError> {
    let all = session.shown().contacts.values();
    let mut contacts: Vec<_> = all.filter(|contact| contact.blocked || !blocked).collect();
    contacts.sort_by(|a, b| a.handle.cmp(&b.handle));
    match (contacts.is_empty(), blocked) {
        (true, true) => out.remark("Nobody is blocked.")?,
        (true, false) => out.remark("You have no contacts yet. Add one: pillion-phone contact add HANDLE")?,
        (false, _) => {}
    }
    for contact in contacts {
        out.say(&ContactObject::from(contact), || words::contact(contact))?;
    }
    Ok(())
}
