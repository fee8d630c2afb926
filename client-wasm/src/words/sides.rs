//! The languages side by side: that no text was forgotten.

use super::{
    app, chats, dialogs, fate, fetching, gallery, group, lights, linking, links, live, offers, picture, settings,
    thread, time, timer, trust,
};

/// All texts, by file.
const ALL: &[&[(&str, &str, &str)]] = &[
    app::TEXTS,
    chats::TEXTS,
    dialogs::TEXTS,
    fate::TEXTS,
    gallery::TEXTS,
    fetching::TEXTS,
    group::TEXTS,
    lights::TEXTS,
    linking::TEXTS,
    links::TEXTS,
    live::TEXTS,
    offers::TEXTS,
    picture::TEXTS,
    settings::TEXTS,
    thread::TEXTS,
    time::TEXTS,
    timer::TEXTS,
    trust::TEXTS,
];

/// Those that are the same in both languages.
const SAME: &[&str] = &["admin", "chats", "name", "online_now", "relay"];

#[test]
fn no_text_is_left_in_english() {
    for (name, english, german) in ALL.iter().copied().flatten() {
        assert!(!english.is_empty() && !german.is_empty(), "{name}");
        assert_eq!(english == german, SAME.contains(name), "{name}: {english} / {german}");
    }
}

#[test]
fn both_sides_end_alike() {
    let end = |text: &str| text.chars().last().filter(|c| ".?!…:,".contains(*c));
    for (name, english, german) in ALL.iter().copied().flatten() {
        assert_eq!(end(english), end(german), "{name}: {english} / {german}");
        let edges = |text: &str| (text.starts_with(' '), text.ends_with(' '));
        assert_eq!(edges(english), edges(german), "{name}: {english} / {german}");
    }
}
