//! Pictures of groups: who is shown which, and what is never taken for one.

use pillion_phone::{
    app::{letter::Letter, phone::Options},
    store,
};
use pillion_protocol::{
    content::{
        account_ask::AccountAsk,
        group::GroupChange,
        group_ask::GroupAsk,
        id::{ChatId, Version},
        picture::{PICTURE_BYTES, Picture, PictureId},
        problem::Problem,
        reply::Answer,
        request::Ask,
        update::Change,
    },
    crypto::kdf::{Label, hash},
};
use pillion_wire::{id::AccountId, relay_frame::RelayFrame};

use crate::world::{Name, World};

/// A JPEG as far as its head tells; `shade` makes it differ from others.
pub(crate) fn jpeg(shade: u8, bytes: usize) -> Vec<u8> {
    head(shade, bytes, 192)
}

fn head(shade: u8, bytes: usize, side: u16) -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xc0, 0, 11, 8];
    jpeg.extend(side.to_be_bytes());
    jpeg.extend(side.to_be_bytes());
    jpeg.extend([1, 1, 0x11, 0]);
    jpeg.resize(bytes - 2, shade);
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

pub(crate) fn picture(shade: u8) -> Picture {
    Picture::parse(jpeg(shade, 8_000)).unwrap()
}

pub(crate) fn set(bytes: &[u8]) -> GroupChange {
    GroupChange::Picture(Some(bytes.to_vec().into()))
}

pub(crate) fn own(bytes: Option<&[u8]>) -> Ask {
    let picture = bytes.map(|bytes| bytes.to_vec().into());
    Ask::Account(AccountAsk::SetPicture { picture })
}

/// What no phone may take for a picture.
pub(crate) fn no_pictures() -> [Vec<u8>; 6] {
    [
        jpeg(1, PICTURE_BYTES + 1),
        jpeg(1, 17 * 1024),
        head(1, 8_000, 20_000),
        [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 100]].concat(),
        b"<html><script>alert(1)</script></html>".to_vec(),
        Vec::new(),
    ]
}

impl World {
    /// What a phone's screens show of a chat.
    pub(crate) fn shows(&mut self, name: Name, chat: ChatId) -> Option<Vec<u8>> {
        let id = self.chat(name, chat).picture?;
        let bytes = self.bytes(name, id).expect("what is named is there");
        assert_eq!(PictureId(hash(Label::Picture, &[&bytes])), id);
        Some(bytes)
    }

    pub(crate) fn bytes(&mut self, name: Name, id: PictureId) -> Option<Vec<u8>> {
        match self.ask(name, Ask::Picture(id)) {
            Some(Answer::Picture(bytes)) => bytes.map(Into::into),
            other => panic!("no picture: {other:?}"),
        }
    }

    pub(crate) fn contact_picture(&mut self, name: Name, account: AccountId) -> Option<PictureId> {
        let sync = Ask::Sync {
            since: Version(0),
            cursor: None,
        };
        let Some(Answer::Synced { changes, .. }) = self.ask(name, sync) else {
            panic!()
        };
        let contact = changes.into_iter().find_map(|change| match change {
            Change::Contact(contact) if contact.account == account => Some(contact),
            _ => None,
        });
        contact.unwrap().picture
    }

    /// Blobs that came to a phone and may hold a picture.
    fn large_blobs(&self, to: Name) -> usize {
        let large = |frame: &RelayFrame| matches!(frame, RelayFrame::Deliver { payload, .. } if payload.len() > 16_000);
        self.sent
            .iter()
            .filter(|(name, frame)| *name == to && large(frame))
            .count()
    }
}

