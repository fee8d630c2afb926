//! Sending: from what stands in the composer to what the phone is asked.

use pillion_protocol::{
    content::{
        file_ask::FileAsk,
        id::{ChatId, IntentId},
        problem::Problem,
        request::Ask,
        text::Text,
    },
    crypto::random::{self, Random},
};
use pillion_wire::time::Timestamp;

use super::{
    effect::{Change, Effect},
    message, person,
};
use crate::model::{
    bar::Bar,
    draft::Kept,
    outbox::{Entry, Said, Step},
    page::Page,
    parcel::{Haul, Leg},
};

/// Puts the draft into the outbox. Both are stored in one step, so that a reload finds the text once.
pub(super) fn send(page: &mut Page, now: Timestamp, rng: &mut dyn Random, chat: ChatId) -> Vec<Effect> {
    if let Some(Bar::Edit(_)) = page.bar {
        message::send_edit(page, rng);
        return Vec::new();
    }
    let text = match Text::parse(page.drafts.text(chat)) {
        Ok(text) => text,
        Err(Problem::TextEmpty) => return Vec::new(),
        Err(problem) => {
            page.drafts.of(chat).problem = Some(problem);
            return Vec::new();
        }
    };
    let entry = Entry {
        intent: IntentId(random::bytes(rng)),
        chat,
        said: Said::Text(text),
        quote: page.bar.take().map(|bar| bar.message()),
        at: now,
        step: Step::Storing,
    };
    let order = page.outbox.push(entry.clone());
    sent(page, now, chat);
    vec![Effect::Store(vec![
        Change::Entry(order, entry),
        Change::Draft(chat, Kept::default()),
    ])]
}

/// What stood in the composer is in the outbox.
pub(super) fn sent(page: &mut Page, now: Timestamp, chat: ChatId) {
    page.drafts.sent(chat);
    page.mention = None;
    page.live.typed(chat, now, false);
    person::newest(page);
    if let Some(thread) = page.threads.get_mut(&chat) {
        thread.unread_after = None;
    }
}

/// A refused entry goes again under a new intent: the phone remembers its answer to the old one.
pub(super) fn retry(page: &mut Page, rng: &mut dyn Random, intent: IntentId) -> Vec<Effect> {
    let failed = page.outbox.find(intent).is_some_and(Entry::can_go_again);
    let Some(mut entry) = failed.then(|| page.outbox.remove(intent)).flatten() else {
        return Vec::new();
    };
    entry.intent = IntentId(random::bytes(rng));
    entry.step = Step::Storing;
    if let Said::File(parcel) = &mut entry.said
        && parcel.leg != Leg::There
    {
        parcel.again();
    }
    let order = page.outbox.push(entry.clone());
    vec![Effect::Store(vec![
        Change::NoEntry(intent),
        Change::Entry(order, entry),
    ])]
}

/// The person does not want an entry any more.
pub(super) fn discard(page: &mut Page, intent: IntentId) -> Vec<Effect> {
    let Some(entry) = page.outbox.remove(intent) else {
        return Vec::new();
    };
    let mut effects = vec![Effect::Store(vec![Change::NoEntry(intent)])];
    effects.extend(entry.parcel().map(|parcel| {
        Effect::Haul(Haul::GiveUp {
            file: parcel.file,
            key: parcel.key.clone(),
        })
    }));
    effects
}

/// What is to be forgotten with an entry.
pub(super) fn forget(entry: &Entry) -> Vec<Effect> {
    let mut effects = vec![Effect::Store(vec![Change::NoEntry(entry.intent)])];
    effects.extend(entry.parcel().map(|parcel| Effect::Haul(Haul::Drop(parcel.file))));
    effects
}

/// What has become of an entry is kept, so that a reload does not try again what a person must decide about.
pub(super) fn stored(page: &Page, intent: IntentId) -> Option<Effect> {
    let (order, entry) = page.outbox.entries().find(|(_, entry)| entry.intent == intent)?;
    Some(Effect::Store(vec![Change::Entry(order, entry.clone())]))
}

/// How the phone is asked for an entry.
pub(super) fn ask(entry: Entry) -> Option<Ask> {
    let Entry {
        intent,
        chat,
        said,
        quote,
        ..
    } = entry;
    Some(match said {
        Said::Text(text) => Ask::Send {
            intent,
            chat,
            text,
            quote,
        },
        Said::File(parcel) => Ask::File(FileAsk::Share {
            intent,
            chat,
            file: Box::new(parcel.announced()?),
            caption: parcel.caption,
            quote,
            picture: parcel.look.map(|seen| seen.picture),
        }),
    })
}
