//! Whole phones: disk, socket, threads; with a whole relay on this machine.

use std::{net::Ipv4Addr, path::Path, time::Duration};

use pillion_phone::{
    desk::{Desk, Screen},
    home::HomeError,
    passphrase::Passphrase,
    run::{self, Options, RunError, Running},
    store::error::StoreError,
};
use pillion_protocol::content::{
    id::{ChatId, IntentId, Version},
    message::{Message, State},
    problem::Problem,
    reply::Answer,
    request::Ask,
    text::Text,
    update::Change,
};
use pillion_relay::serve::{Config, Relay, serve};
use pillion_wire::{handle::Handle, origin::Origin, refusal::Code};
use tokio::time::timeout;

const SOON: Duration = Duration::from_secs(20);

fn passphrase() -> Passphrase {
    Passphrase::new("correct horse")
}

async fn relay(data: &Path, port: u16) -> Relay {
    serve(Config::new((Ipv4Addr::LOCALHOST, port).into(), data))
        .await
        .unwrap()
}

async fn make(home: &Path, relay: &Origin, handle: &str) -> Result<(), RunError> {
    run::create(
        home,
        &passphrase(),
        relay.clone(),
        Handle::parse(handle).unwrap(),
        handle,
    )
    .await
}

async fn start(home: &Path, echo: bool) -> Running {
    run::start(home, &passphrase(), Options { echo }).await.unwrap()
}

/// Waits for a change, in the snapshot or after it.
async fn wait<T>(desk: &Desk, mut wanted: impl FnMut(&Change) -> Option<T>) -> T {
    let mut screen = desk.open().unwrap();
    let looking = async {
        let Answer::Synced { changes, .. } = screen
            .ask(Ask::Sync {
                since: Version(0),
                cursor: None,
            })
            .await
            .unwrap()
        else {
            panic!("no snapshot")
        };
        if let Some(found) = changes.iter().find_map(&mut wanted) {
            return found;
        }
        loop {
            let update = screen.next_update().await.unwrap();
            if let Some(found) = update.changes.iter().find_map(&mut wanted) {
                return found;
            }
        }
    };
    timeout(SOON, looking).await.unwrap()
}

async fn online(desk: &Desk) {
    wait(desk, |change| match change {
        Change::Connection(light) if light.online => Some(()),
        _ => None,
    })
    .await;
}

async fn add(screen: &mut Screen, handle: &str) -> ChatId {
    let ask = Ask::AddContact {
        intent: IntentId([255; 16]),
        handle: Handle::parse(handle).unwrap(),
    };
    match screen.ask(ask).await.unwrap() {
        Answer::Contact(contact) => contact.chat,
        other => panic!("{other:?}"),
    }
}

async fn send(screen: &mut Screen, chat: ChatId, number: u8) -> Message {
    let ask = Ask::Send {
        intent: IntentId([number; 16]),
        chat,
        text: Text::parse(&format!("hello {number}")).unwrap(),
        quote: None,
    };
    match screen.ask(ask).await.unwrap() {
        Answer::Message(message) => message,
        other => panic!("{other:?}"),
    }
}

/// Waits until a screen is told of the message in this state or further.
async fn reaches(screen: &mut Screen, message: &Message, state: State) {
    let reached = |change: &Change| matches!(change, Change::Message(m) if m.id == message.id && m.state >= state);
    let looking = async { while !screen.next_update().await.unwrap().changes.iter().any(reached) {} };
    timeout(SOON, looking).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_phones_talk_through_a_relay_that_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let (alice, echo, data) = (
        folder.path().join("alice"),
        folder.path().join("echo"),
        folder.path().join("relay"),
    );
    let first = relay(&data, 0).await;
    let (origin, port) = (first.origin().clone(), first.address().port());
    make(&alice, &origin, "alice").await.unwrap();
    make(&echo, &origin, "echo").await.unwrap();
    let (of_alice, of_echo) = (start(&alice, false).await, start(&echo, true).await);
    online(&of_alice.desk).await;
    online(&of_echo.desk).await;
    let mut screen = of_alice.desk.open().unwrap();
    let chat = add(&mut screen, "echo").await;
    let message = send(&mut screen, chat, 1).await;
    reaches(&mut screen, &message, State::Read).await;
    first.stop().await;
    let message = send(&mut screen, chat, 2).await;
    assert_eq!(message.state, State::Stored);
    let second = relay(&data, port).await;
    reaches(&mut screen, &message, State::Read).await;
    of_alice.stop().await;
    let of_alice = start(&alice, false).await;
    let last = wait(&of_alice.desk, |change| match change {
        Change::Chat(chat) => chat.last.as_ref().map(|last| last.text.clone()),
        _ => None,
    })
    .await;
    assert_eq!(last, "Echo: hello 2");
    of_alice.stop().await;
    of_echo.stop().await;
    second.stop().await;
}

