//! Files whose messages are deleted while somebody gets them.

use pillion_client::{
    model::{viewer::View, voice::Want},
    update::{download::Order, person::Act, voice},
};
use pillion_protocol::content::{body::Body, message::Message, update::Change};

use crate::{
    downloads::{reading, with_picture},
    voices::{listening, spoken},
};

#[test]
fn a_file_that_is_deleted_while_it_comes_is_neither_saved_nor_shown() {
    for is_gone in [false, true] {
        let message = with_picture(1, "image/png");
        let mut stage = reading(vec![message.clone()]);
        stage.act(Act::File(Order::Save(message.id)));
        stage.act(Act::File(Order::View(message.id)));
        assert!(stage.fetched.len() == 1 && stage.viewed.is_some());
        let change = match is_gone {
            true => Change::MessageGone {
                chat: message.chat,
                message: message.id,
            },
            false => Change::Message(Message {
                body: Body::Deleted,
                ..message.clone()
            }),
        };
        stage.update(2, 3, vec![change]);
        assert!(stage.fetched.is_empty() && stage.viewed.is_none());
        assert_eq!((stage.page().dialog.clone(), stage.page().viewer.clone()), (None, None));
        // What the worker says of it later is about nothing.
        stage.act(Act::File(Order::Viewed(message.id, View::Here("blob:x".into()))));
        assert_eq!(stage.page().viewer, None);
    }
}

#[test]
fn a_voice_note_that_is_deleted_is_heard_no_more() {
    let message = spoken(1);
    let mut stage = listening(vec![message.clone()]);
    stage.act(Act::Voice(voice::Order::Play(message.id)));
    stage.sounds.clear();
    let deleted = Message {
        body: Body::Deleted,
        ..message
    };
    stage.update(2, 3, vec![Change::Message(deleted)]);
    assert_eq!(stage.sounds, [Want::End]);
    assert!(stage.page().voices.playing.is_none());
}
