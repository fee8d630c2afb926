//! A rule: these names, in these rooms, nowhere else.

use crate::{
    names::{Name, Names},
    room::{self, Source},
};

/// What must not be named, and where.
pub(crate) struct Rule {
    /// Said when it is broken.
    pub(crate) says: &'static str,
    /// The paths that it holds for, by how they begin; empty: all sources of the programs.
    pub(crate) rooms: &'static [&'static str],
    /// Paths inside these rooms where it does not hold.
    pub(crate) except: &'static [&'static str],
    /// Paths that must not be named, and all below them.
    pub(crate) names: &'static [&'static str],
    /// Words that must not stand alone or at the end of a path.
    pub(crate) words: &'static [&'static str],
    /// What no string may hold.
    pub(crate) texts: &'static [&'static str],
    /// A path and a line of source that break it: a rule that cannot fail is a defect.
    pub(crate) broken_by: (&'static str, &'static str),
    /// A path and a line of source that keep it.
    pub(crate) kept_by: (&'static str, &'static str),
}

/// The programs and the two crates that they share; tests and measurements see all.
const HOUSE: [&str; 5] = [
    "wire/src/",
    "protocol/src/",
    "relay/src/",
    "phone/src/",
    "client-wasm/src/",
];

impl Rule {
    /// Checks the rule against its own examples, then against the workspace.
    pub(crate) fn hold(&self) {
        let sources = room::files(&[".rs"]);
        for room in self.rooms.iter().chain(self.except) {
            let stands = sources.iter().any(|source| source.path.starts_with(room));
            assert!(stands, "{room} is gone; where do its rules hold now? {}", self.says);
        }
        let example = |(path, text): (&str, &str)| Source {
            path: path.into(),
            text: text.into(),
        };
        assert!(
            !self.breaches(&example(self.broken_by)).is_empty(),
            "the rule does not bite: {}",
            self.says
        );
        let kept = self.breaches(&example(self.kept_by));
        assert!(
            kept.is_empty(),
            "the rule bites what is allowed: {}: {kept:?}",
            self.says
        );
        let found: Vec<String> = sources.iter().flat_map(|source| self.breaches(source)).collect();
        assert!(found.is_empty(), "{}\n{}", self.says, found.join("\n"));
    }

    fn breaches(&self, source: &Source) -> Vec<String> {
        if !self.holds_for(&source.path) {
            return Vec::new();
        }
        let Names { product, texts, .. } = source.names();
        let bad_name = |name: &&Name| {
            let last = name.path.rsplit("::").next().unwrap_or_default();
            self.names.iter().any(|bad| is_below(&name.path, bad)) || self.words.contains(&last)
        };
        let bad_text = |text: &&Name| self.texts.iter().any(|bad| text.path.contains(bad));
        let names = product.iter().filter(bad_name);
        let texts = texts.iter().filter(bad_text);
        names
            .chain(texts)
            .map(|name| format!("  {}:{}: {}", source.path, name.line, name.path))
            .collect()
    }

    fn holds_for(&self, path: &str) -> bool {
        let begins = |with: &[&str]| with.iter().any(|start| path.starts_with(start));
        let inside = if self.rooms.is_empty() {
            begins(&HOUSE)
        } else {
            begins(self.rooms)
        };
        inside && !begins(self.except)
    }
}

/// Whether `path` is `top` or below it. A top that ends in `::` is a crate: its name alone may be a local word.
fn is_below(path: &str, top: &str) -> bool {
    let rest = path.strip_prefix(top);
    rest.is_some_and(|rest| top.ends_with("::") || rest.is_empty() || rest.starts_with("::"))
}