#[tokio::test]
async fn a_handle_that_is_taken_leaves_no_account() {
    let folder = tempfile::tempdir().unwrap();
    let relay = relay(&folder.path().join("relay"), 0).await;
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    make(&first, relay.origin(), "alice").await.unwrap();
    let refused = make(&second, relay.origin(), "alice").await.unwrap_err();
    assert!(matches!(refused, RunError::Refused(Code::HandleTaken)), "{refused}");
    let left: Vec<_> = std::fs::read_dir(&second)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["lock"]);
    make(&second, relay.origin(), "alice2").await.unwrap();
    let again = make(&second, relay.origin(), "alice2").await.unwrap_err();
    assert!(matches!(again, RunError::AccountExists(_)), "{again}");
    relay.stop().await;
}

#[tokio::test]
async fn what_cannot_be_started_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let nowhere = Origin::parse("http://127.0.0.1:1").unwrap();
    let refused = make(&home, &nowhere, "alice").await.unwrap_err();
    assert!(matches!(refused, RunError::Unreachable { .. }), "{refused}");
    let refused = run::start(&home, &passphrase(), Options::default()).await.unwrap_err();
    assert!(matches!(refused, RunError::NoAccount(_)), "{refused}");
    let relay = relay(&folder.path().join("relay"), 0).await;
    make(&home, relay.origin(), "alice").await.unwrap();
    let refused = run::start(&home, &Passphrase::new("wrong"), Options::default())
        .await
        .unwrap_err();
    assert!(
        matches!(refused, RunError::Store(StoreError::WrongPassphrase)),
        "{refused}"
    );
    let running = start(&home, false).await;
    let refused = run::start(&home, &passphrase(), Options::default()).await.unwrap_err();
    assert!(matches!(refused, RunError::Home(HomeError::InUse(_))), "{refused}");
    let desk = running.desk.clone();
    running.stop().await;
    assert!(desk.open().is_err(), "a stopped phone answers nobody");
    start(&home, false).await.stop().await;
    relay.stop().await;
}

#[tokio::test]
async fn a_phone_without_its_relay_still_shows_and_takes_messages() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let relay = relay(&folder.path().join("relay"), 0).await;
    make(&home, relay.origin(), "alice").await.unwrap();
    relay.stop().await;
    let running = start(&home, false).await;
    let mut screen = running.desk.open().unwrap();
    let ask = Ask::AddContact {
        intent: IntentId([1; 16]),
        handle: Handle::parse("bob").unwrap(),
    };
    assert_eq!(screen.ask(ask).await, Ok(Answer::Problem(Problem::Offline)));
    let snapshot = screen
        .ask(Ask::Sync {
            since: Version(0),
            cursor: None,
        })
        .await
        .unwrap();
    assert!(matches!(snapshot, Answer::Synced { .. }));
    running.stop().await;
}

#[tokio::test]
async fn a_relay_that_speaks_no_tls_is_not_spoken_to_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let relay = relay(&folder.path().join("relay"), 0).await;
    let port = relay.address().port();
    let secured = Origin::parse(&format!("https://localhost:{port}")).unwrap();
    let refused = make(&folder.path().join("home"), &secured, "alice").await.unwrap_err();
    let RunError::Unreachable { reason, .. } = refused else {
        panic!("{refused}")
    };
    assert!(!reason.contains("not compiled"), "{reason}");
    relay.stop().await;
}
