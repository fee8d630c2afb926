//! What is done with messages.

use pillion_client::{
    model::{
        bar::Bar,
        bubble::{self, Bubble},
        dialog::{Dialog, Menu},
        row::Key,
    },
    update::{message::Deed, offers::offers, person::Act},
    words::{lang::Lang, thread as words},
};
use pillion_protocol::content::{
    body::Body,
    chat::Chat,
    id::{ChatId, IntentId, Place},
    message::{Message, State},
    problem::Problem,
    quote::{Quote, Quoted},
    reaction::Emoji,
    reply::Answer,
    request::{Ask, Request},
    text::Text,
    update::Change,
};
use pillion_wire::time::Timestamp;

use crate::{
    fixture::{CHAT, from_bob, sent},
    stage::Stage,
};

const OTHER: ChatId = ChatId([8; 16]);

fn mine(place: u64) -> Message {
    sent(place, IntentId([9; 16]), State::Sent)
}

/// Bob has said something, then this account.
fn talking() -> Stage {
    let mut stage = Stage::linked();
    stage.watch(vec![from_bob(1), mine(2)]);
    stage
}

fn edited(stage: &mut Stage, text: &str) -> Request {
    stage.act(Act::Message(mine(2).id, Deed::Edit));
    stage.act(Act::Type(CHAT, text.into()));
    stage.act(Act::Send(CHAT));
    stage.next_asked()
}

fn shown(stage: &Stage, message: &Message) -> Bubble {
    bubble::bubble(stage.page(), Key::of(message)).unwrap()
}

fn names(stage: &Stage) -> Vec<&'static str> {
    let offers = offers(stage.page(), Timestamp(stage.now));
    offers.into_iter().map(|offer| offer.test).collect()
}

#[test]
fn a_reply_names_the_message_that_it_answers_and_shows_it_at_once() {
    let mut stage = talking();
    stage.act(Act::Message(from_bob(1).id, Deed::Reply));
    stage.send("yes");
    let request = stage.next_asked();
    let Ask::Send { quote, intent, .. } = request.ask else {
        panic!("{request:?}")
    };
    assert_eq!(quote, Some(from_bob(1).id));
    assert_eq!(stage.page().bar, None, "the next one answers nothing");
    let queued = bubble::bubble(stage.page(), Key::Intent(intent)).unwrap();
    let quote = queued.quote.unwrap();
    assert_eq!((quote.who.as_str(), quote.text.as_str()), ("Bob", "message 1"));
}

#[test]
fn a_reply_survives_a_reload() {
    let mut stage = talking();
    stage.phone_goes();
    stage.act(Act::Message(from_bob(1).id, Deed::Reply));
    stage.send("yes");
    stage.reload();
    stage.phone_comes();
    let sends = stage.sends();
    assert!(
        matches!(
            &sends[..],
            [Request {
                ask: Ask::Send { quote: Some(_), .. },
                ..
            }]
        ),
        "{sends:?}"
    );
}

#[test]
fn a_quoted_message_that_is_gone_says_so_and_leads_nowhere() {
    let mut stage = Stage::linked();
    let quoted = |found| Message {
        quote: Some(Quote {
            message: from_bob(7).id,
            found,
        }),
        ..from_bob(9)
    };
    let here = Quoted {
        place: Place(7),
        from: None,
        text: "what I said".into(),
        name: None,
    };
    let deleted = Quoted {
        text: String::new(),
        ..here.clone()
    };
    stage.watch(vec![quoted(None)]);
    let place_and_text = |stage: &Stage| {
        let quote = shown(stage, &from_bob(9)).quote.unwrap();
        (quote.place, quote.who, quote.text)
    };
    assert_eq!(
        place_and_text(&stage),
        (None, String::new(), "This message is not here any more.".into())
    );
    stage.update(1, 2, vec![Change::Message(quoted(Some(here)))]);
    assert_eq!(
        place_and_text(&stage),
        (Some(Place(7)), "You".into(), "what I said".into())
    );
    stage.update(2, 3, vec![Change::Message(quoted(Some(deleted)))]);
    assert_eq!(place_and_text(&stage).2, words::deleted(Lang::English));
}

#[test]
fn an_edit_keeps_its_words_until_the_phone_has_them() {
    let mut stage = talking();
    stage.act(Act::Type(CHAT, "a draft".into()));
    stage.act(Act::Message(mine(2).id, Deed::Edit));
    assert_eq!(stage.page().composer(CHAT), "message 2");
    let request = edited(&mut stage, "better");
    let Ask::Edit { message, text, .. } = &request.ask else {
        panic!("{request:?}")
    };
    assert_eq!((*message, text.as_str()), (mine(2).id, "better"));
    stage.act(Act::Send(CHAT));
    assert_eq!(stage.asked.len(), 0, "once is enough");
    let after = Message {
        body: Text::parse("better").unwrap().into(),
        edited: Some(Timestamp(5)),
        ..mine(2)
    };
    stage.answer(&request, Answer::Message(after.clone()));
    assert!(shown(&stage, &after).edited);
    assert_eq!(stage.page().composer(CHAT), "a draft", "the draft is back");
}

#[test]
fn a_refused_edit_stays_in_the_composer_with_its_reason() {
    let mut stage = talking();
    let request = edited(&mut stage, "better");
    stage.answer(&request, Answer::Problem(Problem::MessageDeleted));
    assert_eq!(stage.page().composer(CHAT), "better");
    assert_eq!(stage.page().composer_problem(CHAT), Some(Problem::MessageDeleted));
    stage.act(Act::Send(CHAT));
    assert_ne!(stage.next_asked().ask, request.ask, "another try is another intent");
}

