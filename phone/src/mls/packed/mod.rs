//! How OpenMLS' values lie in its tables.
//!
//! Small ones as JSON. Large ones, the tree of a group and the secrets of its epochs, in a form of our own: they are nearly all
//! bytes, which JSON writes as lists of numbers. In a group of 256 each letter reads and writes megabytes of them; packed they
//! take a quarter of the room.
//!
//! 1. [`mod@write`] lays a value out, with names, since some of OpenMLS' types read themselves only from a form that has them.
//! 2. [`read`] takes it apart again.
//! 3. [`codec`] chooses between the two forms by size; the first byte says which it was.
//!
//! | tag | then | meaning |
//! |---|---|---|
//! | 0 | | nothing: unit, or an option that is empty |
//! | 1, 2 | | false, true |
//! | 3 | 1 byte | number of 8 bits |
//! | 4 | 8 bytes | other number without sign |
//! | 5 | 8 bytes | number with sign |
//! | 6 | 8 bytes | floating point |
//! | 7 | length, UTF-8 | text; also a variant without content |
//! | 8 | length, bytes | bytes, and every list that holds numbers of 8 bits alone |
//! | 9 | count, values | any other list |
//! | 10 | count, keys and values in turn | map; also a struct, and a variant with content (one key) |
//!
//! Lengths and counts have 4 bytes; all numbers are little endian.
//!
//! What this is not: a format for others. It is never sent and never read from anywhere but our own encrypted database.

pub mod codec;
pub mod read;
pub mod tag;
pub mod write;
