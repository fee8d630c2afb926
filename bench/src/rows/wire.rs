//! What a large file takes on the wire from phone to phone, counted on the wire itself; and what of it is sent again when the phone is
//! killed on the way.

use anyhow::{Context, Result};

use crate::{
    large::{made, send},
    person::Person,
    quantity::Unit,
    stats::Spread,
    table::{Reference, Row},
    wired::Wired,
};

/// What may be sent again after a crash, in bytes.
const AGAIN_BYTES: u64 = 1_024 * 1_024;

/// How often the phone is killed: each time it is in the middle of something else.
const KILLS: u32 = 3;

/// The rows, for a file of so many mebibytes.
///
/// # Errors
/// If it does not arrive.
pub async fn measure(wired: &mut Wired, mebibytes: u32) -> Result<Vec<Row>> {
    let source = wired.world.place("on-the-wire.bin");
    let bytes = made(&source, mebibytes)?;
    let mut bob = Person::at(&wired.bob_phone).await?;

    let (up, down) = (wired.alice_tap.up(), wired.bob_tap.down());
    let mut alice = Person::at(&wired.alice_phone).await?;
    send(&mut alice, &source, "on the wire").await?;
    bob.holds("on the wire").await?;
    let (up, down) = (wired.alice_tap.up() - up, wired.bob_tap.down() - down);

    let mut again = Vec::new();
    for number in 0..KILLS {
        let caption = format!("killed on the way {number}");
        let before = wired.alice_tap.up();
        let mut alice = Person::at(&wired.alice_phone).await?;
        send(&mut alice, &source, &caption).await?;
        wired.alice_tap.up_reaches(before.saturating_add(bytes / 2)).await?;
        wired.alice_phone.kill().await;
        wired.alice_phone.run().await;
        let held = bob.holds(&caption).await;
        held.context("the phone was killed at half way and started again")?;
        again.push((wired.alice_tap.up() - before).saturating_sub(up));
    }

    let name = format!("{mebibytes} MiB");
    let file = |what: &str, counted| on_wire(format!("file of {name}: on the wire, {what}"), counted, bytes);
    Ok(vec![
        file("phone -> relay", up),
        file("relay -> phone", down),
        sent_again(
            format!("file of {name}: sent again after kill -9 of the phone at half way"),
            &again,
        )?,
    ])
}

/// A row of what a file of `bytes` has taken on the wire.
#[must_use]
pub fn on_wire(what: String, counted: u64, bytes: u64) -> Row {
    Row::new(what, Unit::Bytes, Spread::exactly(counted))
        .within(bytes.saturating_add(bytes / 100))
        .beside(Reference::new("the file", Spread::exactly(bytes)))
}

/// A row of what was sent once more than it had to be.
///
/// # Errors
/// If nothing was.
pub fn sent_again(what: String, again: &[u64]) -> Result<Row> {
    let again = Spread::of(again).context("nobody was killed")?;
    Ok(Row::new(what, Unit::Bytes, again).always_within(AGAIN_BYTES))
}
