//! The tags of the packed form; see the table in [`super`].

pub(super) const NIL: u8 = 0;
pub(super) const FALSE: u8 = 1;
pub(super) const TRUE: u8 = 2;
pub(super) const BYTE: u8 = 3;
pub(super) const UNSIGNED: u8 = 4;
pub(super) const SIGNED: u8 = 5;
pub(super) const FLOAT: u8 = 6;
pub(super) const TEXT: u8 = 7;
pub(super) const BYTES: u8 = 8;
pub(super) const LIST: u8 = 9;
pub(super) const MAP: u8 = 10;
