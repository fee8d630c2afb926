//! What the command line takes.
//!
//! Verbs, options and exit states are stable: scripts and tests lean on them.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

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
    Contacts,
    /// Lists the chats, the last used first.
    Chats,
    /// Says something.
    Send {
        /// A handle or a chat id.
        chat: String,
        /// What to say.
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// Waits until the relay has it.
        #[arg(long)]
        wait: bool,
    },
    /// Prints the newest messages of a chat, oldest first.
    History {
        /// A handle or a chat id.
        chat: String,
        /// At most this many messages.
        #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        limit: u32,
    },
    /// Prints messages and changes as they come, until Ctrl-C.
    Watch,
    /// Tells who this phone is, and how it is connected.
    Status,
}

/// What can be done with contacts.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub enum ContactVerb {
    /// Finds an account by its handle and opens a chat with it.
    Add {
        /// Their handle, with or without @.
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
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Args, clap::Error> {
        Args::try_parse_from(line.split(' '))
    }

    fn verb(line: &str) -> Verb {
        parse(line).unwrap().verb.unwrap()
    }

    #[test]
    fn no_verb_is_the_terminal_ui() {
        assert_eq!(parse("pillion-phone").unwrap().verb, None);
        let args = parse("pillion-phone --home /tmp/a").unwrap();
        assert_eq!((args.verb, args.home), (None, Some(PathBuf::from("/tmp/a"))));
    }

    #[test]
    fn options_stand_before_or_after_the_verb() {
        for line in [
            "pillion-phone --home h --json chats",
            "pillion-phone chats --json --home h",
        ] {
            let args = parse(line).unwrap();
            assert!(args.json && args.home == Some(PathBuf::from("h")), "{line}");
        }
    }

    #[test]
    fn verbs_take_what_the_design_promises() {
        assert_eq!(verb("pillion-phone run --echo"), Verb::Run { echo: true });
        assert_eq!(
            verb("pillion-phone link shot.png --yes"),
            Verb::Link {
                code: "shot.png".to_owned(),
                yes: true
            }
        );
        assert_eq!(
            verb("pillion-phone history @bob --limit 3"),
            Verb::History {
                chat: "@bob".to_owned(),
                limit: 3
            }
        );
        assert_eq!(
            verb("pillion-phone contact add bob"),
            Verb::Contact {
                verb: ContactVerb::Add {
                    handle: "bob".to_owned()
                }
            }
        );
    }

    #[test]
    fn a_text_may_begin_with_a_dash() {
        for line in ["pillion-phone send bob -1 --wait", "pillion-phone send --wait bob -1"] {
            assert_eq!(
                verb(line),
                Verb::Send {
                    chat: "bob".to_owned(),
                    text: "-1".to_owned(),
                    wait: true
                }
            );
        }
    }

    #[test]
    fn wrong_usage_has_status_2() {
        for line in [
            "pillion-phone fly",
            "pillion-phone --fly",
            "pillion-phone init",
            "pillion-phone init --relay http://a --handle alice",
            "pillion-phone link",
            "pillion-phone unlink",
            "pillion-phone contact",
            "pillion-phone contact add",
            "pillion-phone send bob",
            "pillion-phone send bob hi there",
            "pillion-phone history",
            "pillion-phone history bob --limit 0",
            "pillion-phone history bob --limit many",
            "pillion-phone status now",
        ] {
            assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
        }
        assert_eq!(parse("pillion-phone --help").unwrap_err().exit_code(), 0);
    }
}
