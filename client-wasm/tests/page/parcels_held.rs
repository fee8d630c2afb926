//! Files that are sent from the page and do not get through at once, wait, or look like something.

use pillion_client::{
    model::parcel::{Haul, Seen, Stuck, Told},
    update::{parcel::Order, person::Act},
};
use pillion_protocol::content::{
    file_ask::FileAsk, message::State, problem::Problem, reply::Answer, request::Ask, update::Change,
};
use pillion_wire::refusal::Code;

use crate::{
    fixture::chat,
    parcels::{chosen, intent_of, open, sending},
    stage::{Stage, Store},
};

fn seen() -> Seen {
    Seen::new(4_000, 3_000, jpeg()).expect("a picture")
}

/// The shortest that counts as one: its beginning, its sides, its end.
fn jpeg() -> Vec<u8> {
    [
        &[0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 60, 0, 80, 3][..],
        &[1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1],
        &[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9],
    ]
    .concat()
}

#[test]
fn what_does_not_get_through_is_tried_again_later_and_what_is_refused_says_why() {
    let mut stage = sending(&["a.bin"]);
    let file = stage.seal();
    let room = stage.room();
    stage.answer(&room, Answer::Done);
    stage.hauls.clear();
    stage.told(file, Told::Passing);
    assert!(stage.only().1.about.words().ends_with("waiting for the relay"));
    assert!(stage.asked.is_empty(), "not at once");
    stage.pass(1_000);
    let room = stage.room();
    stage.answer(&room, Answer::Problem(Problem::Relay(Code::FilesFull)));
    let (bubble, _) = stage.only();
    assert_eq!((bubble.state, bubble.can_retry), (State::Failed, true));
    stage.pass(100_000);
    assert!(stage.asked.is_empty(), "a person decides");
    let intent = stage.only_intent();
    stage.act(Act::RetryEntry(intent));
    stage.bring();
    let share = stage.share();
    stage.answer(&share, Answer::Problem(Problem::Blocked));
    assert!(stage.only().0.trouble.is_some());
    let intent = stage.only_intent();
    stage.act(Act::RetryEntry(intent));
    let again = stage.share();
    assert_ne!(intent_of(&share), intent_of(&again), "the phone remembers its answer");
}

#[test]
fn a_relay_that_has_no_room_for_the_moment_is_said_until_it_goes_on() {
    let mut stage = sending(&["a.bin"]);
    let file = stage.seal();
    let room = stage.room();
    stage.answer(&room, Answer::Problem(Problem::Relay(Code::Storage)));
    let says_so = |stage: &Stage| {
        let (bubble, attached) = stage.only();
        assert_eq!((bubble.state, attached.paused), (State::Queued, Some(false)));
        bubble.trouble.is_some_and(|trouble| trouble.contains("disk is full"))
    };
    assert!(says_so(&stage));
    stage.pass(1_000);
    let room = stage.room();
    stage.answer(&room, Answer::Done);
    stage.told(file, Told::Full);
    assert!(says_so(&stage));
    stage.pass(100_000);
    let room = stage.room();
    stage.answer(&room, Answer::Done);
    stage.told(file, Told::At(5));
    assert!(!says_so(&stage));
    stage.told(file, Told::Passing);
    assert!(!says_so(&stage), "no connection is another matter");
}

#[test]
fn a_paused_file_rests_across_a_reload_until_it_goes_on() {
    let mut stage = sending(&["a.bin"]);
    let file = stage.seal();
    let room = stage.room();
    stage.answer(&room, Answer::Done);
    let intent = stage.only_intent();
    stage.hauls.clear();
    assert_eq!(stage.only().1.paused, Some(false));
    stage.act(Act::Parcel(Order::Pause(intent)));
    assert_eq!(stage.next_haul(), Haul::Stop(file));
    // What was on its way when it was stopped.
    stage.told(file, Told::Passing);
    stage.reload();
    stage.synced(2, vec![Change::Chat(chat(0, 0))]);
    stage.watch(Vec::new());
    stage.pass(100_000);
    assert!(stage.asked.is_empty());
    assert_eq!(stage.only().1.paused, Some(true));
    stage.hauls.clear();
    stage.act(Act::Parcel(Order::Resume(intent)));
    stage.bring();
}

#[test]
fn what_stands_in_the_way_here_is_said() {
    for (stuck, retry) in [
        (Stuck::Source, false),
        (Stuck::Storage, false),
        (Stuck::Missing, false),
        (Stuck::Refused, true),
    ] {
        let mut stage = sending(&["a.bin"]);
        if matches!(stuck, Stuck::Source | Stuck::Storage) {
            let Haul::Seal { file, .. } = stage.next_haul() else {
                panic!()
            };
            stage.told(file, Told::Stuck(stuck));
        } else {
            let file = stage.seal();
            let room = stage.room();
            stage.answer(&room, Answer::Done);
            stage.told(file, Told::Stuck(stuck));
        }
        let (bubble, _) = stage.only();
        assert_eq!((bubble.state, bubble.can_retry), (State::Failed, retry), "{stuck:?}");
    }
}

#[test]
fn files_without_an_open_chat_go_nowhere() {
    let mut stage = Stage::linked();
    stage.act(Act::Parcel(Order::Choose(vec![chosen(1, "a.bin")])));
    stage.act(Act::Parcel(Order::Send));
    assert!(stage.page().dialog.is_none() && stage.page().outbox.is_empty());
}

#[test]
fn a_store_that_refuses_does_not_keep_a_file_from_going() {
    let mut stage = open();
    stage.store = Store::Refuses;
    stage.act(Act::Parcel(Order::Choose(vec![chosen(1, "a.bin")])));
    stage.act(Act::Parcel(Order::Send));
    stage.seal();
    stage.bring();
    let _ = stage.share();
}

#[test]
fn what_it_looks_like_is_said_whether_that_is_known_before_it_is_sent_or_after() {
    for early in [true, false] {
        let mut stage = open();
        stage.act(Act::Parcel(Order::Choose(vec![chosen(1, "a.jpg")])));
        if early {
            stage.act(Act::Parcel(Order::Looked(1, seen())));
        }
        stage.act(Act::Parcel(Order::Send));
        if !early {
            stage.act(Act::Parcel(Order::Looked(1, seen())));
        }
        let look = seen().look;
        assert_eq!(stage.only().1.look, Some(look));
        assert!(
            stage.page().pictures.bytes(look.picture).is_some(),
            "it is here already"
        );
        stage.seal();
        stage.reload();
        stage.hauls.clear();
        stage.synced(2, vec![Change::Chat(chat(0, 0))]);
        stage.bring();
        let share = stage.share();
        let Ask::File(FileAsk::Share { file, picture, .. }) = &share.ask else {
            panic!()
        };
        assert_eq!(
            (file.look, picture.as_ref().map(|picture| picture.id())),
            (Some(look), Some(look.picture))
        );
    }
}

#[test]
fn what_is_no_small_picture_is_none() {
    for bytes in [
        Vec::new(),
        b"<svg onload=alert(1)>".to_vec(),
        jpeg()[..10].to_vec(),
        vec![0xff; 20_000],
    ] {
        assert_eq!(Seen::new(1, 1, bytes), None);
    }
}
