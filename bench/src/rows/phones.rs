//! From phone to phone, with no browser: what the messages of the page have beneath them.
//!
//! Each message is sent when the one before has been delivered, so nothing waits in a queue.

use anyhow::{Context, Result};
use pillion_protocol::content::message::State;

use crate::{
    clock::Moment,
    quantity::Unit,
    reference::route::{PHONES, PHONES_SENT},
    scene::Scene,
    stats::Spread,
    table::Row,
};

/// The rows.
///
/// # Errors
/// If a message does not arrive.
pub async fn measure(scene: &mut Scene, messages: u32) -> Result<Vec<Row>> {
    let (mut stored, mut sent) = (Vec::new(), Vec::new());
    for number in 0..messages {
        let text = format!("from phone to phone {number}");
        let begin = Moment::now();
        scene.alice.say(&text).await?;
        sent.push(scene.alice.shown(&text, State::Sent).await?.since(begin));
        stored.push(scene.bob.shown(&text, State::Delivered).await?.since(begin));
    }
    let mut row = async |what, took: &[u64], route| {
        let spread = Spread::of(took).context("nothing was sent")?;
        let reference = scene.hops.reference(route, messages).await?;
        Ok::<_, anyhow::Error>(Row::new(what, Unit::Nanoseconds, spread).beside(reference))
    };
    Ok(vec![
        row("phone: send -> stored on the other phone", &stored, PHONES).await?,
        row("phone: send -> sent tick", &sent, PHONES_SENT).await?,
    ])
}
