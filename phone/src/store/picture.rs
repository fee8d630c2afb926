//! Pictures of the account, its contacts and its groups, and small ones of files.
//!
//! What a picture is called is known before its bytes come: the name stands with whom it shows, the bytes in a table of their own,
//! once for all that show the same. Triggers take them out when nobody shows them any more.

use pillion_protocol::content::{
    id::ChatId,
    picture::{Picture, PictureId},
};
use pillion_wire::id::AccountId;
use rusqlite::{OptionalExtension, Params};

use super::{database::Tx, error::StoreError};

/// Keeps the bytes of a picture that something shows; `false` if they are here already.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &Tx<'_>, picture: &Picture) -> Result<bool, StoreError> {
    let added = tx
        .prepare_cached("INSERT INTO picture (id, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING")?
        .execute((picture.id().0, picture.as_bytes()))?;
    Ok(added == 1)
}

/// Keeps the bytes of a picture if something shows it.
///
/// # Errors
/// [`StoreError`].
pub fn put_shown(tx: &Tx<'_>, picture: &Picture) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO picture (id, bytes) SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM picture_shown WHERE id = ?1)
         ON CONFLICT DO NOTHING",
    )?
    .execute((picture.id().0, picture.as_bytes()))?;
    Ok(())
}

/// The bytes of a picture, if they are here.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>, id: PictureId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT bytes FROM picture WHERE id = ?")?
        .query_row([id.0], |row| row.get(0))
        .optional()?)
}

/// What the picture of the account is called.
///
/// # Errors
/// [`StoreError`].
pub fn own(tx: &Tx<'_>) -> Result<Option<PictureId>, StoreError> {
    one(tx, "SELECT picture FROM account", [])
}

/// Gives the account another picture, or none; `false` if it is that already.
///
/// # Errors
/// [`StoreError`].
pub fn set_own(tx: &Tx<'_>, id: Option<PictureId>) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached("UPDATE account SET picture = ?1 WHERE picture IS NOT ?1")?
        .execute([id.map(|id| id.0)])?;
    Ok(changed == 1)
}

/// What the picture of a contact is called.
///
/// # Errors
/// [`StoreError`].
pub fn of_contact(tx: &Tx<'_>, account: AccountId) -> Result<Option<PictureId>, StoreError> {
    one(tx, "SELECT picture FROM contact WHERE account = ?", [account.0])
}

/// A contact has another picture, or none; `false` if it is that already.
///
/// # Errors
/// [`StoreError`].
pub fn set_of_contact(tx: &Tx<'_>, account: AccountId, id: Option<PictureId>) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached("UPDATE contact SET picture = ?2 WHERE account = ?1 AND picture IS NOT ?2")?
        .execute((account.0, id.map(|id| id.0)))?;
    Ok(changed == 1)
}

/// What the picture of a group is called.
///
/// # Errors
/// [`StoreError`].
pub fn of_group(tx: &Tx<'_>, chat: ChatId) -> Result<Option<PictureId>, StoreError> {
    one(tx, "SELECT picture FROM chat WHERE id = ?", [chat.0])
}

/// A group has another picture, or none.
///
/// # Errors
/// [`StoreError`].
pub fn set_of_group(tx: &Tx<'_>, chat: ChatId, id: Option<PictureId>) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE chat SET picture = ?2 WHERE id = ?1 AND picture IS NOT ?2")?
        .execute((chat.0, id.map(|id| id.0)))?;
    Ok(())
}

/// Chats that show a picture: groups, and chats of two with a contact that does.
///
/// # Errors
/// [`StoreError`].
pub fn chats_with(tx: &Tx<'_>, id: PictureId) -> Result<Vec<ChatId>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT id FROM chat WHERE picture = ?1 UNION ALL SELECT chat FROM contact WHERE picture = ?1",
    )?;
    let rows = statement.query_map([id.0], |row| row.get(0).map(ChatId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Contacts that show a picture.
///
/// # Errors
/// [`StoreError`].
pub fn contacts_with(tx: &Tx<'_>, id: PictureId) -> Result<Vec<AccountId>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT account FROM contact WHERE picture = ?")?;
    let rows = statement.query_map([id.0], |row| row.get(0).map(AccountId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn one(tx: &Tx<'_>, sql: &str, key: impl Params) -> Result<Option<PictureId>, StoreError> {
    let found = tx
        .prepare_cached(sql)?
        .query_row(key, |row| row.get::<_, Option<_>>(0))
        .optional()?;
    Ok(found.flatten().map(PictureId))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use pillion_wire::time::Timestamp;

    use super::*;
    use crate::{
        picture::portrait,
        store::{chat, database::Database, deletion, member},
    };

    const ONE: ChatId = ChatId([1; 16]);
    const OTHER: ChatId = ChatId([2; 16]);

    fn two_groups(picture: &Picture) -> Database {
        let mut database = Database::in_memory().unwrap();
        database
            .write(|tx| {
                for group in [ONE, OTHER] {
                    chat::add(tx, group, Timestamp(1))?;
                    member::set_group(tx, group, "Choir")?;
                    set_of_group(tx, group, Some(picture.id()))?;
                }
                assert!(put(tx, picture)?);
                assert!(!put(tx, picture)?, "the bytes are here once");
                Ok::<_, StoreError>(())
            })
            .unwrap();
        database
    }

    #[test]
    fn bytes_go_when_the_last_that_shows_them_has_another_picture() {
        let (picture, next) = (portrait::of_one_colour(10), portrait::of_one_colour(200));
        let mut database = two_groups(&picture);
        let is_here = |database: &Database| find(&database.read(), picture.id()).unwrap().is_some();
        let set = |database: &mut Database, chat, id| database.write(|tx| set_of_group(tx, chat, id)).unwrap();
        set(&mut database, ONE, None);
        assert!(is_here(&database), "the other one shows it");
        set(&mut database, OTHER, Some(picture.id()));
        assert!(is_here(&database), "nothing has changed");
        set(&mut database, OTHER, Some(next.id()));
        assert!(!is_here(&database));
    }

    #[test]
    fn bytes_go_with_the_chat_that_showed_them() {
        let picture = portrait::of_one_colour(10);
        let mut database = two_groups(&picture);
        for (group, stays) in [(ONE, true), (OTHER, false)] {
            database
                .write(|tx| {
                    deletion::chat(tx, group)?;
                    while deletion::sweep(tx, 10)? {}
                    Ok::<_, StoreError>(())
                })
                .unwrap();
            assert_eq!(find(&database.read(), picture.id()).unwrap().is_some(), stays);
        }
    }

    #[test]
    fn a_picture_is_shown_once_its_bytes_are_here() {
        let (picture, next) = (portrait::of_one_colour(10), portrait::of_one_colour(200));
        let mut database = two_groups(&picture);
        let shown = |database: &Database| chat::view(&database.read(), ONE).unwrap().unwrap().picture;
        assert_eq!(shown(&database), Some(picture.id()));
        database.write(|tx| set_of_group(tx, ONE, Some(next.id()))).unwrap();
        assert_eq!(shown(&database), None);
        database.write(|tx| put(tx, &next)).unwrap();
        assert_eq!(shown(&database), Some(next.id()));
    }
}
