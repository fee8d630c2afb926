//! Who is there and who types, and what contacts are told of the person at this page. Nothing of it is kept.

use pillion_protocol::content::{
    chat::Chat,
    id::ChatId,
    live_ask::LiveAsk,
    presence::{Presence, Typing},
};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{page::Page, table::Table};

/// How long after the last key or move of the pointer somebody still counts as looking, in milliseconds.
pub const LOOKING_MS: u64 = 120_000;

/// How often the phone is told that something is being typed, in milliseconds.
pub const TYPING_MS: u64 = 3_000;

/// How long after the last key typing has stopped, in milliseconds.
pub const STOPPED_MS: u64 = 6_000;

/// All of it.
#[derive(Debug, Default)]
pub struct Live {
    /// Who is there.
    pub presence: Table<AccountId, Presence>,
    typing: Vec<Typing>,
    used: Timestamp,
    /// What the phone knows of this screen: the open chat, and whether somebody looks.
    told: Option<(Option<ChatId>, bool)>,
    typed: Option<(ChatId, Timestamp)>,
    /// Where and when the phone was told of typing.
    told_typing: Option<(ChatId, Timestamp)>,
}

impl Live {
    /// Somebody types, or has stopped.
    pub fn types(&mut self, typing: Typing) {
        self.stops(typing.chat, typing.account);
        if typing.on {
            self.typing.push(typing);
        }
    }

    /// Somebody does not type any more: the message is here.
    pub fn stops(&mut self, chat: ChatId, account: AccountId) {
        self.typing.retain(|one| (one.chat, one.account) != (chat, account));
    }

    /// The names of those who type in a chat.
    #[must_use]
    pub fn typing(&self, chat: ChatId) -> Vec<String> {
        let here = self.typing.iter().filter(|typing| typing.chat == chat);
        here.map(|typing| typing.name.clone()).collect()
    }

    /// What a contact shares of its being there.
    #[must_use]
    pub fn presence(&self, chat: &Chat) -> Presence {
        let known = chat.peer.and_then(|peer| self.presence.get(&peer));
        known.copied().unwrap_or(Presence::Unknown)
    }

    /// The person used the page.
    pub const fn used(&mut self, now: Timestamp) {
        self.used = now;
    }

    /// The person typed in a chat; `on`: something stands there now.
    pub fn typed(&mut self, chat: ChatId, now: Timestamp, on: bool) {
        self.used = now;
        self.typed = on.then_some((chat, now));
    }

    /// The session is gone: what was told live may be wrong by now, and the phone has forgotten what it was told.
    pub fn closed(&mut self) {
        *self = Self {
            used: self.used,
            ..Self::default()
        };
    }
}

/// What to tell the phone now.
#[must_use]
pub fn asks(page: &mut Page, now: Timestamp) -> Vec<LiveAsk> {
    let mut asks = Vec::new();
    let looks = page.watch.present && page.live.used.after_ms(LOOKING_MS) > now;
    let look = (page.open, looks);
    let live = &mut page.live;
    // Without a word the phone takes it that nobody looks.
    if live.told.unwrap_or_default() != look {
        live.told = Some(look);
        let (chat, active) = look;
        asks.push(LiveAsk::Look { chat, active });
    }
    live.typed
        .take_if(|(chat, at)| at.after_ms(STOPPED_MS) <= now || page.open != Some(*chat));
    let typed = live.typed.map(|(chat, _)| chat);
    if let Some((chat, _)) = live.told_typing.take_if(|(chat, _)| typed != Some(*chat)) {
        asks.push(LiveAsk::Typing { chat, on: false });
    }
    if let Some((chat, at)) = live.typed {
        let due = live
            .told_typing
            .is_none_or(|(_, told)| at > told && told.after_ms(TYPING_MS) <= now);
        if due {
            live.told_typing = Some((chat, now));
            asks.push(LiveAsk::Typing { chat, on: true });
        }
    }
    asks
}

/// When there may be something to tell though nothing happens.
#[must_use]
pub fn wake_at(page: &Page) -> Option<Timestamp> {
    let live = &page.live;
    let looks = live.told.is_some_and(|(_, active)| active);
    let again = live.told_typing.zip(live.typed);
    let again = again.filter(|((_, told), (_, typed))| typed > told);
    [
        looks.then(|| live.used.after_ms(LOOKING_MS)),
        live.typed.map(|(_, at)| at.after_ms(STOPPED_MS)),
        again.map(|((_, told), _)| told.after_ms(TYPING_MS)),
    ]
    .into_iter()
    .flatten()
    .min()
}
