//! `contact add` and `contacts`.

use pillion_protocol::content::{reply::Answer, request::Ask};
use pillion_wire::handle::Handle;

use crate::{
    cli::{error::CliError, json::people::ContactObject, out::Out, session::Session, words},
    screen::plain,
};

/// Finds an account by its handle and opens a chat with it.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn add(session: &mut Session, handle: &str, out: Out) -> Result<(), CliError> {
    let handle = Handle::parse(handle)?;
    let known = session
        .shown()
        .contacts
        .values()
        .find(|contact| contact.handle == handle)
        .cloned();
    let contact = match known {
        Some(contact) => contact,
        None => {
            session.online().await?;
            let intent = session.intents().fresh();
            match session.ask(Ask::AddContact { intent, handle }).await? {
                Answer::Contact(contact) => contact,
                _ => return Err(CliError::OddAnswer),
            }
        }
    };
    out.say(&ContactObject::from(&contact), || {
        format!("{} is your contact {}.", contact.handle, plain::name(&contact.name))
    })
}

/// Lists the contacts by handle.
///
/// # Errors
/// [`CliError::Output`].
pub fn contacts(session: &Session, out: Out) -> Result<(), CliError> {
    let mut contacts: Vec<_> = session.shown().contacts.values().collect();
    contacts.sort_by(|a, b| a.handle.cmp(&b.handle));
    if contacts.is_empty() {
        out.remark("You have no contacts yet. Add one: pillion-phone contact add HANDLE")?;
    }
    for contact in contacts {
        out.say(&ContactObject::from(contact), || words::contact(contact))?;
    }
    Ok(())
}
