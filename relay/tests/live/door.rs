//! One connection over a real socket: bad messages, wrong proofs, silence, greed.

use std::time::Duration;

use pillion_wire::{
    client_frame::{ClientFrame, Role},
    handle::Handle,
    id::{Farewell, LinkToken},
    limit::FRAME_BYTES,
    refusal::Code,
    relay_frame::RelayFrame,
};
use tokio_tungstenite::tungstenite::{self, Message};

use crate::stage::{Client, Link, Person, World};

#[tokio::test]
async fn a_browser_and_its_phone_talk_and_hear_of_one_another() {
    let world = World::new().await;
    let (alice, link) = (Person::new(1), Link::new(1));
    let mut phone = world.phone(&alice).await;
    phone.allow(&link).await;
    let mut browser = world.browser(&link).await;
    let here = RelayFrame::PeerHere { link: link.id };
    assert_eq!(browser.next().await, here);
    assert_eq!(phone.next().await, here);
    let payload = vec![7; 60_000];
    browser
        .send(&ClientFrame::Forward {
            link: link.id,
            payload: payload.clone(),
        })
        .await;
    let forwarded = RelayFrame::Forward { link: link.id, payload };
    assert_eq!(phone.next().await, forwarded);
    drop(phone);
    let away = browser.next().await;
    assert!(
        matches!(away, RelayFrame::PeerAway { last_seen: Some(_), .. }),
        "{away:?}"
    );
}

#[tokio::test]
async fn text_is_malformed() {
    let world = World::new().await;
    let mut page = world.page().await;
    page.send_raw(Message::text("hello")).await;
    page.expect_end(Code::Malformed).await;
}

#[tokio::test]
async fn bytes_that_are_no_frame_are_malformed() {
    let world = World::new().await;
    for bytes in [&b""[..], b"\x82", b"\x82\x02\x82\x01", &[0xff; 100]] {
        let mut page = world.page().await;
        page.send_raw(Message::binary(bytes.to_vec())).await;
        page.expect_end(Code::Malformed).await;
    }
}

#[tokio::test]
async fn messages_over_the_limit_are_too_large_however_large() {
    let world = World::new().await;
    for size in [FRAME_BYTES + 1, 2 * FRAME_BYTES + 1, 20 * FRAME_BYTES] {
        let mut page = world.page().await;
        // The relay may stop reading before all is written.
        let _ = futures_util::SinkExt::send(&mut page.socket, Message::binary(vec![0; size])).await;
        page.expect_end(Code::FrameTooLarge).await;
    }
}

#[tokio::test]
async fn an_unknown_frame_is_named() {
    let world = World::new().await;
    let mut page = world.page().await;
    page.send_raw(Message::binary(vec![0x82, 0x18, 0x63, 0x80])).await;
    page.expect_end(Code::UnknownFrame).await;
}

#[tokio::test]
async fn a_wrong_signature_a_repeated_one_and_a_wrong_token_are_refused() {
    let world = World::new().await;
    let (alice, link) = (Person::new(1), Link::new(1));
    let mut phone = world.client().await;
    let recorded = phone.signed(&alice, &world.origin());
    phone.hello(recorded.clone()).await;
    phone.expect_ready().await;
    phone.allow(&link).await;

    let mut thief = world.client().await;
    thief.hello(recorded).await;
    thief.expect_end(Code::BadSignature).await;

    let mut liar = world.client().await;
    let Role::Phone { signature, .. } = liar.signed(&Person::new(2), &world.origin()) else {
        panic!("a phone");
    };
    let account = alice.account();
    liar.hello(Role::Phone { account, signature }).await;
    liar.expect_end(Code::BadSignature).await;

    let mut guesser = world.client().await;
    let token = LinkToken([2; 32]);
    guesser.hello(Role::Browser { link: link.id, token }).await;
    guesser.expect_end(Code::UnknownLink).await;
    phone.expect_nothing().await;
}

#[tokio::test]
async fn the_second_phone_of_an_account_takes_over() {
    let world = World::new().await;
    let alice = Person::new(1);
    let mut first = world.phone(&alice).await;
    let mut second = world.phone(&alice).await;
    first.expect_end(Code::Superseded).await;
    second.expect_nothing().await;
}

