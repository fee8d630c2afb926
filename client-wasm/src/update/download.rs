//! Getting files.
//!
//! Source: docs/protocol.md, rules `R-FILE-5` and `R-FILE-9`.

use pillion_protocol::content::id::MessageId;

use super::effect::Effect;
use crate::model::{
    download::{Download, Wanted},
    page::Page,
};

/// What is done about the file of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The person wants it.
    Save(MessageId),
    /// It has come so far.
    Told(MessageId, Download),
}

/// Does it.
pub(super) fn act(page: &mut Page, order: Order) -> Vec<Effect> {
    match order {
        Order::Save(message) => save(page, message).into_iter().collect(),
        Order::Told(message, download) => {
            page.downloads.insert(message, download);
            Vec::new()
        }
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
