//! Getting files.
//!
//! Source: docs/protocol.md, rules `R-FILE-5` and `R-FILE-9`.

use pillion_protocol::content::id::MessageId;

use super::effect::Effect;
use crate::model::{
    download::{Download, Wanted},
    page::Page,
};

/// The person wants the file of a message of the open chat; one that is on its way already is not asked for twice.
pub(super) fn save(page: &mut Page, message: MessageId) -> Vec<Effect> {
    let found = page.open_thread().and_then(|(_, thread)| thread?.with_id(message));
    let Some(shared) = found.and_then(|found| found.body.file()) else {
        return Vec::new();
    };
    let file = shared.file.clone();
    if matches!(page.downloads.get(&message), Some(Download::Coming(_))) {
        return Vec::new();
    }
    page.downloads.insert(message, Download::Coming(0));
    vec![Effect::Fetch(Box::new(Wanted { message, file }))]
}

/// It has come further.
pub(super) fn told(page: &mut Page, message: MessageId, download: Download) {
    page.downloads.insert(message, download);
}
