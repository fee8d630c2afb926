//! Names of groups and of the people in them that try to be more than names.

use std::collections::BTreeSet;

use pillion_phone::store::{chat, contact, edit, error::StoreError, invitation, member, message, reaction, receipt};
use pillion_protocol::content::{
    body::Body,
    contact::Contact,
    event::{Event, People, Person},
    group::NAME_CHARS,
    id::{ChatId, MessageId, Place},
    message::{Message, State},
    reaction::Emoji,
    text::Text,
};
use pillion_protocol::pairing::about;
use pillion_tests::{
    browser::{page::Page, world::World},
    chance::Chance,
    live::phone::Phone,
    wait,
};
use pillion_wire::{handle::Handle, id::AccountId, time::Timestamp};
use serde_json::json;

use crate::payloads::{PAYLOADS, WATCH, is_harmless};

/// Members of one group: as many as its sheet draws at once, but for this account.
const MEMBERS: usize = 199;

/// As long as the chats are shown that are here for their names, they stand behind those with messages.
const LONG_AGO: Timestamp = Timestamp(1_780_000_000_000);

/// The group in which something happened.
const TALK: &str = "Talk";

/// Writes a group for each payload, called like it; groups of people who are called like the payloads, each of whom asks to be let
/// in; and one in which each of them has said something, with a line for what happened with each payload in it.
fn write(phone: &Phone, payloads: &[&str]) -> Vec<String> {
    let mut chance = Chance::new(12);
    let now = Timestamp(1_790_000_000_000);
    let mut database = phone.database();
    let people: Vec<Contact> = (0..payloads.len())
        .map(|number| Contact {
            account: AccountId(chance.bytes()),
            handle: Handle::parse(&format!("payload_{number}")).unwrap(),
            name: payloads[number].into(),
            chat: ChatId(chance.bytes()),
            verified: false,
            blocked: false,
            key_changed: false,
            picture: None,
        })
        .collect();
    let crowds: Vec<String> = (0..people.len().div_ceil(MEMBERS))
        .map(|at| format!("Crowd {at}"))
        .collect();
    let wrote = database.write(|tx| {
        for (person, payload) in people.iter().zip(payloads) {
            chat::add(tx, person.chat, LONG_AGO)?;
            contact::add(tx, person, b"")?;
            let named = ChatId(chance.bytes());
            chat::add(tx, named, LONG_AGO)?;
            member::set_group(tx, named, payload)?;
        }
        for (crowd, name) in people.chunks(MEMBERS).zip(&crowds) {
            let group = group(tx, &mut chance, name, crowd, now)?;
            for person in crowd {
                let _ = invitation::ask(tx, group, person.account, now)?;
            }
            own(tx, &mut chance, group, crowd, now)?;
        }
        let talk = group(tx, &mut chance, TALK, &people[..1], now)?;
        for (person, payload) in people.iter().zip(payloads) {
            let named = Person {
                account: person.account,
                name: person.name.clone(),
            };
            let mut say = |from, body: Body| {
                let place = chat::next_place(tx, talk, now)?.unwrap();
                message::add(
                    tx,
                    &Message::new(MessageId(chance.bytes()), talk, place, from, body, now, State::Read),
                    None,
                )
            };
            let _ = say(Some(person.account), Text::parse("hello").unwrap().into())?;
            let _ = say(Some(person.account), Body::Event(Event::Renamed((*payload).into())))?;
            let people = People {
                named: vec![named],
                others: 0,
            };
            let _ = say(None, Body::Event(Event::Added(people)))?;
        }
        Ok::<_, StoreError>(())
    });
    wrote.expect("payloads");
    database.close().expect("the database closes");
    crowds
}

type Tx<'a> = pillion_phone::store::database::Tx<'a>;

/// A group of these people and of this account, its admin.
fn group(
    tx: &Tx<'_>,
    chance: &mut Chance,
    name: &str,
    people: &[Contact],
    at: Timestamp,
) -> Result<ChatId, StoreError> {
    let group = ChatId(chance.bytes());
    chat::add(tx, group, at)?;
    member::set_group(tx, group, name)?;
    let me = member::Leaf {
        account: AccountId(chance.bytes()),
        handle: Handle::parse("alice").unwrap(),
        card: Vec::new(),
        admin: true,
        own: true,
    };
    member::put(tx, group, &me)?;
    for person in people {
        let leaf = member::Leaf {
            account: person.account,
            handle: person.handle.clone(),
            card: Vec::new(),
            admin: false,
            own: false,
        };
        member::put(tx, group, &leaf)?;
    }
    Ok(group)
}

/// A message of this account that everybody in the group has read and put something under, and that said the names of all before.
fn own(tx: &Tx<'_>, chance: &mut Chance, group: ChatId, people: &[Contact], now: Timestamp) -> Result<(), StoreError> {
    let place = chat::next_place(tx, group, now)?.unwrap();
    let text = Text::parse("what I said").unwrap();
    let said = Message::new(
        MessageId(chance.bytes()),
        group,
        place,
        None,
        text.into(),
        now,
        State::Read,
    );
    let number = message::add(tx, &said, None)?.unwrap();
    let thumb = Emoji::parse("👍").unwrap();
    for (at, person) in people.iter().enumerate() {
        let at = Timestamp(now.0 + u64::try_from(at).unwrap());
        let _ = receipt::delivered(tx, number, person.account, at)?;
        let _ = receipt::read(tx, group, person.account, Place(u64::MAX >> 1), at)?;
        let _ = reaction::put(tx, number, Some(person.account), Some(&thumb), at)?;
        edit::put(tx, number, &Text::parse(&person.name).unwrap(), at)?;
    }
    Ok(())
}

