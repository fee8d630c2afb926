//! Files that a page uploads: the phone makes room, says that they are there, and fetches them to keep.

use pillion_protocol::{
    content::{
        file::{File, FileName, Held, Look},
        file_ask::FileAsk,
        id::{ChatId, IntentId, MessageId},
        media_type::MediaType,
        message::State,
        picture::Picture,
        problem::Problem,
        reply::Answer,
        request::Ask,
    },
    crypto::{
        digest::{Digest, Digester},
        key::StreamKey,
    },
};
use pillion_relay::store::op::{Answer as Stored, Job, Op, Store as _};
use pillion_tests::sealed;
use pillion_wire::{id::FileId, refusal::Code};

use crate::{
    files::shared,
    pictures,
    world::{Name, World, text},
};

/// What a page has sealed.
pub(crate) struct Sealed {
    pub(crate) file: File,
    bytes: Vec<u8>,
}

pub(crate) fn seal(world: &mut World, plain: &[u8]) -> Sealed {
    let mut rng = world.rng();
    let (id, key) = (FileId(world.intent().0), StreamKey::random(&mut rng));
    let (bytes, digest) = sealed::seal(&key, plain);
    let file = File {
        id,
        key,
        bytes: u64::try_from(plain.len()).unwrap(),
        digest,
        name: FileName::clean("map.pdf"),
        kind: MediaType::of_name("map.pdf"),
        look: None,
        voice: None,
    };
    Sealed { file, bytes }
}

pub(crate) fn room(file: &File) -> Ask {
    let (file, key, bytes) = (file.id, file.key.clone(), file.bytes);
    Ask::File(FileAsk::Room { file, key, bytes })
}

pub(crate) fn share(intent: IntentId, chat: ChatId, file: &File, quote: Option<MessageId>) -> Ask {
    Ask::File(FileAsk::Share {
        intent,
        chat,
        file: Box::new(file.clone()),
        caption: Some(text("the map")),
        quote,
        picture: None,
    })
}

impl World {
    /// What the page has sealed is with the relay.
    pub(crate) fn bring(&mut self, sealed: &Sealed) {
        self.porters.depot.insert(sealed.file.id, sealed.bytes.clone());
        let op = Op::EndFile { file: sealed.file.id };
        let now = self.now;
        assert_eq!(self.memory.commit(&[Job { now, op }]), [Ok(Stored::Done)]);
    }

    pub(crate) fn has_room(&mut self, file: FileId) -> bool {
        let op = Op::FindFile { file };
        let now = self.now;
        matches!(self.memory.commit(&[Job { now, op }])[..], [Ok(Stored::File { .. })])
    }

    pub(crate) fn shares(&mut self, name: Name, ask: Ask) -> Answer {
        self.ask(name, ask).expect("an answer")
    }
}

#[test]
fn room_is_made_once_and_a_shared_file_arrives_and_is_kept_by_both() {
    let (mut world, chat, of_bob) = World::with_file();
    let sealed = seal(&mut world, &[7; 100_000]);
    for _ in 0..2 {
        assert_eq!(world.shares("alice", room(&sealed.file)), Answer::Done);
    }
    assert!(world.has_room(sealed.file.id));
    world.bring(&sealed);
    let intent = world.intent();
    let Answer::Message(said) = world.shares("alice", share(intent, chat, &sealed.file, None)) else {
        panic!("not said")
    };
    assert_eq!((said.words(), said.intent), ("the map", Some(intent)));
    world.pass(1_000);
    let (mine, came) = (world.newest("alice", chat), world.newest("bob", of_bob));
    assert_eq!((mine.state, shared(&mine).held), (State::Delivered, Held::Here));
    assert_eq!((came.words(), shared(&came).held), ("the map", Held::Here));
    assert_eq!(shared(&came).file, sealed.file);
    assert_eq!((world.kept("alice"), world.kept("bob")), (1, 1));
}

#[test]
fn a_repeat_is_the_same_message_and_another_file_under_its_intent_is_refused() {
    let (mut world, chat, of_bob) = World::with_file();
    let (first, second) = (seal(&mut world, b"one"), seal(&mut world, b"two"));
    for sealed in [&first, &second] {
        assert_eq!(world.shares("alice", room(&sealed.file)), Answer::Done);
        world.bring(sealed);
    }
    let intent = world.intent();
    let ask = share(intent, chat, &first.file, None);
    let Answer::Message(said) = world.shares("alice", ask.clone()) else {
        panic!("not said")
    };
    world.pass(1_000);
    let Answer::Message(again) = world.shares("alice", ask) else {
        panic!("not said again")
    };
    assert_eq!(said.id, again.id);
    let other = world.refused("alice", share(intent, chat, &second.file, None));
    assert_eq!(other, Problem::IntentReused);
    world.pass(1_000);
    let files = world
        .history("bob", of_bob)
        .iter()
        .filter(|said| said.body.file().is_some())
        .count();
    assert_eq!(files, 1);
}

