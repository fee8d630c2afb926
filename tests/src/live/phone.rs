//! A phone as a process, and the command line that speaks to it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use pillion_phone::{
    passphrase::Passphrase,
    store::{
        account,
        database::{Database, Stretch},
    },
};
use pillion_wire::time::Timestamp;
use serde_json::Value;
use tokio::process::Command;

use crate::{
    chance::Chance,
    library,
    live::{disk, said::Said, secrets, terminal::Terminal},
    program::{Program, Ran, binary, run},
    wait,
};

/// A phone: its home, and its process while it runs.
#[derive(Debug)]
pub struct Phone {
    home: PathBuf,
    handle: String,
    passphrase: String,
    process: Option<Program>,
}

impl Phone {
    /// A phone of `handle` in `home`, without an account yet.
    #[must_use]
    pub fn new(home: &Path, handle: &str) -> Self {
        let passphrase = format!("the passphrase of {handle}");
        Self {
            home: home.to_path_buf(),
            handle: handle.to_string(),
            passphrase,
            process: None,
        }
    }

    /// Makes the account.
    pub async fn init(&self, relay: &str) -> Ran {
        let name = format!("{} the first", self.handle);
        self.verb(&["init", "--relay", relay, "--handle", &self.handle, "--name", &name])
            .await
    }

    /// Starts it, and waits until it is online.
    ///
    /// # Panics
    /// When it does not come online.
    pub async fn run(&mut self) {
        self.launch();
        self.online().await;
    }

    /// Starts it without waiting.
    pub fn launch(&mut self) {
        self.process = Some(Program::start(&self.handle, self.command(&["run"])));
    }

    /// Starts it without waiting, on a disk on which no file can grow beyond `kib` KiB.
    pub fn launch_on_a_disk_of(&mut self, kib: u64) {
        self.process = Some(Program::start(&self.handle, disk::limited(self.command(&["run"]), kib)));
    }

    /// Waits until the running phone says that it is online.
    ///
    /// # Panics
    /// When it does not.
    pub async fn online(&mut self) {
        let process = self.process.as_mut().expect("the phone runs");
        process
            .line("that it is online", |line| {
                line.to_lowercase().contains("online").then_some(())
            })
            .await;
    }

    /// `kill -9`.
    pub async fn kill(&mut self) {
        if let Some(process) = self.process.take() {
            process.kill().await;
        }
    }

    /// Ends it as Ctrl-C does.
    ///
    /// # Panics
    /// When it does not end well.
    pub async fn stop(&mut self) {
        if let Some(process) = self.process.take() {
            let said = process.said();
            let status = process.interrupt().await;
            assert!(status.success(), "{} ends with {status}: {said}", self.handle);
        }
    }

    /// The running process.
    ///
    /// # Panics
    /// When it does not run.
    pub const fn process(&mut self) -> &mut Program {
        self.process.as_mut().expect("the phone runs")
    }

