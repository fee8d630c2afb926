//! How fast a link message of 16 KiB is sealed and opened, padding and length included.

use std::{hint::black_box, time::Instant};

use anyhow::{Context, Result, anyhow};
use pillion_protocol::crypto::{
    key::StaticSecret,
    noise::{Channel, Handshake, Party, Pattern},
    padding::{pad, unpad},
};
use pillion_tests::chance::Chance;

use crate::{
    quantity::Unit,
    reference::cipher::{self, BATCH, each},
    stats::Spread,
    table::Row,
};

/// The class of a page of history.
const PADDED_BYTES: u32 = 16_384;

/// Room for content in it: the length takes two.
const CONTENT_BYTES: usize = PADDED_BYTES as usize - 2;

/// The two rows.
///
/// # Errors
/// If a message does not open.
pub fn measure(times: u32) -> Result<Vec<Row>> {
    let (mut phone, mut page) = channels()?;
    let content = vec![0x5a; CONTENT_BYTES];
    let (mut sealing, mut opening) = (Vec::new(), Vec::new());
    for _ in 0..times {
        let mut sealed = Vec::new();
        let start = Instant::now();
        for _ in 0..BATCH {
            sealed.push(phone.seal(&pad(black_box(&content))?)?);
        }
        sealing.push(each(start)?);
        let start = Instant::now();
        for message in &sealed {
            let padded = page.open(black_box(message))?;
            black_box(unpad(&padded)?);
        }
        opening.push(each(start)?);
    }
    let unit = Unit::PieceOf(PADDED_BYTES);
    let [seal, open] = cipher::measure(PADDED_BYTES as usize, times)?;
    let row = |what: &str, took: &[u64]| {
        let spread = Spread::of(took).context("nothing was sealed")?;
        Ok::<_, anyhow::Error>(Row::new(what, unit, spread))
    };
    Ok(vec![
        row("sealing a link message of 16 KiB", &sealing)?.beside(seal),
        row("opening it", &opening)?.beside(open),
    ])
}

/// Both ends of a session, after a real handshake.
fn channels() -> Result<(Channel, Channel)> {
    let mut rng = Chance::new(1).fork();
    let secrets = [StaticSecret::random(&mut rng), StaticSecret::random(&mut rng)];
    let [phone, page] = &secrets;
    let (phone_public, page_public) = (phone.public(), page.public());
    let party = |own, peer| Party {
        pattern: Pattern::Session,
        own,
        peer: Some(peer),
        psk: &[3; 32],
        prologue: b"pillion-bench",
    };
    let mut from = Handshake::start(&party(page, &phone_public), &mut rng)?;
    let mut to = Handshake::expect(&party(phone, &page_public), &mut rng)?;
    to.read(&from.write(b"")?)?;
    from.read(&to.write(b"")?)?;
    let page = from.finish().map_err(|error| anyhow!(error))?.0;
    Ok((to.finish()?.0, page))
}
