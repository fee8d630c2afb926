//! Groups: four phones and a browser, admins who change things at the same moments, members who are away, and outages of everything.

use pillion_protocol::content::group::GroupChange;
use pillion_tests::{
    chance::rounds,
    sim::{
        circle::{Circle, NAMES},
        network::{CALM, Node, STORMY},
        snapshot::Snapshot,
    },
};
use pillion_wire::id::AccountId;

const ALICE: usize = 0;
const BOB: usize = 1;
const CAROL: usize = 2;
const DAVE: usize = 3;

/// Plays a story under many seeds, or under that of `PILLION_SEED`.
fn play(first: u64, seeds: u64, story: impl Fn(&mut Circle)) {
    let start: Snapshot = Circle::start();
    let seeds = match std::env::var("PILLION_SEED") {
        Ok(seed) => vec![seed.parse().expect("a seed is a number")],
        Err(_) => (first..first + rounds(seeds)).collect(),
    };
    for seed in seeds {
        let mut circle = Circle::of(&start, seed);
        story(&mut circle);
    }
}

/// A change that one of the admins may want, of a random kind.
fn some_change(circle: &mut Circle, by: usize) -> GroupChange {
    let who = [CAROL, DAVE][circle.lot(2)];
    let account = circle.account(who);
    match circle.lot(6) {
        0 | 1 => GroupChange::Add(vec![account]),
        2 => GroupChange::Remove(vec![account]),
        3 => GroupChange::Admin {
            account,
            on: circle.lot(2) == 0,
        },
        4 if by >= CAROL => GroupChange::Leave,
        _ => circle.name(),
    }
}

#[test]
fn admins_who_change_a_group_at_the_same_moment_never_split_it() {
    play(10_000, 60, together);
}

#[test]
fn admins_who_change_a_group_at_the_same_moment_never_split_it_with_other_lots() {
    play(20_000, 60, together);
}

/// No outages: every change that makes sense is done, however the two meet.
fn together(circle: &mut Circle) {
    circle.world.weather = if circle.lot(2) == 0 { CALM } else { STORMY };
    let (carol, dave) = (circle.account(CAROL), circle.account(DAVE));
    for round in 0..3 {
        let changes = match (round, circle.lot(2)) {
            (0, 0) => [GroupChange::Add(vec![dave]), circle.name()],
            (0, _) => [GroupChange::Add(vec![dave]), GroupChange::Remove(vec![carol])],
            (1, 0) => [circle.name(), circle.name()],
            (1, _) => [
                GroupChange::Remove(vec![dave]),
                GroupChange::Admin {
                    account: circle.account(ALICE),
                    on: true,
                },
            ],
            _ => [GroupChange::Remove(guests(circle)), circle.name()],
        };
        let first = circle.lot(2);
        for (turn, change) in changes.into_iter().enumerate() {
            let writers = [circle.lot(3), circle.lot(3)];
            circle.writes(writers[0]);
            circle.wants([ALICE, BOB][(first + turn) % 2], change);
            circle.writes(writers[1]);
        }
        let ms = circle.lot(2_000) as u64;
        circle.pass(ms);
        circle.rests();
    }
    let left = circle.members();
    assert_eq!(left, [ALICE, BOB], "seed {}", circle.world.chance.seed());
}

/// Who is in beside Alice and Bob.
fn guests(circle: &mut Circle) -> Vec<AccountId> {
    let members = circle.members();
    let guests = members.into_iter().filter(|phone| *phone >= CAROL);
    guests.map(|phone| circle.account(phone)).collect()
}

#[test]
fn nothing_is_lost_in_a_group_whatever_happens_to_its_phones() {
    play(30_000, 90, chaos);
}

#[test]
fn nothing_is_lost_in_a_group_whatever_happens_the_same_with_other_lots() {
    play(40_000, 90, chaos);
}

#[test]
fn nothing_is_lost_in_a_group_whatever_happens_with_still_other_lots() {
    play(50_000, 90, chaos);
}

/// Everyone writes and changes things, while phones, relay and network fail.
fn chaos(circle: &mut Circle) {
    for _ in 0..2 {
        circle.world.weather = STORMY;
        for _ in 0..14 {
            let phone = circle.lot(NAMES.len());
            match circle.lot(16) {
                0 => circle.kill(phone, 20_000),
                1 => circle.world.cut_all_of(Node::Phone(phone)),
                2 => circle.world.cut_all_of(Node::Browser(0)),
                3 => match circle.lot(3) {
                    0 => circle.kill_relay(5_000),
                    lot => circle.world.relay.set_full(lot == 1),
                },
                4 => circle.writes_in_browser(),
                5 => circle.comments(phone),
                6..=9 => {
                    let change = some_change(circle, phone);
                    circle.wants(phone, change);
                }
                _ => circle.writes(phone),
            }
            let ms = circle.lot(3_000) as u64;
            circle.pass(ms);
        }
        circle.rests();
    }
}

#[test]
fn a_phone_that_starts_again_at_any_moment_of_a_change_is_still_in_the_group() {
    play(60_000, 60, |circle| {
        let (admin, other) = if circle.lot(2) == 0 { (ALICE, BOB) } else { (BOB, ALICE) };
        for _ in 0..2 {
            let change = some_change(circle, admin);
            circle.wants(admin, change);
            circle.writes(other);
            let ms = circle.lot(60) as u64;
            circle.pass(ms);
            let victim = [admin, admin, other, CAROL, DAVE][circle.lot(5)];
            circle.kill(victim, 2_000);
            let ms = circle.lot(3_000) as u64;
            circle.pass(ms);
            circle.rests();
        }
    });
}

#[test]
fn a_member_that_was_away_for_many_messages_and_20_changes_catches_up() {
    play(70_000, 10, |circle| {
        let phone = [BOB, CAROL][circle.lot(2)];
        // What is on its way at that moment may get lost, and what is written without a network waits.
        circle.writes(phone);
        let ms = circle.lot(4) as u64;
        circle.pass(ms);
        circle.world.set_dark(Node::Phone(phone), true);
        circle.writes(phone);
        let dave = circle.account(DAVE);
        for round in 0..20 {
            for _ in 0..3 {
                circle.writes(ALICE);
            }
            let change = match round % 4 {
                1 => GroupChange::Add(vec![dave]),
                3 => GroupChange::Remove(vec![dave]),
                _ => circle.name(),
            };
            circle.wants(ALICE, change);
            let ms = 1_000 + circle.lot(20_000) as u64;
            circle.pass(ms);
        }
        circle.rests();
        circle.writes(phone);
        circle.rests();
    });
}

#[test]
fn who_is_removed_and_let_in_again_while_a_change_of_hers_is_unanswered_is_in() {
    play(80_000, 40, |circle| {
        let carol = circle.account(CAROL);
        let promotion = GroupChange::Admin {
            account: carol,
            on: true,
        };
        circle.wants(ALICE, promotion);
        circle.rests();
        let change = circle.name();
        circle.wants(CAROL, change);
        circle.writes(CAROL);
        let ms = circle.lot(14) as u64;
        circle.pass(ms);
        circle.world.set_dark(Node::Phone(CAROL), true);
        circle.pass(1_000);
        for change in [GroupChange::Remove(vec![carol]), GroupChange::Add(vec![carol])] {
            circle.wants(ALICE, change);
            circle.writes(BOB);
            circle.pass(2_000);
        }
        circle.rests();
        assert_eq!(circle.members(), [ALICE, BOB, CAROL]);
    });
}
