//! The notifications of a page. The browser is really asked and really shows them; what it shows is written down on the way.

use std::fs;

use serde_json::Value;

use crate::{browser::page::Page, wait};

/// A notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Its title.
    pub title: String,
    /// What it says.
    pub body: String,
    /// Whether it was taken away.
    pub closed: bool,
}

impl Page {
    /// Lets the browser, which must not run, allow or refuse notifications without a question.
    ///
    /// # Panics
    /// When its profile cannot be written.
    pub fn may_alert(&self, may: bool) {
        let setting = if may { 1 } else { 2 };
        let preferences =
            format!(r#"{{"profile":{{"default_content_setting_values":{{"notifications":{setting}}}}}}}"#);
        let folder = self.profile().join("Default");
        fs::create_dir_all(&folder).expect("a profile");
        fs::write(folder.join("Preferences"), preferences).expect("its preferences");
    }

    /// Writes down what the page notifies of from now on, until it is loaded again.
    ///
    /// # Panics
    /// When the page does not answer.
    pub async fn notes_alerts(&self) {
        const NOTE: &str = r"
            window.noted = [];
            window.Notification = class extends Notification {
                constructor(title, options) {
                    super(title, options);
                    this.note = { title, body: options.body, closed: false };
                    window.noted.push(this.note);
                    window.lastAlert = this;
                }
                close() { this.note.closed = true; super.close(); }
            };
        ";
        self.run(NOTE, Vec::new()).await.expect("the page takes notes");
    }

    /// Takes the window from the person's sight.
    ///
    /// # Panics
    /// When it stays.
    pub async fn hide(&self) {
        self.browser()
            .client()
            .minimize_window()
            .await
            .expect("a smaller window");
        self.is_hidden(true).await;
    }

    /// Brings the window back.
    ///
    /// # Panics
    /// When it stays away.
    pub async fn bring_back(&self) {
        let client = self.browser().client();
        client.set_window_rect(0, 0, 1_200, 860).await.expect("a larger window");
        self.is_hidden(false).await;
    }

    async fn is_hidden(&self, hidden: bool) {
        wait::until(&format!("hidden: {hidden}"), || async {
            let now = self.run("return document.hidden", Vec::new()).await.ok()?;
            (now == hidden).then_some(())
        })
        .await;
    }

    /// What it has notified of, in order.
    pub async fn alerts(&self) -> Vec<Alert> {
        let noted = self.run("return window.noted", Vec::new()).await.unwrap_or_default();
        let alert = |alert: &Value| {
            Some(Alert {
                title: alert["title"].as_str()?.to_owned(),
                body: alert["body"].as_str()?.to_owned(),
                closed: alert["closed"] == true,
            })
        };
        noted.as_array().into_iter().flatten().filter_map(alert).collect()
    }

    /// Waits until the last notification is as it should be.
    pub async fn alerted(&self, what: &str, wanted: impl Fn(&Alert) -> bool) -> Alert {
        wait::until(what, || async { self.alerts().await.pop().filter(&wanted) }).await
    }
}
