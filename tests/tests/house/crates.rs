//! The arrows between crates, as cargo sees them.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

use crate::room;

/// Which crate of the workspace may name which: anything else is an arrow that must never be.
const ALLOWED: [(&str, &[&str]); 8] = [
    ("pillion-wire", &[]),
    ("pillion-protocol", &["pillion-wire"]),
    ("pillion-relay", &["pillion-wire"]),
    ("pillion-phone", &["pillion-wire", "pillion-protocol"]),
    ("pillion-client", &["pillion-wire", "pillion-protocol"]),
    ("pillion-media", &["pillion-wire", "pillion-protocol"]),
    (
        "pillion-tests",
        &[
            "pillion-wire",
            "pillion-protocol",
            "pillion-relay",
            "pillion-phone",
            "pillion-client",
        ],
    ),
    (
        "pillion-bench",
        &[
            "pillion-wire",
            "pillion-protocol",
            "pillion-relay",
            "pillion-phone",
            "pillion-client",
            "pillion-tests",
        ],
    ),
];

/// What a relay that can read nothing has no use for. Ed25519 and SHA-2, with which it checks signatures and tokens,
/// are no ciphers.
const BLIND: [&str; 13] = [
    "pillion-protocol",
    "snow",
    "chacha20",
    "chacha20poly1305",
    "poly1305",
    "aead",
    "aes",
    "aes-gcm",
    "x25519-dalek",
    "openmls",
    "libcrux",
    "rusqlite",
    "ring",
];

#[test]
fn no_crate_of_the_workspace_names_one_that_it_must_not() {
    let named = workspace_arrows();
    let known: BTreeSet<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    let here: BTreeSet<&str> = named.keys().map(String::as_str).collect();
    assert_eq!(here, known, "a crate came or went: say here what it may name");
    let breaches = breaches(&named);
    assert!(breaches.is_empty(), "{breaches:?}");
}

#[test]
fn an_arrow_from_the_relay_to_the_protocol_would_be_seen() {
    let arrow = (
        "pillion-relay".to_string(),
        BTreeSet::from(["pillion-protocol".to_string()]),
    );
    assert_eq!(
        breaches(&BTreeMap::from([arrow])),
        ["pillion-relay -> pillion-protocol"]
    );
}

#[test]
fn the_relay_is_built_without_protocol_and_without_a_cipher() {
    let tree = tree("pillion-relay");
    assert!(
        tree.contains("pillion-wire") && tree.contains("warp"),
        "the tree is the relay's: {tree:?}"
    );
    let seen: Vec<&&str> = BLIND.iter().filter(|name| tree.contains(**name)).collect();
    assert!(
        seen.is_empty(),
        "the relay is built with {seen:?}; `cargo tree -p pillion-relay -e normal -i NAME` shows why"
    );
}

#[test]
fn a_cipher_in_a_tree_would_be_seen() {
    let tree = tree("pillion-protocol");
    for name in ["snow", "chacha20poly1305", "x25519-dalek"] {
        assert!(tree.contains(name), "{name} in {tree:?}");
    }
}

#[test]
fn the_shared_crates_say_no_std() {
    for krate in ["wire", "protocol"] {
        let head = std::fs::read_to_string(room::root().join(krate).join("src/lib.rs")).unwrap();
        assert!(
            head.lines().any(|line| line == "#![no_std]"),
            "{krate}/src/lib.rs says no_std"
        );
    }
}

fn breaches(named: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let may = |from: &str, to: &str| ALLOWED.iter().any(|(name, tos)| *name == from && tos.contains(&to));
    let arrows = named
        .iter()
        .flat_map(|(from, tos)| tos.iter().map(move |to| (from, to)));
    arrows
        .filter(|(from, to)| !may(from, to))
        .map(|(from, to)| format!("{from} -> {to}"))
        .collect()
}

/// Crates of the workspace by name, and those that each names, for its tests too.
fn workspace_arrows() -> BTreeMap<String, BTreeSet<String>> {
    let text = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let all: Value = serde_json::from_str(&text).unwrap();
    let packages = all["packages"].as_array().unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_string();
    let ours = |name: &String| name.starts_with("pillion-");
    let arrows = |package: &Value| {
        package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .map(name)
            .filter(ours)
            .collect()
    };
    packages
        .iter()
        .map(|package| (name(package), arrows(package)))
        .collect()
}

/// The names of all crates that a build of `package` takes in.
fn tree(package: &str) -> BTreeSet<String> {
    let text = cargo(&[
        "tree", "-p", package, "-e", "normal", "--prefix", "none", "--format", "{p}", "--locked",
    ]);
    text.lines()
        .filter_map(|line| line.split(' ').next())
        .map(String::from)
        .collect()
}

fn cargo(arguments: &[&str]) -> String {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(program)
        .args(arguments)
        .current_dir(room::root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
