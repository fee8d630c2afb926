//! Links by which people ask to be let into a group, and what the admin who gave them out says.

use pillion_phone::app::{letter::Letter, phone::Options};
use pillion_protocol::{
    content::{group::GroupChange, group_ask::GroupAsk, id::ChatId, problem::Problem, reply::Answer, request::Ask},
    invitation::{Invitation, InvitationId},
};

use crate::world::{Name, World, origin};

impl World {
    fn link(&mut self, name: Name, chat: ChatId, renew: bool) -> String {
        match self.ask_group(name, GroupAsk::InviteLink { chat, renew }) {
            Some(Answer::Code(code)) => code,
            other => panic!("no link: {other:?}"),
        }
    }

    fn follow(&mut self, name: Name, code: &str) -> Option<Answer> {
        let code = code.to_owned();
        let answer = self.ask_group(name, GroupAsk::Join { code });
        self.pass(1_000);
        answer
    }

    fn asking(&mut self, name: Name, chat: ChatId) -> Vec<String> {
        match self.ask_group(name, GroupAsk::Asking { chat }) {
            Some(Answer::Members { members, more: None }) => {
                members.iter().map(|member| member.handle.as_str().to_owned()).collect()
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Alice's group with Bob, and Carol, whom nobody knows.
fn carol_outside() -> (World, Vec<ChatId>) {
    let (mut world, chats) = World::of_many(&["bob"]);
    world.add_phone("carol", "carol", Options::default());
    world.pass(1_000);
    (world, chats)
}

#[test]
fn who_follows_a_link_asks_and_is_let_in() {
    let (mut world, chats) = carol_outside();
    let link = world.link("alice", chats[0], false);
    assert!(link.starts_with("pillion://join/"));
    assert_eq!(world.link("alice", chats[0], false), link, "it stays the same");
    let before = world.chats("alice").len();
    assert_eq!(world.follow("carol", &link), Some(Answer::Done));
    assert_eq!(world.chat("alice", chats[0]).group.unwrap().asking, 1);
    assert_eq!(world.asking("alice", chats[0]), ["carol"]);
    assert_eq!(world.chats("alice").len(), before, "no chat, and no request");
    assert!(world.asking("bob", chats[1]).is_empty());
    let carol = world.account_of("carol");
    world.changes("alice", chats[0], GroupChange::Admit(carol));
    assert_eq!(world.chat("alice", chats[0]).group.unwrap().asking, 0);
    let of_carol = world.group_of("carol");
    assert!(!world.chat("carol", of_carol).request, "she has asked for it");
    world.say("carol", of_carol, "thank you");
    world.pass(1_000);
    assert_eq!(
        world.thread("bob", chats[1]),
        ["[alice made]", "[alice added @carol]", "@carol: thank you"]
    );
}

#[test]
fn who_is_turned_away_is_forgotten_and_may_ask_again() {
    let (mut world, chats) = carol_outside();
    let link = world.link("alice", chats[0], false);
    world.follow("carol", &link);
    let carol = world.account_of("carol");
    world.changes("alice", chats[0], GroupChange::TurnAway(carol));
    assert!(world.asking("alice", chats[0]).is_empty());
    assert_eq!(
        world.not_changed("alice", chats[0], GroupChange::Admit(carol)),
        Problem::NoSuchMember
    );
    world.follow("carol", &link);
    world.follow("carol", &link);
    assert_eq!(world.asking("alice", chats[0]), ["carol"]);
}

#[test]
fn a_link_that_was_renewed_or_whose_maker_leads_no_more_is_void() {
    let (mut world, chats) = carol_outside();
    let old = world.link("alice", chats[0], false);
    let new = world.link("alice", chats[0], true);
    assert_ne!(old, new);
    assert_eq!(world.follow("carol", &old), Some(Answer::Done));
    assert!(world.asking("alice", chats[0]).is_empty());
    let bob = world.account_of("bob");
    world.changes("alice", chats[0], GroupChange::Admin { account: bob, on: true });
    let alice = world.account_of("alice");
    world.changes(
        "bob",
        chats[1],
        GroupChange::Admin {
            account: alice,
            on: false,
        },
    );
    world.follow("carol", &new);
    assert!(world.asking("alice", chats[0]).is_empty());
}

#[test]
fn only_admins_give_out_links() {
    let (mut world, chats) = carol_outside();
    let problem = |answer| match answer {
        Some(Answer::Problem(problem)) => problem,
        other => panic!("{other:?}"),
    };
    let ask = |chat| GroupAsk::InviteLink { chat, renew: false };
    assert_eq!(problem(world.ask_group("bob", ask(chats[1]))), Problem::NotAdmin);
    assert_eq!(problem(world.ask_group("bob", ask(chats[0]))), Problem::NoSuchChat);
    let pair = world.befriend("alice", "bob").chat;
    assert_eq!(problem(world.ask_group("alice", ask(pair))), Problem::NotAGroup);
    assert_eq!(
        problem(world.ask_group("alice", GroupAsk::Asking { chat: pair })),
        Problem::NotAGroup
    );
    let cursor = None;
    assert_eq!(
        problem(world.ask_group("alice", GroupAsk::Members { chat: pair, cursor })),
        Problem::NotAGroup
    );
}

#[test]
fn links_that_are_none_are_refused() {
    let (mut world, chats) = carol_outside();
    let link = world.link("alice", chats[0], false);
    let refused = |world: &mut World, code: &str| match world.follow("carol", code) {
        Some(Answer::Problem(problem)) => problem,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&mut world, "hello"), Problem::NotAnInvitation);
    assert_eq!(refused(&mut world, &link[..60]), Problem::DamagedCode);
    let own = match world.follow("alice", &link) {
        Some(Answer::Problem(problem)) => problem,
        other => panic!("{other:?}"),
    };
    assert_eq!(own, Problem::OwnHandle);
    let read = Invitation::parse(&link).unwrap();
    let elsewhere = Invitation {
        origin: pillion_wire::origin::Origin::parse("https://elsewhere.example").unwrap(),
        ..read.clone()
    };
    assert_eq!(
        refused(&mut world, &elsewhere.to_url().unwrap()),
        Problem::ForeignContact
    );
    let nobody = Invitation {
        card: vec![1; 140],
        ..read
    };
    assert_eq!(refused(&mut world, &nobody.to_url().unwrap()), Problem::DamagedCode);
    assert_eq!(origin().as_str(), "http://localhost:8080");
    world.stop_relay();
    assert_eq!(refused(&mut world, &link), Problem::Offline);
}

#[test]
fn an_invitation_is_told_after_a_restart_of_either_side() {
    let (mut world, chats) = carol_outside();
    let link = world.link("alice", chats[0], false);
    world.kill("alice");
    assert_eq!(world.follow("carol", &link), Some(Answer::Done));
    world.kill("carol");
    world.switch_on("carol");
    world.pass(1_000);
    world.switch_on("alice");
    world.pass(2_000);
    assert_eq!(world.asking("alice", chats[0]), ["carol"]);
}

#[test]
fn a_blocked_contact_and_a_guess_ask_for_nothing() {
    let (mut world, chats) = carol_outside();
    let link = world.link("alice", chats[0], false);
    let pair = world.befriend("carol", "alice").chat;
    world.say("carol", pair, "hello");
    world.pass(1_000);
    let guess = Letter::Join {
        invitation: InvitationId([9; 16]),
    };
    world.forge("carol", pair, &[guess]);
    assert!(world.asking("alice", chats[0]).is_empty());
    let account = world.account_of("carol");
    world.act("alice", Ask::Block { account, on: true });
    world.follow("carol", &link);
    assert!(world.asking("alice", chats[0]).is_empty());
}
