//! The page for whoever hears it or works it by keyboard: axe-core looks at every screen, by day and by night, in both
//! languages.

use std::collections::BTreeSet;

use pillion_tests::browser::{axe, hand::ESCAPE, page::Page, seen::Seen, world::World};

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
    let _dora = world.live.phone("dora").await;
    alice.add("dora").await;
    let _ = alice.json(&["block", "dora"]).await;
    bob.send("alice", "see https://example.org, *bold* and `code`").await;
    let mut findings = Findings::default();
    for look in LOOKS {
        let mut page = open(&world, look, "look").await;
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
        page.open_sheet("menu-settings").await;
        page.press("blocked-list").await;
        page.all_are("blocked", |all| all.len() == 1).await;
        findings.look(&page, "blocked").await;
        page.press("dialog-cancel").await;
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

/// A browser of that look, which shows a code.
async fn open(world: &World, look: [&str; 3], name: &str) -> Page {
    let profile = world.live.place(&format!("{name}-{}", look[1]));
    let mut page = Page::closed(profile, &world.live.relay.origin());
    page.start_with(&world.driver, &look).await;
    page.until("a code", Seen::code).await;
    page
}

#[tokio::test]
async fn axe_finds_nothing_serious_in_groups() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    let carol = world.carol_who_knows(&alice).await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    let invited = alice.json(&["group", "invite", "Ridge"]).await.remove(0);
    let _ = carol.verb(&["group", "join", invited["code"].as_str().unwrap()]).await;
    bob.knows("Ridge").await;
    let _ = alice.send("Ridge", "who brings the map, @bob?").await;
    bob.shows("Ridge", "who brings the map, @bob?", &["delivered", "read"])
        .await;
    let _ = bob.json(&["react", "Ridge", "last", "👍"]).await;
    let _ = alice
        .json(&["edit", "Ridge", "last", "who brings the new map, @bob?"])
        .await;
    let _ = bob.send("Ridge", "I do").await;
    let mut findings = Findings::default();
    for look in LOOKS {
        let page = open(&world, look, "group").await;
        page.link(&alice).await;
        page.open_chat_with("Ridge").await;
        page.says("I do").await;
        for part in ["asking-banner", "reaction", "edited"] {
            page.all_are(part, |parts| parts.len() == 1).await;
        }
        findings.look(&page, "group").await;
        page.type_into("composer", "you @").await;
        page.all_are("mention", |members| !members.is_empty()).await;
        findings.look(&page, "mention").await;
        page.paste("").await;
        page.press("emoji-open").await;
        page.all_are("emoji", |emoji| !emoji.is_empty()).await;
        findings.look(&page, "emoji").await;
        page.key(&[], ESCAPE).await;
        for (door, shows) in [("reaction", "reaction-of"), ("edited", "wording")] {
            page.press(door).await;
            page.all_are(shows, |all| !all.is_empty()).await;
            findings.look(&page, door).await;
            page.press("dialog-cancel").await;
        }
        const OWN: &str =
            "[...document.querySelectorAll('[data-mine=true] [data-testid=message-menu]')].at(-1).click()";
        page.run(OWN, Vec::new()).await.expect("a message of one's own");
        page.press("message-info-open").await;
        page.all_are("receipt", |all| !all.is_empty()).await;
        findings.look(&page, "message-info").await;
        page.press("dialog-cancel").await;
        page.press("chat-info").await;
        page.all_are("member", |members| members.len() == 2).await;
        page.run(
            "document.querySelector('[data-testid=member] summary').click()",
            Vec::new(),
        )
        .await
        .expect("a member opens");
        findings.look(&page, "group-info").await;
        for (door, shows) in [
            ("group-add", "people"),
            ("group-invite", "code-text"),
            ("group-rename", "group-name"),
        ] {
            page.press(door).await;
            page.all_are(shows, |all| !all.is_empty()).await;
            findings.look(&page, door).await;
            page.press("dialog-back").await;
        }
        page.press("group-leave").await;
        page.all_are("last-admin", |told| told.len() == 1).await;
        findings.look(&page, "group-leave").await;
        page.press("dialog-cancel").await;
        page.open_sheet("menu-new-group").await;
        findings.look(&page, "new-group").await;
        page.press("dialog-cancel").await;
    }
    assert!(findings.0.is_empty(), "{:#?}", findings.0);
}

#[tokio::test]
async fn axe_finds_nothing_serious_where_something_is_asked_or_wrong() {
    let mut world = World::new().await;
    let (alice, _bob) = world.live.friends().await;
    let _carol = world.carol_who_knows(&alice).await;
    let dora = world.live.phone("dora").await;
    dora.add("alice").await;
    let _ = dora.send("alice", "is this Alice?").await;
    let mut findings = Findings::default();
    let mut pages = Vec::new();
    for look in LOOKS {
        let page = open(&world, look, "asked").await;
        let shot = page.shot("check.png").await;
        let mut question = alice.asks(&["link", &shot]);
        page.until("the signs", |seen| Some(seen.signs()).filter(|signs| signs.len() == 4))
            .await;
        findings.look(&page, "check").await;
        question.type_line("n").await;
        page.until("why", Seen::why).await;
        findings.look(&page, "not-allowed").await;
        page.link(&alice).await;
        page.open_chat_with("dora").await;
        page.all_are("request-accept", |buttons| buttons.len() == 1).await;
        findings.look(&page, "request").await;
        page.press("request-block").await;
        findings.look(&page, "block").await;
        page.press("dialog-cancel").await;
        page.open_chat_with("bob").await;
        page.press("chat-info").await;
        page.all_are("safety-number", |numbers| numbers.len() == 1).await;
        findings.look(&page, "contact-info").await;
        page.press("dialog-cancel").await;
        page.press("thread-menu").await;
        findings.look(&page, "thread-menu").await;
        page.press("timer-open").await;
        findings.look(&page, "timer").await;
        page.press("dialog-cancel").await;
        page.press("thread-menu").await;
        page.press("delete-chat").await;
        findings.look(&page, "delete-chat").await;
        page.press("dialog-cancel").await;
        page.open_sheet("menu-links").await;
        page.press("link-rename").await;
        findings.look(&page, "link-rename").await;
        page.press("dialog-back").await;
        page.press("dialog-cancel").await;
        page.open_sheet("menu-own-code").await;
        page.all_are("code-text", |codes| codes.len() == 1).await;
        findings.look(&page, "own-code").await;
        page.press("dialog-cancel").await;
        page.fill("search", "zeppelin").await;
        findings.look(&page, "search-none").await;
        page.press("search-close").await;
        pages.push(page);
    }
    world.live.relay.kill().await;
    for page in &pages {
        page.until("that it is gone", Seen::banner).await;
        page.press("thread-menu").await;
        page.press("pin").await;
        page.all_are("notice", |notices| notices.len() == 1).await;
        page.say("into the dark").await;
        findings.look(page, "offline").await;
        page.reload().await;
        page.all_are("waiting", |waiting| waiting.len() == 1).await;
        findings.look(page, "waiting").await;
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
