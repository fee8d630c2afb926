//! The verbs, a file each. [`perform`] does the one that was asked for; [`which`] finds the chat, message
//! or contact that it is about.

pub mod about;
pub mod account;
pub mod act;
pub mod backup;
pub mod chats;
pub mod contact;
pub mod export;
pub mod file;
pub mod group;
pub mod history;
pub mod init;
pub mod keep;
pub mod link;
pub mod links;
pub mod perform;
pub mod picture;
pub mod restore;
pub mod run;
pub mod search;
pub mod send;
pub mod status;
pub mod trust;
pub mod watch;
pub mod which;
