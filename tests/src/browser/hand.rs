//! The hand at the page: a press in one row of many, a sheet from the menu, keys that are held together.

use serde_json::json;

use crate::{
    browser::{page::Page, seen::Seen},
    wait,
};

// Keys without a sign of their own, as WebDriver calls them (its section 17.4.2, "Keyboard actions").

/// Lets go of all keys that are held.
const NONE: char = '\u{e000}';
/// The Enter key.
pub const ENTER: char = '\u{e007}';
/// The Shift key.
pub const SHIFT: char = '\u{e008}';
/// The Ctrl key.
pub const CTRL: char = '\u{e009}';
/// The Alt key.
pub const ALT: char = '\u{e00a}';
/// The Esc key.
pub const ESCAPE: char = '\u{e00c}';
/// The upper one of the arrows.
pub const UP: char = '\u{e013}';
/// The lower one of the arrows.
pub const DOWN: char = '\u{e015}';

impl Page {
    /// Presses something in the row that says `words`; of rows within rows, in the innermost.
    pub async fn press_at(&self, words: &str, id: &str) {
        const PRESS: &str = r"
            const [words, id] = arguments;
            const rows = [...document.querySelectorAll('li, details')];
            const inside = (row) => row.querySelector(`[data-testid='${id}']:not(:disabled)`);
            const row = rows.findLast((row) => row.textContent.includes(words) && inside(row));
            inside(row).click();
        ";
        wait::until(&format!("{id} of {words:?}"), || async {
            self.run(PRESS, vec![json!(words), json!(id)]).await.ok()
        })
        .await;
    }

    /// Opens the chat whose row says `words`.
    pub async fn open_chat_with(&self, words: &str) {
        self.press_at(words, "chat").await;
        self.until(&format!("the chat with {words:?}"), |seen| {
            seen.title().filter(|title| title.contains(words))
        })
        .await;
    }

    /// Opens a sheet from the menu in the corner.
    pub async fn open_sheet(&self, item: &str) {
        self.press("menu").await;
        self.press(item).await;
    }

    /// Puts a text in place of what stands in a field.
    pub async fn fill(&self, id: &str, text: &str) {
        const FILL: &str = r"
            const [id, text] = arguments;
            const field = document.querySelector(`[data-testid='${id}']`);
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
        ";
        wait::until(&format!("{id} can be filled"), || async {
            self.run(FILL, vec![json!(id), json!(text)]).await.ok()
        })
        .await;
    }

    /// Presses a key while others are held, wherever the keyboard is.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn key(&self, held: &[char], key: char) {
        let keys: String = held.iter().copied().chain([key, NONE]).collect();
        let element = self
            .browser()
            .client()
            .active_element()
            .await
            .expect("the page has one");
        element.send_keys(&keys).await.expect("a key");
    }

    /// Waits until the page says something, anywhere.
    pub async fn says(&self, words: &str) {
        self.until(words, |seen| seen.words().contains(words).then_some(()))
            .await;
    }

    /// Waits until the page says something nowhere.
    pub async fn says_no_more(&self, words: &str) {
        let gone = |seen: &Seen| (!seen.words().contains(words)).then_some(());
        self.until(&format!("no {words:?}"), gone).await;
    }

    /// What all things of a name say, in order.
    pub async fn all(&self, id: &str) -> Vec<String> {
        const ALL: &str = "return [...document.querySelectorAll(`[data-testid='${arguments[0]}']`)].map((one) => one.textContent.trim())";
        let all = self.run(ALL, vec![json!(id)]).await.unwrap_or_default();
        serde_json::from_value(all).unwrap_or_default()
    }

    /// Waits until the things of a name say what is wanted.
    pub async fn all_are(&self, id: &str, wanted: impl Fn(&[String]) -> bool) -> Vec<String> {
        let mut last = Vec::new();
        let found = wait::look(wait::PATIENCE, async || {
            last = self.all(id).await;
            wanted(&last).then_some(())
        })
        .await;
        assert!(found.is_some(), "{id} says {last:?}");
        last
    }
}