#[tokio::test]
async fn a_handle_is_for_one_and_looking_for_many_is_limited() {
    let world = World::new().await;
    let mut alice = world.phone(&Person::new(1)).await;
    let mut bob = world.phone(&Person::new(2)).await;
    let handle = Handle::parse("alice").unwrap();
    let claim = ClientFrame::Claim {
        request: 1,
        handle: handle.clone(),
        record: b"signed".to_vec(),
    };
    alice.send(&claim).await;
    alice.expect_done(1).await;
    bob.send(&claim).await;
    bob.expect_refused(1, Code::HandleTaken).await;
    let look_up = ClientFrame::LookUp { request: 2, handle };
    let mut found = 0;
    let code = loop {
        bob.send(&look_up).await;
        match bob.next().await {
            RelayFrame::Entry { .. } => found += 1,
            RelayFrame::Refused { code, .. } => break code,
            other => panic!("no answer but {other:?}"),
        }
    };
    assert_eq!(code, Code::RateLimited);
    assert!(found >= 60, "{found}");
}

#[tokio::test]
async fn a_revoked_browser_is_out_at_once_and_out_when_it_comes_again() {
    let world = World::new().await;
    let (alice, link) = (Person::new(1), Link::new(1));
    let mut phone = world.phone(&alice).await;
    phone.allow(&link).await;
    let mut browser = world.browser(&link).await;
    browser.next().await;
    phone.next().await;
    let farewell = Farewell([9; 32]);
    phone
        .send(&ClientFrame::RevokeLink {
            request: 2,
            link: link.id,
            farewell: farewell.clone(),
        })
        .await;
    let unlinked = RelayFrame::Unlinked {
        link: link.id,
        farewell,
    };
    assert_eq!(browser.next().await, unlinked);
    browser.expect_close().await;
    phone.expect_done(2).await;
    let mut late = world.client().await;
    late.hello(link.role()).await;
    assert_eq!(late.next().await, unlinked);
    late.expect_close().await;
}

#[tokio::test]
async fn pages_of_other_sites_are_turned_away_and_own_ones_let_in() {
    let world = World::new().await;
    let port = world.address().port();
    for origin in [
        "http://evil.example".to_owned(),
        "null".to_owned(),
        format!("http://localhost:{}", port ^ 1),
        format!("https://localhost:{port}"),
    ] {
        match Client::connect(&world.origin(), Some(&origin)).await {
            Err(tungstenite::Error::Http(response)) => {
                assert_eq!(response.status(), 403, "{origin}");
            }
            other => panic!("{origin}: {:?}", other.map(|_| "let in")),
        }
    }
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        let origin = format!("http://{host}:{port}");
        assert!(Client::connect(&world.origin(), Some(&origin)).await.is_ok());
    }
}

#[tokio::test]
async fn a_client_that_answers_no_ping_is_gone() {
    let world = World::with(|config| config.ping = Duration::from_millis(40)).await;
    let (alice, link) = (Person::new(1), Link::new(1));
    let mut phone = world.phone(&alice).await;
    phone.allow(&link).await;
    let silent = world.browser(&link).await;
    let here = RelayFrame::PeerHere { link: link.id };
    assert_eq!(phone.next().await, here);
    // The phone answers pings while it waits; the browser's socket is never read.
    let away = phone.next().await;
    assert!(matches!(away, RelayFrame::PeerAway { .. }), "{away:?}");
    drop(silent);
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_off_and_not_buffered() {
    let world = World::new().await;
    let (alice, link) = (Person::new(1), Link::new(1));
    let mut phone = world.phone(&alice).await;
    phone.allow(&link).await;
    let slow = world.browser(&link).await;
    phone.next().await;
    let frame = ClientFrame::Forward {
        link: link.id,
        payload: vec![0; 60_000],
    };
    // Far more than all buffers on the way hold: 60 MB.
    for _ in 0..1_000 {
        phone.send(&frame).await;
    }
    let away = phone.next().await;
    assert!(matches!(away, RelayFrame::PeerAway { .. }), "{away:?}");
    drop(slow);
}

#[tokio::test]
async fn one_connection_too_many_is_refused_by_name() {
    let world = World::with(|config| config.connections = 1).await;
    let first = world.page().await;
    let mut second = Client::connect(&world.origin(), None).await.unwrap();
    assert_eq!(second.refused, Some(Code::Crowded));
    second.expect_close().await;
    drop(first);
}
