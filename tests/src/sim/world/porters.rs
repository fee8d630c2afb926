//! Everything done with the bytes of files, a piece at a time; each piece takes its time, and a way to the relay can be cut between two.

use pillion_client::{
    model::{
        download::{Download, Failure, Wanted},
        parcel::{Haul as PageHaul, Stuck, Told},
    },
    update::{download, parcel, person::Act},
};
use pillion_phone::app::haul::{Cargo, Haul, Hauled, Hitch};
use pillion_protocol::file::{length, token};
use pillion_wire::id::{FileId, FileToken};

use super::{Event, Node, PageInput, PhoneInput, World};
use crate::{
    sealed,
    sim::{
        errand::{Errand, Trip},
        relay::files::Refusal,
    },
};

/// Bytes of a piece.
const PIECE: usize = 16 * 1_024;

/// What one piece came to.
enum Done {
    /// There is more to do.
    More,
    /// The phone hears this.
    Phone(Hauled),
    /// The page does.
    Page(Act),
}

impl World {
    /// Sets out to do something with the bytes of a file.
    pub(super) fn set_out(&mut self, node: Node, errand: Errand) {
        match (node, errand) {
            (Node::Phone(phone), Errand::Phone(Haul::Remove { digest })) => {
                // What comes goes on into a file without a name, and is lost at its end.
                for trip in self.trips.values_mut() {
                    trip.is_cut |= trip.node == node && trip.errand.fetches(digest);
                }
                self.phones[phone].vault.remove(digest);
                self.phone_does(phone, PhoneInput::Hauled(Hauled::Removed { digest }));
            }
            (Node::Browser(browser), Errand::Page(PageHaul::Stop(file))) => self.stop(browser, |other| other == file),
            (Node::Browser(browser), Errand::Page(PageHaul::Drop(file))) => {
                self.stop(browser, |other| other == file);
                self.browsers[browser].parcels.remove(&file);
            }
            (Node::Browser(browser), Errand::Page(PageHaul::GiveUp { file, key })) => {
                self.stop(browser, |other| other == file);
                self.browsers[browser].parcels.remove(&file);
                if !self.dark.contains(&node) {
                    self.relay.give_up(self.now, file, &token::write_token(&key));
                }
            }
            (Node::Browser(browser), Errand::Page(PageHaul::Tidy(files))) => {
                self.stop(browser, |other| !files.contains(&other));
                self.browsers[browser].parcels.retain(|file, _| files.contains(file));
            }
            (node, Errand::EndGet(message)) => {
                let gets = |errand: &Errand| matches!(errand, Errand::Get(wanted, _) if wanted.message == message);
                self.trips.retain(|_, trip| trip.node != node || !gets(&trip.errand));
            }
            (node, errand) => {
                let is_cut = false;
                self.last_trip += 1;
                self.trips.insert(self.last_trip, Trip { node, errand, is_cut });
                self.next_piece(self.last_trip);
            }
        }
    }

    /// Does the next piece.
    pub(super) fn carry(&mut self, number: u64) {
        let Some(mut trip) = self.trips.remove(&number) else {
            return;
        };
        let away = trip.errand.travels() && (trip.is_cut || self.dark.contains(&trip.node));
        let done = match (&mut trip.errand, trip.node) {
            (Errand::Phone(haul), Node::Phone(phone)) => self.phone_carries(phone, haul, away),
            (Errand::Page(haul), Node::Browser(browser)) => self.page_carries(browser, haul, away),
            (Errand::Get(wanted, come), Node::Browser(browser)) => self.page_gets(browser, wanted, come, away),
            (errand, node) => panic!("{errand:?} is nothing for {node:?}"),
        };
        match (done, trip.node) {
            (Done::Phone(hauled), Node::Phone(phone)) => self.phone_does(phone, PhoneInput::Hauled(hauled)),
            (Done::Page(act), Node::Browser(browser)) => self.page_does(browser, PageInput::Act(act)),
            _ => {
                self.trips.insert(number, trip);
                self.next_piece(number);
            }
        }
    }

    /// The ways of a node to the relay are cut.
    pub(super) fn cut_trips(&mut self, is_cut: impl Fn(Node) -> bool) {
        for trip in self.trips.values_mut().filter(|trip| is_cut(trip.node)) {
            trip.is_cut = true;
        }
    }

    /// A program ends, and with it all that it did.
    pub(super) fn end_trips(&mut self, node: Node) {
        self.trips.retain(|_, trip| trip.node != node);
    }

    fn stop(&mut self, browser: usize, which: impl Fn(FileId) -> bool) {
        let node = Node::Browser(browser);
        self.trips
            .retain(|_, trip| trip.node != node || !trip.errand.parcel().is_some_and(&which));
    }

    fn next_piece(&mut self, number: u64) {
        let ms = 1 + self.weather.delay_ms + self.chance.below(self.weather.jitter_ms + 1);
        self.later(ms, Event::Carry(number));
    }

