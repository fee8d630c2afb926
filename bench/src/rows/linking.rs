//! From the scan to the first screen, and out again.
//!
//! 1. The code that the page shows is handed to the phone, through the phone's own socket as its terminal does.
//! 2. Page and phone show the check.
//! 3. The person says yes; the page opens its session and shows the chats.
//! 4. The phone ends the link; the page wipes itself and shows a code again.
//!
//! What a person takes to look and to decide is in none of the rows. The last browser stays linked.

use anyhow::{Context, Result, bail};
use pillion_protocol::content::{reply::Answer, request::Ask};
use pillion_wire::id::LinkId;

use crate::{
    browser::probe::Probe,
    clock::Moment,
    quantity::Unit,
    reference::route::{CHECK, CHECK_ON_PHONE, FIRST_SCREEN, Route, UNLINK},
    scene::Scene,
    stats::Spread,
    table::Row,
};

/// Until the chats are on the screen, in nanoseconds.
const FIRST_SCREEN_BUDGET: u64 = 300_000_000;

/// Until the page is out, in nanoseconds.
const OUT_BUDGET: u64 = 1_000_000_000;

/// What the page shows at each step.
const CHECK_SHOWN: &str = "[data-testid=check-code]";
const SESSION_SHOWN: &str = "[data-testid=light-session][data-state=good]";
const CHATS_SHOWN: &str = "[data-testid=chat-list][data-complete=true] [data-testid=chat]";

/// How long each step took, in nanoseconds.
#[derive(Debug, Default)]
struct Steps {
    check_on_phone: Vec<u64>,
    check: Vec<u64>,
    session: Vec<u64>,
    first_screen: Vec<u64>,
    out: Vec<u64>,
}

/// The rows. The page must show a code.
///
/// # Errors
/// If the browser cannot be linked.
pub async fn measure(scene: &mut Scene, probe: &Probe, links: u32) -> Result<Vec<Row>> {
    let mut steps = Steps::default();
    link(scene, probe, &mut steps).await?;
    for _ in 1..links {
        out(scene, probe, &mut steps).await?;
        link(scene, probe, &mut steps).await?;
    }
    let mut row = async |what, took: &[u64], route: &Route| {
        let spread = Spread::of(took).context("nothing was linked")?;
        let reference = scene.hops.reference(route, links.max(20)).await?;
        Ok::<_, anyhow::Error>(Row::new(what, Unit::Nanoseconds, spread).beside(reference))
    };
    let mut rows = vec![
        row("scan -> check shown on the page", &steps.check, CHECK).await?,
        row(
            "scan -> check shown on the phone",
            &steps.check_on_phone,
            CHECK_ON_PHONE,
        )
        .await?,
        row("confirm -> session open", &steps.session, FIRST_SCREEN).await?,
        row("confirm -> first screen", &steps.first_screen, FIRST_SCREEN)
            .await?
            .within(FIRST_SCREEN_BUDGET),
    ];
    if !steps.out.is_empty() {
        rows.push(
            row("unlink -> page is out, new QR shown", &steps.out, UNLINK)
                .await?
                .within(OUT_BUDGET),
        );
    }
    Ok(rows)
}

async fn link(scene: &mut Scene, probe: &Probe, steps: &mut Steps) -> Result<()> {
    probe.watch("check", CHECK_SHOWN).await?;
    probe.watch("session", SESSION_SHOWN).await?;
    probe.watch("chats", CHATS_SHOWN).await?;
    let code = probe.value("[data-testid=qr-link]").await?;
    let scanned = Moment::now();
    let Answer::Pairing(pairing) = scene.alice.ask(Ask::Scan { code }).await? else {
        bail!("the phone answers oddly to a scan");
    };
    steps.check_on_phone.push(Moment::now().since(scanned));
    steps.check.push(probe.when("check").await?.shown.since(scanned));
    let confirm = Ask::Confirm {
        pairing: pairing.id,
        yes: true,
    };
    let confirmed = Moment::now();
    let Answer::Linked(_) = scene.alice.ask(confirm).await? else {
        bail!("the phone answers oddly to a yes");
    };
    steps.session.push(probe.when("session").await?.shown.since(confirmed));
    steps
        .first_screen
        .push(probe.when("chats").await?.shown.since(confirmed));
    Ok(())
}

async fn out(scene: &mut Scene, probe: &Probe, steps: &mut Steps) -> Result<()> {
    probe.watch("qr", "[data-testid=qr] svg").await?;
    let links = scene.alice_phone.links().await;
    let id = links
        .first()
        .and_then(|link| link.get("id")?.as_str())
        .context("the phone lists no browser")?;
    let link = LinkId::from_hex(id).context("the phone lists a browser oddly")?;
    let begin = Moment::now();
    scene.alice.ask(Ask::Unlink { link }).await?;
    steps.out.push(probe.when("qr").await?.shown.since(begin));
    Ok(())
}
