//! People on databases of their own, with nothing but bytes between them.

mod crowd;
mod far;
mod people;

mod blobs;
mod changes;
mod forbidden;
mod keep;
mod large;
mod many;
mod packages;
mod races;
mod refusals;
mod signals;
mod sizes;
mod talk;
