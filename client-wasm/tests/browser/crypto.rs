//! A pairing and a session between the two real ends, with the browser's random source and compiled to Wasm.

use pillion_client::driver::random::Browser;
use pillion_protocol::{
    content::{
        id::Version,
        reply::{Answer, Reply},
        request::{Ask, Request},
    },
    endpoint::{
        envelope::Envelope,
        page::{Output as PageOutput, PageEnd},
        phone::{Output as PhoneOutput, PhoneEnd},
    },
    link::{page::PageLink, phone::PhoneLink},
    pairing::{
        about::{BrowserAbout, Line, PhoneAbout},
        grant::Owner,
        page::{Decision, Offer},
        phone::Scan,
    },
};
use pillion_wire::{handle::Handle, id::AccountId, origin::Origin, time::Timestamp};
use wasm_bindgen_test::wasm_bindgen_test;

const NOW: Timestamp = Timestamp(1_800_000_000_000);

fn pair() -> (PageLink, PhoneLink) {
    let origin = Origin::parse("https://chat.example.org").unwrap();
    let offer = Offer::new(NOW, origin.clone(), &mut Browser);
    let about = PhoneAbout::new("Ada", "1");
    let (scan, hello) = Scan::start(offer.code().clone(), &origin, &about, &mut Browser).unwrap();
    let (met, answer) = offer
        .answer(NOW, &hello, &BrowserAbout::new("b", "o", "p"), &mut Browser)
        .unwrap();
    let introduced = scan.receive(&answer).unwrap();
    assert_eq!(met.check(), introduced.check(), "both show the same signs");
    let owner = Owner {
        account: AccountId([1; 32]),
        handle: Handle::parse("ada").unwrap(),
        name: Line::clean("Ada"),
    };
    let (granting, grant, phone) = introduced.grant(&owner, &mut Browser).unwrap();
    let Ok(Decision::Granted { link, kept, waiting }) = met.receive(&grant) else {
        panic!("granted")
    };
    waiting.receive(&granting.receive(&kept).unwrap()).unwrap();
    (*link, phone)
}

/// Carries everything between the ends; what each heard.
fn settle(page: &mut PageEnd, phone: &mut PhoneEnd) -> (Vec<Envelope>, Vec<Envelope>) {
    let (mut at_page, mut at_phone) = (Vec::new(), Vec::new());
    loop {
        let mut idle = true;
        while let Some(output) = page.poll() {
            idle = false;
            match output {
                PageOutput::Transmit(bytes) => phone.receive(NOW, &bytes),
                PageOutput::Save(_) => page.saved(NOW),
                PageOutput::Incoming(envelope) => at_page.push(envelope),
                _ => {}
            }
        }
        while let Some(output) = phone.poll() {
            idle = false;
            match output {
                PhoneOutput::Transmit(bytes) => page.receive(NOW, &bytes),
                PhoneOutput::Save(_) => phone.saved(NOW),
                PhoneOutput::Incoming(envelope) => at_phone.push(envelope),
                _ => {}
            }
        }
        if idle {
            return (at_page, at_phone);
        }
    }
}

fn ask() -> Envelope {
    Envelope::Request(Request {
        id: 1,
        ask: Ask::Sync {
            since: Version(0),
            cursor: None,
        },
    })
}

#[wasm_bindgen_test]
fn a_pairing_and_a_session_work_in_the_browser() {
    let (page, phone) = pair();
    let (mut page, mut phone) = (
        PageEnd::new(page, Box::new(Browser)),
        PhoneEnd::new(phone, Box::new(Browser)),
    );
    page.peer_here(NOW);
    settle(&mut page, &mut phone);
    assert!(page.is_open());
    page.send(NOW, ask()).unwrap();
    assert_eq!(settle(&mut page, &mut phone).1, [ask()]);
    let reply = Envelope::Reply(Reply {
        id: 1,
        answer: Answer::Done,
    });
    phone.send(NOW, reply.clone()).unwrap();
    assert_eq!(settle(&mut page, &mut phone).0, [reply]);
}

#[wasm_bindgen_test]
fn another_phone_does_not_get_a_session() {
    let ((page, _), (_, other)) = (pair(), pair());
    let (mut page, mut other) = (
        PageEnd::new(page, Box::new(Browser)),
        PhoneEnd::new(other, Box::new(Browser)),
    );
    page.peer_here(NOW);
    settle(&mut page, &mut other);
    assert!(!page.is_open());
    assert!(page.send(NOW, ask()).is_err());
}
