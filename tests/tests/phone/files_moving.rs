//! How far files are, told to the phone's own screens while they move.

use pillion_phone::app::{
    event::Input,
    haul::{Haul, Hauled, Load},
};
use pillion_protocol::content::{
    file_ask::FileAsk,
    progress::{Moving, Progress},
    request::Ask,
    update::Change,
};

use crate::world::{Name, World};

const PATH: &str = "/home/alice/holiday.jpg";

impl World {
    /// What the porter of a phone is at.
    fn load(&self, name: Name) -> Load {
        let at = self.porters.waiting.iter().find(|(whose, _)| *whose == name);
        match &at.expect("something is under way").1 {
            Haul::Seal { job, .. } | Haul::Save { job, .. } => Load::Job(*job),
            Haul::Upload { message, .. } | Haul::Fetch { message, .. } => Load::Message(*message),
            Haul::Remove { .. } => panic!("removing is done at once"),
        }
    }

    /// What the screen of a phone is told when the porter has come so far.
    fn moved(&mut self, name: Name, load: Load, done: u64) -> Vec<Progress> {
        self.node(name).updates.clear();
        self.give(name, Input::Hauled(Hauled::Moved { load, done, all: 1_000 }));
        let updates = std::mem::take(&mut self.node(name).updates);
        assert!(updates.iter().all(|update| update.from == update.to), "no version");
        let changes = updates.into_iter().flat_map(|update| update.changes);
        changes
            .filter_map(|change| match change {
                Change::Progress(progress) => Some(progress),
                _ => None,
            })
            .collect()
    }
}

#[test]
fn sealing_is_told_by_its_request_and_sending_and_fetching_by_the_message() {
    let (mut world, chat, of_bob) = World::with_file();
    world.porters.rest = true;
    let intent = world.intent();
    let ask = FileAsk::Send {
        intent,
        chat,
        path: PATH.into(),
        caption: None,
        quote: None,
    };
    let request = world.post("alice", Ask::File(ask));
    let sealing = world.load("alice");
    let progress = |of, done| vec![Progress { of, done, all: 1_000 }];
    assert_eq!(
        world.moved("alice", sealing, 10),
        progress(Moving::Request(request), 10)
    );

    world.carry_first();
    assert_eq!(world.moved("alice", sealing, 20), Vec::new(), "it is sealed");
    world.pass(1_000);
    let message = world.newest("alice", chat).id;
    let sending = world.load("alice");
    let of = Moving::File { chat, message };
    assert_eq!(world.moved("alice", sending, 500), progress(of, 500));
    assert_eq!(
        world.moved("bob", Load::Message(1), 1),
        Vec::new(),
        "nothing moves there"
    );

    world.carry_first();
    world.pass(1_000);
    let fetching = world.load("bob");
    let of = Moving::File { chat: of_bob, message };
    assert_eq!(world.moved("bob", fetching, 700), progress(of, 700));
    assert_eq!(world.moved("alice", sending, 999), Vec::new(), "it is with the relay");
    world.carry_on();
    assert_eq!(world.moved("bob", fetching, 999), Vec::new(), "it is here");
}
