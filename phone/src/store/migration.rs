//! The schema, in numbered steps. A step that was released is never edited; a change is a new step.
//!
//! The number of the last step is SQLite's `user_version`. Each step runs in its own transaction with the number, so a
//! crash leaves the database before or after it. The tables of MLS are numbered apart, by their own crate.

use rusqlite::Connection;

use super::error::StoreError;

const STEPS: [&str; 9] = [
    include_str!("migrations/1.sql"),
    include_str!("migrations/2.sql"),
    include_str!("migrations/3.sql"),
    include_str!("migrations/4.sql"),
    include_str!("migrations/5.sql"),
    include_str!("migrations/6.sql"),
    include_str!("migrations/7.sql"),
    include_str!("migrations/8.sql"),
    include_str!("migrations/9.sql"),
];

/// Brings a database up to this build's schema.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (number, step) in (1_i64..).zip(STEPS) {
        if number > found {
            let transaction = connection.transaction()?;
            transaction.execute_batch(step)?;
            transaction.pragma_update(None, "user_version", number)?;
            transaction.commit()?;
        }
    }
    crate::mls::provider::migrate(connection).map_err(|error| StoreError::Migration(error.to_string()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const DOCUMENTED: &str = include_str!("../../../docs/schema.sql");

    /// Name to definition, without comments, white space and quotes.
    fn tables(connection: &Connection) -> BTreeMap<String, String> {
        let mut statement = connection
            .prepare(
                "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL
                 AND name NOT LIKE 'openmls%' AND name NOT LIKE '%vc\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite_%'
                 AND tbl_name NOT LIKE 'openmls%' AND tbl_name NOT LIKE '%vc\\_%' ESCAPE '\\'",
            )
            .unwrap();
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
            .unwrap();
        rows.map(|row| row.map(|(name, sql)| (name, plain(&sql))).unwrap())
            .collect()
    }

    fn plain(sql: &str) -> String {
        sql.lines()
            .map(|line| line.split("--").next().unwrap_or_default())
            .flat_map(str::chars)
            .filter(|c| !c.is_whitespace())
            .collect()
    }

    #[test]
    fn the_documented_schema_is_the_real_one() {
        let mut real = Connection::open_in_memory().unwrap();
        run(&mut real).unwrap();
        let documented = Connection::open_in_memory().unwrap();
        documented.execute_batch(DOCUMENTED).unwrap();
        assert_eq!(tables(&documented), tables(&real));
    }

    #[test]
    fn every_column_is_explained_and_every_table_is_strict() {
        let mut open = None;
        for line in DOCUMENTED.lines() {
            if let Some(name) = line.strip_prefix("CREATE TABLE ") {
                open = Some(name);
            } else if open.is_some() && line.starts_with(')') {
                assert!(line.contains("STRICT"), "{open:?}");
                open = None;
            } else if open.is_some() {
                let names_column = line.trim_start().starts_with(|c: char| c.is_ascii_lowercase());
                assert!(!names_column || line.contains("-- "), "{open:?}: {line}");
            }
        }
    }

    #[test]
    fn a_newer_database_is_refused_by_name() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        let refused = run(&mut connection).unwrap_err();
        assert!(
            matches!(refused, StoreError::Newer { found: 99, known: 9 }),
            "{refused}"
        );
    }

    #[test]
    fn messages_of_an_older_phone_stay_and_are_found() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(STEPS[0]).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        connection
            .execute_batch(
                "INSERT INTO chat (id, at) VALUES (zeroblob(16), 1);
                 INSERT INTO message (id, chat, place, text, at, state)
                 VALUES (zeroblob(16), zeroblob(16), 1, 'an old friend', 1, 5);",
            )
            .unwrap();
        run(&mut connection).unwrap();
        let found: (String, u8, bool) = connection
            .query_row(
                "SELECT m.text, m.kind, m.starred FROM message_words JOIN message m ON m.number = message_words.rowid
                 WHERE message_words MATCH 'frie*'",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .unwrap();
        assert_eq!(found, ("an old friend".to_owned(), 0, false));
    }

    #[test]
    fn files_of_an_older_phone_stay_and_are_removed_with_their_messages() {
        let mut connection = Connection::open_in_memory().unwrap();
        for step in &STEPS[..7] {
            connection.execute_batch(step).unwrap();
        }
        connection.pragma_update(None, "user_version", 7).unwrap();
        connection
            .execute_batch(
                "INSERT INTO chat (id, at) VALUES (zeroblob(16), 1);
                 INSERT INTO message (number, id, chat, place, text, at, state, file)
                 VALUES (4, zeroblob(16), zeroblob(16), 1, '', 1, 5, x'80');
                 INSERT INTO file (message, digest, held, look) VALUES (4, zeroblob(32), 4, zeroblob(32));",
            )
            .unwrap();
        run(&mut connection).unwrap();
        let count = |what: &str| -> u32 { connection.query_row(what, [], |row| row.get(0)).unwrap() };
        let kept = "SELECT count(*) FROM file WHERE message = 4 AND held = 4 AND look = zeroblob(32)";
        let shown = "SELECT count(*) FROM picture_shown";
        assert_eq!((count(kept), count(shown)), (1, 1));
        connection.execute_batch("UPDATE message SET kind = 2").unwrap();
        let left = "SELECT count(*) FROM file_left";
        assert_eq!((count(kept), count(shown), count(left)), (0, 0, 1));
    }

    #[test]
    fn a_second_run_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        let before = tables(&connection);
        run(&mut connection).unwrap();
        assert_eq!(tables(&connection), before);
    }
}