    /// The number of the running process.
    ///
    /// # Panics
    /// When it does not run.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.process.as_ref().expect("the phone runs").pid()
    }

    /// Waits until the running phone is connected to its relay.
    ///
    /// # Panics
    /// When it does not come online.
    pub async fn comes_online(&self) {
        wait::until(&format!("{} is online", self.handle), || async {
            let status = self.json(&["status"]).await;
            status
                .first()
                .is_some_and(|status| status["online"] == true)
                .then_some(())
        })
        .await;
    }

    /// The same phone under another handle; for an account that is not made yet.
    #[must_use]
    pub fn called(self, handle: &str) -> Self {
        Self {
            handle: handle.to_string(),
            ..self
        }
    }

    /// A copy of its home, as from a backup.
    ///
    /// # Panics
    /// When the disk refuses.
    #[must_use]
    pub fn copied_to(&self, home: &Path) -> Self {
        fs::create_dir(home).expect("a folder for the copy");
        fs::copy(self.home.join("phone.db"), home.join("phone.db")).expect("a copy");
        let (handle, passphrase) = (self.handle.clone(), self.passphrase.clone());
        Self {
            home: home.to_path_buf(),
            handle,
            passphrase,
            process: None,
        }
    }

    /// The same account on a phone that was set up anew in `home`: another identity key, and nothing of what was. This one
    /// must not run any more.
    ///
    /// # Panics
    /// When the disk refuses.
    #[must_use]
    pub fn with_another_key(self, home: &Path) -> Self {
        fs::create_dir(home).expect("a folder for the new phone");
        let mut old = self.database();
        let row = old.write(account::find).expect("the account").expect("one");
        old.close().expect("the database closes");
        let new = Self {
            home: home.to_path_buf(),
            ..self
        };
        let mut chance = Chance::new(5);
        let row = account::Row {
            identity_key: chance.bytes().into(),
            ..row
        };
        let mut database = new.database();
        database.write(|tx| account::add(tx, &row)).expect("an account");
        database.close().expect("the database closes");
        new
    }

    /// Its database, to be written into; it must not run.
    ///
    /// # Panics
    /// When it does not open.
    #[must_use]
    pub fn database(&self) -> Database {
        let passphrase = Passphrase::new(&self.passphrase);
        Database::open(&self.home.join("phone.db"), &passphrase, Stretch::Full).expect("the database opens")
    }

    /// Writes years of messages into its database; it must not run. The chat with a `1 / share` of them is [`library::LONG`].
    ///
    /// # Panics
    /// When the disk refuses.
    pub fn remembers(&self, chats: u64, messages: u64, share: u64) {
        let mut database = self.database();
        let now = Timestamp(1_790_000_000_000);
        library::write(&mut database, &mut Chance::new(3), now, chats, messages, share).expect("messages");
        database.close().expect("the database closes");
    }

    /// Its handle.
    #[must_use]
    pub fn handle(&self) -> &str {
        &self.handle
    }

    /// Its secret keys, each with a name.
    #[must_use]
    pub fn secrets(&self) -> Vec<(&'static str, Vec<u8>)> {
        secrets::of(&self.home, &self.passphrase)
    }

    /// What opens its database.
    #[must_use]
    pub fn passphrase(&self) -> &str {
        &self.passphrase
    }

    /// Its home folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The same home with another passphrase.
    #[must_use]
    pub fn with_passphrase(&self, passphrase: &str) -> Self {
        let (home, handle) = (self.home.clone(), self.handle.clone());
        Self {
            home,
            handle,
            passphrase: passphrase.to_string(),
            process: None,
        }
    }

    /// Runs one verb to its end.
    pub async fn verb(&self, words: &[&str]) -> Ran {
        run(&format!("{} {words:?}", self.handle), self.command(words)).await
    }

    /// Starts a verb that asks something.
    #[must_use]
    pub fn asks(&self, words: &[&str]) -> Program {
        Program::start_to_type(&format!("{} {words:?}", self.handle), self.command(words))
    }

    /// Runs one verb with `--json` to its end; the objects that it printed.
    ///
    /// # Panics
    /// When it is refused or prints anything else.
    pub async fn json(&self, words: &[&str]) -> Vec<Value> {
        let words: Vec<&str> = ["--json"].iter().chain(words).copied().collect();
        let out = self.verb(&words).await.done(&format!("{} {words:?}", self.handle));
        let object = |line: &str| serde_json::from_str(line).unwrap_or_else(|problem| panic!("{line}: {problem}"));
        out.lines().map(object).collect()
    }

    /// Adds a contact.
    pub async fn add(&self, handle: &str) {
        let _ = self.json(&["contact", "add", handle]).await;
    }

    /// Says something; the message as the phone has stored it.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn send(&self, to: &str, text: &str) -> Said {
        let out = self.verb(&["--json", "send", to, text]).await.done("send");
        out.lines()
            .find_map(Said::read)
            .unwrap_or_else(|| panic!("no message in {out}"))
    }

    /// The last messages of a chat, oldest first.
    pub async fn history(&self, with: &str) -> Vec<Said> {
        self.history_of(with, 5_000).await
    }

    /// The last `limit` messages of a chat, oldest first.
    pub async fn history_of(&self, with: &str, limit: u32) -> Vec<Said> {
        let out = self.asks_for_history(with, limit).await.done("history");
        out.lines().filter_map(Said::read).collect()
    }

    async fn asks_for_history(&self, with: &str, limit: u32) -> Ran {
        self.verb(&["--json", "history", with, "--limit", &limit.to_string()])
            .await
    }

    /// Waits until the message `text` of the chat is there in one of these states.
    pub async fn shows(&self, with: &str, text: &str, states: &[&str]) -> Said {
        let what = format!("{} shows {text:?} as {states:?}", self.handle);
        wait::until(&what, || async {
            // Until its first message comes, there is no such chat.
            let ran = self.asks_for_history(with, 50).await;
            let found = ran.out.lines().filter_map(Said::read).find(|said| said.text == text);
            found.filter(|said| states.contains(&said.state.as_str()))
        })
        .await
    }

    /// Waits until there is a chat of this name.
    pub async fn knows(&self, chat: &str) {
        wait::until(&format!("{} knows {chat}", self.handle), || async {
            let ran = self.verb(&["history", chat, "--limit", "1"]).await;
            (ran.status == Some(0)).then_some(())
        })
        .await;
    }

    /// Waits until the last message of a chat, as an object, is as `wanted`.
    pub async fn last(&self, with: &str, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        wait::until(&format!("{}: {what}", self.handle), || async {
            let message = self.json(&["history", with, "--limit", "1"]).await.pop()?;
            wanted(&message).then_some(message)
        })
        .await
    }

    /// Follows what happens, line by line.
    #[must_use]
    pub fn watch(&self) -> Program {
        Program::start(&format!("{} watch", self.handle), self.command(&["--json", "watch"]))
    }

    /// Opens the terminal UI.
    #[must_use]
    pub fn terminal(&self) -> Terminal {
        Terminal::open(&self.handle, &self.home, &self.passphrase)
    }

    /// The linked browsers.
    pub async fn links(&self) -> Vec<Value> {
        self.json(&["links"]).await
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(binary("pillion-phone"));
        command.arg("--home").arg(&self.home).args(words);
        command.env("PILLION_PASSPHRASE", &self.passphrase);
        command
    }
}
