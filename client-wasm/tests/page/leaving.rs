//! The page deletes what it keeps when the phone or the person says so, and never else.

use std::collections::BTreeMap;

use pillion_client::{
    client::{
        io::{Input, Loaded},
        record::Key,
    },
    model::phase::{Failure, Phase, Why},
    update::person::Act,
    words::{lang::Lang, linking::failure},
};
use pillion_protocol::{
    content::{problem::Problem, reply::Answer, request::Ask},
    endpoint::envelope::Envelope,
};
use pillion_wire::{
    id::{Farewell, LinkId},
    relay_frame::RelayFrame,
};

use crate::stage::Stage;

fn why(stage: &Stage) -> Option<Why> {
    match &stage.page().phase {
        Phase::Linking(linking) => linking.why,
        _ => None,
    }
}

fn own(stage: &Stage) -> (LinkId, Farewell) {
    let link = stage.phone.as_ref().unwrap().link();
    (link.link, link.farewell.clone())
}

#[test]
fn a_farewell_of_the_phone_wipes_the_page() {
    for over_the_relay in [true, false] {
        let mut stage = Stage::linked();
        stage.send("unsent");
        let (link, farewell) = own(&stage);
        if over_the_relay {
            stage.relay(RelayFrame::Unlinked { link, farewell });
        } else {
            stage.tell(Envelope::Unlink { farewell });
        }
        assert_eq!(why(&stage), Some(Why::Unlinked));
        assert_eq!((stage.wiped, stage.kept.len()), (1, 0));
        assert!(stage.page().chats.is_empty() && stage.page().outbox.is_empty());
        assert!(stage.code().is_some(), "and shows a code");
    }
}

#[test]
fn a_farewell_that_the_relay_made_up_wipes_nothing() {
    let mut stage = Stage::linked();
    let (link, _) = own(&stage);
    stage.relay(RelayFrame::Unlinked {
        link,
        farewell: Farewell([0; 32]),
    });
    stage.relay(RelayFrame::Unlinked {
        link: LinkId([0; 16]),
        farewell: own(&stage).1,
    });
    assert_eq!(stage.wiped, 0);
    assert!(stage.kept.contains_key(&Key::Link));
    assert!(matches!(stage.page().phase, Phase::Linked(_)));
}

#[test]
fn logging_out_tells_the_phone_first() {
    let mut stage = Stage::linked();
    stage.act(Act::LogOut);
    let request = stage.next_asked();
    assert!(matches!(request.ask, Ask::Unlink { link } if link == own(&stage).0));
    assert_eq!(stage.wiped, 0);
    stage.answer(&request, Answer::Done);
    assert_eq!(
        (why(&stage), stage.wiped, stage.kept.len()),
        (Some(Why::LoggedOut), 1, 0)
    );
}

#[test]
fn logging_out_does_not_wait_for_a_phone_that_is_away_or_silent() {
    let mut away = Stage::linked();
    away.phone_goes();
    away.act(Act::LogOut);
    assert_eq!(why(&away), Some(Why::LoggedOutAlone));

    let mut silent = Stage::linked();
    silent.act(Act::LogOut);
    silent.pass(10_000);
    assert_eq!((why(&silent), silent.wiped), (Some(Why::LoggedOutAlone), 1));
}

#[test]
fn a_phone_that_refuses_the_log_out_keeps_the_page() {
    let mut stage = Stage::linked();
    stage.act(Act::LogOut);
    let request = stage.next_asked();
    stage.answer(&request, Answer::Problem(Problem::Storage));
    assert_eq!(stage.wiped, 0);
    assert_eq!(stage.page().notice, Some(Problem::Storage.to_string()));
}

#[test]
fn another_tab_takes_over_and_this_one_lets_go_of_everything_but_the_store() {
    let mut stage = Stage::linked();
    stage.send("kept");
    stage.give(Input::Taken);
    assert_eq!((stage.line, stage.wiped), (None, 0));
    assert_eq!(stage.page().phase, Phase::Elsewhere);
    assert_eq!(stage.client.wake_at(), None, "it does not even wake");
    stage.act(Act::TakeOver);
    assert!(matches!(stage.page().phase, Phase::Linked(_)));
    assert_eq!(stage.page().outbox.entries().count(), 1);
}

#[test]
fn what_cannot_be_read_any_more_is_deleted_and_said() {
    let mut stage = Stage::with(BTreeMap::new());
    stage.give(Input::Held);
    stage.give(Input::Taken);
    let mut stage = Stage::with(BTreeMap::from([(Key::Link, vec![1, 2, 3])]));
    stage.give(Input::Held);
    assert_eq!(stage.wiped, 1);
    assert!(why(&stage).is_some());
}

#[test]
fn a_store_that_says_unreadable_is_wiped_only_without_a_link() {
    let stage = Stage::linked();
    let kept: Vec<_> = stage.kept.iter().map(|(key, bytes)| (*key, bytes.clone())).collect();
    let settings = pillion_client::client::io::Settings {
        relay: pillion_wire::origin::Origin::parse("https://chat.example.org").unwrap(),
        about: pillion_protocol::pairing::about::BrowserAbout::new("a", "b", "c"),
        lang: pillion_client::words::lang::Lang::English,
        choice: pillion_client::model::choice::Choice::default(),
    };
    for (records, wiped) in [(kept, false), (Vec::new(), true)] {
        let mut client = pillion_client::client::machine::Client::new(settings.clone(), Box::new(crate::stage::rng(1)));
        let now = pillion_wire::time::Timestamp(1);
        client.handle(now, Input::Held);
        client.handle(
            now,
            Input::Loaded(Loaded {
                records,
                unreadable: true,
            }),
        );
        let outputs: Vec<_> = core::iter::from_fn(|| client.poll()).collect();
        assert_eq!(outputs.contains(&pillion_client::client::io::Output::Wipe), wiped);
    }
}

#[test]
fn a_browser_that_cannot_work_does_nothing_at_all() {
    let mut stage = Stage::with(BTreeMap::new());
    stage.give(Input::Broken(Failure::NotSecure));
    assert_eq!((stage.connects, stage.client.wake_at()), (0, None));
    assert!(failure(Lang::German, &Failure::NotSecure).contains("https://"));
}
