//! Who is let in, and who is not.

use pillion_relay::hub::{
    input::{Input, Network},
    rate::Allowance,
    settings::HELLO_MS,
};
use pillion_wire::{
    client_frame::{ClientFrame, Role},
    limit::{OLDEST_VERSION, VERSION},
    origin::Origin,
    refusal::Code,
    relay_frame::RelayFrame,
};

use crate::stage::{Link, Person, Stage, nonce, origin};

#[test]
fn a_phone_that_signs_under_any_name_of_the_relay_is_let_in() {
    let mut stage = Stage::new();
    for name in ["http://127.0.0.1:8080", "https://a.example"] {
        let id = stage.connect();
        let challenge = RelayFrame::Challenge {
            version: VERSION,
            oldest_version: OLDEST_VERSION,
            nonce: nonce(id),
        };
        stage.expect_frames(id, &[challenge]);
        stage.hello(id, Person::new(1).role(&Origin::parse(name).unwrap(), id));
        let now = stage.now;
        stage.expect_frames(id, &[RelayFrame::Ready { now, key_packages: 0 }]);
    }
}

#[test]
fn a_signature_for_another_relay_is_refused() {
    let mut stage = Stage::new();
    let id = stage.connect();
    let elsewhere = Origin::parse("https://b.example").unwrap();
    stage.hello(id, Person::new(1).role(&elsewhere, id));
    stage.expect_end(id, Code::BadSignature);
}

#[test]
fn a_signature_of_another_challenge_is_refused() {
    let mut stage = Stage::new();
    let alice = Person::new(1);
    let first = stage.phone(&alice);
    let id = stage.connect();
    stage.hello(id, alice.role(&origin(), first));
    stage.expect_end(id, Code::BadSignature);
    stage.expect_nothing(first);
}

#[test]
fn a_signature_of_another_key_is_refused() {
    let mut stage = Stage::new();
    let id = stage.connect();
    let Role::Phone { signature, .. } = Person::new(2).role(&origin(), id) else {
        panic!("a phone");
    };
    let account = Person::new(1).account();
    stage.hello(id, Role::Phone { account, signature });
    stage.expect_end(id, Code::BadSignature);
}

#[test]
fn an_account_that_is_no_key_is_refused() {
    let mut stage = Stage::new();
    for byte in [0_u8, 1, 2, 0xff] {
        // Among them the points of small order, for which signatures can be made up.
        let id = stage.connect();
        let mut account = [0; 32];
        account[0] = byte;
        let account = pillion_wire::id::AccountId(account);
        let mut signature = [0; 64];
        signature[0] = 1;
        stage.hello(id, Role::Phone { account, signature });
        stage.expect_end(id, Code::BadSignature);
    }
}

#[test]
fn a_version_that_the_relay_does_not_speak_is_refused() {
    let mut stage = Stage::new();
    for version in [0, VERSION + 1, u16::MAX] {
        let id = stage.connect();
        stage.send(
            id,
            &ClientFrame::Hello {
                version,
                role: Role::Page,
                agent: String::new(),
            },
        );
        stage.expect_end(id, Code::Version);
    }
}

#[test]
fn nothing_is_answered_before_a_hello() {
    let mut stage = Stage::new();
    for frame in [
        ClientFrame::Ping { token: 1 },
        ClientFrame::Ack { through: 0 },
        Link(1).forward(b"x"),
        Link(1).allow(1),
    ] {
        let id = stage.connect();
        stage.send(id, &frame);
        stage.expect_end(id, Code::OutOfState);
    }
}

#[test]
fn a_second_hello_is_refused() {
    let mut stage = Stage::new();
    let page = stage.page();
    stage.hello(page, Role::Page);
    stage.expect_end(page, Code::OutOfState);
    let phone = stage.phone(&Person::new(1));
    stage.hello(phone, Person::new(1).role(&origin(), phone));
    stage.expect_end(phone, Code::OutOfState);
}

