//! `chats`.

use crate::{
    cli::{error::CliError, json::people::ChatObject, out::Out, session::Session, words},
    clock::Clock,
    screen::calendar::Calendar,
};

/// Lists the chats, the last used first.
///
/// # Errors
/// [`CliError::Output`].
pub fn chats(session: &Session, out: Out) -> Result<(), CliError> {
    let (calendar, now) = (Calendar::of_this_machine(), Clock::start().now());
    let shown = session.shown();
    if shown.chats.is_empty() {
        out.remark("There are no chats yet. Add a contact: pillion-phone contact add HANDLE")?;
    }
    for chat in shown.chats_newest_first() {
        out.say(&ChatObject::new(shown, chat), || {
            words::chat(shown, &calendar, now, chat)
        })?;
    }
    Ok(())
}
