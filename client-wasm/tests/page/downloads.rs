//! Files that are saved from the page.

use pillion_client::{
    model::{
        attached::{Attached, From},
        bubble,
        dialog::Dialog,
        download::{Download, Failure},
        row::Key,
        viewer::View,
    },
    update::{download::Order, person::Act},
};
use pillion_protocol::{
    content::{
        body::Body,
        chat::Chat,
        file::{File, FileName, Held, Look, Shared},
        file_ask::FileAsk,
        id::MessageId,
        media_type::MediaType,
        message::Message,
        picture::PictureId,
        problem::Problem,
        reply::Answer,
        request::Ask,
        update::Change,
    },
    crypto::{digest::Digest, key::StreamKey},
};
use pillion_wire::id::FileId;

use crate::{
    fixture::{chat, from_bob},
    stage::Stage,
};

/// A message from Bob with a file of two megabytes.
pub(crate) fn with_file(place: u64, held: Held) -> Message {
    let file = File {
        id: FileId([1; 16]),
        key: StreamKey::from_bytes([2; 32]),
        bytes: 2_000_000,
        digest: Digest([3; 32]),
        name: FileName::clean("map.pdf"),
        kind: MediaType::of_name("map.pdf"),
        look: None,
        voice: None,
    };
    let shared = Shared {
        file,
        caption: None,
        held,
        played: false,
    };
    Message {
        body: Body::File(Box::new(shared)),
        ..from_bob(place)
    }
}

pub(crate) fn reading(messages: Vec<Message>) -> Stage {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(chat(0, 0))]);
    stage.watch(messages);
    stage
}

fn shown(stage: &Stage, message: &Message) -> Attached {
    let bubble = bubble::bubble(stage.page(), Key::of(message)).unwrap();
    assert!(bubble.said && bubble.text.is_empty());
    bubble.file.unwrap()
}

#[test]
fn a_file_is_fetched_once_and_its_way_is_shown() {
    let message = with_file(1, Held::Here);
    let mut stage = reading(vec![message.clone()]);
    let before = shown(&stage, &message);
    assert_eq!(
        (before.name.as_str(), before.about.words().as_str(), before.can_save),
        ("map.pdf", "2.0 MB", true)
    );
    for _ in 0..2 {
        stage.act(Act::File(Order::Save(message.id)));
    }
    let [wanted] = &stage.fetched[..] else {
        panic!("{:?}", stage.fetched)
    };
    assert_eq!((wanted.message, wanted.file.bytes), (message.id, 2_000_000));
    assert!(!shown(&stage, &message).can_save, "it is on its way");
    stage.act(Act::File(Order::Told(message.id, Download::Coming(1_000_000))));
    assert_eq!(shown(&stage, &message).about.words(), "1.0 MB of 2.0 MB");
    stage.act(Act::File(Order::Told(message.id, Download::Done)));
    let after = shown(&stage, &message);
    assert_eq!((after.about.words().as_str(), after.can_save), ("2.0 MB · saved", true));
}

#[test]
fn what_went_wrong_is_said_and_can_be_tried_again() {
    let message = with_file(1, Held::Here);
    let mut stage = reading(vec![message.clone()]);
    for (failure, words) in [
        (Failure::Storage, "no room in this browser"),
        (Failure::Damaged, "damaged on the way"),
        (Failure::Network, "check the connection"),
    ] {
        stage.act(Act::File(Order::Save(message.id)));
        stage.act(Act::File(Order::Told(message.id, Download::Failed(failure))));
        let about = shown(&stage, &message).about.words();
        assert!(about.contains(words), "{about}");
    }
    assert_eq!(stage.fetched.len(), 3);
}

#[test]
fn what_the_relay_does_not_have_cannot_be_saved() {
    for (held, can_save) in [
        (Held::Leaving, false),
        (Held::Here, true),
        (Held::Coming, true),
        (Held::Gone, false),
        (Held::Damaged, false),
    ] {
        let message = with_file(1, held);
        let stage = reading(vec![message.clone()]);
        assert_eq!(shown(&stage, &message).can_save, can_save, "{held:?}");
    }
}

#[test]
fn a_message_without_a_file_fetches_nothing() {
    let message = from_bob(1);
    let mut stage = reading(vec![message.clone()]);
    stage.act(Act::File(Order::Save(message.id)));
    stage.act(Act::File(Order::Save(MessageId([9; 16]))));
    assert!(stage.fetched.is_empty());
}

/// A message from Bob with a picture.
pub(crate) fn with_picture(place: u64, kind: &str) -> Message {
    let mut message = with_file(place, Held::Here);
    if let Body::File(shared) = &mut message.body {
        shared.file.kind = MediaType::clean(kind);
        shared.file.look = Some(Look {
            width: 400,
            height: 300,
            picture: PictureId([9; 32]),
        });
    }
    message
}

