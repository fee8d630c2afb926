//! What Bob says, and what the phone makes of what is said to him.

use pillion_protocol::content::{
    chat::Chat,
    id::{ChatId, IntentId, MessageId, Place},
    message::{Message, State},
    request::{Ask, Request},
    text::Text,
};
use pillion_wire::{id::AccountId, time::Timestamp};

pub(crate) const CHAT: ChatId = ChatId([7; 16]);
pub(crate) const BOB: AccountId = AccountId([2; 32]);

/// Bob's chat with `unread` messages, of which those up to `read` were seen.
pub(crate) fn chat(unread: u32, read: u64) -> Chat {
    Chat {
        unread,
        read_through: Place(read),
        ..Chat::new(CHAT, "Bob".into(), Some(BOB), Timestamp(1))
    }
}

/// A message from Bob at a place.
pub(crate) fn from_bob(place: u64) -> Message {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&place.to_be_bytes());
    Message::new(
        MessageId(id),
        CHAT,
        Place(place),
        Some(BOB),
        Text::parse(&format!("message {place}")).unwrap().into(),
        Timestamp(place),
        State::Delivered,
    )
}

/// What the phone makes of an intent.
pub(crate) fn sent(place: u64, intent: IntentId, state: State) -> Message {
    Message {
        from: None,
        intent: Some(intent),
        state,
        ..from_bob(place)
    }
}

/// The intent of a request to send.
pub(crate) fn intent_of(request: &Request) -> IntentId {
    match &request.ask {
        Ask::Send { intent, .. } | Ask::AddContact { intent, .. } => *intent,
        other => panic!("no intent in {other:?}"),
    }
}
