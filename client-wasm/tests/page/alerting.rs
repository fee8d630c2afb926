//! Notifications, and what was chosen for this browser.

use pillion_client::{
    model::{
        choice::Choice,
        page::Watch,
        phase::{Phase, Why},
    },
    update::person::Act,
    words::lang::Lang,
};
use pillion_protocol::content::{
    chat::{Chat, Preview},
    event::Event,
    id::Place,
    message::State,
    update::Change,
};
use pillion_wire::time::Timestamp;

use crate::{
    fixture::{BOB, CHAT, chat},
    stage::Stage,
};

/// Bob's chat, whose last message stands at `place`.
fn said(place: u64, unread: u32) -> Chat {
    let last = Preview {
        place: Place(place),
        from: Some(BOB),
        text: format!("message {place}"),
        ..preview()
    };
    Chat {
        last: Some(last),
        ..chat(unread, place - u64::from(unread))
    }
}

fn preview() -> Preview {
    Preview {
        place: Place(1),
        from: None,
        text: String::new(),
        state: State::Delivered,
        at: Timestamp(1),
        deleted: false,
        event: None,
        name: None,
    }
}

/// A page that notifies, in a tab that nobody looks at.
fn away() -> Stage {
    let mut stage = Stage::linked();
    stage.act(Act::WantAlerts);
    assert!(stage.page().choice.alerts && stage.choice.alerts, "remembered");
    stage
}

fn bodies(stage: &Stage) -> Vec<&str> {
    stage.alerts.iter().map(|alert| alert.body.as_str()).collect()
}

#[test]
fn a_new_message_notifies_and_goes_when_it_was_read_elsewhere() {
    let mut stage = away();
    stage.update(1, 2, vec![Change::Chat(said(1, 1))]);
    let [alert] = stage.alerts.as_slice() else {
        panic!("{:?}", stage.alerts)
    };
    assert_eq!(
        (alert.title.as_str(), alert.body.as_str(), alert.sound),
        ("Bob", "message 1", true)
    );
    stage.update(2, 3, vec![Change::Chat(said(1, 0))]);
    assert!(stage.alerts.is_empty());
}

#[test]
fn what_is_no_news_is_silent() {
    let event = |place| {
        let mut chat = said(place, 1);
        chat.last = chat.last.map(|last| Preview {
            event: Some(Event::Made),
            ..last
        });
        chat
    };
    let own = |place| {
        let mut chat = said(place, 0);
        chat.last = chat.last.map(|last| Preview { from: None, ..last });
        chat
    };
    for quiet in [event(1), own(1), said(1, 0)] {
        let mut stage = away();
        stage.update(1, 2, vec![Change::Chat(quiet.clone())]);
        assert!(stage.alerts.is_empty(), "{quiet:?}");
    }
}

#[test]
fn an_edit_of_what_was_noticed_does_not_notify_again() {
    let mut stage = away();
    stage.update(1, 2, vec![Change::Chat(said(1, 1))]);
    stage.alerts.clear();
    let mut edited = said(1, 1);
    edited.last = edited.last.map(|last| Preview {
        text: "edited".into(),
        ..last
    });
    stage.update(2, 3, vec![Change::Chat(edited)]);
    assert!(stage.alerts.is_empty());
}

#[test]
fn nothing_notifies_while_someone_looks() {
    let mut stage = away();
    stage.act(Act::Watch(Watch {
        present: true,
        at_end: false,
    }));
    stage.update(1, 2, vec![Change::Chat(said(1, 1))]);
    stage.act(Act::Watch(Watch {
        present: false,
        at_end: false,
    }));
    assert!(stage.alerts.is_empty(), "it was there to be seen");
    stage.update(2, 3, vec![Change::Chat(said(2, 2))]);
    assert_eq!(bodies(&stage), ["message 2"]);
}

#[test]
fn a_muted_chat_is_silent_unless_it_names_this_account() {
    let muted = |place, mentioned| Chat {
        muted_until: Some(Timestamp(u64::MAX)),
        mentioned,
        ..said(place, 1)
    };
    let mut stage = away();
    stage.update(1, 2, vec![Change::Chat(muted(1, false))]);
    assert!(stage.alerts.is_empty());
    stage.update(2, 3, vec![Change::Chat(muted(2, true))]);
    assert_eq!(bodies(&stage), ["message 2"]);
    stage.alerts.clear();
    stage.update(3, 4, vec![Change::Chat(muted(3, true))]);
    assert!(stage.alerts.is_empty(), "named once, notified once");
}

#[test]
fn without_preview_it_says_neither_who_nor_what() {
    let mut stage = away();
    let choice = Choice {
        preview: false,
        sound: false,
        lang: Some(Lang::German),
        ..stage.page().choice
    };
    stage.act(Act::Choose(choice));
    stage.update(1, 2, vec![Change::Chat(said(1, 1))]);
    let [alert] = stage.alerts.as_slice() else {
        panic!("{:?}", stage.alerts)
    };
    assert_eq!(
        (alert.title.as_str(), alert.body.as_str(), alert.sound),
        ("Pillion", "Neue Nachricht", false)
    );
    assert!(!format!("{alert:?}").contains("Nachricht"), "not in a log");
}

#[test]
fn nobody_who_did_not_ask_is_notified() {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(said(1, 1))]);
    assert!(stage.alerts.is_empty());
}

#[test]
fn a_browser_that_refuses_is_named() {
    let mut stage = Stage::linked();
    stage.may_alert = false;
    stage.act(Act::WantAlerts);
    assert!(!stage.page().choice.alerts && !stage.choice.alerts);
    assert!(stage.page().notice.as_ref().unwrap().contains("settings"));
}

#[test]
fn what_was_there_before_the_page_is_no_news() {
    let mut stage = Stage::fresh();
    stage.choice.alerts = true;
    let (granting, link) = stage.grant();
    stage.finish(granting, link);
    stage.act(Act::WantAlerts);
    stage.synced(1, vec![Change::Chat(said(5, 5))]);
    assert!(stage.alerts.is_empty());
    assert!(stage.page().chats.contains_key(&CHAT));
}

#[test]
fn the_language_is_chosen_and_outlives_the_end_of_the_link_in_this_tab() {
    let mut stage = Stage::linked();
    let choice = Choice {
        lang: Some(Lang::German),
        ..Choice::default()
    };
    stage.act(Act::Choose(choice));
    assert_eq!((stage.page().lang, stage.choice), (Lang::German, choice));
    stage.phone_goes();
    stage.act(Act::LogOut);
    let Phase::Linking(linking) = &stage.page().phase else {
        panic!()
    };
    assert_eq!(
        (linking.why, stage.page().lang),
        (Some(Why::LoggedOutAlone), Lang::German)
    );
    assert_eq!(stage.page().choice, Choice::default(), "the browser keeps nothing");
}