#[test]
fn pictures_are_shown_one_after_the_other_and_forgotten_when_the_dialog_is_closed() {
    let (first, last) = (with_picture(1, "image/png"), with_picture(3, "image/jpeg"));
    let mut stage = reading(vec![first.clone(), with_file(2, Held::Here), last.clone()]);
    assert!(shown(&stage, &first).view.is_some());
    stage.act(Act::File(Order::View(first.id)));
    assert_eq!(stage.viewed.as_ref().map(|wanted| wanted.message), Some(first.id));
    stage.act(Act::File(Order::Viewed(last.id, View::Strange)));
    stage.act(Act::File(Order::Viewed(first.id, View::Here("blob:1".into()))));
    let viewer = stage.page().viewer.clone().unwrap();
    assert_eq!((viewer.message, viewer.view), (first.id, View::Here("blob:1".into())));
    stage.act(Act::File(Order::Beside { forward: false }));
    assert_eq!(
        stage.viewed.as_ref().map(|wanted| wanted.message),
        Some(first.id),
        "there is none before"
    );
    stage.act(Act::File(Order::Beside { forward: true }));
    assert_eq!(stage.viewed.as_ref().map(|wanted| wanted.message), Some(last.id));
    assert_eq!(stage.page().dialog, Some(Dialog::Picture(last.id)));
    stage.act(Act::CloseDialog);
    assert!(stage.viewed.is_none() && stage.page().viewer.is_none());
}

#[test]
fn what_can_hold_a_program_and_what_a_stranger_sends_is_not_shown() {
    for kind in [
        "image/svg+xml",
        "text/html",
        "application/pdf",
        "video/x-unknown",
        "audio/x-unknown",
    ] {
        let message = with_picture(1, kind);
        let stage = reading(vec![message.clone()]);
        assert!(shown(&stage, &message).view.is_none(), "{kind}");
    }
    let message = with_picture(1, "image/png");
    let mut stage = Stage::linked();
    let request = Chat {
        request: true,
        ..chat(0, 0)
    };
    stage.update(1, 2, vec![Change::Chat(request)]);
    stage.watch(vec![message.clone()]);
    let file = shown(&stage, &message);
    assert!(file.view.is_none() && file.look.is_none());
}

#[test]
fn what_the_phone_does_not_have_can_be_got_onto_it() {
    for (held, from, words) in [
        (Held::Leaving, None, "on its way to the relay"),
        (Held::Here, None, "2.0 MB"),
        (Held::Coming, None, "on its way to the phone"),
        (Held::Gone, Some(From::Sender), "ask the sender's phone"),
        (Held::Damaged, Some(From::Relay), "damaged"),
        (
            Held::Offered,
            Some(From::Relay),
            "larger than what it fetches by itself",
        ),
        (Held::NoRoom, Some(From::Relay), "the phone's disk is full"),
        (Held::Asked, None, "the sender's phone is asked"),
        (Held::Lost, Some(From::Sender), "cannot bring it again"),
    ] {
        let message = with_file(1, held);
        let mut stage = reading(vec![message.clone()]);
        let file = shown(&stage, &message);
        assert_eq!(file.fetch, from, "{held:?}");
        assert!(file.about.words().contains(words), "{held:?}");
        let Some(from) = from else { continue };
        stage.act(Act::File(Order::Fetch(message.id)));
        let (chat, message) = (message.chat, message.id);
        let wanted = Ask::File(match from {
            From::Relay => FileAsk::Fetch { chat, message },
            From::Sender => FileAsk::AskSender { chat, message },
        });
        assert_eq!(stage.take(|ask| matches!(ask, Ask::File(_))).ask, wanted);
    }
}

#[test]
fn of_ones_own_nobody_else_is_asked_and_nothing_is_asked_of_strangers() {
    let mut message = with_file(1, Held::Gone);
    message.from = None;
    let stage = reading(vec![message.clone()]);
    assert_eq!(shown(&stage, &message).fetch, None);
    let message = with_file(1, Held::Offered);
    let mut stage = Stage::linked();
    let request = Chat {
        request: true,
        ..chat(0, 0)
    };
    stage.update(1, 2, vec![Change::Chat(request)]);
    stage.watch(vec![message.clone()]);
    assert_eq!(shown(&stage, &message).fetch, None);
}

#[test]
fn without_its_phone_a_page_says_that_it_is_needed() {
    let message = with_file(1, Held::Offered);
    let mut stage = reading(vec![message.clone()]);
    stage.cut();
    stage.act(Act::File(Order::Fetch(message.id)));
    assert!(stage.page().notice.is_some());
    assert!(!stage.page().errands.any(|ask| matches!(ask, Ask::File(_))));
}

fn offer(message: &Message) -> Ask {
    let (chat, message) = (message.chat, message.id);
    Ask::File(FileAsk::Offer { chat, message })
}

