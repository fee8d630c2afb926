//! A stretch of a file, for a player that does not wait for the rest.

use js_sys::Uint8Array;
use pillion_protocol::{
    crypto::key::StreamKey,
    file::{excerpt::Excerpt, token::read_token},
};

use crate::{desk::Job, order::Order, relay::Place, trouble::Trouble};

/// How often it is asked for: a player that was told of a failure once gives up.
const TRIES: u32 = 5;

/// Gets it and opens it.
pub(crate) async fn read(order: &Order, key: &StreamKey, job: &Job) -> Result<Uint8Array, Trouble> {
    let mut excerpt = Excerpt::new(key, order.bytes, order.from..order.to).ok_or(Trouble::Damaged)?;
    let place = Place {
        url: order.url.clone(),
        token: read_token(key),
    };
    let mut tries = TRIES;
    let sealed = loop {
        job.going()?;
        match place.stretch(excerpt.sealed()).await {
            Err(Trouble::Network) if tries > 0 => tries -= 1,
            sealed => break sealed?,
        }
    };
    let mut opened = Vec::new();
    let mut at = 0_u32;
    while let Some(wanted) = excerpt.wants() {
        let upto = at.saturating_add(u32::try_from(wanted).unwrap_or(u32::MAX));
        let mut chunk = sealed.subarray(at, upto).to_vec();
        excerpt.open(&mut chunk).map_err(|_| Trouble::Damaged)?;
        opened.append(&mut chunk);
        at = upto;
    }
    Ok(Uint8Array::from(opened.as_slice()))
}
