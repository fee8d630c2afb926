//! Files that a screen sends, saves or lists.
//!
//! 1. A screen of the phone's own names a path. The file is sealed ([`Haul::Seal`]); then the message stands, with its file *leaving*.
//! 2. [`super::transfer`] brings it to the relay; then the message is sealed for its readers: they never hear of a file that is not there.
//! 3. A page uploads by itself, into room that this phone makes, and then has the phone say so; the phone fetches what it said.
//! 4. A file that is here is opened to a path ([`Haul::Save`]); one that was not fetched by itself is fetched when somebody asks for it.
//!
//! Source: docs/protocol.md, rules `R-FILE-11` to `R-FILE-13`.

use std::collections::BTreeMap;

use pillion_protocol::{
    content::{
        body::Body,
        file::{File, FileName, Held, Shared},
        file_ask::{FileAsk, Sort},
        id::{ChatId, IntentId, MessageId, Place},
        media_type::MediaType,
        message::Message,
        problem::Problem,
        reply::Answer,
        request::{HISTORY_LIMIT, RequestId},
        text::Text,
    },
    crypto::key::StreamKey,
};
use pillion_wire::{id::FileId, time::Timestamp};

use super::{
    edit,
    event::Output,
    fault::Fault,
    haul::{Haul, Hauled, Sealed},
    history::fitting_reversed,
    pending::Pending,
    phone::Phone,
    screens::Seat,
    work::Work,
    write::Said,
};
use crate::store::{
    chat, file,
    intent::{self, Outcome},
    message, picture,
};

/// What screens wait for.
#[derive(Debug, Default)]
pub(super) struct Files {
    last_job: u64,
    sealing: BTreeMap<u64, Sealing>,
    saving: BTreeMap<u64, (Seat, RequestId)>,
}

/// A file that is being sealed, and what is to be said with it.
#[derive(Debug)]
struct Sealing {
    intent: IntentId,
    chat: ChatId,
    key: StreamKey,
    name: FileName,
    caption: Option<Text>,
    quote: Option<MessageId>,
    /// Who waits for the message.
    seats: Vec<(Seat, RequestId)>,
}

impl Files {
    /// Who waits for a job.
    pub(super) fn waiting_for(&self, job: u64) -> Vec<(Seat, RequestId)> {
        let sealing = self.sealing.get(&job).map(|sealing| sealing.seats.clone());
        let saving = || self.saving.get(&job).map(|one| vec![*one]);
        sealing.or_else(saving).unwrap_or_default()
    }

    fn job(&mut self) -> u64 {
        self.last_job = self.last_job.saturating_add(1);
        self.last_job
    }
}

impl Phone {
    /// Answers what a screen asks about files.
    pub(super) fn ask_file(&mut self, now: Timestamp, seat: Seat, id: RequestId, ask: FileAsk) {
        let is_own = matches!(seat, Seat::Own(_));
        let answered = match ask {
            FileAsk::Send { .. } | FileAsk::Save { .. } if !is_own => Err(Problem::PhoneOnly.into()),
            FileAsk::Send {
                intent,
                chat,
                path,
                caption,
                quote,
            } => {
                let sealing = Sealing {
                    intent,
                    chat,
                    key: StreamKey::random(&mut self.rng),
                    name: FileName::clean(&path),
                    caption,
                    quote,
                    seats: vec![(seat, id)],
                };
                self.send_file(now, sealing, path)
            }
            FileAsk::Save { chat, message, path } => self.save_file(seat, id, chat, message, path),
            FileAsk::List {
                chat,
                before,
                limit,
                sort,
            } => self.list_files(chat, sort, before, limit).map(Some),
            FileAsk::Played { chat, message } => self
                .transact(now, |work| work.play(chat, message))
                .map(|()| Some(Answer::Done)),
            FileAsk::Fetch { chat, message } => {
                let fetch = self.transact(now, |work| work.fetch_file(chat, message));
                fetch.map(|number| {
                    self.transfers.hurry(number);
                    Some(Answer::Done)
                })
            }
            FileAsk::AskSender { chat, message } => self.ask_sender(now, chat, message).map(|()| Some(Answer::Done)),
            FileAsk::Offer { chat, message } => self.offer_file(seat, id, chat, message),
            FileAsk::Room { file, key, bytes } => self.make_room(seat, id, file, &key, bytes),
            FileAsk::Share {
                intent,
                chat,
                file,
                caption,
                quote,
                picture,
            } => {
                let picture = picture.as_ref();
                let share = self.transact(now, |work| work.share(intent, chat, *file, caption, quote, picture));
                self.transfers.look();
                share.map(|message| Some(Answer::Message(message)))
            }
        };
        match answered {
            Ok(Some(answer)) => self.reply(seat, id, answer),
            // When it is done.
            Ok(None) => {}
            Err(fault) => self.reply_problem(seat, id, fault.problem()),
        }
    }