#[test]
fn a_client_that_says_nothing_is_ended_in_time() {
    let mut stage = Stage::new();
    let (silent, page) = (stage.connect(), stage.page());
    stage.take_challenge(silent);
    stage.pass_ms(HELLO_MS - 1);
    stage.expect_nothing(silent);
    stage.pass_ms(1);
    stage.expect_end(silent, Code::OutOfState);
    stage.expect_nothing(page);
}

#[test]
fn roles_may_not_do_what_is_for_others() {
    let mut stage = Stage::new();
    let (alice, link) = (Person::new(1), Link(1));
    let phone = stage.phone_with(&alice, &link);
    let rendezvous = pillion_wire::id::RendezvousId([1; 16]);
    for frame in [
        ClientFrame::Ack { through: 0 },
        link.allow(1),
        ClientFrame::OpenRendezvous { rendezvous },
        ClientFrame::TakeKeyPackage {
            request: 1,
            account: alice.account(),
        },
    ] {
        let browser = stage.browser(&link);
        stage.send(browser, &frame);
        stage.expect_end(browser, Code::OutOfState);
    }
    for frame in [
        ClientFrame::JoinRendezvous { request: 1, rendezvous },
        link.forward(b"x"),
        crate::stage::put(1, &[&alice], b"x"),
    ] {
        let page = stage.page();
        stage.send(page, &frame);
        stage.expect_end(page, Code::OutOfState);
    }
    stage.send(phone, &ClientFrame::OpenRendezvous { rendezvous });
    stage.expect_end(phone, Code::OutOfState);
}

#[test]
fn a_second_phone_of_an_account_supersedes_the_first() {
    let mut stage = Stage::new();
    let alice = Person::new(1);
    let first = stage.phone(&alice);
    let second = stage.phone(&alice);
    stage.expect_end(first, Code::Superseded);
    stage.send(second, &ClientFrame::Ping { token: 9 });
    stage.expect_frames(second, &[RelayFrame::Pong { token: 9 }]);
    // The driver reports the end of the first one late: the second is not concerned.
    stage.disconnect(first);
    let bob = stage.phone(&Person::new(2));
    stage.send(bob, &crate::stage::put(1, &[&alice], b"x"));
    assert!(matches!(
        stage.take(second).as_slice(),
        [RelayFrame::Deliver { seq: 1, .. }]
    ));
}

#[test]
fn failed_hellos_from_one_network_are_limited_and_others_are_not_concerned() {
    let mut stage = Stage::with(|settings| settings.hello_failures = Allowance::new(3, 1_000));
    let (near, far) = (Some(Network([1; 16])), Some(Network([2; 16])));
    let guess = |stage: &mut Stage, network| {
        let id = stage.connect_from(network);
        stage.take_challenge(id);
        stage.hello(id, Link(1).role());
        id
    };
    for _ in 0..3 {
        let id = guess(&mut stage, near);
        stage.expect_end(id, Code::UnknownLink);
    }
    let id = guess(&mut stage, near);
    stage.expect_end(id, Code::RateLimited);
    let id = guess(&mut stage, far);
    stage.expect_end(id, Code::UnknownLink);
    stage.pass_ms(1_000);
    let id = guess(&mut stage, near);
    stage.expect_end(id, Code::UnknownLink);
}

#[test]
fn one_connection_too_many_is_told_so() {
    let mut stage = Stage::with(|settings| settings.connections = 2);
    let (first, second) = (stage.page(), stage.page());
    let third = stage.connect();
    stage.expect_end(third, Code::Crowded);
    stage.expect_nothing(second);
    stage.disconnect(first);
    stage.page();
}

#[test]
fn a_closing_relay_tells_everybody_and_takes_nobody() {
    let mut stage = Stage::new();
    let (alice, link) = (Person::new(1), Link(1));
    let phone = stage.phone_with(&alice, &link);
    let browser = stage.browser(&link);
    let page = stage.page();
    stage.take(phone);
    stage.take(browser);
    stage.input(Input::Closing);
    for id in [phone, browser, page] {
        assert_eq!(stage.sent[&id].len(), 1, "and nothing else");
        stage.expect_end(id, Code::Closing);
    }
    let late = stage.connect();
    stage.expect_end(late, Code::Closing);
    assert_eq!(stage.hub.connection_count(), 0);
}
