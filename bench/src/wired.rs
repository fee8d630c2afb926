//! The scene of what is counted: a relay to which every way leads through a [`Tap`], two phones that know one another.

use std::ffi::OsString;

use anyhow::{Result, anyhow};
use pillion_tests::live::{phone::Phone, world::World};

use crate::{scene::fetches_all, tap::Tap};

/// All of it.
#[derive(Debug)]
pub struct Wired {
    /// The relay, and the folder of everything.
    pub world: World,
    /// The phone that sends.
    pub alice_phone: Phone,
    /// Its way.
    pub alice_tap: Tap,
    /// The phone that is sent to.
    pub bob_phone: Phone,
    /// Its way, and that of its pages: a page is linked by a phone of the same origin.
    pub bob_tap: Tap,
}

impl Wired {
    /// Builds it all. Alice and Bob know one another.
    ///
    /// # Errors
    /// If a phone does not answer.
    pub async fn build() -> Result<Self> {
        let (alice_tap, bob_tap) = (Tap::open().await?, Tap::open().await?);
        let taps = [&alice_tap, &bob_tap];
        let names = taps.iter().flat_map(|tap| ["--origin".to_owned(), tap.origin()]);
        let names: Vec<OsString> = names.map(OsString::from).collect();
        let world = World::with(&names).await;
        for tap in taps {
            tap.lead_to(&world.relay.origin())?;
        }
        let alice_phone = phone(&world, "alice", &alice_tap).await?;
        let bob_phone = phone(&world, "bob", &bob_tap).await?;
        alice_phone.add("bob").await;
        alice_phone.send("bob", "hello bob").await;
        bob_phone.shows("alice", "hello bob", &["delivered", "read"]).await;
        bob_phone.send("alice", "hello alice").await;
        alice_phone.shows("bob", "hello alice", &["delivered", "read"]).await;
        fetches_all(&bob_phone).await;
        Ok(Self {
            world,
            alice_phone,
            alice_tap,
            bob_phone,
            bob_tap,
        })
    }
}

async fn phone(world: &World, handle: &str, tap: &Tap) -> Result<Phone> {
    let mut phone = world.stranger(handle);
    let made = phone.init(&tap.origin()).await;
    if made.status != Some(0) {
        return Err(anyhow!("no account for {handle}: {}", made.err));
    }
    phone.run().await;
    Ok(phone)
}
