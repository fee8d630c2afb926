//! The rows of groups, with real processes and few members.

use pillion_bench::{rows::groups, scene::Scene};

#[tokio::test(flavor = "multi_thread")]
async fn a_small_group_fills_its_rows() {
    let scene = Scene::build().await.unwrap();
    let rows = groups::measure(&scene, 8, 5).await.unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(
        names,
        [
            "group of 8: send -> stored for all",
            "group of 8: made, all invited",
            "memory: relay, groups of 8 and 8",
            "memory: phone, groups of 8 and 8",
        ]
    );
    assert!(rows.iter().all(|row| row.ours.p50 > 0), "{rows:?}");
    println!("{}", pillion_bench::table::render(&rows));
}
