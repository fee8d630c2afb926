//! Why the phone could not do what a screen asked: a named code for programs, a sentence for people.
//!
//! Numbers are never reused. A screen that does not know a number shows [`Problem::Unknown`].

use minicbor::{Decode, Decoder, Encode, Encoder};
use pillion_wire::refusal::Code;

use super::text::TEXT_BYTES;

/// The reason of a failed request, or of a failed message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A problem that this build has no sentence for.
    #[error("The phone could not do this, and this program is too old to know why. Update it.")]
    Unknown,
    /// The relay refused.
    #[error("{0}")]
    Relay(Code),
    /// The phone is not connected to its relay, and this needs it.
    #[error("The phone is not connected to its relay. Try again when it is.")]
    Offline,
    /// No chat of that id.
    #[error("This chat does not exist on the phone. It may have been deleted.")]
    NoSuchChat,
    /// No message of that id.
    #[error("This message does not exist on the phone. It may have been deleted.")]
    NoSuchMessage,
    /// No link of that id.
    #[error("This browser is not linked any more.")]
    NoSuchLink,
    /// Blank text.
    #[error("The message is empty. Write something first.")]
    TextEmpty,
    /// Text over the limit.
    #[error("The message is too long: the limit is {kib} KiB. Send it in parts.", kib = TEXT_BYTES / 1024)]
    TextTooLong,
    /// Control characters.
    #[error("The message holds control characters that cannot be sent. Remove them; line breaks and tabs are fine.")]
    TextControl,
    /// A request of a kind that the phone does not know.
    #[error("The phone does not know this request: it runs an older version. Update the phone.")]
    UnknownRequest,
    /// A request that only the phone's own screens may make.
    #[error("This can only be done on the phone itself.")]
    PhoneOnly,
    /// The phone's disk refused.
    #[error("The phone could not store this: its disk is full or failing. Free some space, then try again.")]
    Storage,
    /// Adding oneself.
    #[error("This is your own handle. Ask your contact for theirs.")]
    OwnHandle,
    /// The directory's answer was not signed by the identity that it names.
    #[error(
        "The relay's answer for this handle is not properly signed, so the contact was not added. Compare the handle with your contact; the relay may be tampering."
    )]
    ForgedEntry,
    /// A known contact comes with another identity key.
    #[error("This contact's key has changed. Compare it with your contact before you go on.")]
    KeyChanged,
    /// The contact's key package or the group's state could not be used.
    #[error(
        "The encrypted chat with this contact could not be set up. Try again; if it fails again, the contact should update."
    )]
    ChatSetUp,
    /// Scanned text that is no Pillion code.
    #[error("This is not a Pillion code. Scan the QR code that the Pillion page shows, or paste the link under it.")]
    NotACode,
    /// No QR code found in a picture.
    #[error("No QR code was found in this picture. Take the screenshot again with the whole code visible.")]
    NoCodeFound,
    /// A contact code where a link code is needed.
    #[error("This code adds a contact; it does not link a browser. Scan the code on the Pillion page.")]
    ContactCode,
    /// The code's version is newer.
    #[error("This code was made by a newer version of Pillion. Update the phone.")]
    NewerCode,
    /// Cut or damaged code.
    #[error("This code is incomplete or damaged. Scan or copy it again.")]
    DamagedCode,
    /// The page belongs to another relay.
    #[error("This code is for another relay than this phone's. Open the page of your own relay.")]
    OtherRelay,
    /// Expired, used, or its page is gone.
    #[error("This code is no longer valid. Scan the code that the page shows now.")]
    CodeExpired,
    /// The page answered wrongly or not at all.
    #[error("The page did not complete the pairing. Reload it and scan again.")]
    PairingFailed,
    /// The person on the phone said no.
    #[error("The pairing was declined on the phone.")]
    Declined,
    /// As many links as there may be.
    #[error("This phone has as many linked browsers as it may. Unlink one first.")]
    TooManyLinks,
    /// An intent whose contents differ from the first time.
    #[error("This was already done with other contents. Reload the page.")]
    IntentReused,
    /// Edit or deletion for all of somebody else's message.
    #[error("Only who wrote a message can change it for all. You can delete it on your own devices.")]
    NotYours,
    /// An edit or a reaction on a message that was deleted, or that this build cannot read.
    #[error("This message was deleted, so it cannot be changed any more.")]
    MessageDeleted,
    /// A reaction that is no single emoji.
    #[error("A reaction is one emoji. Choose one from the list.")]
    NotAnEmoji,
    /// A message to a contact that is blocked.
    #[error("You have blocked this contact. Unblock it to write to it.")]
    Blocked,
    /// A scanned safety code is of other identities.
    #[error(
        "The codes differ: this is another contact's code, or someone is in between. Compare again in person, and trust nothing here until they are the same."
    )]
    SafetyDiffers,
    /// Scanned text that is no safety code.
    #[error("This is not a safety code. Scan the code that your contact's phone shows for your chat.")]
    NotASafetyCode,
    /// Scanned text that is no contact code.
    #[error("This is not a contact code. Scan the code that your contact's Pillion shows for adding it.")]
    NotAContactCode,
    /// A contact code of another relay.
    #[error("This contact is on another relay than this phone. Only accounts of one relay can write to one another.")]
    ForeignContact,
    /// A change of a group by somebody who is no admin.
    #[error("Only admins of a group can do this. Ask one of them.")]
    NotAdmin,
    /// The last admin leaves, or gives up being one.
    #[error("You are the only admin of this group. Make another member an admin first.")]
    LastAdmin,
    /// More members than a group may have.
    #[error("A group has at most {most} members. Leave some out.", most = super::group::MEMBERS)]
    GroupFull,
    /// A name of a group that is empty or too long.
    #[error("A group's name has 1 to {most} characters on one line. Choose another.", most = super::group::NAME_CHARS)]
    GroupName,
    /// A group with nobody else in it.
    #[error("A group needs at least one other member. Choose somebody.")]
    GroupOfOne,
    /// Writing into a group that one has left, or changing it.
    #[error("You are not in this group any more. You can read it, but not write to it.")]
    NotAMember,
    /// No group in that chat.
    #[error("This chat is not a group.")]
    NotAGroup,
    /// No member of that account.
    #[error("This person is not in the group.")]
    NoSuchMember,
    /// A change that came between.
    #[error(
        "Somebody else changed the group at the same time, and this is not possible any more. Look at its members."
    )]
    GroupChanged,
    /// Somebody has no key package, or an old one.
    #[error(
        "Somebody of those cannot be added now: that phone has to be updated, or to connect to the relay once. The others were not added either."
    )]
    CannotBeAdded,
    /// Scanned text that is no invitation.
    #[error("This is not an invitation to a group. Ask for the link again.")]
    NotAnInvitation,
    /// An invitation that somebody else has made void, or whose maker is no admin any more.
    #[error("This invitation is no longer valid. Ask an admin of the group for a new one.")]
    InvitationOver,
    /// A time after which messages go away that is too short or too long.
    #[error("Messages can go away after one minute to one year. Choose a time between.")]
    Timer,
    /// A name that is empty, too long or holds control characters.
    #[error("A name has 1 to {most} characters on one line. Choose another.", most = super::link::NAME_CHARS)]
    Name,
    /// No contact of that account.
    #[error("This contact does not exist on the phone. It may have been deleted.")]
    NoSuchContact,
    /// Bytes that are to be shown as a picture and are none.
    #[error("This picture cannot be used. Choose another one, a PNG or JPEG.")]
    Picture,
    /// A search without words.
    #[error("Write at least one word to search for.")]
    NoWords,
    /// A path that cannot be read.
    #[error("This file cannot be read. Check its name, and that you may read it.")]
    FileUnreadable,
    /// A path that cannot be written.
    #[error("The file cannot be written there. Choose another folder, or a name that is not taken.")]
    FileUnwritable,
    /// A message without a file.
    #[error("This message has no file.")]
    NoFile,
    /// A file that is not on the phone yet.
    #[error("The file is not on this phone yet. Try again when it has come.")]
    FileComing,
    /// A file that is nowhere any more.
    #[error("The file is gone: the relay does not hold it any more. Ask its sender's phone for it.")]
    FileGone,
    /// A file that is not what was announced.
    #[error(
        "The file is not what was sent: it is damaged, or was changed on the way. Ask whoever sent it to send it again."
    )]
    FileDamaged,
    /// A file that is not fetched by itself.
    #[error("The file is not on this phone: it is larger than what is fetched by itself. Fetch it first.")]
    FileOffered,
    /// A file that its sender is asked for.
    #[error("The sender's phone was asked for this file already. Ask again in an hour.")]
    FileAsked,
    /// A file that its sender does not have any more either.
    #[error("The file is gone: its sender's phone does not have it either. Ask whoever sent it to send it again.")]
    FileLost,
    /// Something that is only done for people who are accepted.
    #[error("You have not accepted this person yet. Accept the request first.")]
    NotAccepted,
    /// A message without words.
    #[error("This message has no words that could be edited.")]
    NothingToEdit,
}

