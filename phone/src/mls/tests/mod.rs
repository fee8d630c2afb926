//! People on databases of their own, with nothing but bytes between them.

mod people;

mod changes;
mod keep;
mod packages;
mod refusals;
mod sizes;
mod talk;
