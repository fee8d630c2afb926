//! Waiting for a condition, with a deadline: the only place of the tests that lets real time pass.

use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval, timeout_at};

/// How long anything may take that should take a moment: two busy cores, a cold disk, a debug build.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(15);

/// Looks until `seen` finds something; fails the test with `what` when it takes longer than [`PATIENCE`].
pub async fn until<T>(what: &str, seen: impl AsyncFnMut() -> Option<T>) -> T {
    within(PATIENCE, what, seen).await
}

/// Looks until `seen` finds something; fails the test with `what` when it takes longer than `patience`.
pub async fn within<T>(patience: Duration, what: &str, seen: impl AsyncFnMut() -> Option<T>) -> T {
    look(patience, seen)
        .await
        .unwrap_or_else(|| panic!("waited {patience:?} in vain: {what}"))
}

/// Looks until `seen` finds something; `None` when it takes longer than `patience`.
pub async fn look<T>(patience: Duration, mut seen: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + patience;
    let mut ticks = interval(LOOK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match timeout_at(deadline, seen()).await {
            Ok(Some(found)) => return Some(found),
            Ok(None) if Instant::now() < deadline => {}
            _ => return None,
        }
    }
}

/// Lets `time` pass, for a story in which something happens at a random instant. Never to wait for a result.
pub async fn instant(time: Duration) {
    let mut ticks = interval(time.max(Duration::from_micros(1)));
    ticks.tick().await;
    ticks.tick().await;
}
