//! Recording voice notes, and listening to them.
//!
//! Source: docs/protocol.md, rules `R-VOICE-*`.

use pillion_protocol::{
    content::{file::FileName, file_ask::FileAsk, id::MessageId, media_type::MediaType, request::Ask, voice::Voice},
    crypto::{
        key::StreamKey,
        random::{self, Random},
    },
};
use pillion_wire::{id::FileId, time::Timestamp};

use super::{download, effect::Effect, parcel};
use crate::model::{
    bar::Bar,
    download::Failure,
    page::Page,
    parcel::{Chosen, Parcel},
    voice::{self, Playing, Recorded, Recording, Stage, Step, Told, Want},
};

/// What is done about voice notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// The person wants to say something in the open chat.
    Record,
    /// The person lets the recording wait, or go on.
    Rest,
    /// The person sends it.
    Send,
    /// The person does not want it.
    Drop,
    /// The recording is so far.
    Told(Told),
    /// The person wants to listen, or not for the moment.
    Play(MessageId),
    /// The person wants to hear another place of what is played, in milliseconds.
    Seek(u32),
    /// The person wants to hear it faster, or as it was.
    Hurry,
    /// What is played is so far, in milliseconds.
    Heard(MessageId, u32),
    /// It is so far.
    Stage(MessageId, Stage),
    /// All of it was heard.
    Ended(MessageId),
}

/// Does it.
pub(super) fn act(page: &mut Page, now: Timestamp, rng: &mut dyn Random, order: Order) -> Vec<Effect> {
    let want = match order {
        Order::Record => record(page),
        Order::Rest => rest(page),
        Order::Send => send(page),
        Order::Drop => page.voices.recording.take().map(|_| Want::Drop),
        Order::Told(Told::Done(recorded)) => return done(page, now, rng, recorded),
        Order::Told(told) => self::told(page, told),
        Order::Play(message) => play(page, message),
        Order::Seek(ms) => page.voices.playing.as_mut().map(|playing| {
            playing.ms = ms;
            Want::Seek(ms)
        }),
        Order::Hurry => {
            page.voices.speed = page.voices.speed.next();
            Some(Want::Hurry(page.voices.speed))
        }
        Order::Heard(message, ms) => {
            if let Some(playing) = playing(page, message) {
                playing.ms = ms;
            }
            None
        }
        Order::Stage(message, mut stage) => {
            let is_played = playing(page, message).is_some();
            match stage {
                Stage::Failed(Failure::Gone) if is_played && download::recall(page, message) => stage = Stage::Coming,
                Stage::On => download::had(page, message),
                _ => {}
            }
            if let Some(playing) = playing(page, message) {
                playing.stage = stage;
            }
            None
        }
        Order::Ended(message) => ended(page, message),
    };
    want.map(Effect::Voice).into_iter().collect()
}

fn record(page: &mut Page) -> Option<Want> {
    let chat = page.open?;
    let may = match &page.voices.recording {
        None => true,
        Some(recording) => matches!(recording.step, Step::Failed(_)),
    };
    if !may {
        return None;
    }
    page.voices.recording = Some(Recording {
        chat,
        step: Step::Asking,
        ms: 0,
        levels: Vec::new(),
    });
    Some(Want::Record)
}

fn rest(page: &mut Page) -> Option<Want> {
    let recording = page.voices.recording.as_mut()?;
    let (step, want) = match recording.step {
        Step::On => (Step::Rests, Want::Rest),
        Step::Rests => (Step::On, Want::GoOn),
        _ => return None,
    };
    recording.step = step;
    Some(want)
}

fn send(page: &mut Page) -> Option<Want> {
    let recording = page.voices.recording.as_mut()?;
    if !matches!(recording.step, Step::On | Step::Rests | Step::Over(_)) {
        return None;
    }
    recording.step = Step::Sending;
    Some(Want::Stop)
}

fn told(page: &mut Page, told: Told) -> Option<Want> {
    let recording = page.voices.recording.as_mut()?;
    match (told, recording.step) {
        (Told::At(ms, level), Step::Asking | Step::On) => {
            recording.step = Step::On;
            recording.heard(ms, level);
        }
        (Told::At(ms, level), Step::Rests | Step::Over(_) | Step::Sending) => recording.heard(ms, level),
        (Told::Over(ending), Step::On | Step::Rests) => recording.step = Step::Over(ending),
        (Told::Failed(trouble), _) => recording.step = Step::Failed(trouble),
        _ => {}
    }
    None
}

