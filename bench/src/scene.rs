//! Where it is measured: a relay and two phones as processes, as the ring `live` of the tests builds them, and a person at
//! each phone.

use anyhow::Result;
use pillion_tests::live::{phone::Phone, world::World};

use crate::{person::Person, reference::hops::Hops};

/// The relay, the phones, and the people.
#[derive(Debug)]
pub struct Scene {
    /// The relay, and the folder of everything.
    pub world: World,
    /// The phone that browsers are linked to.
    pub alice_phone: Phone,
    /// The phone that is written to.
    pub bob_phone: Phone,
    /// Who writes.
    pub alice: Person,
    /// Who is written to.
    pub bob: Person,
    /// The same hops, bare; its files lie on the same disk.
    pub hops: Hops,
}

impl Scene {
    /// Builds it all. Alice and Bob know one another.
    ///
    /// # Errors
    /// If a phone does not answer.
    pub async fn build() -> Result<Self> {
        let world = World::new().await;
        let (alice_phone, bob_phone) = world.friends().await;
        fetches_all(&bob_phone).await;
        Ok(Self {
            alice: Person::at(&alice_phone).await?,
            bob: Person::at(&bob_phone).await?,
            hops: Hops::start(world.folder()).await?,
            world,
            alice_phone,
            bob_phone,
        })
    }
}

/// Has a phone fetch files of any length by itself.
pub async fn fetches_all(phone: &Phone) {
    let _ = phone.json(&["file", "limit", "others", "any"]).await;
}

/// Has a phone fetch no file by itself.
pub async fn fetches_none(phone: &Phone) {
    let _ = phone.json(&["file", "limit", "others", "none"]).await;
}
