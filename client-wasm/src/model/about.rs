//! What is to be known about a file, beside its name. It becomes words where it is drawn: the page that shows no file needs none of them.

use pillion_protocol::content::file::Held;

use super::download::Failure;
use crate::words::{files, lang::Lang, sending};

/// How long a file is, and how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// The language of the page.
    pub lang: Lang,
    /// How long it is; `None` where that is not shown.
    pub bytes: Option<u64>,
    /// How far it is.
    pub state: State,
}

/// How far a file is, as a bubble says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// So many of so many bytes are done.
    Done(u64, u64),
    /// As far as the phone has it.
    Held(Held),
    /// It is in the browser's folder for downloads.
    Saved,
    /// It did not come.
    Failed(Failure),
    /// The phone brings it to the relay again.
    Recalled,
    /// It is being encrypted.
    Sealing,
    /// It waits for its turn.
    Waits,
    /// It waits for the phone.
    WaitsForPhone,
    /// It waits for the relay.
    WaitsForRelay,
    /// The person lets it wait.
    Paused,
    /// It does not go on.
    NotSent,
}

impl About {
    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        let lang = self.lang;
        let state = match self.state {
            State::Done(done, of) => return files::come(lang, done, of),
            State::Held(Held::Here) => "",
            State::Held(Held::Leaving) => files::leaving(lang),
            State::Held(Held::Coming) => files::coming(lang),
            State::Held(Held::Gone) => files::gone(lang),
            State::Held(Held::Damaged) => files::damaged(lang),
            State::Held(Held::Offered) => files::offered(lang),
            State::Held(Held::NoRoom) => files::no_room(lang),
            State::Held(Held::Asked) => files::asked(lang),
            State::Held(Held::Lost) => files::lost(lang),
            State::Saved => files::saved(lang),
            State::Failed(failure) => files::failed(lang, failure),
            State::Recalled => files::recalled(lang),
            State::Sealing => sending::sealing(lang),
            State::Waits => sending::waits(lang),
            State::WaitsForPhone => files::waits_for_phone(lang),
            State::WaitsForRelay => sending::waits_for_relay(lang),
            State::Paused => sending::paused(lang),
            State::NotSent => sending::not_sent(lang),
        };
        match self.bytes {
            Some(bytes) => files::about(lang, bytes, state),
            None => state.to_owned(),
        }
    }
}
