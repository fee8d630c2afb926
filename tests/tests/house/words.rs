//! What the page says stands in `client-wasm/src/words`, in every language; elsewhere no sentence may stand.

use crate::room::{self, Source};

/// Where the page is, but for its words.
const ROOMS: [&str; 4] = [
    "client-wasm/src/model/",
    "client-wasm/src/update/",
    "client-wasm/src/client/",
    "client-wasm/src/view/",
];

/// Drawings, which look like words to a machine.
const DRAWN: [&str; 2] = ["client-wasm/src/view/icon.rs", "client-wasm/src/view/qr.rs"];

/// Names that are the same everywhere: the program's, and those of keys, which nobody sees.
const NAMES: [&str; 9] = [
    "Pillion",
    "ArrowDown",
    "ArrowUp",
    "ArrowLeft",
    "ArrowRight",
    "Enter",
    "Escape",
    "Home",
    "Tab",
];

#[test]
fn the_page_holds_no_sentence_outside_its_words() {
    let sources = room::files(&[".rs"]);
    let found: Vec<_> = sources.iter().flat_map(sentences).collect();
    assert!(
        found.is_empty(),
        "what a person reads belongs into client-wasm/src/words, in both languages:\n{}",
        found.join("\n")
    );
}

#[test]
fn sentences_are_seen_and_other_strings_are_not() {
    for (text, seen) in [
        ("fn a() { span().child(\"Menu\") }", true),
        ("fn a() { span().child(\"No messages yet.\") }", true),
        ("fn a() { format!(\"{count} unread messages\") }", true),
        ("fn a() { span().child(\"Öffnen\") }", true),
        (
            "fn a() { span().class(\"round more\").attr(\"id\", \"search\") }",
            false,
        ),
        ("fn a() { matches!(key.as_str(), \"ArrowDown\" | \"Escape\") }", false),
        ("fn a() { write!(f, \"Bar({:?}, sent {})\", a, b) }", false),
        ("fn a() { f.write_str(\"Screen\") }", false),
        ("fn a() { h1().child(\"Pillion\") }", false),
        ("#[cfg(test)] mod tests { fn a() { name(\"Ada Lovelace\") } }", false),
    ] {
        let source = Source {
            path: "client-wasm/src/view/a.rs".into(),
            text: text.into(),
        };
        assert_eq!(!sentences(&source).is_empty(), seen, "{text}");
    }
}

fn sentences(source: &Source) -> Vec<String> {
    let begins = |starts: &[&str]| starts.iter().any(|start| source.path.starts_with(start));
    if !begins(&ROOMS) || begins(&DRAWN) {
        return Vec::new();
    }
    let texts = source.names().texts;
    let found = texts.iter().filter(|text| {
        let line = source.text.lines().nth(text.line - 1).unwrap_or_default();
        is_said(text.path.trim_start_matches('r').trim_matches(['"', '#']), line)
    });
    found
        .map(|text| format!("  {}:{}: {}", source.path, text.line, text.path))
        .collect()
}

/// Whether a literal is something that a person reads.
fn is_said(text: &str, line: &str) -> bool {
    let words = text
        .split(' ')
        .filter(|word| word.chars().all(char::is_alphabetic) && word.chars().count() > 1);
    let several = words.count() > 1;
    let large = text.chars().next().is_some_and(char::is_uppercase);
    let ends = text.ends_with(['.', '!', '?', '…']);
    // What `Debug` writes is for whoever mends the page.
    let debug = line.contains("write_str(") || line.contains("write!(") || text.contains("({");
    let classes = line.contains("class") || line.contains("query_selector");
    let single = large && text.chars().any(char::is_lowercase);
    !debug && !classes && !NAMES.contains(&text) && (single || (several && (large || ends || text.contains('{'))))
}
