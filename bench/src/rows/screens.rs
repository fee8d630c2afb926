//! What a person waits for at a page whose phone has years of messages: the list of chats, a long chat, a search. From the
//! press of a button or key to the drawn frame.
//!
//! 1. The list: from the open session to the frame with the first chats, and to the one with all of them.
//! 2. The long chat: from the click to its newest messages. Between two such clicks so many other chats are opened that the page
//!    has let its messages go, so that the phone is asked each time.
//! 3. The search: from Enter to the first hits. Each time for other words.
//! 4. What the phone and the relay hold in memory then; and how smooth the long chat is scrolled ([`scrolling`]).

use anyhow::{Context, Result};
use pillion_tests::{
    chance::Chance,
    library::{self, CHATS, LONG, LONG_SHARE},
};

use super::{memory, scrolling};
use crate::{
    browser::probe::Probe,
    person::Person,
    quantity::Unit,
    reference::{
        hops::Hops,
        route::{ASKED, Route},
    },
    scene::Scene,
    stats::Spread,
    table::Row,
};

/// Until a chat is on the screen, in nanoseconds.
const CHAT_NS: u64 = 50_000_000;

/// Until hits are on the screen.
const SEARCH_NS: u64 = 100_000_000;

/// Until the list is on the screen.
const LIST_NS: u64 = 100_000_000;

/// Below so many messages two words are hardly found together.
const FEW: u64 = 100_000;

/// Other chats that are opened in between: more than the page keeps.
const OTHERS: usize = 9;

const CHAT: &str = "[data-testid=chat-list] [data-testid=chat]";
const HIT: &str = "[data-testid=hit]";

/// The chats of the list: what they are called and what names their buttons.
const LISTED: &str = "return [...document.querySelectorAll('[data-testid=chat]')].map((chat) => [chat.querySelector('.title').textContent, chat.dataset.chat])";

/// Scrolls the list on by what is seen of it.
const SCROLL: &str = "const list = document.querySelector('[data-testid=chat-list]').parentElement; list.scrollTop += list.clientHeight; return list.scrollTop + list.clientHeight < list.scrollHeight";

/// The rows, for a phone of so many messages.
///
/// # Errors
/// If something does not appear.
pub async fn measure(scene: &mut Scene, probe: &Probe, messages: u64, times: u32) -> Result<Vec<Row>> {
    let mut phone = scene.world.phone("reader").await;
    phone.stop().await;
    phone.remembers(CHATS, messages, LONG_SHARE);
    phone.run().await;
    let mut reader = Person::at(&phone).await?;
    probe.open(&scene.world.relay.origin()).await?;
    reader.link(probe).await?;

    let (mut first, mut all) = (Vec::new(), Vec::new());
    for _ in 0..times {
        probe.open(&scene.world.relay.origin()).await?;
        let answers = probe.when("answers").await?.changed;
        first.push(probe.when("first-chat").await?.shown.since(answers));
        all.push(probe.when("all-chats").await?.shown.since(answers));
    }
    let tenth = messages / LONG_SHARE;
    let opened = chats(probe, times).await.context("opening a chat")?;
    let found = searches(probe, messages, times).await.context("searching")?;
    let held = [
        ("phone", memory::resident(phone.pid())?),
        ("relay", memory::resident(scene.world.relay.process().pid())?),
    ];
    // The long chat was opened last. Three frames for each time that the others are measured: a few screens more.
    let scrolled = scrolling::measure(probe, tenth, times.saturating_mul(3)).await;
    let scrolled = scrolled.context("scrolling")?;
    phone.stop().await;

    let hops = &mut scene.hops;
    let mut rows = vec![
        row(
            hops,
            format!("page: list of {CHATS} chats -> shown"),
            &first,
            Some(LIST_NS),
        )
        .await?,
        row(hops, format!("page: all of {CHATS} chats -> shown"), &all, None).await?,
        row(
            hops,
            format!("page: click -> chat of {tenth} messages shown"),
            &opened,
            Some(CHAT_NS),
        )
        .await?,
        row(
            hops,
            format!("page: Enter -> two words in {messages} messages shown"),
            &found,
            Some(SEARCH_NS),
        )
        .await?,
        scrolled,
    ];
    rows.extend(held.map(|(who, bytes)| {
        let what = format!("memory: {who}, {messages} messages in {CHATS} chats");
        Row::new(what, Unit::Bytes, Spread::exactly(bytes))
    }));
    Ok(rows)
}

async fn row(hops: &mut Hops, what: String, took: &[u64], budget: Option<u64>) -> Result<Row> {
    const ROUTE: &Route = ASKED;
    let spread = Spread::of(took).context("nothing was measured")?;
    let times = u32::try_from(took.len())?.max(20);
    let reference = hops.reference(ROUTE, times).await?;
    let row = Row::new(what, Unit::Nanoseconds, spread).beside(reference);
    Ok(match budget {
        Some(budget) => row.always_within(budget),
        None => row,
    })
}

async fn chats(probe: &Probe, times: u32) -> Result<Vec<u64>> {
    let listed = beside_long(probe).await?;
    let (long, others): (Vec<_>, Vec<_>) = listed.into_iter().partition(|(title, _)| title == LONG);
    let (_, long) = long.first().context("the long chat is not listed")?;
    let mut others = others.iter().map(|(_, id)| id).cycle();
    let mut took = Vec::new();
    for _ in 0..times {
        for other in others.by_ref().take(OTHERS) {
            open(probe, other, "").await?;
        }
        took.push(open(probe, long, " [data-testid=message]").await?);
    }
    Ok(took)
}

/// The long chat and [`OTHERS`] beside it: so near that all stay in the page. Scrolls until it is there.
async fn beside_long(probe: &Probe) -> Result<Vec<(String, String)>> {
    let mut more = true;
    loop {
        probe.frame().await?;
        let listed: Vec<(String, String)> = probe.read(LISTED).await?;
        let long = listed.iter().position(|(title, _)| title == LONG);
        if let Some(long) = long.or(Some(0).filter(|_| !more)) {
            let last = listed.len().saturating_sub(OTHERS + 1);
            let first = long.saturating_sub(OTHERS / 2).min(last);
            return Ok(listed.into_iter().skip(first).take(OTHERS + 1).collect());
        }
        more = probe.read(SCROLL).await?;
    }
}

/// Opens a chat, and waits until it is there with `more` in it.
async fn open(probe: &Probe, id: &str, more: &str) -> Result<u64> {
    let button = format!("[data-chat=\"{id}\"]");
    let shown = format!(".shell:has([data-chat=\"{id}\"][aria-current]) [data-testid=thread][data-loaded=true]{more}");
    probe.press_until(&button, &shown).await
}

async fn searches(probe: &Probe, messages: u64, times: u32) -> Result<Vec<u64>> {
    let mut chance = Chance::new(5);
    let mut took = Vec::new();
    for _ in 0..times {
        let two = library::two_words(&mut chance);
        // In a small library hardly two of them stand together.
        let words = match messages < FEW {
            true => two.split(' ').next().unwrap_or_default(),
            false => &two,
        };
        took.push(probe.enter_until("[data-testid=search]", words, HIT).await?);
        probe
            .press_until("[data-testid=search-close]", &format!("body:not(:has({HIT})) {CHAT}"))
            .await?;
    }
    Ok(took)
}
