//! Pictures of people: when contacts see them, and what is never taken for one.

use pillion_phone::app::{letter::Letter, phone::Options};
use pillion_protocol::{
    content::{
        account_ask::AccountAsk,
        id::Version,
        picture::{PICTURE_BYTES, PictureId},
        reply::Answer,
        request::Ask,
        update::Change,
    },
    crypto::kdf::{Label, hash},
    pairing::about::Line,
};

use crate::{
    pictures::{jpeg, no_pictures, own, picture},
    world::World,
};

#[test]
fn bytes_that_are_no_picture_are_not_kept_though_a_profile_names_them() {
    let (mut world, chat) = World::of_two();
    world.befriend("bob", "alice");
    world.say("alice", chat, "hello");
    world.pass(1_000);
    let bob = world.befriend("alice", "bob");
    for bytes in no_pictures() {
        let id = PictureId(hash(Label::Picture, &[&bytes]));
        let profile = Letter::Profile {
            name: Line::clean("Bob"),
            picture: Some(id),
        };
        // 128, an array of one: a byte string of two bytes of length.
        let length = u16::try_from(bytes.len()).unwrap().to_be_bytes();
        let letter = [&[0x82, 0x18, 128, 0x81, 0x59], length.as_slice(), &bytes].concat();
        let of_bob = world.only_chat("bob");
        world.forge_bytes("bob", of_bob, &[profile.encode(), letter]);
        assert_eq!(world.bytes("alice", id), None, "{} bytes", bytes.len());
        assert_eq!(world.contact_picture("alice", bob.account), None);
    }
    let of_bob = world.only_chat("bob");
    world.say("bob", of_bob, "still here");
    world.pass(1_000);
    assert_eq!(world.words("alice", chat), ["hello", "still here"]);
}

#[test]
fn contacts_see_a_new_picture_another_one_and_none() {
    let (mut world, of_alice) = World::of_two();
    let of_bob = world.befriend("bob", "alice").chat;
    world.say("alice", of_alice, "hello");
    world.pass(1_000);
    let alice = world.account_of("alice");
    let (first, second) = (jpeg(1, 8_000), jpeg(2, PICTURE_BYTES));
    for bytes in [Some(&first), Some(&second), None] {
        world.act("alice", own(bytes.map(Vec::as_slice)));
        world.pass(1_000);
        assert_eq!(world.shows("bob", of_bob).as_ref(), bytes);
        let id = world.chat("bob", of_bob).picture;
        assert_eq!(world.contact_picture("bob", alice), id);
    }
    assert_eq!(world.bytes("bob", picture(1).id()), None);
    // Whoever is met later sees it from the beginning, and keeps it when there is another name.
    world.act("alice", own(Some(&first)));
    world.add_phone("carol", "carol", Options::default());
    let to_alice = world.befriend("carol", "alice").chat;
    world.befriend("alice", "carol");
    world.say("carol", to_alice, "and me?");
    world.pass(1_000);
    let name = "Alice L.".to_owned();
    world.act("alice", Ask::Account(AccountAsk::SetName { name }));
    world.pass(1_000);
    assert_eq!(world.shows("carol", to_alice), Some(first));
    assert_eq!(world.chat("carol", to_alice).title, "Alice L.");
}

#[test]
fn the_own_picture_stays_over_a_restart() {
    let (mut world, _) = World::of_two();
    world.act("alice", own(Some(&jpeg(1, 8_000))));
    world.kill("alice");
    world.switch_on("alice");
    let sync = Ask::Sync {
        since: Version(0),
        cursor: None,
    };
    let Some(Answer::Synced { changes, .. }) = world.ask("alice", sync) else {
        panic!()
    };
    let shown = changes.iter().find_map(|change| match change {
        Change::Account(account) => account.picture,
        _ => None,
    });
    assert_eq!(shown, Some(picture(1).id()));
    assert_eq!(world.bytes("alice", picture(1).id()), Some(jpeg(1, 8_000)));
}

#[test]
fn the_picture_of_somebody_unknown_is_shown_when_he_is_accepted() {
    let (mut world, of_alice) = World::of_two();
    let bytes = jpeg(1, 8_000);
    world.act("alice", own(Some(&bytes)));
    world.say("alice", of_alice, "may I?");
    world.pass(1_000);
    let (of_bob, alice) = (world.only_chat("bob"), world.account_of("alice"));
    assert_eq!(world.shows("bob", of_bob), None);
    assert_eq!(world.contact_picture("bob", alice), None);
    world.node("bob").updates.clear();
    world.act("bob", Ask::Accept { chat: of_bob });
    assert_eq!(world.shows("bob", of_bob), Some(bytes));
    let told = world.node("bob").updates.iter().flat_map(|update| &update.changes);
    let with_picture = |change: &&Change| matches!(change, Change::Contact(contact) if contact.picture.is_some());
    assert_eq!(told.filter(with_picture).count(), 1, "screens learn of it");
}

#[test]
fn who_is_blocked_sees_no_new_picture_before_that_is_over() {
    let (mut world, of_alice) = World::of_two();
    let of_bob = world.befriend("bob", "alice").chat;
    world.say("alice", of_alice, "hello");
    world.pass(1_000);
    let bob = world.account_of("bob");
    world.act("alice", Ask::Block { account: bob, on: true });
    world.act("alice", own(Some(&jpeg(1, 8_000))));
    world.pass(1_000);
    assert_eq!(world.shows("bob", of_bob), None);
    world.act(
        "alice",
        Ask::Block {
            account: bob,
            on: false,
        },
    );
    world.pass(1_000);
    assert_eq!(world.shows("bob", of_bob), Some(jpeg(1, 8_000)));
}
