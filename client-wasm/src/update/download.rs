//! Getting files.
//!
//! Source: docs/protocol.md, rules `R-FILE-5` and `R-FILE-9`.

use pillion_protocol::content::{file_ask::FileAsk, id::MessageId, request::Ask};

use super::{effect::Effect, person::errand};
use crate::model::{
    dialog::Dialog,
    download::{Download, Wanted},
    page::Page,
    viewer::{self, View, Viewer},
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
        Order::Told(message, download) => {
            page.downloads.insert(message, download);
            Vec::new()
        }
        Order::View(message) => view(page, message).into_iter().collect(),
        Order::Beside { forward } => {
            let shown = page.viewer.as_ref().map(|viewer| viewer.message);
            let next = shown.and_then(|shown| viewer::beside(page, shown, forward));
            next.and_then(|next| view(page, next)).into_iter().collect()
        }
        Order::Viewed(message, view) => {
            if let Some(viewer) = page.viewer.as_mut().filter(|viewer| viewer.message == message) {
                viewer.view = view;
            }
            Vec::new()
        }
    }
}

/// Has the phone get the file of a message of the open chat.
fn fetch(page: &mut Page, message: MessageId) {
    if let Some(chat) = page.open {
        errand(page, Ask::File(FileAsk::Fetch { chat, message }));
    }
}

/// Shows the picture of a message.
fn view(page: &mut Page, message: MessageId) -> Option<Effect> {
    let (_, thread) = page.open_thread()?;
    let file = thread?.with_id(message)?.body.file()?.file.clone();
    page.dialog = Some(Dialog::Picture(message));
    page.viewer = Some(Viewer {
        message,
        view: View::Coming(0),
    });
    Some(Effect::View(Box::new(Wanted { message, file })))
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
    let (_, thread) = page.open_thread()?;
    let file = thread?.with_id(message)?.body.file()?.file.clone();
    if matches!(page.downloads.get(&message), Some(Download::Coming(_))) {
        return None;
    }
    page.downloads.insert(message, Download::Coming(0));
    Some(Effect::Fetch(Box::new(Wanted { message, file })))
}
