//! What relay and phone hold in memory when one browser is linked and nothing happens.

use std::{fs, time::Duration};

use anyhow::{Context, Result};
use tokio::time::sleep;

use crate::{quantity::Unit, scene::Scene, stats::Spread, table::Row};

/// How long they are left alone before.
const QUIET: Duration = Duration::from_secs(2);

/// How often it is looked at.
const LOOKS: u32 = 10;

/// How long between two looks.
const PAUSE: Duration = Duration::from_millis(100);

/// The rows.
///
/// # Errors
/// Where the system has no `/proc`.
pub async fn measure(scene: &Scene) -> Result<Vec<Row>> {
    sleep(QUIET).await;
    let (mut relay, mut phone) = (Vec::new(), Vec::new());
    for _ in 0..LOOKS {
        relay.push(resident(scene.world.relay.process().pid())?);
        phone.push(resident(scene.alice_phone.pid())?);
        sleep(PAUSE).await;
    }
    let row = |what, held: &[u64]| {
        let spread = Spread::of(held).context("nothing was looked at")?;
        Ok::<_, anyhow::Error>(Row::new(what, Unit::Bytes, spread))
    };
    Ok(vec![
        row("memory: relay, idle, one browser linked", &relay)?,
        row("memory: phone, idle, one browser linked", &phone)?,
    ])
}

/// Resident bytes of a process.
///
/// # Errors
/// Where the system has no `/proc`.
pub fn resident(pid: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).context("the state of a process is in /proc")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .context("no VmRSS")?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib.saturating_mul(1024))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    #[test]
    fn this_process_holds_something() {
        assert!(super::resident(std::process::id()).unwrap() > 100_000);
    }
}
