//! What the page keeps of itself for a start without a network: all of it.

use std::fs;

use crate::room::root;

/// What is no part of the page that starts: the worker itself; the page under its other name; what set-up builds; what works with
/// files, for which there must be a network.
const NOT_KEPT: [&str; 4] = ["worker.js", "index.html", "pkg", "media"];

#[test]
fn the_worker_keeps_every_file_of_the_page() {
    let www = root().join("www");
    let worker = fs::read_to_string(www.join("worker.js")).unwrap();
    let kept: Vec<&str> = worker
        .lines()
        .filter_map(|line| line.trim().strip_prefix("\"/")?.strip_suffix("\","))
        .collect();
    assert!(kept.contains(&""), "the page itself");
    for name in [
        "pillion_client.js",
        "pillion_client_bg.wasm",
        "__wasm_split.js",
        "split_dialogs.wasm",
    ] {
        let name = &*format!("pkg/{name}");
        assert!(kept.contains(&name), "{name}");
    }
    for entry in fs::read_dir(&www).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if !NOT_KEPT.contains(&name.as_str()) && !name.starts_with('.') {
            assert!(
                kept.contains(&name.as_str()),
                "www/{name} is missing in www/worker.js: without a network the page would lack it"
            );
        }
    }
    for name in kept.iter().filter(|name| !name.is_empty() && !name.starts_with("pkg/")) {
        assert!(
            www.join(name).is_file(),
            "www/worker.js keeps {name}, which is not there"
        );
    }
}
