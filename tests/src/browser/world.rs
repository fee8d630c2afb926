//! The world of `live`, with browsers in it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::{
    browser::{driver::Driver, page::Page},
    live::{phone::Phone, world::World as Live},
};

/// A relay, its page, phones and browsers.
#[derive(Debug)]
pub struct World {
    /// The relay and the people.
    pub live: Live,
    /// What starts browsers.
    pub driver: Driver,
    browsers: AtomicU32,
}

impl World {
    /// A running relay, and a driver for browsers.
    pub async fn new() -> Self {
        Self::of(Live::new().await).await
    }

    /// A driver for browsers, in a world that is there.
    pub async fn of(live: Live) -> Self {
        Self {
            live,
            driver: Driver::start().await,
            browsers: AtomicU32::new(0),
        }
    }

    /// A browser with a fresh profile that has opened the page.
    pub async fn browser(&self) -> Page {
        let number = self.browsers.fetch_add(1, Ordering::Relaxed);
        self.browser_on(self.live.place(&format!("browser-{number}"))).await
    }

    /// A browser on a profile that may be somebody else's.
    pub async fn browser_on(&self, profile: PathBuf) -> Page {
        Page::open(&self.driver, profile, &self.live.relay.origin()).await
    }

    /// A browser that is linked to a phone.
    pub async fn browser_of(&self, phone: &Phone) -> Page {
        let page = self.browser().await;
        page.link(phone).await;
        page
    }

    /// Alice and Bob, friends, and Alice's browser with their chat open.
    pub async fn alice_browser_bob(&self) -> (Phone, Page, Phone) {
        let (alice, bob) = self.live.friends().await;
        let page = self.browser_of(&alice).await;
        page.open_chat().await;
        (alice, page, bob)
    }

    /// Alice and Bob, friends, and a browser of each with their chat open.
    pub async fn two_browsers(&self) -> ((Phone, Page), (Phone, Page)) {
        let (alice, bob) = self.live.friends().await;
        let (at_alice, at_bob) = tokio::join!(self.browser_of(&alice), self.browser_of(&bob));
        tokio::join!(at_alice.open_chat(), at_bob.open_chat());
        ((alice, at_alice), (bob, at_bob))
    }

    /// Carol, who has talked with somebody.
    pub async fn carol_who_knows(&self, friend: &Phone) -> Phone {
        let carol = self.live.phone("carol").await;
        friend.add("carol").await;
        friend.send("carol", "hello carol").await;
        carol
            .shows(friend.handle(), "hello carol", &["delivered", "read"])
            .await;
        let _ = carol.send(friend.handle(), "hello from carol").await;
        friend.shows("carol", "hello from carol", &["delivered", "read"]).await;
        carol
    }
}
