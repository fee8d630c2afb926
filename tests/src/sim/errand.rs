//! What phones and pages want done with the bytes of files.

use pillion_client::model::{download::Wanted, parcel::Haul as PageHaul};
use pillion_phone::app::haul::Haul;
use pillion_protocol::{content::id::MessageId, crypto::digest::Digest};
use pillion_wire::id::FileId;

use crate::sim::network::Node;

/// One thing to do.
#[derive(Debug)]
pub enum Errand {
    /// For a phone.
    Phone(Haul),
    /// For a page: with a file that leaves.
    Page(PageHaul),
    /// For a page: get a file. What has come of it so far is sealed.
    Get(Box<Wanted>, Vec<u8>),
    /// For a page: the file of this message is not wanted any more.
    EndGet(MessageId),
}

/// Something that is done bit by bit.
#[derive(Debug)]
pub struct Trip {
    /// For whom.
    pub node: Node,
    /// What.
    pub errand: Errand,
    /// Whether its way to the relay was cut since the last bit.
    pub is_cut: bool,
}

impl Errand {
    /// The file that it brings from a page to the relay, or seals there.
    #[must_use]
    pub const fn parcel(&self) -> Option<FileId> {
        match self {
            Self::Page(PageHaul::Seal { file, .. } | PageHaul::Send { file, .. }) => Some(*file),
            _ => None,
        }
    }

    /// Whether a phone gets the file of this digest.
    #[must_use]
    pub fn fetches(&self, digest: Digest) -> bool {
        matches!(self, Self::Phone(Haul::Fetch { cargo, .. }) if cargo.digest == digest)
    }

    /// Whether it goes to the relay or from it.
    #[must_use]
    pub const fn travels(&self) -> bool {
        match self {
            Self::Phone(haul) => matches!(haul, Haul::Upload { .. } | Haul::Fetch { .. }),
            Self::Page(haul) => matches!(haul, PageHaul::Send { .. }),
            Self::Get(..) => true,
            Self::EndGet(_) => false,
        }
    }
}
