//! Getting files.
//!
//! The page gets them from the relay. Where that does not have one any more, the phone is asked to bring it there again, once for each try.
//!
//! Source: docs/protocol.md, rules `R-FILE-5`, `R-FILE-9` and `R-FILE-18`.

use pillion_protocol::content::{file_ask::FileAsk, id::MessageId, request::Ask};

use super::{effect::Effect, inquiry, person::errand};
use crate::model::{
    dialog::Dialog,
    download::{Download, Failure, Sought, Wanted},
    gallery,
    page::Page,
    viewer::{self, View, Viewer},
    voice::{Stage, Want},
};

/// What is done about the file of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// The person wants it.
    Save(MessageId),
    /// The person wants it on the phone.
    Fetch(MessageId),
    /// It has come so far.
    Told(MessageId, Download),
    /// The person wants to look at it.
    View(MessageId),
    /// The person wants to look at the next picture, or the one before.
    Beside {
        /// The next one.
        forward: bool,
    },
    /// What is to be looked at is so far.
    Viewed(MessageId, View),
}

/// Does it.
pub(super) fn act(page: &mut Page, order: Order) -> Vec<Effect> {
    match order {
        Order::Save(message) => save(page, message).into_iter().collect(),
        Order::Fetch(message) => {
            fetch(page, message);
            Vec::new()
        }
        Order::Told(message, mut download) => {
            match download {
                Download::Failed(Failure::Gone) if recall(page, message) => download = Download::Recalled,
                Download::Done => had(page, message),
                _ => {}
            }
            page.downloads.insert(message, download);
            Vec::new()
        }
        Order::View(message) => view(page, message).into_iter().collect(),
        Order::Beside { forward } => {
            let shown = page.viewer.as_ref().map(|viewer| viewer.message);
            let next = shown.and_then(|shown| viewer::beside(page, shown, forward));
            next.and_then(|next| view(page, next)).into_iter().collect()
        }
        Order::Viewed(message, mut view) => {
            let is_shown = page.viewer.as_ref().is_some_and(|viewer| viewer.message == message);
            match view {
                View::Failed(Failure::Gone) if is_shown && recall(page, message) => view = View::Recalled,
                View::Here(_) => had(page, message),
                _ => {}
            }
            // A player that was told of a failure only says that it cannot go on.
            let viewer = page.viewer.as_mut().filter(|_| is_shown);
            if let Some(viewer) =
                viewer.filter(|viewer| view != View::Strange || !matches!(viewer.view, View::Failed(_)))
            {
                viewer.view = view;
            }
            Vec::new()
        }
    }
}

/// Has the phone get the file of a message of the open chat.
fn fetch(page: &mut Page, message: MessageId) {
    let Some((chat, Some(thread))) = page.open_thread() else {
        return;
    };
    let held = thread
        .with_id(message)
        .and_then(|message| Some(message.body.file()?.held));
    if let Some(ask) = held.and_then(|held| FileAsk::getting(held, chat.id, message)) {
        errand(page, Ask::File(ask));
    }
}

/// The file of a message of the open chat or the gallery; it is kept in mind, as other chats may be open when there is more to say of it.
pub(super) fn wanted(page: &mut Page, message: MessageId) -> Option<Box<Wanted>> {
    let found = gallery::find(page, message)?;
    let (chat, file) = (found.chat, found.body.file()?.file.clone());
    let wanted = Wanted { message, chat, file };
    if sought(page, message).is_none() {
        page.sought.push(Sought {
            wanted: wanted.clone(),
            recalled: false,
        });
    }
    Some(Box::new(wanted))
}

/// Shows the picture of a message.
fn view(page: &mut Page, message: MessageId) -> Option<Effect> {
    let wanted = wanted(page, message)?;
    page.dialog = Some(Dialog::Picture(message));
    page.viewer = Some(Viewer {
        message,
        view: View::Coming(0),
    });
    Some(Effect::View(wanted))
}

