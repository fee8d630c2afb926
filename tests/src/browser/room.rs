//! The room that a browser has for what a page keeps.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::browser::page::Page;

/// What only the browser's own tools can do; chromedriver passes it on.
#[derive(Debug)]
struct Tool {
    name: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Tool {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.name, "params": self.parameters });
        (Method::POST, Some(body.to_string()))
    }
}

impl Page {
    /// Lets the page keep only so many bytes more than it keeps now; `None`: as many as the disk has.
    ///
    /// # Panics
    /// When the browser cannot do that.
    pub async fn has_room_for(&self, bytes: Option<u64>) {
        const USED: &str = "const done = arguments[0]; navigator.storage.estimate().then(({ usage }) => done(usage));";
        let origin = self.run("return location.origin", Vec::new()).await.expect("an origin");
        let mut parameters = json!({ "origin": origin });
        if let Some(bytes) = bytes {
            let used = self.run_later(USED, Vec::new()).await.as_u64().unwrap_or_default();
            parameters["quotaSize"] = json!(used.saturating_add(bytes));
        }
        let name = "Storage.overrideQuotaForOrigin";
        let client = self.browser().client();
        client
            .issue_cmd(Tool { name, parameters })
            .await
            .expect("the browser's tools");
    }
}
