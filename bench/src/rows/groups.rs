//! What groups of many take: a message to a group of 256, and a group of 1,024 that is made at once.
//!
//! The phone, the relay and their disks are real; the members are accounts without a running phone, so what they are sent waits.
//! With fewer members in a small run.

use anyhow::{Context, Result, bail};
use pillion_protocol::content::{group_ask::GroupAsk, id::IntentId, message::State, reply::Answer, request::Ask};

use super::memory;
use crate::{
    clock::Moment,
    crowd::Crowd,
    person::Person,
    quantity::Unit,
    scene::Scene,
    stats::Spread,
    table::{Reference, Row},
};

/// Members of the group that is written to.
const VILLAGE: usize = 256;

/// What a message to it may take, in nanoseconds.
const SEND_NS: u64 = 100_000_000;

/// What making the largest group may take, in nanoseconds.
const MAKE_NS: u64 = 5_000_000_000;

/// Bytes of a short letter when it is sealed.
const LETTER_BYTES: usize = 315;

/// The rows; the largest group has `town` members.
///
/// # Errors
/// If the relay or the phone refuses.
pub async fn measure(scene: &Scene, town: usize, messages: u32) -> Result<Vec<Row>> {
    let village = VILLAGE.min(town);
    let mut crowd = Crowd::settle(&scene.world.relay.origin(), scene.world.folder(), town - 1)
        .await
        .context("people for a group")?;
    let mut phone = scene.world.phone("mayor").await;
    phone.stop().await;
    crowd.befriend(&phone)?;
    phone.run().await;
    let mut mayor = Person::at(&phone).await?;

    make(&mut mayor, &crowd, "Village", village).await?;
    let mut sent = Vec::new();
    for number in 0..messages {
        let text = format!("to the whole village {number}");
        let begin = Moment::now();
        mayor.say(&text).await?;
        sent.push(mayor.shown(&text, State::Sent).await?.since(begin));
    }
    let bare = crowd.bare_puts(LETTER_BYTES, village - 1, messages).await?;
    let took = make(&mut mayor, &crowd, "Town", town).await?;
    let spread = |took: &[u64]| Spread::of(took).context("nothing was sent");
    let reference = Reference::new(format!("bare put into {} mailboxes", village - 1), spread(&bare)?);
    let mut rows = vec![
        Row::new(
            format!("group of {village}: send -> stored for all"),
            Unit::Nanoseconds,
            spread(&sent)?,
        )
        .within(SEND_NS)
        .beside(reference),
        Row::new(
            format!("group of {town}: made, all invited"),
            Unit::Nanoseconds,
            Spread::exactly(took),
        )
        .within(MAKE_NS),
    ];
    for (what, pid) in [("relay", scene.world.relay.process().pid()), ("phone", phone.pid())] {
        let what = format!("memory: {what}, groups of {village} and {town}");
        rows.push(Row::new(what, Unit::Bytes, Spread::exactly(memory::resident(pid)?)));
    }
    phone.stop().await;
    Ok(rows)
}

/// Makes a group with so many members, and goes to it; how long that takes.
async fn make(mayor: &mut Person, crowd: &Crowd, name: &str, members: usize) -> Result<u64> {
    let create = GroupAsk::Create {
        intent: IntentId(mayor.intent()),
        name: name.to_owned(),
        members: crowd.accounts().take(members - 1).collect(),
        picture: None,
    };
    let begin = Moment::now();
    let Answer::Chat(chat) = mayor.ask(Ask::Group(create)).await? else {
        bail!("the phone answers oddly");
    };
    mayor.chat = chat.id;
    Ok(Moment::now().since(begin))
}