/// What is not looked at any more is not kept.
pub(super) fn settle(page: &mut Page, effects: &mut Vec<Effect>) {
    let looks = matches!(page.dialog, Some(Dialog::Picture(_)));
    if page.viewer.take_if(|_| !looks).is_some() {
        effects.push(Effect::EndView);
    }
}

/// Gets the file of a message of the open chat; one that is on its way already is not asked for twice.
fn save(page: &mut Page, message: MessageId) -> Option<Effect> {
    if page
        .downloads
        .get(&message)
        .is_some_and(|download| download.is_under_way())
    {
        return None;
    }
    let wanted = wanted(page, message)?;
    page.downloads.insert(message, Download::Coming(0));
    Some(Effect::Fetch(wanted))
}

/// A message has no file any more: it is neither got nor shown nor played.
pub(super) fn deleted(page: &mut Page, message: MessageId) -> Vec<Effect> {
    let mut effects = Vec::new();
    page.sought.retain(|sought| sought.wanted.message != message);
    if page.downloads.remove(&message).is_some_and(Download::is_under_way) {
        effects.push(Effect::EndFetch(message));
    }
    if let Some(gallery) = &mut page.inquiry.gallery {
        gallery.messages.retain(|shown| shown.id != message);
    }
    if page.dialog == Some(Dialog::Picture(message)) {
        inquiry::close(page);
    }
    let playing = &mut page.voices.playing;
    if playing.take_if(|playing| playing.message == message).is_some() {
        effects.push(Effect::Voice(Want::End));
    }
    effects
}

fn sought(page: &mut Page, message: MessageId) -> Option<&mut Sought> {
    page.sought.iter_mut().find(|sought| sought.wanted.message == message)
}

/// A file has come: the next try is a first one again.
pub(super) fn had(page: &mut Page, message: MessageId) {
    if let Some(sought) = sought(page, message) {
        sought.recalled = false;
    }
}

/// Has the phone bring a file to the relay again, which the relay does not have; `false` if that was in vain before.
pub(super) fn recall(page: &mut Page, message: MessageId) -> bool {
    let Some(sought) = sought(page, message) else {
        return false;
    };
    let chat = sought.wanted.chat;
    let before = core::mem::replace(&mut sought.recalled, true);
    let ask = Ask::File(FileAsk::Offer { chat, message });
    if page.errands.any(|other| *other == ask) {
        return true;
    }
    if before {
        // The next try may ask again.
        had(page, message);
        return false;
    }
    page.errands.give(ask);
    true
}

/// The phone has brought a file to the relay again, or cannot.
pub(super) fn offered(page: &mut Page, message: MessageId, is_there: bool) -> Vec<Effect> {
    let mut effects = Vec::new();
    if !is_there {
        had(page, message);
    }
    let wanted = sought(page, message).filter(|_| is_there);
    let wanted = wanted.map(|sought| Box::new(sought.wanted.clone()));
    let gone = Failure::Gone;
    if page.downloads.get(&message) == Some(&Download::Recalled) {
        effects.extend(wanted.clone().map(Effect::Fetch));
        let next = match is_there {
            true => Download::Coming(0),
            false => Download::Failed(gone),
        };
        page.downloads.insert(message, next);
    }
    let playing = page.voices.playing.as_mut();
    if let Some(playing) = playing.filter(|playing| playing.message == message && playing.stage == Stage::Coming) {
        let speed = page.voices.speed;
        effects.extend(wanted.clone().map(|wanted| Effect::Voice(Want::Play(wanted, speed))));
        if !is_there {
            playing.stage = Stage::Failed(gone);
        }
    }
    let viewer = page.viewer.as_mut().filter(|viewer| viewer.message == message);
    if let Some(viewer) = viewer.filter(|viewer| viewer.view == View::Recalled) {
        effects.extend(wanted.map(Effect::View));
        viewer.view = match is_there {
            true => View::Coming(0),
            false => View::Failed(gone),
        };
    }
    effects
}
