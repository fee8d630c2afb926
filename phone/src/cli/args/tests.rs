//! What the command line takes, and what it refuses.

use pillion_protocol::content::limit::Limit;

use super::*;
use crate::cli::limit::KindWord;

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
            before: None,
            after: None,
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
                wait: true,
                reply: None
            }
        );
    }
}

#[test]
fn messages_and_chats_are_named_in_one_order() {
    let which = || Which {
        chat: "bob".to_owned(),
        message: "last".to_owned(),
    };
    assert_eq!(
        verb("pillion-phone react bob last -1"),
        Verb::React {
            which: which(),
            emoji: Some("-1".to_owned())
        }
    );
    assert_eq!(
        verb("pillion-phone delete bob last --for-all"),
        Verb::Delete {
            which: which(),
            for_all: true
        }
    );
    assert_eq!(
        verb("pillion-phone forward bob last carol"),
        Verb::Forward {
            which: which(),
            to: "carol".to_owned()
        }
    );
    assert_eq!(
        verb("pillion-phone pin bob --off"),
        Verb::Pin(Switch {
            chat: "bob".to_owned(),
            off: true
        })
    );
    assert_eq!(
        verb("pillion-phone search --starred"),
        Verb::Search {
            words: String::new(),
            chat: None,
            starred: true,
            limit: 50
        }
    );
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
        "pillion-phone history bob --before 01 --after 02",
        "pillion-phone about bob",
        "pillion-phone retry bob",
        "pillion-phone delete-chat",
        "pillion-phone code --force",
        "pillion-phone status now",
        "pillion-phone search",
        "pillion-phone search a b",
        "pillion-phone edit bob last",
        "pillion-phone delete bob",
        "pillion-phone star bob last on",
        "pillion-phone forward bob last",
        "pillion-phone mute bob --until 8h --off",
        "pillion-phone block",
        "pillion-phone backup",
        "pillion-phone move",
        "pillion-phone restore",
        "pillion-phone export",
        "pillion-phone export bob --force",
        "pillion-phone send bob hi --reply",
        "pillion-phone group",
        "pillion-phone group create Team",
        "pillion-phone group add Team",
        "pillion-phone group admin Team bob",
        "pillion-phone group admin Team bob maybe",
        "pillion-phone group join",
        "pillion-phone group turn-away Team",
        "pillion-phone receipts bob",
        "pillion-phone timer bob",
        "pillion-phone name",
        "pillion-phone presence",
        "pillion-phone presence maybe",
        "pillion-phone devices rename 01",
        "pillion-phone devices log-out",
        "pillion-phone accept-key",
    ] {
        assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
    }
    assert_eq!(parse("pillion-phone --help").unwrap_err().exit_code(), 0);
}

#[test]
fn groups_and_devices_have_verbs_of_their_own() {
    let handles = vec!["bob".to_owned(), "@carol".to_owned()];
    let name = "Team".to_owned();
    assert_eq!(
        verb("pillion-phone group create Team bob @carol"),
        Verb::Group {
            verb: GroupVerb::Create {
                name,
                handles,
                picture: None
            }
        }
    );
    let shown = |file: Option<&str>| Shown {
        file: file.map(PathBuf::from),
        off: file.is_none(),
    };
    assert_eq!(
        verb("pillion-phone picture me.png"),
        Verb::Picture(shown(Some("me.png")))
    );
    assert_eq!(
        verb("pillion-phone group picture Team --off"),
        Verb::Group {
            verb: GroupVerb::Picture {
                group: "Team".to_owned(),
                shown: shown(None)
            }
        }
    );
    assert_eq!(
        verb("pillion-phone group admin Team bob off"),
        Verb::Group {
            verb: GroupVerb::Admin {
                group: "Team".to_owned(),
                handle: "bob".to_owned(),
                on: OnOff::Off
            }
        }
    );
    assert_eq!(verb("pillion-phone devices"), Verb::Devices { verb: None });
    assert_eq!(
        verb("pillion-phone devices log-out-all"),
        Verb::Devices {
            verb: Some(DevicesVerb::LogOutAll)
        }
    );
    assert_eq!(verb("pillion-phone presence off"), Verb::Presence { on: OnOff::Off });
}

#[test]
fn limits_are_typed_by_kind_or_not_at_all() {
    let limit = |kind, size| Verb::File {
        verb: FileVerb::Limit { kind, size },
    };
    assert_eq!(verb("pillion-phone file limit"), limit(None, None));
    assert_eq!(
        verb("pillion-phone file limit films 1.5GB"),
        limit(Some(KindWord::Films), Some(Limit::new(1_500_000_000)))
    );
    for line in [
        "pillion-phone file limit films",
        "pillion-phone file limit 1GB",
        "pillion-phone file limit films much",
        "pillion-phone file limit letters 1GB",
    ] {
        let refused = parse(line).unwrap_err();
        assert_eq!(refused.exit_code(), 2, "{line}");
    }
}
