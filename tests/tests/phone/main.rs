//! The phone among others: its machine with other phones, browsers' pages and the real relay on virtual time; and whole
//! phones with a whole relay ([`running`]).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod actions;
mod carry;
mod changed;
mod chats;
mod contacts;
mod crew;
mod deletions;
mod disk;
mod edits;
mod files;
mod files_asked;
mod files_kept;
mod files_limits;
mod files_moving;
mod files_offered;
mod forge;
mod group_arrivals;
mod group_changes;
mod group_farewells;
mod group_mailboxes;
mod group_races;
mod groups;
mod invitations;
mod links;
mod mentions;
mod messages;
mod outages;
mod owner;
mod page;
mod page_files;
mod pictures;
mod porter;
mod portraits;
mod presence;
mod reactions;
mod requests;
mod restored;
mod restored_groups;
mod running;
mod screens;
mod search;
mod shared;
mod strangers;
mod timers;
mod trust;
mod typing;
mod typing_in_groups;
mod voices;
mod world;
