//! The page for whoever hears it or works it by keyboard: axe-core looks at every screen, by day and by night, in both
//! languages.

use std::collections::BTreeSet;

use pillion_tests::browser::{axe, page::Page, world::World};

/// Colours and language of the browser.
const LOOKS: [[&str; 3]; 2] = [
    [
        "--blink-settings=preferredColorScheme=1",
        "--accept-lang=en-US,en",
        "--window-size=1200,860",
    ],
    [
        "--blink-settings=preferredColorScheme=0",
        "--accept-lang=de-DE,de",
        "--window-size=1200,860",
    ],
];

#[derive(Default)]
struct Findings(BTreeSet<String>);

impl Findings {
    async fn look(&mut self, page: &Page, screen: &str) {
        for finding in axe::serious(page).await {
            self.0.insert(format!("{screen}: {finding}"));
        }
    }
}

#[tokio::test]
async fn axe_finds_nothing_serious_on_any_screen() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    bob.send("alice", "see https://example.org, *bold* and `code`").await;
    let mut findings = Findings::default();
    for look in LOOKS {
        let profile = world.live.place(&format!("look-{}", look[1]));
        let mut page = Page::closed(profile, &world.live.relay.origin());
        page.start_with(&world.driver, &look).await;
        page.until("a code", pillion_tests::browser::seen::Seen::code).await;
        findings.look(&page, "linking").await;
        page.link(&alice).await;
        page.settled().await;
        findings.look(&page, "chats").await;
        page.open_chat().await;
        page.until("the messages", |seen| (seen.messages().len() > 2).then_some(()))
            .await;
        findings.look(&page, "thread").await;
        page.on_last_message("reply").await;
        page.type_into("composer", "an answer").await;
        findings.look(&page, "answering").await;
        page.press("bar-close").await;
        for dialog in [
            "menu-new-contact",
            "menu-settings",
            "menu-links",
            "menu-help",
            "menu-log-out",
        ] {
            page.press("menu").await;
            findings.look(&page, "menu").await;
            page.press(dialog).await;
            page.until("a dialog", |seen| (!seen.words().is_empty()).then_some(()))
                .await;
            findings.look(&page, dialog).await;
            page.press("dialog-cancel").await;
        }
        for dialog in ["react", "forward", "delete"] {
            page.on_last_message(dialog).await;
            findings.look(&page, dialog).await;
            page.press("dialog-cancel").await;
        }
        page.type_into("search", "hello").await;
        page.until("a hit", |seen| seen.words().contains("hello").then_some(()))
            .await;
        findings.look(&page, "search").await;
        page.kill().await;
    }
    assert!(findings.0.is_empty(), "{:#?}", findings.0);
}

#[tokio::test]
async fn the_language_is_chosen_in_the_settings_and_remembered() {
    let world = World::new().await;
    let alice = world.live.alice_phone().await;
    let page = world.browser_of(&alice).await;
    page.settled().await;
    let lang = async |page: &Page| {
        let lang = page
            .run("return document.documentElement.lang", Vec::new())
            .await
            .unwrap();
        lang.as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(lang(&page).await, "en");
    page.press("menu").await;
    page.press("menu-settings").await;
    page.press("de").await;
    page.until("German", |seen| seen.words().contains("Einstellungen").then_some(()))
        .await;
    page.press("dialog-cancel").await;
    assert_eq!(lang(&page).await, "de");
    page.reload().await;
    page.settled().await;
    page.until("German again", |seen| {
        seen.words().contains("Noch keine Chats").then_some(())
    })
    .await;
    let chosen = page.run("return localStorage.pillion", Vec::new()).await.unwrap();
    assert!(
        chosen.as_str().is_some_and(|chosen| chosen.contains("lang=de")),
        "{chosen}"
    );
}