/// The recording is a file: from here on it goes the way of all files.
fn done(page: &mut Page, now: Timestamp, rng: &mut dyn Random, recorded: Recorded) -> Vec<Effect> {
    let Some(recording) = page
        .voices
        .recording
        .take_if(|recording| recording.step == Step::Sending)
    else {
        return Vec::new();
    };
    let chat = recording.chat;
    let kind = MediaType::clean(&recorded.kind);
    let chosen = Chosen {
        number: recorded.number,
        name: FileName::clean(name_of(kind.as_str())),
        kind,
        bytes: recorded.bytes,
        look: None,
    };
    let mut parcel = Parcel::new(FileId(random::bytes(rng)), StreamKey::random(rng), chosen, None);
    parcel.voice = Some(Voice {
        ms: recorded.ms,
        wave: recorded.wave,
    });
    let answers = page.open == Some(chat);
    let quote = page
        .bar
        .take_if(|bar| answers && matches!(bar, Bar::Reply(_)))
        .map(|bar| bar.message());
    let change = parcel::put(page, now, rng, chat, parcel, quote);
    if answers {
        super::person::newest(page);
    }
    vec![Effect::Store(vec![change])]
}

/// What a voice note of a kind is called where it is saved.
fn name_of(kind: &str) -> &'static str {
    match kind {
        "audio/mp4" => "voice.m4a",
        "audio/ogg" => "voice.ogg",
        _ => "voice.webm",
    }
}

fn playing(page: &mut Page, message: MessageId) -> Option<&mut Playing> {
    let playing = page.voices.playing.as_mut();
    playing.filter(|playing| playing.message == message)
}

fn play(page: &mut Page, message: MessageId) -> Option<Want> {
    if let Some(playing) = playing(page, message) {
        match playing.stage {
            Stage::On => {
                playing.stage = Stage::Rests;
                return Some(Want::Hush);
            }
            Stage::Rests => {
                playing.stage = Stage::On;
                return Some(Want::Resume);
            }
            Stage::Coming => return None,
            Stage::Failed(_) | Stage::Strange => {}
        }
    }
    begin(page, message)
}

fn begin(page: &mut Page, message: MessageId) -> Option<Want> {
    let (chat, thread) = page.open_thread()?;
    let chat = chat.id;
    let found = thread?.with_id(message)?;
    let shared = found.body.file().filter(|shared| shared.file.voice.is_some())?;
    let unheard = found.from.is_some() && !shared.played;
    let wanted = download::wanted(page, message)?;
    page.voices.playing = Some(Playing {
        chat,
        message,
        stage: Stage::Coming,
        ms: 0,
    });
    if unheard {
        // It waits for the phone if that is away.
        page.errands.give(Ask::File(FileAsk::Played { chat, message }));
    }
    Some(Want::Play(wanted, page.voices.speed))
}

/// What comes right behind it by the same person is heard next.
fn ended(page: &mut Page, message: MessageId) -> Option<Want> {
    page.voices.playing.take_if(|playing| playing.message == message)?;
    match voice::next(page, message) {
        Some(next) => begin(page, next),
        None => Some(Want::End),
    }
}

/// A recording rests when its chat is left, and nothing of another chat is heard.
pub(super) fn settle(page: &mut Page, effects: &mut Vec<Effect>) {
    let open = page.open;
    if page
        .voices
        .playing
        .take_if(|playing| Some(playing.chat) != open)
        .is_some()
    {
        effects.push(Effect::Voice(Want::End));
    }
    let Some(recording) = page.voices.recording.as_mut() else {
        return;
    };
    if !page.chats.contains_key(&recording.chat) && page.sync.complete {
        page.voices.recording = None;
        effects.push(Effect::Voice(Want::Drop));
        return;
    }
    if Some(recording.chat) != open && recording.step == Step::On {
        recording.step = Step::Rests;
        effects.push(Effect::Voice(Want::Rest));
    }
    // Nobody speaks into what is played.
    if recording.step == Step::On
        && let Some(playing) = page.voices.playing.as_mut()
        && playing.stage == Stage::On
    {
        playing.stage = Stage::Rests;
        effects.push(Effect::Voice(Want::Hush));
    }
}
