//! The code that a page shows: its bytes, and every way in which a text is not one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use people::cast::{other_relay, relay, rng};
use pillion_protocol::{
    code::{CodeError, LinkCode},
    crypto::key::{PairingSecret, StaticPublic},
};
use pillion_wire::{id::RendezvousId, origin::Origin};
use proptest::prelude::*;

fn code() -> LinkCode {
    LinkCode {
        page_key: StaticPublic::from_bytes([0x11; 32]),
        secret: PairingSecret::from_bytes([0x22; 32]),
        rendezvous: RendezvousId([0x33; 16]),
        origin: relay(),
    }
}

fn bytes_of(url: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD
        .decode(url.strip_prefix("pillion://link/").unwrap())
        .unwrap()
}

fn url_of(bytes: &[u8]) -> String {
    format!("pillion://link/{}", URL_SAFE_NO_PAD.encode(bytes))
}

#[test]
fn golden_bytes() {
    let golden = [
        "01",                                                               // layout version
        "1111111111111111111111111111111111111111111111111111111111111111", // page key
        "2222222222222222222222222222222222222222222222222222222222222222", // one-time secret
        "33333333333333333333333333333333",                                 // rendezvous id
        "82302353",                                                         // checksum
        "68747470733a2f2f72656c61792e6578616d706c65",                       // origin: https://relay.example
    ];
    assert_eq!(hex::encode(bytes_of(&code().to_url())), golden.concat());
    insta::assert_snapshot!(code().to_url(), @"pillion://link/ARERERERERERERERERERERERERERERERERERERERERERIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIzMzMzMzMzMzMzMzMzMzMzgjAjU2h0dHBzOi8vcmVsYXkuZXhhbXBsZQ");
}

#[test]
fn a_code_comes_back_however_it_was_pasted() {
    let url = code().to_url();
    let (head, tail) = url.split_at(60);
    for text in [
        url.clone(),
        format!("  {url}\n"),
        format!("{head}\n{tail}"),
        format!("{head} \t{tail}"),
        url.replace("pillion://link/", "PILLION://LINK/"),
    ] {
        assert_eq!(LinkCode::parse(&text), Ok(code()), "{text}");
    }
}

#[test]
fn what_is_something_else_is_named_so() {
    for text in [
        "",
        "hello",
        "https://relay.example",
        "pillion:",
        "pillion://",
        "pillion://link",
        "WIFI:S:home;T:WPA;P:secret;;",
        "pillion://linkage/AAAA",
        "🦀🦀🦀🦀🦀🦀",
        &"x".repeat(5_000),
    ] {
        assert_eq!(LinkCode::parse(text), Err(CodeError::NotPillion), "{text}");
    }
}

#[test]
fn a_contact_code_cannot_link() {
    assert_eq!(LinkCode::parse("pillion://contact/AAAA"), Err(CodeError::Contact));
    let disguised = code().to_url().replace("link", "contact");
    assert_eq!(LinkCode::parse(&disguised), Err(CodeError::Contact));
}

#[test]
fn every_cut_is_damage() {
    let url = code().to_url();
    for end in "pillion://link/".len()..url.len() {
        assert_eq!(LinkCode::parse(&url[..end]), Err(CodeError::Damaged), "cut at {end}");
    }
    assert_eq!(LinkCode::parse(&format!("{url}A")), Err(CodeError::Damaged));
    assert_eq!(LinkCode::parse(&format!("{url}=")), Err(CodeError::Damaged));
}

#[test]
fn every_changed_byte_is_damage_or_a_newer_version() {
    let bytes = bytes_of(&code().to_url());
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            let expected = match (at, changed[0]) {
                (0, version @ 2..) => CodeError::Newer { version },
                _ => CodeError::Damaged,
            };
            assert_eq!(
                LinkCode::parse(&url_of(&changed)),
                Err(expected),
                "byte {at}, bit {bit}"
            );
        }
    }
}

#[test]
fn another_relay_is_named() {
    assert_eq!(code().check_origin(&relay()), Ok(()));
    let error = code().check_origin(&other_relay()).unwrap_err();
    assert_eq!(
        error,
        CodeError::OtherRelay {
            code: relay(),
            own: other_relay()
        }
    );
    insta::assert_snapshot!(error, @"This code is for the relay https://relay.example, but this phone uses https://other.example. Open the page of your own relay.");
}

#[test]
fn every_error_is_a_sentence() {
    for error in [
        CodeError::NotPillion,
        CodeError::Contact,
        CodeError::Damaged,
        CodeError::Newer { version: 2 },
        CodeError::OtherRelay {
            code: relay(),
            own: other_relay(),
        },
    ] {
        let sentence = error.to_string();
        assert!(sentence.starts_with("This") && sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn debug_shows_no_secret() {
    insta::assert_debug_snapshot!(code(), @r#"
    LinkCode {
        page_key: StaticPublic(11111111…),
        secret: PairingSecret(secret),
        rendezvous: RendezvousId(33333333…),
        origin: Origin(https://relay.example),
    }
    "#);
}

#[test]
fn the_code_of_a_long_origin_still_fits_a_qr() {
    let origin = Origin::parse(&format!("https://{}.example:12345", "a".repeat(230))).unwrap();
    let url = LinkCode { origin, ..code() }.to_url();
    assert!(url.len() < 1_024, "{} characters", url.len());
    assert!(LinkCode::parse(&url).is_ok());
}

proptest! {
    #[test]
    fn every_code_comes_back(seed in any::<u64>(), host in "[a-z]{1,20}(\\.[a-z]{2,8}){0,3}", port in 1_u16..) {
        let mut rng = rng(seed);
        let origin = Origin::parse(&format!("http://{host}:{port}")).unwrap();
        let code = LinkCode {
            page_key: StaticPublic::from_bytes(pillion_protocol::crypto::random::bytes(&mut rng)),
            secret: PairingSecret::random(&mut rng),
            rendezvous: RendezvousId(pillion_protocol::crypto::random::bytes(&mut rng)),
            origin,
        };
        prop_assert_eq!(LinkCode::parse(&code.to_url()), Ok(code));
    }

    #[test]
    fn random_text_never_panics(text in ".{0,300}", bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = LinkCode::parse(&text);
        let _ = LinkCode::parse(&format!("pillion://link/{text}"));
        let _ = LinkCode::parse(&url_of(&bytes));
        let mut versioned = vec![1];
        versioned.extend(bytes);
        prop_assert_eq!(LinkCode::parse(&url_of(&versioned)), Err(CodeError::Damaged));
    }
}
