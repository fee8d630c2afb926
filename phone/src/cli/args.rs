//! What the command line takes.
//!
//! Verbs, options and exit states are stable: scripts and tests lean on them.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

use super::{
    account::{DevicesVerb, OnOff},
    file::{Drawn, Export, FileVerb, Made, Restore, Shown},
    group::GroupVerb,
    target::{Switch, Which},
};

/// A phone in a terminal. Without a verb it opens the terminal UI.
#[derive(Debug, Parser)]
#[command(name = "pillion-phone", version, about, max_term_width = 100)]
pub struct Args {
    /// The folder of the phone [default: pillion in your data folder].
    #[arg(long, value_name = "DIR", global = true)]
    pub home: Option<PathBuf>,

    /// A file whose first line is the passphrase [else: PILLION_PASSPHRASE, else a prompt].
    #[arg(long, value_name = "FILE", global = true)]
    pub passphrase_file: Option<PathBuf>,

    /// Lets the terminal UI take the mouse: a click opens, the wheel scrolls. Hold Shift to select text.
    #[arg(long)]
    pub mouse: bool,

    /// Prints one JSON object a line.
    #[arg(long, global = true)]
    pub json: bool,

    /// What to do.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What the command line can do.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub enum Verb {
    /// Makes an account at a relay.
    Init(Init),
    /// Runs the phone without a screen, until Ctrl-C.
    Run {
        /// Answers every message with `Echo: …`.
        #[arg(long)]
        echo: bool,
    },
    /// Links a browser: the page shows a QR code and, under it, a link.
    Link {
        /// The pasted link, or a picture (PNG, JPEG) that shows the QR code: a screenshot is enough.
        #[arg(value_name = "LINK|IMAGE")]
        code: String,
        /// Does not ask whether both show the same signs. For scripts.
        #[arg(long)]
        yes: bool,
    },
    /// Lists the linked browsers.
    Links,
    /// Ends a link; the browser is out at once.
    Unlink {
        /// Its id as `links` shows it, or the beginning of it.
        link: String,
    },
    /// Adds people.
    Contact {
        /// What to do with contacts.
        #[command(subcommand)]
        verb: ContactVerb,
    },
    /// Lists the people you know.
    Contacts {
        /// Only those who are blocked.
        #[arg(long)]
        blocked: bool,
    },
    /// Lists the chats, the last used first.
    Chats,
    /// Says something.
    Send {
        /// A handle, the name of a group or a chat id.
        chat: String,
        /// What to say.
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// Waits until the relay has it.
        #[arg(long)]
        wait: bool,
        /// The message that it answers: its id, or `last`.
        #[arg(long, value_name = "MESSAGE")]
        reply: Option<String>,
    },
    /// Says something else in a message of yours.
    Edit {
        /// A handle, the name of a group or a chat id.
        chat: String,
        /// Its id as --json prints it, or `last`: your newest one in the chat.
        message: String,
        /// What it says from now on.
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Deletes a message on this phone and its browsers.
    Delete {
        /// Which one.
        #[command(flatten)]
        which: Which,
        /// Also tells the other phones to delete it; only messages of yours.
        #[arg(long)]
        for_all: bool,
    },
    /// Puts an emoji under a message in place of the one before; without one takes it away.
    React {
        /// Which one.
        #[command(flatten)]
        which: Which,
        /// The emoji, or its name such as `thumbsup` or `:tada:`.
        #[arg(allow_hyphen_values = true)]
        emoji: Option<String>,
    },
    /// Marks a message with a star.
    Star {
        /// Which one.
        #[command(flatten)]
        which: Which,
        /// Takes the star away.
        #[arg(long)]
        off: bool,
    },
    /// Tells who has reacted to a message, and what it said before it was edited.
    About(Which),
    /// Sends a message again that has failed.
    Retry(Which),
    /// Says in another chat what a message says.
    Forward {
        /// Which one.
        #[command(flatten)]
        which: Which,
        /// The chat that it goes to: a handle, the name of a group or a chat id.
        to: String,
    },
    /// Finds messages that hold all of these words, or words that begin with them. Prints the newest first.
    Search {
        /// The words; may be left out with --starred.
        #[arg(required_unless_present = "starred", default_value = "", hide_default_value = true)]
        words: String,
        /// In one chat only: a handle, the name of a group or a chat id.
        #[arg(long)]
        chat: Option<String>,
        /// Only messages with a star.
        #[arg(long)]
        starred: bool,
        /// At most this many messages.
        #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        limit: u32,
    },
    /// Keeps a chat at the top of the list.
    Pin(Switch),
    /// Notifies of nothing in a chat, for good or until a time.
    Mute {
        /// A handle, the name of a group or a chat id.
        chat: String,
        /// Until when: `8h`, `7d`, `2026-01-05 14:00` or `2026-01-05T14:00:00Z`.
        #[arg(long, value_name = "TIME", conflicts_with = "off")]
        until: Option<String>,
        /// Notifies again.
        #[arg(long)]
        off: bool,
    },
    /// Puts a chat out of the way, until something new is said in it.
    Archive(Switch),
    /// Marks a chat as one to be looked at again.
    Unread(Switch),
    /// Deletes all that was said in a chat, on this phone and its browsers; a request is turned down by it.
    DeleteChat {
        /// A handle, the name of a group or a chat id.
        chat: String,
    },
    /// Prints what was typed in a chat and not sent yet, or puts a text there.
    Draft {
        /// A handle, the name of a group or a chat id.
        chat: String,
        /// The text; empty takes the draft away.
        #[arg(allow_hyphen_values = true)]
        text: Option<String>,
    },
    /// Lets somebody unknown, who has begun a chat, be a contact.
    Accept {
        /// A handle, the name of a group or a chat id.
        chat: String,
    },
    /// Throws away unseen what a contact sends.
    Block {
        /// Their handle.
        handle: String,
        /// No longer.
        #[arg(long)]
        off: bool,
    },
    /// Shows what to compare with a contact, to be sure that nobody is in between.
    Safety {
        /// Their handle.
        handle: String,
        /// Its code as a picture.
        #[command(flatten)]
        drawn: Drawn,
    },
    /// Notes that you have compared the safety number with a contact, or has the phone compare its code.
    Verify {
        /// Their handle.
        handle: String,
        /// The safety code that the contact's phone shows, or a picture (PNG, JPEG) of it.
        code: Option<String>,
        /// It is to be compared again.
        #[arg(long, conflicts_with = "code")]
        off: bool,
    },
    /// Writes to a contact again whose key has changed: you have compared it.
    AcceptKey {
        /// Their handle.
        handle: String,
    },
    /// Prints the code by which others add you.
    Code(Drawn),
    /// Makes groups, and changes them.
    Group {
        /// What to do with groups.
        #[command(subcommand)]
        verb: GroupVerb,
    },
    /// Sends files, and saves those of chats.
    File {
        /// What to do with files.
        #[command(subcommand)]
        verb: FileVerb,
    },
    /// Tells how far a message of yours has come with each reader.
    Receipts(Which),
    /// Lets new messages of a chat go away by themselves, on all phones.
    Timer {
        /// A handle, the name of a group or a chat id.
        chat: String,
        /// After how long: `30m`, `1h`, `1d`, `7d`, `4w`, or `off`.
        #[arg(value_name = "WHEN")]
        when: String,
    },
    /// Changes the name that others see.
    Name {
        /// The name.
        name: String,
    },
    /// Gives you another picture that your contacts see, or none.
    Picture(Shown),
    /// Lets contacts see when you are online and were last seen; who hides it does not see it either.
    Presence {
        /// Whether they do.
        on: OnOff,
    },
    /// Lists, names and logs out the linked browsers.
    Devices {
        /// What to do with them [default: list].
        #[command(subcommand)]
        verb: Option<DevicesVerb>,
    },
    /// Prints the newest messages of a chat, or those around one of them, oldest first.
    History {
        /// A handle, the name of a group or a chat id.
        chat: String,
        /// Those just before this message: its id as --json prints it.
        #[arg(long, value_name = "MESSAGE", conflicts_with = "after")]
        before: Option<String>,
        /// Those just after this message.
        #[arg(long, value_name = "MESSAGE")]
        after: Option<String>,
        /// At most this many messages.
        #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        limit: u32,
    },
    /// Prints all of a chat as text, or writes it to a file.
    Export(Export),
    /// Writes all of this phone, encrypted, to one file; the phone may run meanwhile.
    Backup(Made),
    /// Closes this phone for good and writes it, encrypted, to one file, by which it goes on elsewhere as it is.
    Move(Made),
    /// Makes a phone of a file that `backup` or `move` has written. Name its folder with --home.
    Restore(Restore),
    /// Prints messages and changes as they come, until Ctrl-C.
    Watch,
    /// Tells who this phone is, and how it is connected.
    Status,
}

/// What can be done with contacts.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub enum ContactVerb {
    /// Finds an account by its handle, or by the code that it shows, and opens a chat with it.
    Add {
        /// Their handle, with or without @, or their contact code, or a picture (PNG, JPEG) of it.
        #[arg(value_name = "HANDLE|CODE|IMAGE")]
        handle: String,
    },
}

/// What a new account needs.
#[derive(Debug, PartialEq, Eq, ClapArgs)]
pub struct Init {
    /// The address of the relay, such as `https://chat.example.org`.
    #[arg(long, value_name = "URL")]
    pub relay: String,
    /// The handle under which others find you: 3 to 32 of a-z, 0-9 and _.
    #[arg(long, value_name = "NAME")]
    pub handle: String,
    /// The name that others see.
    #[arg(long, value_name = "TEXT")]
    pub name: String,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
