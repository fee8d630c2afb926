//! ChaCha20-Poly1305 alone, over the same bytes that a link message has.

use std::{hint::black_box, time::Instant};

use anyhow::{Context, Result, anyhow};
use chacha20poly1305::{
    ChaCha20Poly1305, Nonce,
    aead::{AeadInOut, KeyInit},
};

use crate::{stats::Spread, table::Reference};

/// How often a message is sealed and opened for one measurement: one alone is too short for the clock.
pub const BATCH: u32 = 16;

/// Seals and opens `bytes` in place, `times` times; for each one message.
///
/// # Errors
/// If the cipher refuses, which it does not.
pub fn measure(bytes: usize, times: u32) -> Result<[Reference; 2]> {
    let cipher = ChaCha20Poly1305::new(&[7; 32].into());
    let mut message = vec![0x5a; bytes];
    let (mut sealing, mut opening) = (Vec::new(), Vec::new());
    for at in 0..times {
        let mut tags = Vec::new();
        let start = Instant::now();
        for turn in 0..BATCH {
            let tag = cipher.encrypt_inout_detached(&nonce(at, turn), &[], black_box(message.as_mut_slice()).into());
            tags.push(tag.map_err(|error| anyhow!(error))?);
        }
        sealing.push(each(start)?);
        let start = Instant::now();
        for (turn, tag) in (0..BATCH).zip(&tags).rev() {
            cipher
                .decrypt_inout_detached(&nonce(at, turn), &[], black_box(message.as_mut_slice()).into(), tag)
                .map_err(|error| anyhow!(error))?;
        }
        opening.push(each(start)?);
    }
    let reference = |took: &[u64]| {
        let spread = Spread::of(took).context("nothing was sealed");
        spread.map(|spread| Reference::new("ChaCha20-Poly1305", spread))
    };
    Ok([reference(&sealing)?, reference(&opening)?])
}

/// Nanoseconds of each in a batch that began at `start`.
///
/// # Errors
/// After 584 years.
pub fn each(start: Instant) -> Result<u64> {
    Ok(u64::try_from(start.elapsed().as_nanos())? / u64::from(BATCH))
}

fn nonce(at: u32, turn: u32) -> Nonce {
    let mut nonce = [0; 12];
    let (head, tail) = nonce.split_at_mut(4);
    head.copy_from_slice(&at.to_be_bytes());
    tail.copy_from_slice(&u64::from(turn).to_be_bytes());
    nonce.into()
}
