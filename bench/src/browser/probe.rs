//! What is seen inside the page, and when.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use fantoccini::{Client, Locator};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::cdp::Command;
use crate::clock::Moment;

/// Runs in the page.
const SCRIPT: &str = include_str!("probe.js");

/// By how much the clock of the page may differ from ours, in nanoseconds, beyond what the question itself takes.
const CLOCK_SLACK: u64 = 2_000_000;

/// A page that is looked at.
#[derive(Debug)]
pub struct Probe {
    client: Client,
}

/// Something that appeared in the page.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// When the navigation to the page began.
    pub since: Moment,
    /// When it was there.
    pub changed: Moment,
    /// When the first frame with it was drawn.
    pub shown: Moment,
}

/// What became of a message that was typed in the page.
#[derive(Debug, Clone, Copy)]
pub struct Ticks {
    /// Enter was pressed.
    pub begin: Moment,
    /// The page showed that the relay has it.
    pub sent: Moment,
    /// The page showed that the other phone has it.
    pub delivered: Moment,
}

impl Probe {
    /// Looks at a tab of a browser from its next page on.
    ///
    /// # Errors
    /// If the driver does not obey.
    pub async fn at(client: Client) -> Result<Self> {
        client.issue_cmd(Command::at_every_start(SCRIPT)).await?;
        Ok(Self { client })
    }

    /// What the browser calls itself.
    #[must_use]
    pub fn name(&self) -> String {
        let word = |name: &str| {
            let word = self
                .client
                .capabilities()
                .and_then(|all| all.get(name))
                .and_then(Value::as_str);
            word.unwrap_or("unknown")
        };
        format!("{} {}", word("browserName"), word("browserVersion"))
    }