/// What all things of a kind say, as soon as there are so many.
async fn said(page: &Page, what: &str, selector: &str, count: usize) -> BTreeSet<String> {
    const SAID: &str = "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)";
    let mut last = 0;
    let found = wait::look(wait::PATIENCE, async || {
        let said = page.run(SAID, vec![json!(selector)]).await.ok()?;
        let said: Vec<String> = serde_json::from_value(said).ok()?;
        last = said.len();
        (last >= count).then_some(said)
    })
    .await;
    is_harmless(page, what).await;
    let found = found.unwrap_or_else(|| panic!("{what}: {last} of {count}"));
    found.into_iter().collect()
}

/// Scrolls from the first unread message to the end and gathers what `selector` shows on the way, until nothing wanted is missing.
async fn gather(page: &Page, selector: &str, mut missing: BTreeSet<String>) {
    const STEP: &str = "const said = [...document.querySelectorAll(arguments[0])].map((one) => one.textContent); const box = document.querySelector('.scroller'); box.scrollTop = box.scrollHeight; return said";
    let count = missing.len();
    let found = wait::look(wait::PATIENCE, async || {
        let said = page.run(STEP, vec![json!(selector)]).await.ok()?;
        let said: Vec<String> = serde_json::from_value(said).ok()?;
        for one in said {
            let _ = missing.remove(&one.replace(['\u{2068}', '\u{2069}'], ""));
        }
        missing.is_empty().then_some(())
    })
    .await;
    is_harmless(page, selector).await;
    assert!(
        found.is_some(),
        "{} of {count} are not in {selector}: {missing:?}",
        missing.len()
    );
}

#[tokio::test]
async fn names_of_groups_and_members_run_nowhere_and_are_shown_as_typed() {
    let payloads: Vec<&str> = PAYLOADS.lines().collect();
    let shown = |payload: &&str| about::shown(payload, NAME_CHARS);
    let names: Vec<String> = payloads.iter().map(shown).collect();
    let world = World::new().await;
    let mut phone = world.live.alice_phone().await;
    phone.stop().await;
    let crowds = write(&phone, &payloads);
    phone.run().await;
    let page = world.browser_of(&phone).await;
    page.settled().await;
    let _ = page.run(WATCH, Vec::new()).await.unwrap();

    // Who wrote, and what happened.
    page.open_chat_with(TALK).await;
    page.says("hello").await;
    let lines = names.iter().flat_map(|name| {
        [
            name.clone(),
            format!("{name} named the group “{name}”"),
            format!("You added {name}"),
        ]
    });
    gather(&page, "[data-testid=event], [data-testid=author]", lines.collect()).await;

    // The members, those who ask, those who have read, those who have reacted, and what was said before.
    let chunks = names.chunks(MEMBERS).zip(payloads.chunks(MEMBERS));
    for (crowd, (names, payloads)) in crowds.iter().zip(chunks) {
        let all: BTreeSet<String> = names.iter().cloned().collect();
        page.open_chat_with(crowd).await;
        page.shows(payloads.last().unwrap(), &["read"]).await;
        page.press("chat-info").await;
        for (what, selector) in [
            ("members", "[data-testid=members] .title"),
            ("those who ask", "[data-testid=asking] .title"),
        ] {
            let said = said(&page, what, selector, names.len()).await;
            assert!(all.is_subset(&said), "{what}: {:?}", all.difference(&said));
        }
        page.press("dialog-cancel").await;
        page.on_last_message("message-info-open").await;
        let readers = said(&page, "readers", "[data-testid=receipt] .title", names.len()).await;
        assert!(all.is_subset(&readers), "{:?}", all.difference(&readers));
        page.press("dialog-cancel").await;
        page.press("reaction").await;
        let _ = said(&page, "who has reacted", "[data-testid=reaction-of] .title", 50).await;
        page.press("dialog-cancel").await;
        page.press("edited").await;
        let _ = said(&page, "what was said before", "[data-testid=wording] p", 50).await;
        page.press("dialog-cancel").await;
        page.fill("composer", "@p").await;
        let _ = said(&page, "whom one can name", "[data-testid=mention] .title", 1).await;
        page.fill("composer", "").await;
    }

    // Whom and where one can choose, and a contact.
    page.on_last_message("forward").await;
    let chats = said(&page, "where to forward", "[data-testid=forward-to]", 2 * names.len()).await;
    assert!(
        names
            .iter()
            .all(|name| chats.iter().any(|chat| chat.ends_with(name.as_str())))
    );
    page.press("dialog-cancel").await;
    page.open_sheet("menu-new-group").await;
    let people = said(&page, "whom to choose", "[data-testid=people] .title", names.len()).await;
    assert!(names.iter().all(|name| people.contains(name)));
    page.press("dialog-cancel").await;
}