    fn send_file(&mut self, now: Timestamp, sealing: Sealing, path: String) -> Result<Option<Answer>, Fault> {
        if let Some(before) = self
            .files
            .sealing
            .values_mut()
            .find(|before| before.intent == sealing.intent)
        {
            before.seats.extend(sealing.seats);
            return Ok(None);
        }
        // Refused before a large file is sealed for nothing.
        let done = self.transact(now, |work| work.may_send_file(&sealing))?;
        if let Some(done) = done {
            return Ok(Some(Answer::Message(done)));
        }
        let (job, key) = (self.files.job(), sealing.key.clone());
        self.files.sealing.insert(job, sealing);
        self.outputs.push_back(Output::Haul(Haul::Seal { job, key, path }));
        Ok(None)
    }

    /// Makes room at the relay for what a page uploads.
    fn make_room(
        &mut self,
        seat: Seat,
        request: RequestId,
        file: FileId,
        key: &StreamKey,
        bytes: u64,
    ) -> Result<Option<Answer>, Fault> {
        if !self.relay.is_ready() {
            return Err(Problem::Offline.into());
        }
        self.allow_file(Pending::Room { seat, request }, file, key, bytes);
        Ok(None)
    }

    fn save_file(
        &mut self,
        seat: Seat,
        id: RequestId,
        chat: ChatId,
        message: MessageId,
        path: String,
    ) -> Result<Option<Answer>, Fault> {
        let found = edit::named(&self.database.read(), chat, message)?;
        let shared = found.message.body.file().ok_or(Problem::NoFile)?;
        is_had(shared)?;
        let job = self.files.job();
        self.files.saving.insert(job, (seat, id));
        self.outputs.push_back(Output::Haul(Haul::Save {
            job,
            digest: shared.file.digest,
            key: shared.file.key.clone(),
            bytes: shared.file.bytes,
            path,
        }));
        Ok(None)
    }

    fn list_files(&self, chat: ChatId, sort: Option<Sort>, before: Option<Place>, limit: u16) -> Result<Answer, Fault> {
        let tx = self.database.read();
        if !chat::exists(&tx, chat)? {
            return Err(Problem::NoSuchChat.into());
        }
        let limit = limit.clamp(1, HISTORY_LIMIT);
        let found = file::of_chat(&tx, chat, sort, before.unwrap_or(Place(u64::MAX)), limit)?;
        let messages = fitting_reversed(found.into_iter().rev().collect());
        let earlier = match messages.first() {
            Some(first) => !file::of_chat(&tx, chat, sort, first.place, 1)?.is_empty(),
            None => false,
        };
        Ok(Answer::Page {
            messages,
            earlier,
            later: before.is_some(),
        })
    }

    /// Something came of what was asked.
    pub(super) fn hauled(&mut self, now: Timestamp, hauled: Hauled) {
        let done = match hauled {
            Hauled::Sealed { job, outcome } => self.sealed(now, job, outcome),
            Hauled::Uploaded { message, outcome } => self.uploaded(now, message, outcome),
            Hauled::Fetched { message, outcome } => self.fetched(now, message, outcome),
            Hauled::Saved { job, outcome } => {
                if let Some((seat, id)) = self.files.saving.remove(&job) {
                    self.reply(seat, id, outcome.map_or_else(Answer::Problem, |()| Answer::Done));
                }
                Ok(())
            }
            Hauled::Moved { load, done, all } => self.moved(load, done, all),
            Hauled::Removed { digest } => self.removed(now, digest),
        };
        if let Err(fault) = done {
            self.fault(&fault);
        }
    }

