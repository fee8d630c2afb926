//! What a file looks like: its length, what a `mod.rs` holds, and what no test does.

use crate::{
    names::Names,
    room::{self, Source},
};

/// The longest file, in lines, tests included. STYLE 1.
const LINES: usize = 400;

type Check = fn(&Source) -> Option<String>;

#[test]
fn no_file_is_longer_than_it_may_be() {
    check(&[".rs", ".css", ".js", ".html", ".sh", "Makefile"], too_long);
}

#[test]
fn a_mod_rs_is_documentation_and_a_list_of_modules() {
    check(&["mod.rs"], more_than_a_list);
}

#[test]
fn one_name_has_one_path() {
    check(&[".rs"], second_path);
}

#[test]
fn no_test_is_switched_off() {
    check(&[".rs"], switched_off);
}

#[test]
fn no_test_sleeps() {
    check(&[".rs"], sleeps);
}

#[test]
fn these_checks_bite() {
    let long = "//\n".repeat(LINES + 1);
    let cases: [(Check, &str, &str, &str); 6] = [
        (too_long, "relay/src/a.rs", &long, "fn a() {}"),
        (
            more_than_a_list,
            "relay/src/hub/mod.rs",
            "fn a() {}",
            "//! A room.\n\npub mod a;\n#[cfg(test)]\nmod tests;\n",
        ),
        (
            more_than_a_list,
            "relay/src/hub/mod.rs",
            "#![allow(\n    dead_code\n)]\n\nfn a() {}",
            "#![allow(\n    dead_code,\n    reason = \"tests\"\n)]\n\nmod a;\n",
        ),
        (second_path, "relay/src/a.rs", "pub use hub::Hub;", "use hub::Hub;"),
        (
            switched_off,
            "tests/tests/sim/a.rs",
            "#[test]\n#[ignore]\nfn a() {}",
            "#[test]\nfn ignore() {}",
        ),
        (
            sleeps,
            "relay/src/a.rs",
            "#[cfg(test)] mod t { fn a() { thread::sleep(d); } }",
            "fn a() { tokio::time::sleep(d); }",
        ),
    ];
    for (check, path, bad, good) in cases {
        let source = |text: &str| Source {
            path: path.into(),
            text: text.into(),
        };
        assert!(check(&source(bad)).is_some(), "must bite: {bad:.60}");
        assert_eq!(check(&source(good)), None, "must not bite: {good:.60}");
    }
}

fn check(endings: &[&str], of: Check) {
    let found: Vec<String> = room::files(endings).iter().filter_map(of).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn too_long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    (lines > LINES).then(|| format!("{}: {lines} lines, at most {LINES}", source.path))
}

fn more_than_a_list(source: &Source) -> Option<String> {
    let listed = |line: &str| {
        let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        line.is_empty()
            || line.starts_with("//")
            || line.starts_with('#')
            || (line.starts_with("mod ") && line.ends_with(';'))
    };
    let mut in_attribute = false;
    let other = source.text.lines().map(str::trim).find(|line| {
        let inside = in_attribute;
        in_attribute = (inside || line.starts_with('#')) && !line.ends_with(']');
        !inside && !listed(line)
    })?;
    Some(format!("{}: {other}", source.path))
}

fn second_path(source: &Source) -> Option<String> {
    let other = source.text.lines().map(str::trim).find(|line| {
        let rest = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub "));
        rest.is_some_and(|rest| rest.starts_with("use "))
    })?;
    Some(format!("{}: {other}", source.path))
}

fn switched_off(source: &Source) -> Option<String> {
    let Names { attributes, .. } = source.names();
    let found = attributes.iter().find(|name| name.path == "ignore")?;
    Some(format!("{}:{}: a test that is ignored", source.path, found.line))
}

/// In tests, and everywhere in this crate. Waiting is for a condition and has a deadline: see the stage's `wait`.
fn sleeps(source: &Source) -> Option<String> {
    let Names { product, tests, .. } = source.names();
    let ours = if source.path.starts_with("tests/") {
        product
    } else {
        Vec::new()
    };
    let is_sleep = |path: &str| matches!(path.rsplit("::").next(), Some("sleep" | "sleep_until" | "sleep_ms"));
    let found = ours.iter().chain(&tests).find(|name| is_sleep(&name.path))?;
    Some(format!("{}:{}: {}", source.path, found.line, found.path))
}
