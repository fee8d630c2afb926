//! One look at the page: everything that the tests touch, by its `data-testid`.

use serde_json::Value;

/// Runs in the page; every name in it is part of the page's promise to tests.
pub(crate) const LOOK: &str = r#"
const all = (id) => [...document.querySelectorAll(`[data-testid="${id}"]`)];
const one = (id) => all(id)[0];
const words = (node) => (node ? node.textContent.trim() : null);
const list = one('chat-list');
return {
    code: one('qr') ? one('qr-link')?.value ?? null : null,
    why: words(one('why')),
    signs: [...(one('check-code')?.children ?? [])].map((sign) => sign.textContent.trim()),
    complete: list?.dataset.complete === 'true',
    chats: all('chat').map((chat) => ({ id: chat.dataset.chat, unread: Number(chat.dataset.unread), words: words(chat) })),
    messages: all('message').map((message) => ({
        id: message.dataset.message,
        state: message.dataset.state,
        mine: message.dataset.mine === 'true',
        text: message.querySelector('.text').textContent,
    })),
    composer: one('composer')?.value ?? null,
    title: words(one('chat-title')),
    under: words(one('under-title')),
    events: all('event').map(words),
    banner: one('banner')?.dataset.kind ?? null,
    notice: words(one('notice')),
    relay: one('light-relay')?.dataset.state ?? null,
    phone: one('light-phone')?.dataset.state ?? null,
    session: one('light-session')?.dataset.state ?? null,
    elsewhere: Boolean(one('use-here')),
    body: document.body.innerText,
};
"#;

/// What a look found.
#[derive(Debug, Clone)]
pub struct Seen(pub(crate) Value);

/// A message on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bubble {
    /// What it says.
    pub text: String,
    /// `data-state`.
    pub state: String,
    /// Written by this account.
    pub mine: bool,
}

impl Seen {
    /// The link under the QR code, if a code is on show.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        self.text("code")
    }

    /// Why the page shows a code again.
    #[must_use]
    pub fn why(&self) -> Option<String> {
        self.text("why").filter(|why| !why.is_empty())
    }

    /// The four signs, each an emoji and its name.
    #[must_use]
    pub fn signs(&self) -> Vec<String> {
        let signs = self.0["signs"].as_array().into_iter().flatten();
        signs.filter_map(Value::as_str).map(String::from).collect()
    }

    /// Whether the chats are all there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.0["complete"] == true
    }

    /// The chats, each its id and its unread messages, in the list's order.
    #[must_use]
    pub fn chats(&self) -> Vec<(String, u64)> {
        let chats = self.0["chats"].as_array().into_iter().flatten();
        chats
            .filter_map(|chat| Some((chat["id"].as_str()?.to_string(), chat["unread"].as_u64()?)))
            .collect()
    }

    /// How many messages are unread in the chat whose row says `words`.
    #[must_use]
    pub fn unread_of(&self, words: &str) -> Option<u64> {
        let mut chats = self.0["chats"].as_array().into_iter().flatten();
        let chat = chats.find(|chat| chat["words"].as_str().is_some_and(|all| all.contains(words)))?;
        chat["unread"].as_u64()
    }

    /// The messages on show, in order.
    #[must_use]
    pub fn messages(&self) -> Vec<Bubble> {
        let messages = self.0["messages"].as_array().into_iter().flatten();
        let bubble = |message: &Value| {
            Some(Bubble {
                text: message["text"].as_str()?.to_string(),
                state: message["state"].as_str()?.to_string(),
                mine: message["mine"].as_bool()?,
            })
        };
        messages.filter_map(bubble).collect()
    }

    /// The message with this text, in one of these states.
    #[must_use]
    pub fn shows(&self, text: &str, states: &[&str]) -> Option<Bubble> {
        self.messages()
            .into_iter()
            .find(|bubble| bubble.text == text && states.contains(&bubble.state.as_str()))
    }

    /// The lines between the messages that nobody has written, in order.
    #[must_use]
    pub fn events(&self) -> Vec<String> {
        let events = self.0["events"].as_array().into_iter().flatten();
        events.filter_map(Value::as_str).map(as_read).collect()
    }

    /// The name of the open chat.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        self.text("title")
    }

    /// What stands under it: a handle, who types, who is there.
    #[must_use]
    pub fn under(&self) -> Option<String> {
        self.text("under").map(|under| as_read(&under))
    }

    /// What stands in the composer.
    #[must_use]
    pub fn composer(&self) -> Option<String> {
        self.text("composer")
    }

    /// What kind of banner is on show.
    #[must_use]
    pub fn banner(&self) -> Option<String> {
        self.text("banner")
    }

    /// The lights: page-relay, phone-relay, session.
    #[must_use]
    pub fn lights(&self) -> [Option<String>; 3] {
        ["relay", "phone", "session"].map(|name| self.text(name))
    }

    /// Whether the page says that another tab is the active one.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        self.0["elsewhere"] == true
    }

    /// All words on the page.
    #[must_use]
    pub fn words(&self) -> String {
        self.text("body").map(|body| as_read(&body)).unwrap_or_default()
    }

    fn text(&self, name: &str) -> Option<String> {
        self.0[name].as_str().map(String::from)
    }
}

/// Without the signs that hold names together: nobody sees them.
fn as_read(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
