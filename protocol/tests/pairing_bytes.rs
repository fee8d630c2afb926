//! What a pairing leaves behind: the records of both ends, the bytes of its messages, and logs without secrets.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

use people::cast::{NOON, alice, alices_browser, alices_phone, linked, relay, rng};
use pillion_protocol::{
    code::LinkCode,
    link::{page::PageLink, phone::PhoneLink, record},
    pairing::{
        page::{Decision, Met, Offer},
        phone::{Introduced, Scan},
    },
};

fn offer(seed: u64) -> Offer {
    Offer::new(NOON, relay(), &mut rng(seed))
}

fn scan(code: &LinkCode, seed: u64) -> (Scan, Vec<u8>) {
    Scan::start(code.clone(), &code.origin, &alices_phone(), &mut rng(seed)).unwrap()
}

/// Up to the moment at which both show the check.
fn introduced() -> (Met, Introduced) {
    let offer = offer(1);
    let (scan, hello) = scan(offer.code(), 2);
    let (met, answer) = offer.answer(NOON, &hello, &alices_browser(), &mut rng(3)).unwrap();
    (met, scan.receive(&answer).unwrap())
}

#[test]
fn records_come_back_from_storage_and_damaged_ones_do_not() {
    let (page, phone) = linked(1);
    let page_bytes = record::to_bytes(&page);
    let phone_bytes = record::to_bytes(&phone);
    assert_eq!(record::from_bytes::<PageLink>(&page_bytes), Ok(page));
    assert_eq!(record::from_bytes::<PhoneLink>(&phone_bytes), Ok(phone));
    for end in 0..page_bytes.len() {
        assert!(
            record::from_bytes::<PageLink>(&page_bytes[..end]).is_err(),
            "cut at {end}"
        );
    }
    for end in 0..phone_bytes.len() {
        assert!(
            record::from_bytes::<PhoneLink>(&phone_bytes[..end]).is_err(),
            "cut at {end}"
        );
    }
    assert!(record::from_bytes::<PhoneLink>(&page_bytes).is_err());
}

#[test]
fn debug_shows_no_secret() {
    let (page, phone) = linked(1);
    insta::assert_debug_snapshot!(page, @r#"
    PageLink {
        link: LinkId(82264757…),
        token: LinkToken(secret),
        own: StaticSecret(secret),
        phone: StaticPublic(bf97c608…),
        keys: PageKeys {
            current: LinkKey(secret),
            next: None,
        },
        farewell_hash: FarewellHash(…),
        origin: Origin(https://relay.example),
        account: AccountId(a1a1a1a1…),
        handle: @alice,
        name: "Alice",
    }
    "#);
    insta::assert_debug_snapshot!(phone, @r#"
    PhoneLink {
        link: LinkId(82264757…),
        token_hash: TokenHash(…),
        own: StaticSecret(secret),
        page: StaticPublic(c9561fe3…),
        key: LinkKey(secret),
        farewell: Farewell(…),
        origin: Origin(https://relay.example),
    }
    "#);
    let (met, asked) = introduced();
    insta::assert_debug_snapshot!(met, @r#"
    Met {
        channel: PaddedChannel {
            channel: Channel(secret),
        },
        check: Check(🥕 carrot  🐱 cat  🍌 banana  🍌 banana),
        phone_about: PhoneAbout {
            name: "Alice",
            version: "0.1.0",
        },
        own: StaticSecret(secret),
        phone: StaticPublic(52cca643…),
        origin: Origin(https://relay.example),
    }
    "#);
    insta::assert_debug_snapshot!(asked, @r#"
    Introduced {
        channel: PaddedChannel {
            channel: Channel(secret),
        },
        check: Check(🥕 carrot  🐱 cat  🍌 banana  🍌 banana),
        browser: BrowserAbout {
            browser: "Firefox 151",
            os: "Linux",
            origin: "https://relay.example",
        },
        own: StaticSecret(secret),
        code: LinkCode {
            page_key: StaticPublic(c9561fe3…),
            secret: PairingSecret(secret),
            rendezvous: RendezvousId(79b11434…),
            origin: Origin(https://relay.example),
        },
    }
    "#);
    insta::assert_debug_snapshot!(offer(1), @r#"
    Offer {
        own: StaticSecret(secret),
        code: LinkCode {
            page_key: StaticPublic(c9561fe3…),
            secret: PairingSecret(secret),
            rendezvous: RendezvousId(79b11434…),
            origin: Origin(https://relay.example),
        },
        made_at: 1700000000000ms,
    }
    "#);
}

#[test]
fn the_transcript_of_a_seed_stays_what_it_is() {
    // If this changes, phones and pages of the version before cannot be linked with this one.
    let offer = offer(1);
    let (scan, hello) = scan(offer.code(), 2);
    let (met, answer) = offer.answer(NOON, &hello, &alices_browser(), &mut rng(3)).unwrap();
    let asked = scan.receive(&answer).unwrap();
    let check = asked.check().to_string();
    let (granting, grant, _) = asked.grant(&alice(), &mut rng(4)).unwrap();
    let Decision::Granted { kept, .. } = met.receive(&grant).unwrap() else {
        panic!("Alice said yes");
    };
    let active = granting.receive(&kept).unwrap();
    let lines: Vec<String> = [
        ("hello", hello),
        ("answer", answer),
        ("grant", grant),
        ("kept", kept),
        ("active", active),
    ]
    .iter()
    .map(|(name, bytes)| {
        let (head, tail) = (&bytes[..16], &bytes[bytes.len() - 16..]);
        format!(
            "{name}: {} bytes, {} … {}",
            bytes.len(),
            hex::encode(head),
            hex::encode(tail)
        )
    })
    .collect();
    insta::assert_snapshot!(format!("{check}\n{}", lines.join("\n")), @r#"
    🥕 carrot  🐱 cat  🍌 banana  🍌 banana
    hello: 352 bytes, ca8b1b4de47ee98f116acfa4791afc0b … f8ead7eb70fdc95e0952101071de565c
    answer: 304 bytes, 464a36fb5639c45dd9bbfbfa708f68df … 820b9668ec5a7ba9965e1c4e204fff11
    grant: 272 bytes, 24250bdf745b832d4d14bda2851f2cd7 … 07cba2bf4d0d3f2798f86e4ee623f2c4
    kept: 272 bytes, 75eefdfe2b103e1448a345b7cec8da41 … 1b284a2a421a58b56765617d31d73cc5
    active: 272 bytes, 47fb961996b36499c1954edc87b9dd15 … 4939bf8067ae8fd90a6895093a878ecd
    "#);
}
