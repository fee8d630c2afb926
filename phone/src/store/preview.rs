//! The last message of a chat, as lists show it. Lists are long, so nothing is read that they do not show.

use pillion_protocol::content::{
    body::Body,
    chat::Preview,
    id::{ChatId, Place},
};
use pillion_wire::{id::AccountId, time::Timestamp};
use rusqlite::{OptionalExtension, Row};

use super::{
    database::Tx,
    error::StoreError,
    event, file, member,
    number::column,
    row::{self, damaged},
    state,
};

/// The last message of a chat; `None` if nothing is in it.
pub(super) fn of(tx: &Tx<'_>, chat: ChatId, is_group: bool) -> Result<Option<Preview>, StoreError> {
    tx.prepare_cached(
        "SELECT place, sender, substr(text, 1, 1000), at, state, kind, event, file FROM message
         WHERE chat = ? AND kind < 3 ORDER BY place DESC LIMIT 1",
    )?
    .query_row([chat.0], |row| Ok(read(tx, chat, is_group, row)))
    .optional()?
    .transpose()
}

fn read(tx: &Tx<'_>, chat: ChatId, is_group: bool, row: &Row<'_>) -> Result<Preview, StoreError> {
    let from = row.get::<_, Option<_>>(1)?.map(AccountId);
    let event = match row.get::<_, Option<Vec<u8>>>(6)? {
        Some(event) => Some(event::read(tx, chat, &event)?),
        None => None,
    };
    Ok(Preview {
        place: Place(column(row, 0)?),
        from,
        text: row::line(&file::line(row.get::<_, Option<Vec<u8>>>(7)?, row.get(2)?)?),
        state: state::of_number(row.get(4)?).ok_or_else(|| damaged("the state of a message"))?,
        at: Timestamp(column(row, 3)?),
        deleted: event.is_none() && row.get::<_, u8>(5)? == row::kind_of(&Body::Deleted),
        name: match from {
            Some(from) if is_group => member::name(tx, chat, from)?,
            _ => None,
        },
        event,
    })
}