fn gone(message: &Message) -> Act {
    Act::File(Order::Told(message.id, Download::Failed(Failure::Gone)))
}

fn offers(stage: &Stage) -> usize {
    let asked = stage
        .asked
        .iter()
        .filter(|request| matches!(request.ask, Ask::File(FileAsk::Offer { .. })));
    asked.count()
}

#[test]
fn what_the_relay_has_no_more_the_phone_brings_again_and_then_it_comes() {
    let message = with_file(1, Held::Here);
    let mut stage = reading(vec![message.clone()]);
    stage.act(Act::File(Order::Save(message.id)));
    stage.act(gone(&message));
    let waits = shown(&stage, &message);
    assert!(
        waits.about.words().contains("the phone brings it") && !waits.can_save,
        "{}",
        waits.about.words()
    );
    let asked = stage.take(|ask| matches!(ask, Ask::File(_)));
    assert_eq!(asked.ask, offer(&message));
    assert_eq!(stage.fetched.len(), 1);
    // Another chat may be open by then.
    stage.act(Act::Close);
    stage.answer(&asked, Answer::Done);
    assert_eq!(stage.fetched.len(), 2);
    assert_eq!(stage.fetched[0], stage.fetched[1]);
    stage.act(Act::File(Order::Told(message.id, Download::Done)));
    assert_eq!(stage.page().downloads.get(&message.id), Some(&Download::Done));
}

#[test]
fn the_phone_is_asked_once_for_each_try() {
    let message = with_file(1, Held::Here);
    let mut stage = reading(vec![message.clone()]);
    for _ in 0..2 {
        stage.act(Act::File(Order::Save(message.id)));
        stage.act(gone(&message));
        let asked = stage.take(|ask| matches!(ask, Ask::File(_)));
        stage.answer(&asked, Answer::Done);
        // It is said to be there, and is not.
        stage.act(gone(&message));
        let said = shown(&stage, &message);
        assert!(
            said.about.words().contains("save it on the phone") && said.can_save,
            "{}",
            said.about.words()
        );
        assert_eq!(offers(&stage), 0);
    }
    // One that came makes the next try a first one.
    stage.act(Act::File(Order::Save(message.id)));
    stage.act(Act::File(Order::Told(message.id, Download::Done)));
    stage.act(Act::File(Order::Save(message.id)));
    stage.act(gone(&message));
    assert_eq!(offers(&stage), 1);
}

#[test]
fn a_phone_that_cannot_bring_it_ends_the_try() {
    let message = with_file(1, Held::Here);
    let mut stage = reading(vec![message.clone()]);
    for problem in [Problem::FileGone, Problem::Offline] {
        stage.act(Act::File(Order::Save(message.id)));
        stage.act(gone(&message));
        let asked = stage.take(|ask| matches!(ask, Ask::File(_)));
        stage.answer(&asked, Answer::Problem(problem));
        let said = shown(&stage, &message);
        assert!(
            said.about.words().contains("save it on the phone") && said.can_save,
            "{}",
            said.about.words()
        );
        assert!(stage.page().notice.is_none(), "it is said where the file is");
    }
    assert_eq!(stage.fetched.len(), 2);
}

#[test]
fn a_phone_that_is_away_is_waited_for() {
    let message = with_file(1, Held::Here);
    let mut stage = reading(vec![message.clone()]);
    stage.act(Act::File(Order::Save(message.id)));
    stage.phone_goes();
    stage.act(gone(&message));
    assert!(shown(&stage, &message).about.words().contains("waiting for the phone"));
    stage.phone_comes();
    let asked = stage.take(|ask| matches!(ask, Ask::File(_)));
    assert_eq!(asked.ask, offer(&message));
    stage.answer(&asked, Answer::Done);
    assert_eq!(stage.fetched.len(), 2);
}

#[test]
fn a_picture_and_its_file_are_brought_again_by_one_question() {
    let message = with_picture(1, "image/png");
    let mut stage = reading(vec![message.clone()]);
    stage.act(Act::File(Order::Save(message.id)));
    stage.act(Act::File(Order::View(message.id)));
    stage.viewed = None;
    stage.act(gone(&message));
    stage.act(Act::File(Order::Viewed(message.id, View::Failed(Failure::Gone))));
    assert_eq!(stage.page().viewer.as_ref().unwrap().view, View::Recalled);
    assert_eq!(offers(&stage), 1);
    let asked = stage.take(|ask| matches!(ask, Ask::File(_)));
    stage.answer(&asked, Answer::Done);
    assert_eq!(stage.fetched.len(), 2);
    assert_eq!(stage.viewed.as_ref().map(|wanted| wanted.message), Some(message.id));
    // Of a picture that is not looked at any more nothing is asked.
    stage.act(Act::CloseDialog);
    stage.act(Act::File(Order::Viewed(message.id, View::Failed(Failure::Gone))));
    assert_eq!(offers(&stage), 0);
}
