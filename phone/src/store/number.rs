//! SQLite's integers are signed; ours are not. Numbers beyond 2^63 do not occur: times, versions and places grow by
//! counting.

use rusqlite::Row;

pub(super) fn to_sql(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn from_sql(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// The column at `index` as an unsigned number.
pub(super) fn column(row: &Row<'_>, index: usize) -> rusqlite::Result<u64> {
    row.get(index).map(from_sql)
}
