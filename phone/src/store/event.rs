//! What happened to a chat, as it lies in the row of a message that nobody has written.
//!
//! Names in it are those of the day on which it is read.

use pillion_protocol::content::{body::Body, event::Event, id::ChatId};

use super::{database::Tx, error::StoreError, member};

/// The bytes of an event; `None` for a message.
pub(super) fn write(body: &Body) -> Result<Option<Vec<u8>>, StoreError> {
    match body {
        Body::Event(event) => minicbor::to_vec(event)
            .map(Some)
            .map_err(|error| StoreError::Damaged(error.to_string())),
        _ => Ok(None),
    }
}

/// The event of a row. One that this build cannot read is [`Event::Other`].
pub(super) fn read(tx: &Tx<'_>, chat: ChatId, bytes: &[u8]) -> Result<Event, StoreError> {
    let mut event = minicbor::decode(bytes).unwrap_or(Event::Other);
    if let Event::Added(people)
    | Event::Removed(people)
    | Event::Left(people)
    | Event::Promoted(people)
    | Event::Demoted(people) = &mut event
    {
        for person in &mut people.named {
            if let Some(name) = member::name(tx, chat, person.account)? {
                person.name = name;
            }
        }
    }
    Ok(event)
}
