//! The page in one browser: what a person sees, types and presses there.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use fantoccini::{Locator, elements::Element, error::CmdError};
use serde_json::{Value, json};

use crate::{
    browser::{chromium::Chromium, driver::Driver, seen},
    live::phone::Phone,
    wait,
};

/// The page.
#[derive(Debug)]
pub struct Page {
    browser: Option<Chromium>,
    profile: PathBuf,
    url: String,
}

impl Page {
    /// Opens the page in a browser with a fresh profile.
    pub async fn open(driver: &Driver, profile: PathBuf, url: &str) -> Self {
        let mut page = Self::closed(profile, url);
        page.start(driver).await;
        page
    }

    /// The page in a browser that is not started yet.
    #[must_use]
    pub fn closed(profile: PathBuf, url: &str) -> Self {
        Self {
            browser: None,
            profile,
            url: url.to_string(),
        }
    }

    /// Starts the browser on its profile and opens the page.
    ///
    /// # Panics
    /// When the page cannot be loaded.
    pub async fn start(&mut self, driver: &Driver) {
        self.show_in(Chromium::start(driver, &self.profile).await).await;
    }

    /// The same in a window of another look.
    ///
    /// # Panics
    /// When the page cannot be loaded.
    pub async fn start_with(&mut self, driver: &Driver, more: &[&str]) {
        self.show_in(Chromium::start_with(driver, &self.profile, more).await)
            .await;
    }

    async fn show_in(&mut self, browser: Chromium) {
        browser.client().goto(&self.url).await.expect("the page loads");
        self.browser = Some(browser);
    }

    /// `kill -9` of the browser.
    pub async fn kill(&mut self) {
        if let Some(browser) = self.browser.take() {
            browser.kill().await;
        }
    }

    /// The browser.
    ///
    /// # Panics
    /// When it was killed.
    #[must_use]
    pub const fn browser(&self) -> &Chromium {
        self.browser.as_ref().expect("the browser runs")
    }

    /// Loads the page again.
    ///
    /// # Panics
    /// When the relay does not answer.
    pub async fn reload(&self) {
        self.browser().client().refresh().await.expect("the page loads");
    }

