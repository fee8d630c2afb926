//! Sending files.
//!
//! Source: docs/protocol.md, rules `R-FILE-14` and `R-FILE-15`.

use pillion_protocol::{
    content::{
        file_ask::FileAsk,
        id::{ChatId, IntentId, MessageId},
        problem::Problem,
        reply::Answer,
        request::Ask,
        text::Text,
    },
    crypto::{
        key::StreamKey,
        random::{self, Random},
    },
};
use pillion_wire::{id::FileId, refusal::Code, time::Timestamp};

use super::{
    effect::{Asked, Change, Effect},
    outbox,
};
use crate::model::{
    bar::Bar,
    dialog::Dialog,
    draft::Kept,
    lights::Session,
    outbox::{Entry, Said, Step},
    page::Page,
    parcel::{Chosen, Haul, Leg, Number, Parcel, Seen, Told},
};

/// Files that are sealed at once: each takes a few megabytes of memory.
const SEALED_AT_ONCE: usize = 2;

/// What is done about files that leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// The person has chosen some for the open chat.
    Choose(Vec<Chosen>),
    /// One that was chosen looks like this.
    Looked(Number, Seen),
    /// The person does not want to send this one.
    Remove(Number),
    /// The person sends those that were chosen.
    Send,
    /// The person lets one wait.
    Pause(IntentId),
    /// The person lets it go on.
    Resume(IntentId),
    /// One is so far.
    Told(FileId, Told),
}

/// Does it.
pub(super) fn act(page: &mut Page, now: Timestamp, rng: &mut dyn Random, order: Order) -> Vec<Effect> {
    match order {
        Order::Choose(chosen) => choose(page, chosen),
        Order::Looked(number, seen) => return looked(page, number, seen),
        Order::Remove(number) => remove(page, number),
        Order::Send => return send(page, now, rng),
        Order::Pause(intent) => return pause(page, intent),
        Order::Resume(intent) => return resume(page, intent),
        Order::Told(file, told) => return self::told(page, now, file, told),
    }
    Vec::new()
}

fn choose(page: &mut Page, chosen: Vec<Chosen>) {
    match (&mut page.dialog, page.open) {
        (Some(Dialog::Attach { files, .. }), _) => files.extend(chosen),
        (None, Some(chat)) if !chosen.is_empty() => page.dialog = Some(Dialog::Attach { chat, files: chosen }),
        // Nobody knows where they are to go.
        _ => {}
    }
}

/// It may have been sent since.
fn looked(page: &mut Page, number: Number, seen: Seen) -> Vec<Effect> {
    page.pictures.here(&seen.picture);
    if let Some(Dialog::Attach { files, .. }) = &mut page.dialog
        && let Some(chosen) = files.iter_mut().find(|file| file.number == number)
    {
        chosen.look = Some(seen);
        return Vec::new();
    }
    let sent = page
        .outbox
        .parcels_mut()
        .find(|(_, step, parcel)| parcel.number == Some(number) && *step != Step::Asked);
    let Some((intent, _, parcel)) = sent else {
        return Vec::new();
    };
    parcel.look = Some(seen);
    outbox::stored(page, intent).into_iter().collect()
}

fn remove(page: &mut Page, number: Number) {
    if let Some(Dialog::Attach { files, .. }) = &mut page.dialog {
        files.retain(|file| file.number != number);
        if files.is_empty() {
            page.dialog = None;
        }
    }
}

/// Puts the chosen files into the outbox; what stands in the composer goes with the first.
fn send(page: &mut Page, now: Timestamp, rng: &mut dyn Random) -> Vec<Effect> {
    let Some(Dialog::Attach { chat, .. }) = page.dialog else {
        return Vec::new();
    };
    let mut caption = match Text::parse(page.drafts.text(chat)) {
        Ok(text) => Some(text),
        Err(Problem::TextEmpty) => None,
        Err(problem) => {
            page.drafts.of(chat).problem = Some(problem);
            return Vec::new();
        }
    };
    let Some(Dialog::Attach { files, .. }) = page.dialog.take() else {
        return Vec::new();
    };
    let mut quote = page
        .bar
        .take_if(|bar| matches!(bar, Bar::Reply(_)))
        .map(|bar| bar.message());
    let mut changes = Vec::new();
    for chosen in files {
        let parcel = Parcel::new(
            FileId(random::bytes(rng)),
            StreamKey::random(rng),
            chosen,
            caption.take(),
        );
        changes.push(put(page, now, rng, chat, parcel, quote.take()));
    }
    changes.push(Change::Draft(chat, Kept::default()));
    outbox::sent(page, now, chat);
    vec![Effect::Store(changes)]
}

/// Puts a file into the outbox of a chat.
pub(super) fn put(
    page: &mut Page,
    now: Timestamp,
    rng: &mut dyn Random,
    chat: ChatId,
    parcel: Parcel,
    quote: Option<MessageId>,
) -> Change {
    let entry = Entry {
        intent: IntentId(random::bytes(rng)),
        chat,
        said: Said::File(Box::new(parcel)),
        quote,
        at: now,
        step: Step::Storing,
    };
    Change::Entry(page.outbox.push(entry.clone()), entry)
}

