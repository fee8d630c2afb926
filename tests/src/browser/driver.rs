//! Chromedriver: starts browsers and passes on what is to be done in them.

use std::{path::Path, path::PathBuf};

use tokio::process::Command;

use crate::program::Program;

/// A running chromedriver on a port that it chose itself.
#[derive(Debug)]
pub struct Driver {
    process: Program,
    port: u16,
}

impl Driver {
    /// Starts one: `CHROMEDRIVER`, else the first of the usual names on the path.
    ///
    /// # Panics
    /// When there is none, or it does not start.
    pub async fn start() -> Self {
        let mut command = Command::new(program("CHROMEDRIVER", &["chromedriver", "chromium.chromedriver"]));
        command.args(["--port=0", "--log-level=WARNING"]);
        let mut process = Program::start("chromedriver", command);
        let port = process
            .line("its port", |line| {
                let number = line.split_once("started successfully on port ")?.1;
                number.trim_end_matches('.').parse().ok()
            })
            .await;
        Self { process, port }
    }

    /// Where it listens.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it has said.
    #[must_use]
    pub fn said(&self) -> String {
        self.process.said()
    }
}

/// A program named by a variable of the environment, else the first of `names` on the path.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn program(variable: &str, names: &[&str]) -> PathBuf {
    if let Some(path) = std::env::var_os(variable) {
        return path.into();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let found = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    found
        .into_iter()
        .find(|file| Path::exists(file))
        .unwrap_or_else(|| panic!("none of {names:?} is installed: make setup"))
}
