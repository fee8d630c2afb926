//! A relay that lies: what it hands out is not what it was given.
//!
//! It can do what any relay can: change, swap, repeat and invent payloads. It cannot do what no relay can: it has no key.

use pillion_wire::{codec, relay_frame::RelayFrame};

use crate::chance::Chance;

/// What it does to payloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trick {
    /// Changes one bit.
    Flip,
    /// Hands out an earlier payload of the same kind in its place.
    Swap,
    /// Hands it out twice, the second time later or at once.
    Replay,
    /// Adds one of its own making before it.
    Inject,
    /// Cuts its end off.
    Cut,
}

/// All tricks.
pub const TRICKS: [Trick; 5] = [Trick::Flip, Trick::Swap, Trick::Replay, Trick::Inject, Trick::Cut];

/// Which frames it touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Messages of links.
    Forward,
    /// Messages of pairings.
    Meet,
    /// Blobs for mailboxes.
    Deliver,
    /// Key packages.
    KeyPackage,
    /// Entries of the directory.
    Entry,
}

/// A lying relay.
#[derive(Debug)]
pub struct Tamper {
    trick: Trick,
    kinds: Vec<Kind>,
    /// How many of a hundred payloads it touches.
    in_hundred: u64,
    /// What it has seen.
    seen: Vec<(Kind, Vec<u8>)>,
    /// How often it has lied.
    pub lies: u64,
}

impl Tamper {
    /// A relay that plays `trick` on payloads of `kinds`.
    #[must_use]
    pub fn new(trick: Trick, kinds: &[Kind], in_hundred: u64) -> Self {
        Self {
            trick,
            kinds: kinds.to_vec(),
            in_hundred,
            seen: Vec::new(),
            lies: 0,
        }
    }

    /// What it hands out in place of `frame`.
    pub fn hand_out(&mut self, frame: &[u8], chance: &mut Chance) -> Vec<Vec<u8>> {
        let honest = vec![frame.to_vec()];
        let Ok(mut decoded) = codec::decode::<RelayFrame>(frame) else {
            return honest;
        };
        let Some((kind, payload)) = payload_of(&mut decoded) else {
            return honest;
        };
        if !self.kinds.contains(&kind) {
            return honest;
        }
        let original = payload.clone();
        let earlier: Vec<&Vec<u8>> = self
            .seen
            .iter()
            .filter(|(seen, bytes)| *seen == kind && *bytes != original)
            .map(|(_, bytes)| bytes)
            .collect();
        let draw = usize::try_from(chance.below(earlier.len() as u64)).unwrap_or(0);
        let other = earlier.get(draw).map(|bytes| (*bytes).clone());
        self.seen.push((kind, original.clone()));
        if !chance.percent(self.in_hundred) {
            return honest;
        }
        self.lies += 1;
        match self.trick {
            Trick::Flip => {
                let at = usize::try_from(chance.below(payload.len() as u64)).unwrap_or(0);
                if let Some(byte) = payload.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
                vec![codec::encode(&decoded)]
            }
            Trick::Swap => {
                *payload = other.unwrap_or_else(|| chance.bytes::<64>().to_vec());
                vec![codec::encode(&decoded)]
            }
            Trick::Replay => vec![frame.to_vec(), frame.to_vec()],
            Trick::Inject => {
                *payload = match other {
                    Some(earlier) if chance.percent(50) => earlier,
                    _ => chance.bytes::<300>().to_vec(),
                };
                vec![codec::encode(&decoded), frame.to_vec()]
            }
            Trick::Cut => {
                let length = usize::try_from(chance.below(payload.len() as u64)).unwrap_or(0);
                payload.truncate(length);
                vec![codec::encode(&decoded)]
            }
        }
    }
}

fn payload_of(frame: &mut RelayFrame) -> Option<(Kind, &mut Vec<u8>)> {
    match frame {
        RelayFrame::Forward { payload, .. } => Some((Kind::Forward, payload)),
        RelayFrame::Meet { payload, .. } => Some((Kind::Meet, payload)),
        RelayFrame::Deliver { payload, .. } => Some((Kind::Deliver, payload)),
        RelayFrame::KeyPackage { package, .. } => Some((Kind::KeyPackage, package)),
        RelayFrame::Entry { record, .. } => Some((Kind::Entry, record)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use pillion_wire::{
        id::{LinkId, PutId},
        time::Timestamp,
    };

    use super::*;

    #[test]
    fn every_trick_changes_what_is_handed_out_and_leaves_other_kinds_alone() {
        let mut chance = Chance::new(1);
        let link = LinkId([1; 16]);
        let forward = |payload: &[u8]| {
            codec::encode(&RelayFrame::Forward {
                link,
                payload: payload.to_vec(),
            })
        };
        let deliver = codec::encode(&RelayFrame::Deliver {
            seq: 1,
            id: PutId([2; 16]),
            at: Timestamp(3),
            payload: vec![4; 50],
        });
        for trick in TRICKS {
            let mut tamper = Tamper::new(trick, &[Kind::Forward], 100);
            tamper.hand_out(&forward(b"an earlier payload"), &mut chance);
            let frame = forward(b"a payload of some length");
            assert_ne!(tamper.hand_out(&frame, &mut chance), vec![frame], "{trick:?}");
            assert_eq!(
                tamper.hand_out(&deliver, &mut chance),
                vec![deliver.clone()],
                "{trick:?}"
            );
            assert_eq!(tamper.lies, 2, "{trick:?}");
        }
    }
}
