//! What stands in the composer.

use pillion_client::{
    client::record::Key,
    model::{
        dialog::{Dialog, NewContact},
        lights::Session,
    },
    update::person::Act,
};
use pillion_protocol::content::{
    contact::Contact, problem::Problem, reply::Answer, request::Ask, text::TEXT_BYTES, update::Change,
};
use pillion_wire::{handle::Handle, refusal::Code};

use crate::{
    fixture::{BOB, CHAT, chat, intent_of},
    stage::{Stage, Store},
};

#[test]
fn a_draft_survives_a_reload_and_ends_with_the_send() {
    let mut stage = Stage::linked();
    stage.act(Act::Type(CHAT, "half a sen".into()));
    stage.reload();
    assert_eq!(stage.page().drafts.text(CHAT), "half a sen");
    stage.synced(1, vec![Change::Chat(chat(0, 0))]);
    stage.act(Act::Send(CHAT));
    assert_eq!(stage.page().drafts.text(CHAT), "");
    assert!(!stage.kept.contains_key(&Key::Draft(CHAT)));
}

#[test]
fn a_crash_between_send_and_store_leaves_the_text_in_the_composer() {
    let mut stage = Stage::linked();
    stage.act(Act::Type(CHAT, "hello".into()));
    stage.store = Store::Slow;
    stage.act(Act::Send(CHAT));
    stage.reload();
    assert_eq!(stage.page().drafts.text(CHAT), "hello");
    assert!(stage.page().outbox.is_empty(), "and nowhere else");
}

#[test]
fn an_emptied_composer_is_forgotten() {
    let mut stage = Stage::linked();
    stage.act(Act::Type(CHAT, "x".into()));
    stage.act(Act::Type(CHAT, String::new()));
    assert!(!stage.kept.contains_key(&Key::Draft(CHAT)));
}

#[test]
fn what_cannot_be_sent_stays_with_its_reason() {
    for (text, problem) in [
        ("a\u{7}b".to_owned(), Some(Problem::TextControl)),
        ("x".repeat(TEXT_BYTES + 1), Some(Problem::TextTooLong)),
        ("  \n ".to_owned(), None),
        (String::new(), None),
    ] {
        let mut stage = Stage::linked();
        stage.send(&text);
        assert_eq!(stage.asked.len(), 0);
        assert!(stage.page().outbox.is_empty());
        assert_eq!(stage.page().drafts.problem(CHAT), problem);
        assert_eq!(stage.page().drafts.text(CHAT), text);
    }
}

#[test]
fn the_reason_goes_when_the_text_changes() {
    let mut stage = Stage::linked();
    stage.send("a\u{7}b");
    stage.act(Act::Type(CHAT, "ab".into()));
    assert_eq!(stage.page().drafts.problem(CHAT), None);
}

fn problem(stage: &Stage) -> Option<String> {
    match &stage.page().dialog {
        Some(Dialog::NewContact(NewContact { problem, .. })) => problem.clone(),
        _ => None,
    }
}

#[test]
fn a_handle_that_cannot_be_one_is_refused_here() {
    let mut stage = Stage::linked();
    for text in ["", "ab", "not a handle", "ünder"] {
        stage.act(Act::AddContact(text.into()));
        assert_eq!(stage.asked.len(), 0, "{text}");
        assert!(problem(&stage).unwrap().starts_with("A handle"), "{text}");
    }
}

#[test]
fn a_handle_that_nobody_has_is_refused_with_the_phones_reason() {
    let mut stage = Stage::linked();
    stage.act(Act::AddContact("@Nobody".into()));
    let request = stage.next_asked();
    let Ask::AddContact { handle, .. } = &request.ask else {
        panic!("{request:?}")
    };
    assert_eq!(handle.as_str(), "nobody");
    stage.answer(&request, Answer::Problem(Problem::Relay(Code::HandleUnknown)));
    assert_eq!(problem(&stage).unwrap(), Code::HandleUnknown.to_string());
}

#[test]
fn a_contact_is_asked_for_again_after_a_cut_and_its_chat_opens_once_it_is_known() {
    let mut stage = Stage::linked();
    stage.act(Act::AddContact("bob".into()));
    let first = intent_of(&stage.next_asked());
    stage.cut();
    stage.pass(5_000);
    stage.synced(1, Vec::new());
    let again = stage.next_asked();
    assert_eq!(intent_of(&again), first);
    let contact = Contact {
        account: BOB,
        handle: Handle::parse("bob").unwrap(),
        name: "Bob".into(),
        chat: CHAT,
        verified: false,
        blocked: false,
        key_changed: false,
        picture: None,
    };
    stage.answer(&again, Answer::Contact(contact));
    assert_eq!((stage.page().dialog.clone(), stage.page().open), (None, Some(CHAT)));
}

#[test]
fn without_a_phone_an_act_that_needs_one_says_so() {
    let mut stage = Stage::linked();
    stage.phone_goes();
    assert_eq!(stage.page().lights.session, Session::Closed);
    stage.act(Act::Unlink(pillion_wire::id::LinkId([5; 16])));
    assert_eq!(stage.asked.len(), 0);
    assert!(stage.page().notice.clone().unwrap().contains("needs your phone"));
}
