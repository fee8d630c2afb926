//! A whole run with real processes, each thing a few times: all but what needs a browser.

use std::collections::BTreeSet;

use pillion_bench::{part::Parts, plan::Plan, run::run};

#[tokio::test(flavor = "multi_thread")]
async fn a_small_run_fills_every_row() {
    let plan = Plan::smoke();
    let report = run(plan, &Parts::new(&[], false)).await.unwrap();
    let names: BTreeSet<&str> = report.rows.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(names.len(), report.rows.len(), "every row has its own name: {names:?}");
    for part in [
        "page weight: all",
        "phone: send -> stored on the other phone",
        "file of 2 MiB: phone -> kept",
        "file of 2 MiB: bytes at the relay",
        "beside a file: send",
        "file of 2 MiB: on the wire, phone -> relay",
        "file of 2 MiB: on the wire, relay -> phone",
        "file of 2 MiB: sent again after kill -9 of the phone",
        "group of 8: send",
        "group of 8: made",
        "opening it",
        "machine: one fsync",
    ] {
        assert!(names.iter().any(|name| name.starts_with(part)), "{part} in {names:?}");
    }
    for row in &report.rows {
        // After a crash there may be nothing to send again.
        let is_something = row.ours.p50 > 0 || row.what.contains("sent again");
        assert!(is_something && row.ours.p50 <= row.ours.p99, "{row:?}");
        let messages = usize::try_from(plan.messages).unwrap();
        assert!(!row.what.starts_with("phone:") || row.ours.count == messages, "{row:?}");
    }
    assert_eq!(report.browser, None);
    assert_eq!(
        report.text().matches("\n| ").count(),
        report.rows.len() + 1,
        "a line for each row and the heads"
    );
}
