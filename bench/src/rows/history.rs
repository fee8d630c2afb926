//! What a phone with years of messages takes to find, to page and to list; its database is on the disk, encrypted.
//!
//! The phone alone: the way to a screen of its own and the drawing come on top.

use std::{path::Path, time::Instant};

use anyhow::{Context, Result, ensure};
use pillion_protocol::content::{
    id::Version,
    reply::Answer,
    request::{Ask, From, HISTORY_LIMIT},
};

use crate::{library::Library, quantity::Unit, stats::Spread, table::Row};

/// What a search may take, in nanoseconds.
const SEARCH_NS: u64 = 50_000_000;

/// What the first screenful of a chat, and the list of all chats, may take with everything around them, in nanoseconds.
const SCREEN_NS: u64 = 50_000_000;

/// What the list of all chats may take.
const LIST_NS: u64 = 100_000_000;

/// The rows.
///
/// # Errors
/// If the disk refuses or the phone does not answer.
pub fn measure(folder: &Path, messages: u64, times: u32) -> Result<Vec<Row>> {
    let mut library = Library::write(folder, messages).context("writing a library")?;
    let (mut found, mut paged, mut listed) = (Vec::new(), Vec::new(), Vec::new());
    let mut hits = 0;
    for _ in 0..times {
        let words = library.two_words();
        let start = Instant::now();
        let search = Ask::Search {
            words,
            chat: None,
            starred: false,
            cursor: None,
        };
        if let Answer::Found { hits: some, .. } = library.ask(search)? {
            hits += some.len();
        }
        found.push(nanoseconds(start)?);

        let start = Instant::now();
        let chat = library.long;
        let page = Ask::History {
            chat,
            from: From::End,
            limit: HISTORY_LIMIT / 2,
        };
        library.ask(page)?;
        paged.push(nanoseconds(start)?);
    }
    ensure!(hits > 0 || messages < 100_000, "no search has found anything");
    for _ in 0..times.div_ceil(10) {
        let start = Instant::now();
        let mut cursor = None;
        loop {
            let sync = Ask::Sync {
                since: Version(0),
                cursor,
            };
            match library.ask(sync)? {
                Answer::Synced { more: Some(more), .. } => cursor = Some(more),
                _ => break,
            }
        }
        listed.push(nanoseconds(start)?);
    }
    let row = |what: String, took: &[u64], budget| {
        let spread = Spread::of(took).context("nothing was asked")?;
        Ok::<_, anyhow::Error>(Row::new(what, Unit::Nanoseconds, spread).always_within(budget))
    };
    let tenth = messages / 10;
    Ok(vec![
        row(
            format!("phone alone: two words in {messages} messages"),
            &found,
            SEARCH_NS,
        )?,
        row(
            format!("phone alone: a screenful of about {tenth} messages"),
            &paged,
            SCREEN_NS,
        )?,
        row("phone alone: the list of 2000 chats".to_owned(), &listed, LIST_NS)?,
    ])
}

fn nanoseconds(start: Instant) -> Result<u64> {
    Ok(u64::try_from(start.elapsed().as_nanos())?)
}