/// Codes below this stand for problems; from here on for a relay's refusal, offset by it.
const RELAY_BASE: u32 = 1_000;

/// All problems by number; the position is the number on the wire.
const NUMBERED: [Problem; 62] = [
    Problem::Unknown,
    Problem::Offline,
    Problem::NoSuchChat,
    Problem::NoSuchMessage,
    Problem::NoSuchLink,
    Problem::TextEmpty,
    Problem::TextTooLong,
    Problem::TextControl,
    Problem::UnknownRequest,
    Problem::PhoneOnly,
    Problem::Storage,
    Problem::OwnHandle,
    Problem::ForgedEntry,
    Problem::KeyChanged,
    Problem::ChatSetUp,
    Problem::NotACode,
    Problem::NoCodeFound,
    Problem::ContactCode,
    Problem::NewerCode,
    Problem::DamagedCode,
    Problem::OtherRelay,
    Problem::CodeExpired,
    Problem::PairingFailed,
    Problem::Declined,
    Problem::TooManyLinks,
    Problem::IntentReused,
    Problem::NotYours,
    Problem::MessageDeleted,
    Problem::NotAnEmoji,
    Problem::Blocked,
    Problem::NoWords,
    Problem::SafetyDiffers,
    Problem::NotASafetyCode,
    Problem::NoSuchContact,
    Problem::NotAContactCode,
    Problem::ForeignContact,
    Problem::NotAdmin,
    Problem::LastAdmin,
    Problem::GroupFull,
    Problem::GroupName,
    Problem::GroupOfOne,
    Problem::NotAMember,
    Problem::NotAGroup,
    Problem::NoSuchMember,
    Problem::GroupChanged,
    Problem::CannotBeAdded,
    Problem::NotAnInvitation,
    Problem::InvitationOver,
    Problem::Timer,
    Problem::Name,
    Problem::Picture,
    Problem::FileUnreadable,
    Problem::FileUnwritable,
    Problem::NoFile,
    Problem::FileComing,
    Problem::FileGone,
    Problem::FileDamaged,
    Problem::NothingToEdit,
    Problem::FileOffered,
    Problem::NotAccepted,
    Problem::FileAsked,
    Problem::FileLost,
];

