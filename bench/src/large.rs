//! A large file: how it is made, and how a person at a phone sends it.

use std::{fs, io::Write as _, path::Path};

use anyhow::{Context, Result, bail};
use pillion_protocol::content::{file_ask::FileAsk, id::IntentId, reply::Answer, request::Ask, text::Text};
use pillion_tests::chance::Chance;

use crate::person::Person;

/// Makes a file that cannot be made smaller; its bytes.
///
/// # Errors
/// What the system says.
pub fn made(path: &Path, mebibytes: u32) -> Result<u64> {
    let mut file = fs::File::create(path)?;
    let mut chance = Chance::new(11);
    for _ in 0..mebibytes {
        let mebibyte: Vec<u8> = (0..1_024).flat_map(|_| chance.bytes::<1_024>()).collect();
        file.write_all(&mebibyte)?;
    }
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

/// Sends a file to the chat of a person.
///
/// # Errors
/// If the phone refuses.
pub async fn send(sender: &mut Person, source: &Path, caption: &str) -> Result<()> {
    let ask = FileAsk::Send {
        intent: IntentId(sender.intent()),
        chat: sender.chat,
        path: source.to_str().context("a path of plain letters")?.to_owned(),
        caption: Some(Text::parse(caption)?),
        quote: None,
    };
    match sender.ask_patiently(Ask::File(ask)).await? {
        Answer::Message(_) => Ok(()),
        other => bail!("the phone answers {other:?}"),
    }
}
