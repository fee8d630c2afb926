//! How a file that leaves looks in the browser's store: a part of [`super::record::EntryRecord`].

use minicbor::{Decode, Encode};
use pillion_protocol::{
    content::{
        file::{FileName, Look},
        media_type::MediaType,
        picture::Picture,
        text::Text,
        voice::Voice,
    },
    crypto::{digest::Digest, key::StreamKey},
};
use pillion_wire::id::FileId;

use crate::model::parcel::{Leg, Parcel, Seen, Stuck};

/// The file of an outbox entry in the store.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ParcelRecord {
    /// Its name at the relay, and of its sealed bytes here.
    #[n(0)]
    pub file: FileId,
    /// Seals it.
    #[n(1)]
    pub key: StreamKey,
    /// How long it is.
    #[n(2)]
    pub bytes: u64,
    /// What it is called.
    #[n(3)]
    pub name: FileName,
    /// What it is.
    #[n(4)]
    pub kind: MediaType,
    /// Of the sealed bytes, if they are here.
    #[n(5)]
    pub digest: Option<Digest>,
    /// Where it stays until something happens.
    #[n(6)]
    pub rest: Rest,
    /// What it looks like.
    #[n(7)]
    pub look: Option<Look>,
    /// The small picture that its look names.
    #[n(8)]
    pub picture: Option<Picture>,
    /// What it sounds like.
    #[n(9)]
    pub voice: Option<Voice>,
}

/// Where a sealed file stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Rest {
    /// It goes on by itself.
    #[n(0)]
    Goes,
    /// The relay has it.
    #[n(1)]
    There,
    /// The person lets it wait.
    #[n(2)]
    Paused,
    /// The relay does not take it.
    #[n(3)]
    Refused,
}

impl From<&Parcel> for ParcelRecord {
    fn from(parcel: &Parcel) -> Self {
        Self {
            file: parcel.file,
            key: parcel.key.clone(),
            bytes: parcel.bytes,
            name: parcel.name.clone(),
            kind: parcel.kind.clone(),
            digest: parcel.digest,
            rest: match parcel.leg {
                Leg::There => Rest::There,
                Leg::Paused => Rest::Paused,
                Leg::Stuck(Stuck::Refused) => Rest::Refused,
                _ => Rest::Goes,
            },
            look: parcel.look.as_ref().map(|seen| seen.look),
            picture: parcel.look.as_ref().map(|seen| seen.picture.clone()),
            voice: parcel.voice.clone(),
        }
    }
}

impl ParcelRecord {
    /// The file, with what is said with it.
    #[must_use]
    pub fn parcel(self, caption: Option<Text>) -> Parcel {
        let leg = match self.rest {
            _ if self.digest.is_none() => Leg::Stuck(Stuck::Closed),
            Rest::Goes => Leg::Waiting,
            Rest::There => Leg::There,
            Rest::Paused => Leg::Paused,
            Rest::Refused => Leg::Stuck(Stuck::Refused),
        };
        Parcel {
            file: self.file,
            key: self.key,
            bytes: self.bytes,
            name: self.name,
            kind: self.kind,
            caption,
            look: self
                .look
                .zip(self.picture)
                .map(|(look, picture)| Seen { look, picture }),
            voice: self.voice,
            number: None,
            digest: self.digest,
            leg,
            done: 0,
            tries: 0,
            due: None,
            held_up: None,
        }
    }
}