    fn phone_carries(&mut self, phone: usize, haul: &Haul, away: bool) -> Done {
        let now = self.now;
        let vault = &mut self.phones[phone].vault;
        Done::Phone(match haul {
            Haul::Seal { job, key, path } => Hauled::Sealed {
                job: *job,
                outcome: vault.seal(key, path),
            },
            Haul::Save {
                job,
                digest,
                key,
                bytes,
                path,
            } => Hauled::Saved {
                job: *job,
                outcome: vault.save(*digest, key, *bytes, path),
            },
            Haul::Upload { message, cargo } => {
                let message = *message;
                let outcome = match self.phone_brings(phone, cargo, away) {
                    Ok(false) => return Done::More,
                    Ok(true) => Ok(()),
                    Err(hitch) => Err(hitch),
                };
                Hauled::Uploaded { message, outcome }
            }
            Haul::Fetch { message, cargo } => {
                let message = *message;
                let from = vault.held(cargo.digest);
                let piece = match away {
                    true => Err(Refusal::Passing),
                    false => self.relay.give(now, cargo.file, &cargo.token, from, PIECE),
                };
                let come = piece.map_err(hitch).and_then(|piece| match piece.is_empty() {
                    true => Err(Hitch::Damaged),
                    false => self.phones[phone].vault.take(cargo, &piece),
                });
                let outcome = match come {
                    Ok(false) => return Done::More,
                    Ok(true) => Ok(()),
                    Err(hitch) => Err(hitch),
                };
                Hauled::Fetched { message, outcome }
            }
            Haul::Remove { .. } => panic!("removed at once"),
        })
    }

    /// Brings a piece; whether the relay has all.
    fn phone_brings(&mut self, phone: usize, cargo: &Cargo, away: bool) -> Result<bool, Hitch> {
        if away {
            return Err(Hitch::Passing);
        }
        let (held, is_whole) = self.relay.held(self.now, cargo.file, &cargo.token).map_err(hitch)?;
        if is_whole {
            return Ok(true);
        }
        let rest = self.phones[phone].vault.rest(cargo.digest, held)?;
        let piece = rest.get(..PIECE).unwrap_or(rest);
        self.relay
            .take(self.now, cargo.file, &cargo.token, piece)
            .map_err(hitch)?;
        Ok(false)
    }

    fn page_carries(&mut self, browser: usize, haul: &PageHaul, away: bool) -> Done {
        let (file, told) = match haul {
            PageHaul::Seal { file, key, number, .. } => {
                let node = &mut self.browsers[browser];
                let told = match node.chosen.get(number) {
                    Some(plain) => {
                        let (sealed, digest) = sealed::seal(key, plain);
                        node.parcels.insert(*file, sealed);
                        Told::Sealed(digest)
                    }
                    None => Told::Stuck(Stuck::Source),
                };
                (*file, told)
            }
            PageHaul::Send { file, key, .. } => {
                let (at, told) = (*file, self.page_brings(browser, *file, &token::write_token(key), away));
                match told {
                    Told::At(_) => {
                        let act = Act::Parcel(parcel::Order::Told(at, told));
                        self.page_does(browser, PageInput::Act(act));
                        return Done::More;
                    }
                    _ => (at, told),
                }
            }
            other => panic!("{other:?} is done at once"),
        };
        Done::Page(Act::Parcel(parcel::Order::Told(file, told)))
    }

    fn page_brings(&mut self, browser: usize, file: FileId, token: &FileToken, away: bool) -> Told {
        let Some(sealed) = self.browsers[browser].parcels.get(&file) else {
            return Told::Stuck(Stuck::Missing);
        };
        let held = match away {
            true => Err(Refusal::Passing),
            false => self.relay.held(self.now, file, token),
        };
        // Room that is over is asked for anew.
        let Ok((held, is_whole)) = held else {
            return Told::Passing;
        };
        if is_whole {
            return Told::There;
        }
        let rest = usize::try_from(held).ok().and_then(|held| sealed.get(held..));
        let Some(rest) = rest else {
            return Told::Stuck(Stuck::Refused);
        };
        match self
            .relay
            .take(self.now, file, token, rest.get(..PIECE).unwrap_or(rest))
        {
            Ok(()) => Told::At(held),
            Err(Refusal::Full) => Told::Full,
            Err(_) => Told::Passing,
        }
    }

    fn page_gets(&mut self, browser: usize, wanted: &Wanted, come: &mut Vec<u8>, away: bool) -> Done {
        let file = &wanted.file;
        let from = u64::try_from(come.len()).unwrap_or(u64::MAX);
        let piece = match away {
            true => Err(Refusal::Passing),
            false => {
                let token = token::read_token(&file.key);
                self.relay.give(self.now, file.id, &token, from, PIECE)
            }
        };
        let told = match piece {
            Err(Refusal::Unknown) => Download::Failed(Failure::Gone),
            Err(_) => Download::Failed(Failure::Network),
            Ok(piece) => {
                come.extend(&piece);
                let held = u64::try_from(come.len()).unwrap_or(u64::MAX);
                if held < length::sealed(file.bytes) && !piece.is_empty() {
                    let act = Act::File(download::Order::Told(wanted.message, Download::Coming(held)));
                    self.page_does(browser, PageInput::Act(act));
                    return Done::More;
                }
                match sealed::open(&file.key, come, file.bytes) {
                    Some(plain) if sealed::digest(come) == file.digest => {
                        self.browsers[browser].saved.insert(wanted.message, plain);
                        Download::Done
                    }
                    _ => Download::Failed(Failure::Damaged),
                }
            }
        };
        Done::Page(Act::File(download::Order::Told(wanted.message, told)))
    }
}

const fn hitch(refusal: Refusal) -> Hitch {
    match refusal {
        Refusal::Passing => Hitch::Passing,
        Refusal::Full => Hitch::RelayFull,
        Refusal::Unknown => Hitch::Unknown,
    }
}
