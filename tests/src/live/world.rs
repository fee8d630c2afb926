//! A relay and people around it.

use std::{ffi::OsString, path::Path, path::PathBuf};

use tempfile::TempDir;

use crate::live::{phone::Phone, relay::Relay};

/// The world of one story.
#[derive(Debug)]
pub struct World {
    folder: TempDir,
    /// The relay that everybody uses.
    pub relay: Relay,
}

impl World {
    /// A running relay and nobody else.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same; the relay gets more arguments.
    ///
    /// # Panics
    /// When the disk or the relay refuses.
    pub async fn with(arguments: &[OsString]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for a while");
        let relay = Relay::start_with(&folder.path().join("relay"), arguments).await;
        Self { folder, relay }
    }

    /// Alice's phone, online.
    pub async fn alice_phone(&self) -> Phone {
        self.phone("alice").await
    }

    /// Bob's phone, online.
    pub async fn bob_phone(&self) -> Phone {
        self.phone("bob").await
    }

    /// Alice's and Bob's phones, online, with a chat in which something was said both ways.
    pub async fn friends(&self) -> (Phone, Phone) {
        let (alice, bob) = tokio::join!(self.alice_phone(), self.bob_phone());
        alice.add("bob").await;
        alice.send("bob", "hello bob").await;
        bob.shows("alice", "hello bob", &["delivered", "read"]).await;
        bob.send("alice", "hello alice").await;
        alice.shows("bob", "hello alice", &["delivered", "read"]).await;
        (alice, bob)
    }

    /// Somebody's phone, online.
    pub async fn phone(&self, handle: &str) -> Phone {
        let mut phone = self.stranger(handle);
        let _ = phone.init(&self.relay.origin()).await.done("init");
        phone.run().await;
        phone
    }

    /// Somebody's phone, without an account.
    #[must_use]
    pub fn stranger(&self, handle: &str) -> Phone {
        Phone::new(&self.place(handle), handle)
    }

    /// A path in the folder of this world.
    #[must_use]
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder of this world; gone with it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
