//! Whatever the phone, the store and the network do: each blob comes, in order, without a gap.

use pillion_relay::hub::input::ConnectionId;
use pillion_wire::{
    client_frame::{ClientFrame, Role},
    id::PutId,
    relay_frame::RelayFrame,
};
use proptest::{collection::vec, prelude::*};

use crate::stage::{Person, Stage, origin};

#[derive(Debug, Clone, Copy)]
enum Step {
    Put(usize),
    /// The phone acks what it has, or less by so many.
    Ack(u64),
    /// The phone's connection is cut and it comes again.
    Reconnect,
    /// The store answers the first so many jobs that wait.
    Answer(usize),
    Restart,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => prop_oneof![Just(10), Just(60_000)].prop_map(Step::Put),
        4 => (0_u64..3).prop_map(Step::Ack),
        1 => Just(Step::Reconnect),
        6 => (1_usize..6).prop_map(Step::Answer),
        1 => Just(Step::Restart),
    ]
}

/// The phone that receives.
struct Phone {
    who: Person,
    connection: ConnectionId,
    is_ready: bool,
    /// All up to this number are on the phone.
    has: u64,
    /// The last number on this connection.
    last: u64,
}

impl Phone {
    fn connect(stage: &mut Stage) -> Self {
        let mut phone = Self {
            who: Person::new(2),
            connection: ConnectionId(0),
            is_ready: false,
            has: 0,
            last: 0,
        };
        phone.reconnect(stage);
        phone
    }

    fn reconnect(&mut self, stage: &mut Stage) {
        stage.disconnect(self.connection);
        self.connection = stage.connect();
        self.is_ready = false;
        self.last = 0;
        let role: Role = self.who.role(&origin(), self.connection);
        stage.hello(self.connection, role);
    }

    /// Takes in what was delivered; it must follow on what came before.
    fn receive(&mut self, stage: &mut Stage) {
        for frame in stage.take(self.connection) {
            match frame {
                RelayFrame::Ready { .. } => self.is_ready = true,
                RelayFrame::Deliver { seq, id, .. } => {
                    assert_eq!(id, name_of(seq), "another blob under this number");
                    assert!(self.last == 0 || seq == self.last + 1, "{seq} after {}", self.last);
                    assert!(seq <= self.has + 1, "{seq}, and the phone has {}", self.has);
                    self.last = seq;
                    self.has = self.has.max(seq);
                }
                RelayFrame::Challenge { .. } => {}
                other => panic!("{other:?}"),
            }
        }
    }

    fn ack(&mut self, stage: &mut Stage, less: u64) {
        if self.is_ready {
            let through = self.has.saturating_sub(less);
            stage.send(self.connection, &ClientFrame::Ack { through });
        }
    }
}

fn name_of(seq: u64) -> PutId {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&seq.to_be_bytes());
    PutId(id)
}

proptest! {
    #[test]
    fn each_blob_comes_in_order_without_a_gap(steps in vec(any_step(), 0..120)) {
        let mut stage = Stage::new();
        let mut phone = Phone::connect(&mut stage);
        phone.receive(&mut stage);
        let mut sender = stage.phone(&Person::new(1));
        stage.store_is_slow = true;
        let mut put = 0;
        for step in steps {
            match step {
                Step::Put(size) => {
                    put += 1;
                    let to = vec![phone.who.account()];
                    stage.send(sender, &ClientFrame::Put { id: name_of(put), to, slot: None, payload: vec![1; size] });
                }
                Step::Ack(less) => phone.ack(&mut stage, less),
                Step::Reconnect => phone.reconnect(&mut stage),
                Step::Answer(count) => stage.store_answers_some(count),
                // What was not yet stored would be put again by its sender; here the relay waits for its store first.
                Step::Restart => {
                    while !stage.waiting.is_empty() {
                        stage.store_answers();
                        phone.receive(&mut stage);
                    }
                    stage.restart();
                    phone.reconnect(&mut stage);
                    sender = stage.phone(&Person::new(1));
                    stage.store_is_slow = true;
                }
            }
            phone.receive(&mut stage);
        }
        stage.store_is_slow = false;
        stage.store_answers();
        phone.receive(&mut stage);
        while phone.has < put {
            let before = phone.has;
            phone.ack(&mut stage, 0);
            phone.receive(&mut stage);
            prop_assert!(phone.has > before, "{} of {put} came and no more", phone.has);
        }
    }
}
