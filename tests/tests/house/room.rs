//! The sources of the workspace.

use std::{fs, path::Path, path::PathBuf};

use crate::names::Names;

/// One file of the workspace.
#[derive(Debug)]
pub(crate) struct Source {
    /// From the workspace's root, with `/`.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
}

impl Source {
    /// Its names; the test fails if it is no Rust.
    pub(crate) fn names(&self) -> Names {
        Names::read(&self.text, &module_of(&self.path)).unwrap_or_else(|problem| panic!("{}: {problem}", self.path))
    }
}

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap().to_path_buf()
}

/// Every file with one of these endings, built ones and other people's left out.
pub(crate) fn files(endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root(), endings, &mut found);
    assert!(!found.is_empty(), "no file ends in {endings:?} below {:?}", root());
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn walk(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let is_root = folder == root();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let built = name.starts_with('.') || name == "pkg" || (is_root && name == "target");
        if path.is_dir() && !built {
            walk(&path, endings, found);
        } else if endings.iter().any(|ending| name.ends_with(ending)) && path.is_file() {
            let inside = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{inside}: {problem}"));
            found.push(Source { path: inside, text });
        }
    }
}

/// The module path of a file: `phone/src/store/chat.rs` is `crate::store::chat`.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.split_once("src/").map_or(path, |(_, inside)| inside);
    let inside = inside.trim_end_matches(".rs");
    let own = inside
        .split('/')
        .filter(|part| !matches!(*part, "mod" | "lib" | "main"));
    std::iter::once("crate").chain(own).map(String::from).collect()
}