impl Problem {
    /// The number on the wire and in the store.
    #[must_use]
    pub fn number(self) -> u32 {
        match self {
            Self::Relay(code) => RELAY_BASE.saturating_add(relay_number(code)),
            other => NUMBERED
                .iter()
                .position(|known| *known == other)
                .and_then(|position| u32::try_from(position).ok())
                .unwrap_or_default(),
        }
    }

    /// The problem of a number; [`Problem::Unknown`] for one that this build does not know.
    #[must_use]
    pub fn from_number(number: u32) -> Self {
        if let Some(code) = number.checked_sub(RELAY_BASE).and_then(relay_code) {
            return Self::Relay(code);
        }
        usize::try_from(number)
            .ok()
            .and_then(|at| NUMBERED.get(at).copied())
            .unwrap_or(Self::Unknown)
    }
}

/// A relay code's own number, as the wire encodes it.
fn relay_number(code: Code) -> u32 {
    minicbor::to_vec(code)
        .ok()
        .and_then(|bytes| minicbor::decode(&bytes).ok())
        .unwrap_or_default()
}

fn relay_code(number: u32) -> Option<Code> {
    minicbor::decode(&minicbor::to_vec(number).ok()?).ok()
}

impl<C> Encode<C> for Problem {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u32(self.number())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Problem {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.u32().map(Self::from_number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_keeps_its_number_and_has_a_sentence() {
        for problem in NUMBERED
            .into_iter()
            .chain([Problem::Relay(Code::HandleTaken), Problem::Relay(Code::Closing)])
        {
            assert_eq!(Problem::from_number(problem.number()), problem);
            assert!(
                alloc::string::ToString::to_string(&problem).ends_with('.'),
                "{problem:?}"
            );
        }
        assert_eq!(Problem::KeyChanged.number(), 13);
        assert_eq!(Problem::Relay(Code::HandleTaken).number(), 1_017);
    }

    #[test]
    fn a_number_of_a_newer_build_is_unknown() {
        for number in [62, 999, 1_999, u32::MAX] {
            assert_eq!(Problem::from_number(number), Problem::Unknown);
        }
    }
}
