//! Why a relay said no: a named code for programs, a sentence for people.
//!
//! Source: docs/protocol.md, section "Refusals". Numbers are never reused.

use minicbor::{Decode, Encode};

/// The reason of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, thiserror::Error)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum Code {
    /// The bytes are no frame.
    #[n(0)]
    #[error("The relay could not read what this program sent. Update the program; if that does not help, report it.")]
    Malformed,
    /// Larger than `limit::FRAME_BYTES`.
    #[n(1)]
    #[error("What was sent is larger than the relay takes at once. Send it in smaller parts.")]
    FrameTooLarge,
    /// A frame kind that the relay does not know.
    #[n(2)]
    #[error("The relay does not know this request: it runs an older version. Ask its operator to update it.")]
    UnknownFrame,
    /// A known frame at the wrong moment or from the wrong role.
    #[n(3)]
    #[error("The relay did not expect this request now. Reconnect; if it happens again, report it.")]
    OutOfState,
    /// The client's wire version is not among those that the relay speaks.
    #[n(4)]
    #[error("This program and the relay speak different versions. Update the older of the two.")]
    Version,
    /// The challenge was not signed by the key of the account.
    #[n(5)]
    #[error(
        "The relay could not verify this phone's signature. Check that the relay's address is the one the account was made with."
    )]
    BadSignature,
    /// Another connection of the same account took over.
    #[n(6)]
    #[error("This account was opened by another phone program, so this one was disconnected. Use only one at a time.")]
    Superseded,
    /// No such link, or a wrong token; which of the two is not said.
    #[n(7)]
    #[error("The relay does not know this linked browser. Link it again from the phone.")]
    UnknownLink,
    /// The account has as many links as it may.
    #[n(8)]
    #[error("This account has as many linked browsers as the relay allows. Unlink one first.")]
    TooManyLinks,
    /// No rendezvous of that id: expired, used, or of another relay.
    #[n(9)]
    #[error("This code is no longer valid. Scan the code that the page shows now.")]
    RendezvousUnknown,
    /// The id is in use.
    #[n(10)]
    #[error("The relay could not open a new code. Reload the page.")]
    RendezvousTaken,
    /// Too many open, or too many visitors.
    #[n(11)]
    #[error("Too many codes or scans at once. Wait a moment and try again.")]
    RendezvousFull,
    /// The other end of the link is not connected.
    #[n(12)]
    #[error("The other end of the link is not connected to the relay.")]
    PeerAway,
    /// No account of that id was ever here.
    #[n(13)]
    #[error("The relay does not know the account this was sent to. Ask the contact for the current handle.")]
    MailboxUnknown,
    /// A recipient's mailbox is over its quota.
    #[n(14)]
    #[error(
        "The contact's mailbox on the relay is full. It empties when the contact's phone is online; the message will be tried again."
    )]
    MailboxFull,
    /// More recipients than `limit::PUT_RECIPIENTS`, or none.
    #[n(15)]
    #[error("This was addressed to too many accounts at once, or to none.")]
    Recipients,
    /// Another commit holds this group's epoch.
    #[n(16)]
    #[error("Somebody else changed the group at the same time. The change is tried again.")]
    EpochTaken,
    /// Another account holds this handle.
    #[n(17)]
    #[error("This handle is taken. Choose another.")]
    HandleTaken,
    /// The account holds another handle already.
    #[n(18)]
    #[error("This account already has a handle, and a handle cannot be changed.")]
    HandleFixed,
    /// Nobody holds this handle.
    #[n(19)]
    #[error("Nobody has this handle on the relay. Check the spelling.")]
    HandleUnknown,
    /// A directory record or key package is too large or too many.
    #[n(20)]
    #[error("The relay takes no record of this size.")]
    RecordTooLarge,
    /// The account has left no key package.
    #[n(21)]
    #[error("The contact's phone has not been online yet, so no chat can be started. Try again later.")]
    NoKeyPackage,
    /// Too many requests in a short time.
    #[n(22)]
    #[error("Too many requests in a short time. Wait a minute and try again.")]
    RateLimited,
    /// The relay could not write to its disk; nothing was stored.
    #[n(23)]
    #[error("The relay could not store this: its disk is full or failing. Nothing was lost here; it is tried again.")]
    Storage,
    /// The relay serves as many connections as it may.
    #[n(24)]
    #[error("The relay is full. Try again in a minute.")]
    Crowded,
    /// The relay is going down.
    #[n(25)]
    #[error("The relay is restarting. The connection comes back by itself.")]
    Closing,
    /// More than the relay takes for one account, or less than a seal has.
    #[n(26)]
    #[error("The relay takes no file of this size. Send a smaller one, or ask the relay's operator to allow more.")]
    FileTooLarge,
    /// The account has no room left for files.
    #[n(27)]
    #[error(
        "This account has as much on the relay as it may. Files go away by themselves after some weeks; delete some, or wait."
    )]
    FilesFull,
    /// Another file has this id.
    #[n(28)]
    #[error("The relay already holds another file under this name. Send it again.")]
    FileTaken,
    /// No such file, or a wrong token; which of the two is not said.
    #[n(29)]
    #[error("The relay does not hold this file any more, or never did. Ask whoever sent it to send it again.")]
    FileUnknown,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn every_code_has_a_sentence_and_its_own_number() {
        for number in 0..=29_u8 {
            let code: Code = minicbor::decode(&minicbor::to_vec(number).unwrap()).unwrap();
            assert_eq!(minicbor::to_vec(code).unwrap(), minicbor::to_vec(number).unwrap());
            let sentence = code.to_string();
            assert!(sentence.ends_with('.') && sentence.len() > 20, "{code:?}: {sentence}");
        }
        assert!(
            minicbor::decode::<Code>(&minicbor::to_vec(30_u8).unwrap()).is_err(),
            "30 is still free"
        );
    }
}