    fn sealed(&mut self, now: Timestamp, job: u64, outcome: Result<Sealed, Problem>) -> Result<(), Fault> {
        let Some(sealing) = self.files.sealing.remove(&job) else {
            return Ok(());
        };
        let digest = outcome.as_ref().ok().map(|sealed| sealed.digest);
        let said = match outcome {
            Ok(sealed) => self.transact(now, |work| work.say_file(&sealing, sealed)),
            Err(problem) => Err(problem.into()),
        };
        if let (Some(digest), Err(_)) = (digest, &said) {
            self.outputs.push_back(Output::Haul(Haul::Remove { digest }));
        }
        let answer = said.map_or_else(|fault| Answer::Problem(fault.problem()), Answer::Message);
        for (seat, id) in sealing.seats {
            self.reply(seat, id, answer.clone());
        }
        self.transfers.look();
        Ok(())
    }
}

impl Work<'_> {
    /// Whether a file may be sent where it is to go; the message, if that was done before.
    fn may_send_file(&self, sealing: &Sealing) -> Result<Option<Message>, Fault> {
        if let Some(done) = self.done_before(sealing.intent)? {
            return if is_same(&done, sealing) {
                Ok(Some(done))
            } else {
                Err(Problem::IntentReused.into())
            };
        }
        if !chat::exists(self.tx, sealing.chat)? {
            return Err(Problem::NoSuchChat.into());
        }
        if let Some(quoted) = sealing.quote
            && message::in_chat(self.tx, sealing.chat, quoted)?.is_none()
        {
            return Err(Problem::NoSuchMessage.into());
        }
        self.check_not_blocked(sealing.chat)?;
        Ok(None)
    }

    /// Says that a file is there, once it is sealed.
    fn say_file(&self, sealing: &Sealing, sealed: Sealed) -> Result<Message, Fault> {
        if let Some(done) = self.may_send_file(sealing)? {
            return Ok(done);
        }
        self.accept(sealing.chat)?;
        if let Some(seen) = &sealed.seen {
            // Its message says it in the same transaction.
            let _ = picture::put(self.tx, &seen.picture)?;
        }
        let shared = Shared {
            file: File {
                id: FileId(self.rng.bytes()),
                key: sealing.key.clone(),
                bytes: sealed.bytes,
                digest: sealed.digest,
                kind: MediaType::of_name(sealing.name.as_str()),
                name: sealing.name.clone(),
                look: sealed.seen.map(|seen| seen.look),
                voice: None,
            },
            caption: sealing.caption.clone(),
            held: Held::Leaving,
            played: false,
        };
        let said = Said {
            body: Body::File(Box::new(shared)),
            quote: sealing.quote,
            forwarded: false,
        };
        let (number, message) = self.write(sealing.chat, said, Some(sealing.intent))?;
        intent::add(self.tx, sealing.intent, Outcome::Message(number), self.now)?;
        Ok(message)
    }
}

/// Refuses to use a file that is not on this phone.
pub(super) const fn is_had(shared: &Shared) -> Result<(), Problem> {
    match shared.held {
        Held::Leaving | Held::Here => Ok(()),
        Held::Coming => Err(Problem::FileComing),
        Held::NoRoom => Err(Problem::Storage),
        Held::Offered => Err(Problem::FileOffered),
        Held::Gone => Err(Problem::FileGone),
        Held::Asked => Err(Problem::FileAsked),
        Held::Lost => Err(Problem::FileLost),
        Held::Damaged => Err(Problem::FileDamaged),
    }
}

/// Whether a message is what was asked for; what has happened to it since does not count.
fn is_same(done: &Message, sealing: &Sealing) -> bool {
    let said = match &done.body {
        Body::File(shared) => {
            let edited = done.edited.is_some() || shared.caption == sealing.caption;
            edited && shared.file.name == sealing.name
        }
        Body::Deleted => true,
        Body::Text(_) | Body::Newer | Body::Event(_) => false,
    };
    said && done.chat == sealing.chat && done.intent == Some(sealing.intent)
}
