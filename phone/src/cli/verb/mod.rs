//! The verbs, a file each. [`perform`] does the one that was asked for.

pub mod chats;
pub mod contact;
pub mod history;
pub mod init;
pub mod link;
pub mod links;
pub mod perform;
pub mod run;
pub mod send;
pub mod status;
pub mod watch;