#[test]
fn a_group_is_made_with_a_picture_and_all_see_it() {
    let (mut world, _) = World::of_many(&["bob", "carol"]);
    let bytes = jpeg(1, PICTURE_BYTES);
    let (intent, members) = (world.intent(), world.accounts(&["bob", "carol"]));
    let create = |bytes: &[u8]| GroupAsk::Create {
        intent,
        name: "Painters".to_owned(),
        members: members.clone(),
        picture: Some(bytes.to_vec().into()),
    };
    let Some(Answer::Chat(made)) = world.ask_group("alice", create(&bytes)) else {
        panic!()
    };
    assert_eq!(
        made.picture,
        Picture::parse(bytes.clone()).ok().map(|picture| picture.id())
    );
    world.pass(1_000);
    for name in ["alice", "bob", "carol"] {
        let chats = world.chats(name);
        let painters = chats.iter().find(|chat| chat.title == "Painters").unwrap().id;
        assert_eq!(world.shows(name, painters).as_ref(), Some(&bytes), "{name}");
    }
    for bytes in no_pictures() {
        let GroupAsk::Create { name, members, .. } = create(&bytes) else {
            panic!()
        };
        let ask = GroupAsk::Create {
            intent: world.intent(),
            name,
            members,
            picture: Some(bytes.into()),
        };
        assert_eq!(world.ask_group("alice", ask), Some(Answer::Problem(Problem::Picture)));
    }
}

#[test]
fn an_admin_changes_the_picture_and_takes_it_away() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let names = ["alice", "bob", "carol"];
    let (first, second) = (jpeg(1, 8_000), jpeg(2, 9_000));
    let mut before = None;
    for bytes in [Some(&first), Some(&second), None] {
        let change = GroupChange::Picture(bytes.cloned().map(Into::into));
        world.changes("alice", chats[0], change);
        for (name, chat) in names.into_iter().zip(&chats) {
            assert_eq!(world.shows(name, *chat).as_ref(), bytes, "{name}");
            if let Some(before) = before {
                assert_eq!(world.bytes(name, before), None, "{name} keeps what nothing shows");
            }
        }
        before = world.chat("bob", chats[1]).picture;
    }
    assert_eq!(
        world.thread("bob", chats[1]),
        [
            "[alice made]",
            "[alice Pictured(true)]",
            "[alice Pictured(true)]",
            "[alice Pictured(false)]"
        ]
    );
    // What is so already is no change.
    world.changes("alice", chats[0], GroupChange::Picture(None));
    assert_eq!(world.history("bob", chats[1]).len(), 4);
}

#[test]
fn what_is_no_picture_is_refused_and_so_is_who_is_no_admin() {
    let (mut world, chats) = World::of_many(&["bob"]);
    for bytes in no_pictures() {
        assert_eq!(world.not_changed("alice", chats[0], set(&bytes)), Problem::Picture);
        assert_eq!(world.refused("alice", own(Some(&bytes))), Problem::Picture);
    }
    let bytes = jpeg(1, 8_000);
    assert_eq!(world.not_changed("bob", chats[1], set(&bytes)), Problem::NotAdmin);
    assert_eq!(world.shows("alice", chats[0]), None);
}

#[test]
fn a_new_member_gets_the_picture_and_the_others_do_not_get_it_again() {
    let (mut world, chats) = World::of_many(&["bob"]);
    let bytes = jpeg(1, 8_000);
    world.changes("alice", chats[0], set(&bytes));
    world.add_phone("carol", "carol", Options::default());
    world.befriend("alice", "carol");
    world.pass(1_000);
    let carol = world.account_of("carol");
    world.sent.clear();
    world.changes("alice", chats[0], GroupChange::Add(vec![carol]));
    let of_carol = world.group_of("carol");
    assert_eq!(world.shows("carol", of_carol), None, "a request of somebody unknown");
    world.act("carol", Ask::Accept { chat: of_carol });
    assert_eq!(world.shows("carol", of_carol), Some(bytes));
    assert_eq!(world.large_blobs("bob"), 0);
    assert_eq!(world.thread("carol", of_carol).len(), 1, "that she was added, alone");
}

