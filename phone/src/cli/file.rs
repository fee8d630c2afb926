//! Files as they are typed: those of `file`, `backup`, `move`, `restore` and `export`, of codes as pictures and of pictures to show.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use pillion_protocol::content::limit::Limit;

use super::{
    limit::{self, KindWord},
    target::Which,
};

/// What can be done with the files of chats.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub enum FileVerb {
    /// Sends a file. Done when the phone has a sealed copy; it goes out by itself, and goes on after an interruption.
    Send {
        /// A handle, the name of a group or a chat id.
        chat: String,
        /// The file.
        path: PathBuf,
        /// What to say with it.
        #[arg(long, value_name = "TEXT")]
        caption: Option<String>,
        /// The message that it answers: its id, or `last`.
        #[arg(long, value_name = "MESSAGE")]
        reply: Option<String>,
        /// Waits until the relay has all of it.
        #[arg(long)]
        wait: bool,
    },
    /// Saves the file of a message; `last` is the newest message with a file.
    Get {
        /// The message.
        #[command(flatten)]
        which: Which,
        /// Where to: a folder, or a name that is not taken [default: its name, in this folder].
        #[arg(long, value_name = "PATH")]
        out: Option<PathBuf>,
    },
    /// Gets a file onto this phone that was not fetched by itself, or failed before; if the relay has it no more, the sender's phone is asked
    /// for it. `last` is the newest message with a file.
    Fetch {
        /// The message.
        #[command(flatten)]
        which: Which,
        /// Waits until it is here.
        #[arg(long)]
        wait: bool,
    },
    /// Tells or sets how large the files of a kind are that this phone fetches by itself.
    Limit {
        /// The kind [default: all are told].
        #[arg(requires = "size")]
        kind: Option<KindWord>,
        /// The largest: `64MB`, `1.5GB`, `none` or `any`.
        #[arg(value_parser = limit::typed)]
        size: Option<Limit>,
    },
    /// Lists the newest messages with files, oldest first.
    List {
        /// A handle, the name of a group or a chat id.
        chat: String,
        /// At most this many messages.
        #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        limit: u32,
    },
}

/// The file of a backup or a move.
#[derive(Debug, PartialEq, Eq, Args)]
pub struct Made {
    /// Where it is to be.
    pub file: PathBuf,
    /// Replaces a file of that name.
    #[arg(long)]
    pub force: bool,
    /// A file whose first line is to be the passphrase of the backup [else: a prompt, or that of the phone].
    #[arg(long, value_name = "FILE")]
    pub backup_passphrase_file: Option<PathBuf>,
}

/// What is restored.
#[derive(Debug, PartialEq, Eq, Args)]
pub struct Restore {
    /// The file.
    pub file: PathBuf,
    /// Takes the file of a move for a backup: it was restored once before.
    #[arg(long)]
    pub again: bool,
}

/// What is exported.
#[derive(Debug, PartialEq, Eq, Args)]
pub struct Export {
    /// A handle, the name of a group or a chat id.
    pub chat: String,
    /// The file.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Replaces a file of that name.
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// A code as a picture.
#[derive(Debug, Default, PartialEq, Eq, Args)]
pub struct Drawn {
    /// Also writes it as a QR code into a picture (PNG), to be shown or sent.
    #[arg(long, value_name = "FILE")]
    pub qr: Option<PathBuf>,
    /// Replaces a file of that name.
    #[arg(long, requires = "qr")]
    pub force: bool,
}

/// A picture that others see.
#[derive(Debug, PartialEq, Eq, Args)]
pub struct Shown {
    /// A file (PNG, JPEG). Its middle is taken; nothing else of it leaves this machine.
    #[arg(required_unless_present = "off")]
    pub file: Option<PathBuf>,
    /// No picture any more.
    #[arg(long, conflicts_with = "file")]
    pub off: bool,
}
