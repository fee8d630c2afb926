//! What a bubble shows of a file.

use pillion_protocol::content::{
    file::{Held, Look, Shared},
    id::MessageId,
    voice::Voice,
};

use super::{
    about::{About, State},
    download::Download,
    lights::Session,
    page::Page,
    parcel::{Leg, Parcel},
};

/// Where the phone can get a file from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The relay.
    Relay,
    /// The phone of its sender.
    Sender,
}

/// The file of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What it is called.
    pub name: String,
    /// How long it is, and what is to be known about it.
    pub about: About,
    /// How far its bytes are.
    pub held: Held,
    /// It can be had from the relay.
    pub can_save: bool,
    /// The phone does not have it, and can be told to get it: from the relay, or from its sender's phone.
    pub fetch: Option<From>,
    /// What it looks like; nobody has to look at what a stranger sends.
    pub look: Option<Look>,
    /// As what it can be shown in full, or played.
    pub view: Option<Sight>,
    /// Percent of what is under way that are done.
    pub percent: Option<u8>,
    /// It leaves from this browser and can be made to wait, or waits and can go on.
    pub paused: Option<bool>,
    /// It is a voice note; nobody has to listen to a stranger's.
    pub voice: Option<Heard>,
}

/// What a bubble shows of a voice note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What it sounds like.
    pub voice: Voice,
    /// It was listened to.
    pub played: bool,
    /// It can be had from the relay.
    pub can_play: bool,
}

/// The file of a message that the phone knows.
#[must_use]
pub fn attached(page: &Page, message: MessageId, is_mine: bool, shared: &Shared) -> Attached {
    let bytes = shared.file.bytes;
    let download = page.downloads.get(&message).copied();
    let coming = match download {
        Some(Download::Coming(come)) => Some(come),
        _ => None,
    };
    let state = match download {
        Some(Download::Coming(come)) => State::Done(come, bytes),
        Some(Download::Recalled) if page.lights.session != Session::Open => State::WaitsForPhone,
        Some(Download::Recalled) => State::Recalled,
        Some(Download::Done) => State::Saved,
        Some(Download::Failed(failure)) => State::Failed(failure),
        None => State::Held(shared.held),
    };
    let about = About {
        lang: page.lang,
        // Of a voice note one wants to know how long it is in seconds.
        bytes: shared.file.voice.is_none().then_some(bytes),
        state,
    };
    Attached {
        name: shared.file.name.as_str().to_owned(),
        about,
        held: shared.held,
        can_save: !download.is_some_and(Download::is_under_way) && is_had(shared.held),
        fetch: fetch(shared.held, is_mine).filter(|_| !is_strange(page)),
        look: shared.file.look.filter(|_| !is_strange(page)),
        view: sight(shared.file.kind.as_str())
            .filter(|_| shared.file.voice.is_none() && is_had(shared.held) && !is_strange(page)),
        percent: coming.map(|come| percent(come, bytes)),
        paused: None,
        voice: shared
            .file
            .voice
            .clone()
            .filter(|_| !is_strange(page))
            .map(|voice| Heard {
                voice,
                played: shared.played,
                can_play: is_had(shared.held),
            }),
    }
}

/// A file that the phone does not have yet.
#[must_use]
pub fn leaving(page: &Page, parcel: &Parcel) -> Attached {
    let state = match parcel.leg {
        Leg::Chosen(_) | Leg::Sealing => State::Sealing,
        Leg::Sending => State::Done(parcel.done, parcel.bytes),
        Leg::Waiting | Leg::Asking if page.lights.session != Session::Open => State::WaitsForPhone,
        Leg::Waiting if parcel.tries > 0 => State::WaitsForRelay,
        Leg::Waiting | Leg::Asking | Leg::There => State::Waits,
        Leg::Paused => State::Paused,
        Leg::Stuck(_) => State::NotSent,
    };
    Attached {
        name: parcel.name.as_str().to_owned(),
        about: About {
            lang: page.lang,
            bytes: Some(parcel.bytes),
            state,
        },
        held: Held::Leaving,
        can_save: false,
        fetch: None,
        look: parcel.look.as_ref().map(|seen| seen.look),
        view: None,
        percent: matches!(parcel.leg, Leg::Sealing | Leg::Sending).then(|| percent(parcel.done, parcel.bytes)),
        paused: match parcel.leg {
            Leg::Paused => Some(true),
            _ if parcel.can_pause() => Some(false),
            _ => None,
        },
        voice: parcel.voice.clone().map(|voice| Heard {
            voice,
            played: false,
            can_play: false,
        }),
    }
}

/// Whether a page can have the bytes: the relay or the phone has them.
const fn is_had(held: Held) -> bool {
    matches!(held, Held::Here | Held::Coming | Held::Offered | Held::NoRoom)
}

/// Where the phone gets bytes from that it gets only when it is told to, or has tried to get in vain.
const fn fetch(held: Held, is_mine: bool) -> Option<From> {
    match held {
        Held::Offered | Held::NoRoom | Held::Damaged => Some(From::Relay),
        // Of one's own nobody else is asked.
        Held::Gone | Held::Lost if !is_mine => Some(From::Sender),
        _ => None,
    }
}

/// Whether the open chat is a request.
fn is_strange(page: &Page) -> bool {
    page.open_thread().is_some_and(|(chat, _)| chat.request)
}

/// What is shown in full, or played. A type of another kind is only saved: it may hold a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// A picture.
    Picture,
    /// A film.
    Film,
    /// A sound.
    Sound,
}

/// What a file of a kind can be shown as.
#[must_use]
pub fn sight(kind: &str) -> Option<Sight> {
    Some(match kind {
        "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/avif" | "image/bmp" => Sight::Picture,
        "video/mp4" | "video/webm" | "video/ogg" | "video/quicktime" | "video/x-matroska" => Sight::Film,
        "audio/mpeg" | "audio/mp4" | "audio/ogg" | "audio/webm" | "audio/wav" | "audio/x-wav" | "audio/flac"
        | "audio/aac" | "audio/opus" => Sight::Sound,
        _ => return None,
    })
}

fn percent(done: u64, of: u64) -> u8 {
    let percent = done.saturating_mul(100).checked_div(of).unwrap_or(100);
    u8::try_from(percent).map_or(100, |percent| percent.min(100))
}