#[test]
fn a_member_that_was_away_sees_the_last_picture() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    world.kill("carol");
    for shade in 1..9 {
        world.changes("alice", chats[0], set(&jpeg(shade, 8_000)));
        world.changes("alice", chats[0], GroupChange::Rename(format!("Choir {shade}")));
    }
    world.switch_on("carol");
    world.pass(2_000);
    assert_eq!(world.shows("carol", chats[2]), Some(jpeg(8, 8_000)));
}

#[test]
fn admins_who_change_the_picture_at_once_end_with_the_same() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let bob = world.account_of("bob");
    world.changes("alice", chats[0], GroupChange::Admin { account: bob, on: true });
    let ask = |chat, shade| {
        Ask::Group(GroupAsk::Change {
            chat,
            change: set(&jpeg(shade, 8_000)),
        })
    };
    let one = world.post("alice", ask(chats[0], 1));
    let other = world.post("bob", ask(chats[1], 2));
    world.pass(5_000);
    for (name, id) in [("alice", one), ("bob", other)] {
        assert_eq!(world.answer(name, id), Some(Answer::Done), "{name}");
    }
    let shown = world.shows("carol", chats[2]);
    assert!(shown.is_some());
    for (name, chat) in [("alice", chats[0]), ("bob", chats[1])] {
        assert_eq!(world.shows(name, chat), shown, "{name}");
    }
}

#[test]
fn a_member_cannot_show_another_picture_than_the_one_agreed_on() {
    let (mut world, chats) = World::of_many(&["bob"]);
    let agreed = jpeg(1, 8_000);
    world.changes("alice", chats[0], set(&agreed));
    world.forge_in_group("bob", chats[1], &Letter::Picture { picture: picture(2) });
    assert_eq!(world.shows("alice", chats[0]), Some(agreed));
    assert_eq!(world.bytes("alice", picture(2).id()), None);
    // The same words in a chat of two, without a profile that names them.
    let pair = world.befriend("bob", "alice").chat;
    world.say("bob", pair, "hello");
    world.forge("bob", pair, &[Letter::Picture { picture: picture(3) }]);
    assert_eq!(world.bytes("alice", picture(3).id()), None);
    let bob = world.account_of("bob");
    assert_eq!(world.contact_picture("alice", bob), None);
}

#[test]
fn a_group_whose_chat_is_deleted_comes_again_with_its_picture() {
    let (mut world, chats) = World::of_many(&["bob"]);
    world.changes("alice", chats[0], set(&jpeg(1, 8_000)));
    world.act("bob", Ask::DeleteChat { chat: chats[1] });
    world.pass(1_000);
    world.say("alice", chats[0], "are you there?");
    world.pass(1_000);
    let again = world.group_of("bob");
    assert_eq!(world.shows("bob", again), Some(jpeg(1, 8_000)));
}

#[test]
fn who_sets_the_picture_that_a_group_has_gives_it_to_those_who_lack_it() {
    let (mut world, chats) = World::of_many(&["bob"]);
    let bytes = jpeg(1, 8_000);
    world.changes("alice", chats[0], set(&bytes));
    for (name, chat) in [("alice", chats[0]), ("bob", chats[1])] {
        world.kill(name);
        // Nothing shows it for a moment, so its bytes go.
        world.with_disk(name, |tx| {
            store::picture::set_of_group(tx, chat, None)?;
            store::picture::set_of_group(tx, chat, Some(picture(1).id()))
        });
        world.switch_on(name);
    }
    world.pass(1_000);
    assert_eq!(world.shows("bob", chats[1]), None);
    world.changes("alice", chats[0], set(&bytes));
    for (name, chat) in [("alice", chats[0]), ("bob", chats[1])] {
        assert_eq!(world.shows(name, chat).as_ref(), Some(&bytes), "{name}");
    }
    assert_eq!(world.history("bob", chats[1]).len(), 2, "and nothing has happened");
}