#[test]
fn what_cannot_be_shared_says_why_and_tells_nobody() {
    let (mut world, chat, of_bob) = World::with_file();
    let before = world.history("bob", of_bob).len();
    let sealed = seal(&mut world, b"one");
    let intent = world.intent();
    let nowhere = world.refused("alice", share(intent, ChatId([9; 16]), &sealed.file, None));
    assert_eq!(nowhere, Problem::NoSuchChat);
    let quoting = world.refused("alice", share(intent, chat, &sealed.file, Some(MessageId([9; 16]))));
    assert_eq!(quoting, Problem::NoSuchMessage);
    // Another account has a file of that name.
    assert_eq!(world.shares("bob", room(&sealed.file)), Answer::Done);
    let taken = world.refused("alice", room(&sealed.file));
    assert_eq!(taken, Problem::Relay(Code::FileTaken));
    world.stop_relay();
    assert_eq!(world.refused("alice", room(&sealed.file)), Problem::Offline);
    world.start_relay();
    world.pass(60_000);
    assert_eq!(world.history("bob", of_bob).len(), before);
}

#[test]
fn a_file_that_is_not_what_the_page_has_said_is_damaged_and_one_that_is_not_there_gone() {
    let (mut world, chat, _) = World::with_file();
    let mut lies = seal(&mut world, &[7; 1_000]);
    assert_eq!(world.shares("alice", room(&lies.file)), Answer::Done);
    world.bring(&lies);
    lies.file.digest = Digester::new().finish();
    assert_ne!(lies.file.digest, Digest([0; 32]));
    let intent = world.intent();
    world.shares("alice", share(intent, chat, &lies.file, None));
    world.pass(1_000);
    let mine = world.newest("alice", chat);
    assert_eq!(shared(&mine).held, Held::Damaged);
    let never = seal(&mut world, b"never brought");
    let intent = world.intent();
    world.shares("alice", share(intent, chat, &never.file, None));
    world.pass(1_000);
    let mine = world.newest("alice", chat);
    assert_eq!(shared(&mine).held, Held::Gone);
    assert_eq!(world.kept("alice"), 0);
}

/// A small picture, and a file that names it.
fn looking(world: &mut World) -> (Sealed, Picture) {
    let picture = pictures::picture(90);
    let mut sealed = seal(world, b"a large picture");
    sealed.file.look = Some(Look {
        width: 4_000,
        height: 3_000,
        picture: picture.id(),
    });
    (sealed, picture)
}

fn share_seen(intent: IntentId, chat: ChatId, file: &File, picture: Option<Picture>) -> Ask {
    Ask::File(FileAsk::Share {
        intent,
        chat,
        file: Box::new(file.clone()),
        caption: None,
        quote: None,
        picture,
    })
}

#[test]
fn a_small_picture_travels_along_is_passed_on_and_goes_with_the_last_message() {
    let (mut world, chat, of_bob) = World::with_file();
    let (sealed, picture) = looking(&mut world);
    assert_eq!(world.shares("alice", room(&sealed.file)), Answer::Done);
    world.bring(&sealed);
    let intent = world.intent();
    world.shares("alice", share_seen(intent, chat, &sealed.file, Some(picture.clone())));
    world.pass(1_000);
    let bytes = Answer::Picture(Some(picture.as_bytes().to_vec().into()));
    for name in ["alice", "bob"] {
        assert_eq!(world.shares(name, Ask::Picture(picture.id())), bytes, "{name}");
    }
    let came = world.newest("bob", of_bob);
    assert_eq!(shared(&came).file.look, sealed.file.look);
    let intent = world.intent();
    world.shares(
        "bob",
        Ask::Forward {
            intent,
            chat: of_bob,
            message: came.id,
            to: of_bob,
        },
    );
    world.pass(1_000);
    let forwarded = world.newest("bob", of_bob);
    for message in [came.id, forwarded.id] {
        assert_eq!(world.shares("bob", Ask::Picture(picture.id())), bytes);
        world.act(
            "bob",
            Ask::Delete {
                chat: of_bob,
                message,
                for_all: false,
            },
        );
    }
    assert_eq!(
        world.shares("bob", Ask::Picture(picture.id())),
        Answer::Picture(None),
        "nothing shows it any more"
    );
}

#[test]
fn a_small_picture_that_is_not_the_one_that_is_named_is_refused() {
    let (mut world, chat, of_bob) = World::with_file();
    let (sealed, picture) = looking(&mut world);
    let before = world.history("bob", of_bob).len();
    let other = pictures::picture(200);
    for (look, given) in [
        (sealed.file.look, None),
        (sealed.file.look, Some(other)),
        (None, Some(picture)),
    ] {
        let file = File {
            look,
            ..sealed.file.clone()
        };
        let intent = world.intent();
        let refused = world.refused("alice", share_seen(intent, chat, &file, given));
        assert_eq!(refused, Problem::Picture);
    }
    world.pass(1_000);
    assert_eq!(world.history("bob", of_bob).len(), before);
}