fn pause(page: &mut Page, intent: IntentId) -> Vec<Effect> {
    let Some(parcel) = parcel(page, intent).filter(|parcel| parcel.can_pause()) else {
        return Vec::new();
    };
    parcel.leg = Leg::Paused;
    let mut effects = vec![Effect::Haul(Haul::Stop(parcel.file))];
    effects.extend(outbox::stored(page, intent));
    effects
}

fn resume(page: &mut Page, intent: IntentId) -> Vec<Effect> {
    let Some(parcel) = parcel(page, intent).filter(|parcel| parcel.leg == Leg::Paused) else {
        return Vec::new();
    };
    parcel.again();
    outbox::stored(page, intent).into_iter().collect()
}

fn parcel(page: &mut Page, intent: IntentId) -> Option<&mut Parcel> {
    match &mut page.outbox.find_mut(intent)?.said {
        Said::File(parcel) => Some(parcel),
        Said::Text(_) => None,
    }
}

fn told(page: &mut Page, now: Timestamp, file: FileId, told: Told) -> Vec<Effect> {
    let Some((intent, step, parcel)) = page.outbox.parcel_mut(file) else {
        return Vec::new();
    };
    match (told, parcel.leg) {
        (Told::At(done), Leg::Sealing | Leg::Sending) => {
            parcel.done = done;
            parcel.held_up = None;
            return Vec::new();
        }
        (Told::Sealed(digest), Leg::Sealing) => {
            parcel.digest = Some(digest);
            parcel.done = 0;
            parcel.again();
            // Not asked for before it is known to be here.
            *step = Step::Storing;
        }
        (Told::There, Leg::Sending) => parcel.leg = Leg::There,
        (Told::Passing | Told::Full, Leg::Sending) => {
            let full = Problem::Relay(Code::Storage);
            parcel.wait(now, (told == Told::Full).then_some(full));
            return Vec::new();
        }
        (Told::Stuck(stuck), Leg::Sealing | Leg::Sending) => parcel.leg = Leg::Stuck(stuck),
        // Of a leg that is over.
        _ => return Vec::new(),
    }
    outbox::stored(page, intent).into_iter().collect()
}

/// The phone has answered whether there is room.
pub(super) fn room(page: &mut Page, now: Timestamp, intent: IntentId, answer: &Answer) -> Vec<Effect> {
    let Some(entry) = page.outbox.find_mut(intent) else {
        return Vec::new();
    };
    let Said::File(parcel) = &mut entry.said else {
        return Vec::new();
    };
    if parcel.leg != Leg::Asking {
        return Vec::new();
    }
    match answer {
        Answer::Done => {
            parcel.leg = Leg::Sending;
            let (file, key, bytes) = (parcel.file, parcel.key.clone(), parcel.bytes);
            vec![Effect::Haul(Haul::Send { file, key, bytes })]
        }
        Answer::Problem(problem) if !passes(*problem) => {
            parcel.leg = Leg::Waiting;
            entry.step = Step::Failed(*problem);
            outbox::stored(page, intent).into_iter().collect()
        }
        Answer::Problem(problem) => {
            // That there is no connection is said elsewhere.
            parcel.wait(now, Some(*problem).filter(|problem| *problem != Problem::Offline));
            Vec::new()
        }
        _ => {
            parcel.wait(now, None);
            Vec::new()
        }
    }
}

/// Whether something may be tried again by itself.
fn passes(problem: Problem) -> bool {
    matches!(
        problem,
        Problem::Offline | Problem::Relay(Code::RateLimited | Code::Storage | Code::Crowded | Code::Closing)
    )
}

/// What is to be done about files now.
pub(super) fn settle(page: &mut Page, now: Timestamp, effects: &mut Vec<Effect>) {
    let open = page.lights.session == Session::Open;
    let sealed = page.outbox.parcels().filter(|parcel| parcel.leg == Leg::Sealing);
    let mut sealing = sealed.count();
    let mut ways = page.outbox.free_ways();
    for (intent, step, parcel) in page.outbox.parcels_mut() {
        match parcel.leg {
            Leg::Chosen(number) if sealing < SEALED_AT_ONCE => {
                sealing += 1;
                parcel.leg = Leg::Sealing;
                let (file, key, bytes) = (parcel.file, parcel.key.clone(), parcel.bytes);
                effects.push(Effect::Haul(Haul::Seal {
                    file,
                    key,
                    bytes,
                    number,
                }));
            }
            Leg::Waiting
                if open
                    && ways > 0
                    && matches!(step, Step::Kept | Step::Unkept)
                    && parcel.due.is_none_or(|due| due <= now) =>
            {
                ways -= 1;
                parcel.leg = Leg::Asking;
                parcel.due = None;
                let (file, key, bytes) = (parcel.file, parcel.key.clone(), parcel.bytes);
                effects.push(Effect::Ask {
                    why: Asked::Room(intent),
                    ask: Ask::File(FileAsk::Room { file, key, bytes }),
                });
            }
            _ => {}
        }
    }
}
