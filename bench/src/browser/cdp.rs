//! Commands to Chromium itself, through its driver: what `WebDriver` has no word for.
//!
//! Source: Chrome `DevTools` Protocol, sent to `goog/cdp/execute` of the driver.

use std::path::Path;

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// One command and its parameters.
#[derive(Debug)]
pub struct Command {
    name: &'static str,
    parameters: Value,
}

impl Command {
    /// Runs a script in every document of the tab, before the document's own.
    #[must_use]
    pub fn at_every_start(script: &str) -> Self {
        Self {
            name: "Page.addScriptToEvaluateOnNewDocument",
            parameters: json!({ "source": script }),
        }
    }

    /// Lets pages save files into a folder, without asking anybody.
    #[must_use]
    pub fn save_into(folder: &Path) -> Self {
        Self {
            name: "Browser.setDownloadBehavior",
            parameters: json!({ "behavior": "allow", "downloadPath": folder }),
        }
    }

    /// Runs a script as the page's own, and waits for what its promise comes to.
    #[must_use]
    pub fn evaluate(script: &str) -> Self {
        Self {
            name: "Runtime.evaluate",
            parameters: json!({ "expression": script, "awaitPromise": true, "returnByValue": true }),
        }
    }

    /// Throws away what the page does not need any more.
    #[must_use]
    pub fn collect_garbage() -> Self {
        Self {
            name: "HeapProfiler.collectGarbage",
            parameters: json!({}),
        }
    }

    /// Forgets every file that was downloaded.
    #[must_use]
    pub fn empty_cache() -> Self {
        Self {
            name: "Network.clearBrowserCache",
            parameters: json!({}),
        }
    }
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.name, "params": self.parameters });
        (Method::POST, Some(body.to_string()))
    }
}
