//! What a chat has: asked for shelf by shelf, and looked at from there.

use pillion_client::{
    model::{
        dialog::Dialog,
        gallery::{Gallery, TABS, Tab},
    },
    update::{download::Order, person::Act},
};
use pillion_protocol::content::{
    file_ask::{FileAsk, Sort},
    hit::Hit,
    id::{MessageId, Place},
    message::Message,
    problem::Problem,
    reply::Answer,
    request::{Ask, Request},
    text::Text,
};

use crate::{
    downloads::with_picture,
    fixture::{CHAT, from_bob},
    stage::Stage,
    voices::{listening, spoken},
};

const SEEN: Tab = TABS[0];

impl Stage {
    fn gallery(&mut self, tab: Tab) -> Request {
        self.act(Act::Show(Dialog::Gallery(CHAT, tab)));
        self.take(|ask| matches!(ask, Ask::File(FileAsk::List { .. }) | Ask::Search { .. }))
    }

    fn shelf(&self) -> Option<&Gallery> {
        self.page().inquiry.gallery.as_ref()
    }

    fn ids(&self) -> Vec<MessageId> {
        self.shelf()
            .unwrap()
            .messages
            .iter()
            .map(|message| message.id)
            .collect()
    }
}

fn page(messages: Vec<Message>, earlier: bool) -> Answer {
    Answer::Page {
        messages,
        earlier,
        later: false,
    }
}

fn said(place: u64, words: &str) -> Hit {
    let message = Message {
        body: Text::parse(words).unwrap().into(),
        ..from_bob(place)
    };
    Hit {
        message,
        excerpt: Vec::new(),
    }
}

#[test]
fn the_newest_come_first_and_more_when_they_are_wanted() {
    let mut stage = listening(Vec::new());
    let ask = stage.gallery(SEEN);
    let Ask::File(FileAsk::List { before, sort, .. }) = &ask.ask else {
        panic!("{ask:?}")
    };
    assert_eq!((*before, *sort), (None, Some(Sort::Seen)));
    let [first, second, third] = [1, 2, 3].map(|place| with_picture(place, "image/png"));
    stage.act(Act::MoreOfGallery);
    assert!(stage.asked.is_empty(), "nothing more is known of");
    stage.answer(&ask, page(vec![second.clone(), third.clone()], true));
    assert_eq!(stage.ids(), [third.id, second.id]);
    stage.act(Act::MoreOfGallery);
    stage.act(Act::MoreOfGallery);
    let more = stage.take(|ask| matches!(ask, Ask::File(_)));
    assert!(matches!(
        &more.ask,
        Ask::File(FileAsk::List {
            before: Some(Place(2)),
            ..
        })
    ));
    assert!(stage.asked.is_empty(), "asked once");
    stage.answer(&more, page(vec![first.clone()], false));
    assert_eq!(stage.ids(), [third.id, second.id, first.id]);
    assert_eq!(stage.shelf().unwrap().more, None);
}

#[test]
fn links_are_what_messages_show_as_links() {
    let mut stage = listening(Vec::new());
    let ask = stage.gallery(Tab::Links);
    assert!(matches!(&ask.ask, Ask::Search { words, chat: Some(CHAT), starred: false, .. } if words == "http"));
    let hits = vec![
        said(2, "see https://example.org/a and more"),
        said(1, "http is a protocol"),
    ];
    stage.answer(&ask, Answer::Found { hits, more: Some(7) });
    assert_eq!(stage.ids(), [from_bob(2).id]);
    assert_eq!(stage.shelf().unwrap().more, Some(7));
}

#[test]
fn another_shelf_begins_anew_and_an_answer_to_the_one_before_is_nothing() {
    let mut stage = listening(Vec::new());
    let before = stage.gallery(SEEN);
    let now = stage.gallery(Tab::Files(Sort::Heard));
    stage.answer(&before, page(vec![with_picture(1, "image/png")], false));
    assert_eq!(stage.ids(), []);
    stage.answer(&now, page(vec![spoken(2)], false));
    assert_eq!(stage.ids(), [spoken(2).id]);
    stage.answer(&now, page(vec![spoken(3)], false));
    assert_eq!(stage.ids(), [spoken(2).id], "answered once");
}

#[test]
fn what_is_opened_leads_to_its_neighbours_and_back_to_the_gallery() {
    let mut stage = listening(Vec::new());
    let ask = stage.gallery(SEEN);
    let pictures = [1, 2].map(|place| with_picture(place, "image/png"));
    stage.answer(&ask, page(pictures.to_vec(), false));
    stage.act(Act::File(Order::View(pictures[1].id)));
    assert_eq!(stage.viewed.as_ref().map(|wanted| wanted.message), Some(pictures[1].id));
    stage.act(Act::File(Order::Beside { forward: true }));
    assert_eq!(stage.page().dialog, Some(Dialog::Picture(pictures[1].id)), "the newest");
    stage.act(Act::File(Order::Beside { forward: false }));
    assert_eq!(stage.page().dialog, Some(Dialog::Picture(pictures[0].id)));
    stage.act(Act::CloseDialog);
    assert_eq!(stage.page().dialog, Some(Dialog::Gallery(CHAT, SEEN)));
    assert!(stage.viewed.is_none() && stage.ids().len() == 2);
    stage.act(Act::CloseDialog);
    assert!(stage.page().dialog.is_none() && stage.shelf().is_none());
}

#[test]
fn a_gallery_that_the_phone_cannot_show_says_why_and_one_that_was_cut_is_asked_for_again() {
    let mut stage = listening(Vec::new());
    let ask = stage.gallery(SEEN);
    stage.answer(&ask, Answer::Problem(Problem::NoSuchChat));
    assert_eq!(stage.page().inquiry.problem, Some(Problem::NoSuchChat));
    stage.gallery(SEEN);
    stage.phone_goes();
    stage.phone_comes();
    let again = stage.take(|ask| matches!(ask, Ask::File(FileAsk::List { .. })));
    stage.answer(&again, page(vec![with_picture(1, "image/png")], false));
    assert_eq!(stage.ids().len(), 1);
}