#[test]
fn an_edit_that_a_cut_interrupts_is_asked_again_under_its_intent() {
    let mut stage = talking();
    let first = edited(&mut stage, "better").ask;
    stage.cut();
    stage.pass(5_000);
    stage.synced(1, Vec::new());
    assert!(
        stage.asked.iter().any(|request| request.ask == first),
        "{:?}",
        stage.asked
    );
}

#[test]
fn an_edit_that_changes_nothing_or_says_nothing_is_not_sent() {
    for (text, bar) in [("message 2", false), ("  \n", true), ("", true)] {
        let mut stage = talking();
        stage.act(Act::Message(mine(2).id, Deed::Edit));
        stage.act(Act::Type(CHAT, text.into()));
        stage.act(Act::Send(CHAT));
        assert_eq!((stage.asked.len(), stage.page().bar.is_some()), (0, bar), "{text:?}");
    }
}

#[test]
fn only_words_of_ones_own_can_be_edited() {
    let mut stage = talking();
    stage.act(Act::Message(from_bob(1).id, Deed::Edit));
    assert_eq!(stage.page().bar, None);
    stage.act(Act::EditLast);
    assert_eq!(stage.page().bar.as_ref().map(Bar::message), Some(mine(2).id));
    stage.act(Act::DropBar);
    stage.act(Act::Type(CHAT, "something".into()));
    stage.act(Act::EditLast);
    assert_eq!(stage.page().bar, None, "the composer is not empty");
}

#[test]
fn a_message_that_is_deleted_while_it_is_edited_is_let_go() {
    for change in [
        Change::Message(Message {
            body: Body::Deleted,
            ..mine(2)
        }),
        Change::MessageGone {
            chat: CHAT,
            message: mine(2).id,
        },
    ] {
        let mut stage = talking();
        stage.act(Act::Message(mine(2).id, Deed::Edit));
        stage.update(1, 2, vec![change]);
        assert_eq!(stage.page().bar, None);
    }
}

#[test]
fn what_holds_no_words_says_why_and_offers_only_its_end() {
    for (body, text) in [
        (Body::Deleted, words::deleted(Lang::English)),
        (Body::Newer, words::newer(Lang::English)),
    ] {
        let mut stage = Stage::linked();
        let message = Message { body, ..from_bob(1) };
        stage.watch(vec![message.clone()]);
        let bubble = shown(&stage, &message);
        assert_eq!((bubble.text.as_str(), bubble.said), (text, false));
        stage.act(Act::Menu(Some(Menu::Message(message.id))));
        assert_eq!(names(&stage), ["delete"]);
    }
}

#[test]
fn the_menu_offers_what_can_be_done() {
    let mut stage = talking();
    stage.act(Act::Menu(Some(Menu::Message(from_bob(1).id))));
    assert_eq!(names(&stage), ["reply", "react", "star", "copy", "forward", "delete"]);
    stage.act(Act::Menu(Some(Menu::Message(mine(2).id))));
    assert_eq!(
        names(&stage),
        [
            "reply",
            "react",
            "edit",
            "star",
            "copy",
            "forward",
            "message-info-open",
            "delete"
        ]
    );
    stage.act(Act::Menu(Some(Menu::Message(from_bob(5).id))));
    assert!(names(&stage).is_empty(), "it is not there");
}

#[test]
fn deeds_ask_the_phone_and_failures_show_their_sentence() {
    let thumb = Emoji::parse("👍").unwrap();
    for deed in [
        Deed::React(Some(thumb)),
        Deed::React(None),
        Deed::Star(true),
        Deed::Delete { for_all: true },
        Deed::Forward(OTHER),
    ] {
        let mut stage = talking();
        stage.act(Act::Show(Dialog::Forward(from_bob(1).id)));
        stage.act(Act::Message(from_bob(1).id, deed));
        assert_eq!(stage.page().dialog, None);
        let request = stage.next_asked();
        stage.answer(&request, Answer::Problem(Problem::NotYours));
        assert_eq!(stage.page().notice, Some(Problem::NotYours.to_string()), "{request:?}");
    }
}

#[test]
fn without_a_phone_a_deed_says_so_and_is_not_done_later() {
    let mut stage = talking();
    stage.phone_goes();
    stage.act(Act::Message(from_bob(1).id, Deed::Star(true)));
    assert!(stage.page().notice.clone().unwrap().contains("needs your phone"));
    stage.act(Act::Message(mine(2).id, Deed::Edit));
    stage.act(Act::Type(CHAT, "better".into()));
    stage.act(Act::Send(CHAT));
    assert_eq!(
        stage.page().composer(CHAT),
        "better",
        "it can be sent when the phone is back"
    );
    stage.phone_comes();
    stage.synced(1, Vec::new());
    assert!(
        !stage
            .asked
            .iter()
            .any(|request| matches!(request.ask, Ask::Star { .. }))
    );
    stage.act(Act::Send(CHAT));
    assert!(
        stage
            .asked
            .iter()
            .any(|request| matches!(request.ask, Ask::Edit { .. }))
    );
}

#[test]
fn a_forwarded_message_opens_its_chat() {
    let mut stage = talking();
    let other = Chat::new(OTHER, "Otto".into(), None, Timestamp(1));
    stage.update(1, 2, vec![Change::Chat(other)]);
    stage.act(Act::Message(from_bob(1).id, Deed::Forward(OTHER)));
    let request = stage.next_asked();
    let answer = Message {
        chat: OTHER,
        forwarded: true,
        ..mine(1)
    };
    stage.answer(&request, Answer::Message(answer));
    assert_eq!(stage.page().open, Some(OTHER));
}
