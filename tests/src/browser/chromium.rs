//! One browser with a profile of its own. It dies with its value, whatever its driver does.

use std::{
    fs,
    path::{Path, PathBuf},
};

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::{
    browser::driver::{self, Driver},
    wait,
};

/// A running Chromium.
#[derive(Debug)]
pub struct Chromium {
    client: Client,
    profile: PathBuf,
}

impl Chromium {
    /// Starts a browser on the profile in a folder; a folder that is not there is a fresh profile.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start(driver: &Driver, profile: &Path) -> Self {
        Self::start_with(driver, profile, &["--window-size=1200,860"]).await
    }

    /// The same with arguments of its own: a window's size, a colour scheme.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with(driver: &Driver, profile: &Path, more: &[&str]) -> Self {
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // A microphone that beeps once a second, and a person who allows it.
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            // The page speaks the browser's language; a later switch of this name wins.
            "--accept-lang=en-US,en",
        ];
        let arguments = arguments.iter().chain(more);
        let mut arguments: Vec<String> = arguments.copied().map(String::from).collect();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        let binary = driver::program(
            "CHROME",
            &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
        );
        let mut wanted = Capabilities::new();
        wanted.insert(
            "goog:chromeOptions".into(),
            json!({ "binary": binary, "args": arguments }),
        );
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(wanted).connect(&driver.url()).await;
        let client = client.unwrap_or_else(|problem| panic!("Chromium does not start: {problem}\n{}", driver.said()));
        Self {
            client,
            profile: profile.to_path_buf(),
        }
    }

    /// Its only window.
    #[must_use]
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// `kill -9` of all its processes; the profile stays.
    pub async fn kill(self) {
        let profile = self.profile.clone();
        drop(self);
        wait::until("the browser is gone", || async {
            processes(&profile).is_empty().then_some(())
        })
        .await;
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        for pid in processes(&self.profile) {
            // It may have ended by itself a moment ago.
            let _ = std::process::Command::new("kill")
                .args(["-KILL", &pid.to_string()])
                .status();
        }
    }
}

/// The processes that were started for a profile. Those that Chromium starts itself end with the first one.
fn processes(profile: &Path) -> Vec<u32> {
    let argument = format!("--user-data-dir={}", profile.display()).into_bytes();
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let pids = entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let ours = |pid: &u32| {
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        // A child writes its arguments into one string; a process that has ended has none.
        line.windows(argument.len()).any(|window| window == argument)
    };
    pids.filter(ours).collect()
}