    /// Goes to a page from an empty one, as a person does who opens it.
    ///
    /// # Errors
    /// If the driver does not obey.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.client.goto("about:blank").await?;
        self.client.goto(url).await?;
        Ok(())
    }

    /// Forgets every file that was downloaded.
    ///
    /// # Errors
    /// If the driver does not obey.
    pub async fn empty_cache(&self) -> Result<()> {
        self.client.issue_cmd(Command::empty_cache()).await?;
        Ok(())
    }

    /// Lets the page give files to a folder, as a person's browser does.
    ///
    /// # Errors
    /// If the driver does not obey.
    pub async fn save_into(&self, folder: &Path) -> Result<()> {
        self.client.issue_cmd(Command::save_into(folder)).await?;
        Ok(())
    }

    /// Lets the page throw away what it does not need any more.
    ///
    /// # Errors
    /// If the driver does not obey.
    pub async fn tidy_up(&self) -> Result<()> {
        self.client.issue_cmd(Command::collect_garbage()).await?;
        Ok(())
    }

    /// Runs a script.
    ///
    /// # Errors
    /// If it throws.
    pub async fn run(&self, script: &str) -> Result<()> {
        self.client.execute(script, Vec::new()).await?;
        Ok(())
    }

    /// Runs a script as the page's own, whatever the page allows; what its promise comes to.
    ///
    /// # Errors
    /// If it throws, or answers otherwise.
    pub async fn evaluate<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        let mut answer = self.client.issue_cmd(Command::evaluate(script)).await?;
        if let Some(thrown) = answer.get("exceptionDetails") {
            bail!("a script throws in the page: {thrown}");
        }
        let value = answer.pointer_mut("/result/value").map(Value::take);
        Ok(serde_json::from_value(value.unwrap_or_default())?)
    }

    /// Begins to look for something; [`Self::when`] tells.
    ///
    /// # Errors
    /// If the driver does not obey.
    pub async fn watch(&self, name: &str, selector: &str) -> Result<()> {
        let script = "window.bench.watch(arguments[0], arguments[1])";
        self.client.execute(script, vec![json!(name), json!(selector)]).await?;
        Ok(())
    }

    /// Begins to look for a message in the open chat; [`Self::when`] tells, by its text.
    ///
    /// # Errors
    /// If the driver does not obey.
    pub async fn hear(&self, text: &str) -> Result<()> {
        self.client
            .execute("window.bench.hear(arguments[0])", vec![json!(text)])
            .await?;
        Ok(())
    }

    /// When it appeared; waits for it. Every page looks for `qr` from its start.
    ///
    /// # Errors
    /// If it does not appear.
    pub async fn when(&self, name: &str) -> Result<Seen> {
        let script = "window.bench.when(arguments[0]).then(arguments[1])";
        let seen: SeenInPage = self
            .wait(script, name)
            .await
            .with_context(|| format!("{name} is not in the page"))?;
        Ok(Seen {
            since: Moment::from_page(seen.since),
            changed: Moment::from_page(seen.changed),
            shown: Moment::from_page(seen.shown),
        })
    }

    /// Writes a message in the open chat, and follows it until it is delivered.
    ///
    /// # Errors
    /// If it does not get there.
    pub async fn send(&self, text: &str) -> Result<Ticks> {
        let script = "window.bench.send(arguments[0]).then(arguments[1])";
        let ticks: TicksInPage = self
            .wait(script, text)
            .await
            .with_context(|| format!("{text:?} is not delivered"))?;
        Ok(Ticks {
            begin: Moment::from_page(ticks.begin),
            sent: Moment::from_page(ticks.sent),
            delivered: Moment::from_page(ticks.delivered),
        })
    }

    /// How long a change of the page takes to be drawn, in nanoseconds.
    ///
    /// # Errors
    /// If the page does not answer.
    pub async fn frame(&self) -> Result<u64> {
        let ms: f64 = self.wait("window.bench.frame().then(arguments[1])", "").await?;
        Ok(Moment::from_page(ms).since(Moment::from_page(0.0)))
    }

    /// How long it takes from a press until something is drawn, in nanoseconds.
    ///
    /// # Errors
    /// If there is nothing to press, or nothing is drawn.
    pub async fn press_until(&self, selector: &str, wanted: &str) -> Result<u64> {
        self.after("click", selector, "", wanted).await
    }

    /// How long it takes from Enter in a field until something is drawn, in nanoseconds.
    ///
    /// # Errors
    /// If there is no such field, or nothing is drawn.
    pub async fn enter_until(&self, selector: &str, text: &str, wanted: &str) -> Result<u64> {
        self.after("enter", selector, text, wanted).await
    }

    /// Scrolls something up by so many pixels with each of so many frames; how long each frame took, in nanoseconds.
    ///
    /// # Errors
    /// If it is not there.
    pub async fn scroll(&self, selector: &str, frames: u32, pixels: u32) -> Result<Vec<u64>> {
        let script = "const done = arguments[3]; window.bench.scroll(...[...arguments].slice(0, 3)).then(done)";
        let arguments = vec![json!(selector), json!(frames), json!(pixels)];
        let took: Vec<f64> = serde_json::from_value(self.client.execute_async(script, arguments).await?)?;
        let zero = Moment::from_page(0.0);
        Ok(took.into_iter().map(|ms| Moment::from_page(ms).since(zero)).collect())
    }

    /// Puts a box of so many plain lines into the page; it is `#plain`.
    ///
    /// # Errors
    /// If the driver does not obey.
    pub async fn put_plain_lines(&self, lines: u32) -> Result<()> {
        self.client
            .execute("window.bench.plain(arguments[0])", vec![json!(lines)])
            .await?;
        Ok(())
    }

    async fn after(&self, act: &str, selector: &str, text: &str, wanted: &str) -> Result<u64> {
        let script = "const done = arguments[4]; window.bench.after(...[...arguments].slice(0, 4)).then(done)";
        let arguments = [act, selector, text, wanted].map(|argument| json!(argument));
        let answer = self.client.execute_async(script, arguments.to_vec()).await;
        let answer = answer.with_context(|| format!("{wanted} does not come after {act} at {selector}"))?;
        let ms = answer.as_f64().context("the page tells a time")?;
        Ok(Moment::from_page(ms).since(Moment::from_page(0.0)))
    }

    /// Runs a script, and reads its answer.
    ///
    /// # Errors
    /// If it answers otherwise.
    pub async fn read<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        Ok(serde_json::from_value(self.client.execute(script, Vec::new()).await?)?)
    }

    /// Chooses a file in a field for files.
    ///
    /// # Errors
    /// If there is no such field.
    pub async fn choose(&self, selector: &str, path: &str) -> Result<()> {
        let field = self.client.find(Locator::Css(selector)).await?;
        field.send_keys(path).await?;
        Ok(())
    }

    /// Opens the first chat of the list.
    ///
    /// # Errors
    /// If it does not open.
    pub async fn open_chat(&self) -> Result<()> {
        self.watch("composer", "[data-testid=thread][data-loaded=true]").await?;
        self.press("[data-testid=chat]").await?;
        self.when("composer").await?;
        Ok(())
    }

    /// Sends a file to the open chat; when that was pressed.
    ///
    /// # Errors
    /// If the page does not offer to.
    pub async fn send_file(&self, path: &str, caption: &str) -> Result<Moment> {
        self.watch("chosen", "[data-testid=chosen]").await?;
        self.choose("[data-testid=attach-files]", path).await?;
        self.when("chosen").await?;
        self.fill("[data-testid=caption]", caption).await?;
        let begin = Moment::now();
        self.press("[data-testid=attach-send]").await?;
        Ok(begin)
    }

    /// Puts a text into a field, as if it was typed.
    ///
    /// # Errors
    /// If there is no such field.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        let script = "const field = document.querySelector(arguments[0]); field.value = arguments[1];
            field.dispatchEvent(new Event('input', { bubbles: true }))";
        self.client.execute(script, vec![json!(selector), json!(text)]).await?;
        Ok(())
    }

    /// Presses something.
    ///
    /// # Errors
    /// If it is not there.
    pub async fn press(&self, selector: &str) -> Result<()> {
        let script = "document.querySelector(arguments[0]).click()";
        self.client.execute(script, vec![json!(selector)]).await?;
        Ok(())
    }

    /// What stands in a field.
    ///
    /// # Errors
    /// If it is not there.
    pub async fn value(&self, selector: &str) -> Result<String> {
        let script = "return document.querySelector(arguments[0]).value";
        match self.client.execute(script, vec![json!(selector)]).await? {
            Value::String(value) => Ok(value),
            other => bail!("{selector} holds {other}"),
        }
    }

    /// Makes sure that the page's times may be compared with ours.
    ///
    /// # Errors
    /// If they may not.
    pub async fn check_clock(&self) -> Result<()> {
        let before = Moment::now();
        let page = self.client.execute("return window.bench.now()", Vec::new()).await?;
        let after = Moment::now();
        let page = Moment::from_page(page.as_f64().context("the page has a clock")?);
        let off = before.since(page).max(page.since(after));
        ensure!(
            off <= CLOCK_SLACK,
            "the browser's clock is {} ms off: the clock of this machine was changed while it ran; try again",
            off / 1_000_000
        );
        Ok(())
    }

    async fn wait<T: DeserializeOwned>(&self, script: &str, argument: &str) -> Result<T> {
        let answer = self.client.execute_async(script, vec![json!(argument)]).await?;
        Ok(serde_json::from_value(answer)?)
    }
}

#[derive(Deserialize)]
struct SeenInPage {
    since: f64,
    changed: f64,
    shown: f64,
}

#[derive(Deserialize)]
struct TicksInPage {
    begin: f64,
    sent: f64,
    delivered: f64,
}
