//! The one line that says what is wrong now, and what happens to what is typed.

use pillion_protocol::content::problem::Problem;
use pillion_wire::{refusal::Code, time::Timestamp};

use super::{
    lights::{Phone, Relay, Session},
    page::Page,
    phase::Phase,
};
use crate::words::{lang::Lang, lights as words, refusal};

/// What is wrong, the most basic thing first: what the phone does cannot be known without the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Banner {
    /// Not connected to the relay.
    Offline,
    /// The relay does not let this page in.
    Refused(Code),
    /// The relay does not know this link. Only the phone can end a link, so nothing was deleted.
    UnknownLink,
    /// The phone is not connected.
    PhoneAway(Option<Timestamp>),
    /// The phone does not answer.
    PhoneSilent,
    /// The phone could not say what it has.
    SyncFailed(Problem),
    /// The browser could not store what was typed.
    NotKept,
    /// The relay has a newer page.
    Newer,
}

impl Banner {
    /// What to show now.
    #[must_use]
    pub fn of(page: &Page) -> Option<Self> {
        if !matches!(page.phase, Phase::Linked(_)) {
            return None;
        }
        match (page.lights.relay, page.lights.phone, page.lights.session) {
            (
                Relay::Lost {
                    refused: Some(Code::UnknownLink),
                },
                ..,
            ) => Some(Self::UnknownLink),
            (Relay::Lost { refused: Some(code) }, ..) => Some(Self::Refused(code)),
            (Relay::Lost { refused: None }, ..) => Some(Self::Offline),
            (_, Phone::Away { last_seen }, _) => Some(Self::PhoneAway(last_seen)),
            (_, _, Session::Silent) => Some(Self::PhoneSilent),
            _ if page.outbox.is_unkept() => Some(Self::NotKept),
            _ if page.sync.problem.is_some() => page.sync.problem.map(Self::SyncFailed),
            _ => page.newer.then_some(Self::Newer),
        }
    }

    /// The sentence; `clock` writes a time for this reader.
    #[must_use]
    pub fn sentence(self, lang: Lang, clock: impl Fn(Timestamp) -> String) -> String {
        let what = match self {
            Self::Offline => words::relay_lost(lang).to_owned(),
            Self::Refused(code) => refusal::sentence(lang, code),
            Self::PhoneAway(None) => words::phone_away(lang).to_owned(),
            Self::PhoneAway(Some(at)) => words::phone_away_since(lang, &clock(at)),
            Self::PhoneSilent => words::session_silent(lang).to_owned(),
            Self::UnknownLink => return words::unknown_link(lang).to_owned(),
            Self::SyncFailed(problem) => return words::no_chats(lang, problem),
            Self::Newer => return words::newer(lang).to_owned(),
            Self::NotKept => return words::not_kept(lang).to_owned(),
        };
        format!("{what} {}", words::kept(lang))
    }

    /// For `data-kind`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Refused(_) => "refused",
            Self::UnknownLink => "unknown-link",
            Self::PhoneAway(_) => "phone-away",
            Self::PhoneSilent => "phone-silent",
            Self::SyncFailed(_) => "sync-failed",
            Self::NotKept => "not-kept",
            Self::Newer => "newer",
        }
    }
}

#[cfg(test)]
mod tests {
    use pillion_wire::id::LinkId;

    use super::*;
    use crate::model::phase::Owner;

    fn page(relay: Relay, phone: Phone, session: Session) -> Page {
        let owner = Owner {
            link: LinkId([1; 16]),
            name: "Ada".into(),
            handle: "@ada".into(),
        };
        let mut page = Page {
            phase: Phase::Linked(owner),
            ..Page::default()
        };
        page.lights.relay = relay;
        page.lights.phone = phone;
        page.lights.session = session;
        page
    }

    #[test]
    fn the_nearest_fault_is_named() {
        let away = Phone::Away {
            last_seen: Some(Timestamp(5)),
        };
        let lost = Relay::Lost { refused: None };
        for (relay, phone, session, banner) in [
            (lost, away, Session::Silent, Some(Banner::Offline)),
            (
                Relay::Connected,
                away,
                Session::Silent,
                Some(Banner::PhoneAway(Some(Timestamp(5)))),
            ),
            (
                Relay::Connected,
                Phone::Here,
                Session::Silent,
                Some(Banner::PhoneSilent),
            ),
            (Relay::Connected, Phone::Here, Session::Opening, None),
            (Relay::Connecting, Phone::Unknown, Session::Closed, None),
            (Relay::Connected, Phone::Here, Session::Open, None),
        ] {
            assert_eq!(
                Banner::of(&page(relay, phone, session)),
                banner,
                "{relay:?} {phone:?} {session:?}"
            );
        }
    }

    #[test]
    fn it_says_what_happens_to_typed_text() {
        let sentence = Banner::PhoneAway(Some(Timestamp(5))).sentence(Lang::English, |_| "14:02".into());
        assert_eq!(
            sentence,
            "Your phone is not connected to the relay (last seen 14:02). What you write is kept here and goes out when it is back."
        );
    }

    #[test]
    fn a_page_that_is_not_linked_has_none() {
        let mut page = page(Relay::Lost { refused: None }, Phone::Unknown, Session::Closed);
        page.phase = Phase::Starting;
        assert_eq!(Banner::of(&page), None);
    }
}
