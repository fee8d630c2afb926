//! Many seeds of a relay and two disks that do everything wrong, and what must hold all the same.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

use people::{
    cast::{request, rng, update},
    world::{Saw, World},
};
use pillion_protocol::{
    content::{request::Request, update::Update},
    crypto::random::{self, Random},
    endpoint::envelope::Envelope,
};

const SEEDS: u64 = 64;
const STEPS: usize = 400;

struct Chaos {
    world: World,
    rng: rand_chacha::ChaCha20Rng,
    next_request: u32,
    next_update: u64,
    /// On their way up, but the relay sits on them.
    held: Vec<Vec<u8>>,
}

impl Chaos {
    fn new(seed: u64) -> Self {
        let mut world = World::new(seed);
        world.fast_disks = false;
        Self {
            world,
            rng: rng(seed ^ 0xc4a0),
            held: Vec::new(),
            next_request: 1,
            next_update: 1,
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        let bytes: [u8; 4] = random::bytes(&mut self.rng as &mut dyn Random);
        u32::from_be_bytes(bytes) as usize % limit.max(1)
    }

    fn step(&mut self) {
        match self.below(41) {
            0..=8 => drop(self.world.deliver_up()),
            9..=17 => drop(self.world.deliver_down()),
            18..=19 => drop(self.world.write_page()),
            20..=21 => drop(self.world.write_phone()),
            22 => self.refuse_to_write(),
            23 => drop(self.world.up.pop_front()),
            24 => drop(self.world.down.pop_front()),
            25 => self.replay(),
            26 => self.reorder(),
            27 => self.flip(),
            28 => self.inject(),
            29..=31 => self.page_speaks(),
            32..=34 => self.phone_speaks(),
            35 => self.crash(),
            36 => self.part(),
            37 => self.hold(),
            _ => self.wait(),
        }
        assert!(self.world.disks_fit(), "the phone's key is one that the page has");
    }

    fn refuse_to_write(&mut self) {
        let now = self.world.now;
        if self.world.page_unsaved.take().is_some() {
            self.world.page.save_failed(now);
        }
        if self.world.phone_unsaved.take().is_some() {
            self.world.phone.save_failed(now);
        }
        self.world.drain();
    }

    fn replay(&mut self) {
        let (ups, downs) = (self.world.recorded_up.len(), self.world.recorded_down.len());
        if ups > 0 {
            let at = self.below(ups);
            let payload = self.world.recorded_up[at].clone();
            self.world.up.push_back(payload);
        }
        if downs > 0 {
            let at = self.below(downs);
            let payload = self.world.recorded_down[at].clone();
            self.world.down.push_front(payload);
        }
    }

    fn reorder(&mut self) {
        let (ups, downs) = (self.world.up.len(), self.world.down.len());
        if ups > 1 {
            let (a, b) = (self.below(ups), self.below(ups));
            self.world.up.swap(a, b);
        }
        if downs > 1 {
            let (a, b) = (self.below(downs), self.below(downs));
            self.world.down.swap(a, b);
        }
    }

    /// Takes a payload from the pipe, or delivers one that was taken long ago.
    fn hold(&mut self) {
        if self.below(2) == 0 {
            self.held.extend(self.world.up.pop_front());
        } else if !self.held.is_empty() {
            let at = self.below(self.held.len());
            let payload = self.held.swap_remove(at);
            self.world.give_phone(&payload);
        }
    }

    fn flip(&mut self) {
        let (ups, downs) = (self.world.up.len(), self.world.down.len());
        if ups > 0 {
            let at = self.below(ups);
            let byte = self.below(self.world.up[at].len());
            self.world.up[at][byte] ^= 1 << self.below(8);
        } else if downs > 0 {
            let at = self.below(downs);
            let byte = self.below(self.world.down[at].len());
            self.world.down[at][byte] ^= 1 << self.below(8);
        }
    }

    fn inject(&mut self) {
        let mut junk = vec![0; self.below(300)];
        Random::fill(&mut self.rng, &mut junk);
        if let Some(kind) = junk.first_mut() {
            *kind %= 6;
        }
        if self.below(2) == 0 {
            self.world.give_phone(&junk)
        } else {
            self.world.give_page(&junk)
        }
    }

    fn page_speaks(&mut self) {
        if self.world.page.is_open() {
            self.world.page_says(request(self.next_request));
            self.next_request += 1;
        }
    }

    fn phone_speaks(&mut self) {
        if self.world.phone.is_open() {
            self.world.phone_says(update(self.next_update));
            self.next_update += 1;
        }
    }

    fn crash(&mut self) {
        if self.below(2) == 0 {
            self.world.crash_page()
        } else {
            self.world.crash_phone()
        }
        self.meet();
    }

    /// The relay loses one side, and tells the other one or not.
    fn part(&mut self) {
        let now = self.world.now;
        match self.below(4) {
            0 => self.world.page.cut(now),
            1 => self.world.phone.cut(now),
            2 => self.world.page.peer_away(now, None),
            _ => self.world.phone.peer_away(now, None),
        }
        self.world.drain();
        self.meet();
    }

    fn meet(&mut self) {
        self.world.phone.peer_here(self.world.now);
        self.world.page.peer_here(self.world.now);
        self.world.drain();
    }

    fn wait(&mut self) {
        let ms = [1, 50, 1_000, 3_000, 12_000, 31_000][self.below(6)];
        self.world.now = self.world.now.after_ms(ms);
        self.world.page.wake(self.world.now);
        self.world.phone.wake(self.world.now);
        self.world.drain();
    }

    /// Everything works again: the two must find each other and say what they said last.
    fn heal(mut self) {
        self.world.fast_disks = true;
        self.world.write_page();
        self.world.write_phone();
        self.world.cut_pipe();
        self.world.page.cut(self.world.now);
        self.world.phone.cut(self.world.now);
        self.world.connect();
        self.world.pass_ms(60_000);
        assert!(
            self.world.page.is_open() && self.world.phone.is_open(),
            "they find each other again"
        );
        self.page_speaks();
        self.phone_speaks();
        self.world.run();
        assert_eq!(
            self.world.phone_saw.last(),
            Some(&Saw::Said(request(self.next_request - 1)))
        );
        assert_eq!(
            self.world.page_saw.last(),
            Some(&Saw::Said(update(self.next_update - 1)))
        );
        assert_eq!(self.world.page_disk.keys.next, None);
        assert_eq!(self.world.page_disk.keys.current, self.world.phone_disk.key);
        self.accepted_in_order_and_once();
    }

    fn accepted_in_order_and_once(&self) {
        let requests: Vec<u32> = self
            .world
            .phone_saw
            .iter()
            .filter_map(|saw| match saw {
                Saw::Said(Envelope::Request(Request { id, .. })) => Some(*id),
                Saw::Said(other) => panic!("nobody said {other:?}"),
                _ => None,
            })
            .collect();
        let updates: Vec<u64> = self
            .world
            .page_saw
            .iter()
            .filter_map(|saw| match saw {
                Saw::Said(Envelope::Update(Update { to, .. })) => Some(to.0),
                Saw::Said(other) => panic!("nobody said {other:?}"),
                _ => None,
            })
            .collect();
        assert!(requests.is_sorted_by(|a, b| a < b), "{requests:?}");
        assert!(updates.is_sorted_by(|a, b| a < b), "{updates:?}");
    }
}

#[test]
fn whatever_goes_wrong_nothing_false_is_accepted_and_the_link_survives() {
    for seed in 0..SEEDS {
        let mut chaos = Chaos::new(seed);
        chaos.meet();
        for _ in 0..STEPS {
            chaos.step();
        }
        chaos.heal();
    }
}
