//! Browsers let in and shut out.

use pillion_wire::{
    client_frame::{ClientFrame, Role},
    id::{Farewell, LinkToken},
    limit::LINKS,
    refusal::Code,
    relay_frame::RelayFrame,
};

use crate::stage::{Link, Person, Stage};

const LINK: Link = Link(1);
const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

fn revoke(link: &Link) -> ClientFrame {
    ClientFrame::RevokeLink {
        request: 5,
        link: link.id(),
        farewell: Farewell([9; 32]),
    }
}

fn unlinked() -> RelayFrame {
    RelayFrame::Unlinked {
        link: LINK.id(),
        farewell: Farewell([9; 32]),
    }
}

const DONE: RelayFrame = RelayFrame::Done { request: 5 };

#[test]
fn an_unknown_link_and_a_wrong_token_look_alike() {
    let mut stage = Stage::new();
    stage.phone_with(&Person::new(1), &LINK);
    let wrong = Role::Browser {
        link: LINK.id(),
        token: LinkToken([2; 32]),
    };
    for role in [Link(2).role(), wrong] {
        let id = stage.connect();
        stage.hello(id, role);
        stage.expect_end(id, Code::UnknownLink);
    }
}

#[test]
fn a_revoked_browser_is_out_at_once() {
    let mut stage = Stage::new();
    let phone = stage.phone_with(&Person::new(1), &LINK);
    let browser = stage.browser(&LINK);
    stage.take(phone);
    stage.take(browser);
    stage.send(phone, &revoke(&LINK));
    stage.expect_frames(browser, &[unlinked()]);
    assert!(stage.closed.contains(&browser));
    stage.expect_frames(phone, &[DONE]);
    stage.send(phone, &LINK.forward(b"x"));
    let nobody = RelayFrame::PeerAway {
        link: LINK.id(),
        last_seen: None,
    };
    stage.expect_frames(phone, &[nobody]);
}

#[test]
fn a_browser_revoked_while_away_hears_it_when_it_comes_also_after_a_restart() {
    let mut stage = Stage::new();
    let alice = Person::new(1);
    let phone = stage.phone_with(&alice, &LINK);
    stage.send(phone, &revoke(&LINK));
    stage.expect_frames(phone, &[DONE]);
    stage.restart();
    for _ in 0..2 {
        let browser = stage.connect();
        stage.take_challenge(browser);
        stage.hello(browser, LINK.role());
        stage.expect_frames(browser, &[unlinked()]);
        assert!(stage.closed.contains(&browser));
    }
    let phone = stage.phone(&alice);
    stage.expect_nothing(phone);
}

#[test]
fn a_farewell_is_only_for_who_holds_the_token() {
    let mut stage = Stage::new();
    let phone = stage.phone_with(&Person::new(1), &LINK);
    stage.send(phone, &revoke(&LINK));
    let id = stage.connect();
    let token = LinkToken([2; 32]);
    stage.hello(id, Role::Browser { link: LINK.id(), token });
    stage.expect_end(id, Code::UnknownLink);
}

#[test]
fn a_farewell_is_kept_a_month() {
    let mut stage = Stage::new();
    let phone = stage.phone_with(&Person::new(1), &LINK);
    stage.send(phone, &revoke(&LINK));
    stage.pass_ms(29 * DAY_MS);
    let id = stage.connect();
    stage.take_challenge(id);
    stage.hello(id, LINK.role());
    stage.expect_frames(id, &[unlinked()]);
    stage.pass_ms(2 * DAY_MS);
    let id = stage.connect();
    stage.hello(id, LINK.role());
    stage.expect_end(id, Code::UnknownLink);
}

#[test]
fn nobody_can_revoke_or_take_the_link_of_another() {
    let mut stage = Stage::new();
    let alice = Person::new(1);
    let phone = stage.phone_with(&alice, &LINK);
    let browser = stage.browser(&LINK);
    stage.take(phone);
    stage.take(browser);
    let mallory = stage.phone(&Person::new(2));
    stage.send(mallory, &revoke(&LINK));
    stage.expect_frames(mallory, &[DONE]);
    stage.expect_nothing(browser);
    stage.send(mallory, &LINK.allow(1));
    stage.expect_refused(mallory, 1, Code::UnknownLink);
    stage.send(browser, &LINK.forward(b"x"));
    assert_eq!(stage.take(phone).len(), 1, "the link still stands");
}

#[test]
fn revoking_twice_is_done_and_a_revoked_link_stays_so() {
    let mut stage = Stage::new();
    let phone = stage.phone_with(&Person::new(1), &LINK);
    for _ in 0..2 {
        stage.send(phone, &revoke(&LINK));
        stage.expect_frames(phone, &[DONE]);
    }
    stage.send(phone, &LINK.allow(1));
    stage.expect_refused(phone, 1, Code::UnknownLink);
}

#[test]
fn an_account_has_a_limited_number_of_links() {
    let mut stage = Stage::new();
    let phone = stage.phone(&Person::new(1));
    let links: Vec<Link> = (1..).take(LINKS + 1).map(Link).collect();
    for link in &links[..LINKS] {
        stage.allow(phone, link);
    }
    stage.send(phone, &links[LINKS].allow(1));
    stage.expect_refused(phone, 1, Code::TooManyLinks);
    stage.allow(phone, &links[0]);
    stage.send(phone, &revoke(&links[0]));
    stage.take(phone);
    stage.allow(phone, &links[LINKS]);
}

#[test]
fn a_revocation_that_crosses_a_hello_wins() {
    for browser_is_first in [true, false] {
        let mut stage = Stage::new();
        let phone = stage.phone_with(&Person::new(1), &LINK);
        let browser = stage.connect();
        stage.take_challenge(browser);
        stage.store_is_slow = true;
        if browser_is_first {
            stage.hello(browser, LINK.role());
        }
        stage.send(phone, &revoke(&LINK));
        if !browser_is_first {
            stage.hello(browser, LINK.role());
        }
        stage.store_is_slow = false;
        stage.store_answers();
        assert!(stage.closed.contains(&browser));
        let frames = stage.take(browser);
        assert!(matches!(frames.last(), Some(RelayFrame::Unlinked { .. })), "{frames:?}");
    }
}