    /// One look.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn look(&self) -> seen::Seen {
        self.try_look().await.expect("the browser answers")
    }

    /// One look; `None` if the browser is gone or just loads.
    pub async fn try_look(&self) -> Option<seen::Seen> {
        let browser = self.browser.as_ref()?;
        browser
            .client()
            .execute(seen::LOOK, Vec::new())
            .await
            .ok()
            .map(seen::Seen)
    }

    /// Looks until `found` finds something.
    ///
    /// # Panics
    /// When it does not come; with all words that are on the page.
    pub async fn until<T>(&self, what: &str, found: impl FnMut(&seen::Seen) -> Option<T>) -> T {
        self.within(wait::PATIENCE, what, found).await
    }

    /// Looks until `found` finds something; fails when it takes longer than `patience`.
    ///
    /// # Panics
    /// When it does not come; with all words that are on the page.
    pub async fn within<T>(
        &self,
        patience: Duration,
        what: &str,
        mut found: impl FnMut(&seen::Seen) -> Option<T>,
    ) -> T {
        let mut looked = None;
        let result = wait::look(patience, async || {
            looked = self.try_look().await;
            looked.as_ref().and_then(&mut found)
        })
        .await;
        result.unwrap_or_else(|| {
            let words = looked.as_ref().map(seen::Seen::words);
            panic!("waited {patience:?} in vain: {what}; the page says: {words:?}\n{looked:?}")
        })
    }

    /// Waits for a message with this text in one of these states.
    pub async fn shows(&self, text: &str, states: &[&str]) -> seen::Bubble {
        self.until(&format!("{text:?} as {states:?}"), |seen| seen.shows(text, states))
            .await
    }

    /// Waits until the page has a session and all chats.
    pub async fn settled(&self) {
        let good = Some("good".to_string());
        self.until("a session and all chats", |seen| {
            (seen.is_complete() && seen.lights().iter().all(|light| *light == good)).then_some(())
        })
        .await;
    }

    /// Links this browser by a screenshot of its page; both must show the same signs.
    ///
    /// # Panics
    /// When they do not, or the phone refuses.
    pub async fn link(&self, phone: &Phone) {
        let shot = self.shot("link.png").await;
        let mut question = phone.asks(&["--json", "link", &shot]);
        let on_phone: Value = question.line("the signs", |line| serde_json::from_str(line).ok()).await;
        let signs = on_phone["check"].as_array().into_iter().flatten();
        let signs: Vec<String> = signs
            .map(|sign| {
                format!(
                    "{}{}",
                    sign["emoji"].as_str().unwrap_or("?"),
                    sign["name"].as_str().unwrap_or("?")
                )
            })
            .collect();
        assert_eq!(signs.len(), 4, "{on_phone}");
        let on_page = self
            .until("the signs", |seen| Some(seen.signs()).filter(|signs| !signs.is_empty()))
            .await;
        assert_eq!(on_page, signs, "both show the same four signs");
        question.type_line("y").await;
        let status = question.end().await;
        assert!(status.success(), "link: {}", question.said());
        self.settled().await;
    }

    /// Takes a picture of the page, once a code is on it; its path.
    ///
    /// # Panics
    /// When the picture cannot be taken or stored.
    pub async fn shot(&self, name: &str) -> String {
        self.until("a code", seen::Seen::code).await;
        let picture = self.browser().client().screenshot().await.expect("a picture");
        let path = self.profile.with_extension(name);
        std::fs::write(&path, picture).expect("a file");
        path.to_string_lossy().into_owned()
    }

    /// Opens the only chat.
    ///
    /// # Panics
    /// When there is none.
    pub async fn open_chat(&self) {
        self.until("a chat", |seen| seen.chats().first().cloned()).await;
        self.press("chat").await;
        self.until("the composer", seen::Seen::composer).await;
    }

    /// Types a text and presses Enter.
    ///
    /// # Panics
    /// When it cannot be typed.
    pub async fn say(&self, text: &str) {
        if text.chars().all(|c| (c as u32) < 0x1_0000 && !c.is_control()) {
            self.type_into("composer", text).await;
        } else {
            // What no keyboard has comes from the clipboard.
            self.paste(text).await;
        }
        self.press("send").await;
    }

    /// Opens the menu of the last message.
    ///
    /// # Panics
    /// When there is no message.
    pub async fn menu_of_last_message(&self) {
        // The button shows only under the pointer or with the focus, which a script need not wait for.
        const OPEN: &str = "[...document.querySelectorAll('[data-testid=message-menu]')].at(-1).click();";
        self.run(OPEN, Vec::new()).await.expect("a message with a menu");
    }

    /// Opens the menu of the last message and presses something in it.
    ///
    /// # Panics
    /// When there is no message.
    pub async fn on_last_message(&self, action: &str) {
        self.menu_of_last_message().await;
        self.press(action).await;
    }

    /// Puts a text in place of what stands in the composer.
    ///
    /// # Panics
    /// When it cannot be put there.
    pub async fn paste(&self, text: &str) {
        const PASTE: &str = "const [field, text] = arguments; field.value = text; field.dispatchEvent(new Event('input', { bubbles: true }));";
        let field = serde_json::to_value(self.element("composer").await).expect("an element");
        self.run(PASTE, vec![field, json!(text)]).await.expect("pasting");
    }

    /// The folder of the browser's profile.
    #[must_use]
    pub fn profile(&self) -> &Path {
        &self.profile
    }

    /// Presses something, as soon as it is there.
    pub async fn press(&self, id: &str) {
        let what = format!("{id} can be pressed");
        wait::until(&what, || async {
            let element = self.find(id).await?;
            element.click().await.ok()
        })
        .await;
    }

    /// Types into a field.
    ///
    /// # Panics
    /// When it cannot be typed.
    pub async fn type_into(&self, id: &str, text: &str) {
        self.element(id).await.send_keys(text).await.expect("typing");
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, CmdError> {
        self.browser().client().execute(script, arguments).await
    }

    /// Runs a script that answers later, through its last argument.
    ///
    /// # Panics
    /// When it does not.
    pub async fn run_later(&self, script: &str, arguments: Vec<Value>) -> Value {
        let client = self.browser().client();
        client
            .execute_async(script, arguments)
            .await
            .expect("the script answers")
    }

    /// Everything in the browser's storage for this page: each database, store and key, those of buckets after the bucket's
    /// name and a colon, and the two older storages.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn stored(&self) -> Vec<String> {
        const READ: &str = r"
            const done = arguments[arguments.length - 1];
            (async () => {
                const found = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
                if (document.cookie) found.push('cookie');
                const places = [['', indexedDB]];
                for (const name of await navigator.storageBuckets.keys())
                    places.push([`${name}:`, (await navigator.storageBuckets.open(name)).indexedDB]);
                for (const [place, databases] of places)
                    for (const { name } of await databases.databases()) {
                        const db = await new Promise((ok, no) => {
                            const open = databases.open(name);
                            open.onsuccess = () => ok(open.result);
                            open.onerror = () => no(open.error);
                        });
                        for (const store of db.objectStoreNames) {
                            const keys = await new Promise((ok, no) => {
                                const all = db.transaction(store).objectStore(store).getAllKeys();
                                all.onsuccess = () => ok(all.result);
                                all.onerror = () => no(all.error);
                            });
                            found.push(...keys.map((key) => `${place}${name}/${store}/${key}`));
                        }
                        db.close();
                    }
                return found;
            })().then(done, (problem) => done([`failed: ${problem}`]));
        ";
        let found = self
            .browser()
            .client()
            .execute_async(READ, Vec::new())
            .await
            .expect("the storage can be read");
        found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(String::from)
            .collect()
    }

    async fn element(&self, id: &str) -> Element {
        wait::until(&format!("{id} is there"), async || self.find(id).await).await
    }

    async fn find(&self, id: &str) -> Option<Element> {
        let selector = format!("[data-testid=\"{id}\"]");
        self.browser.as_ref()?.client().find(Locator::Css(&selector)).await.ok()
    }
}
