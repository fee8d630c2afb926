//! Everything at once: random outages of everything, while people write on all screens, and send files.

use pillion_tests::{
    chance::rounds,
    sim::{
        network::{Node, STORMY},
        snapshot::Snapshot,
        world::World,
    },
};

/// Seeds that each story plays.
const SEEDS: u64 = 60;

/// The largest file; most are cut in the middle once.
const MOST_BYTES: u64 = 150_000;

/// Things that happen in one story.
const TURNS: u64 = 40;

#[test]
fn nothing_is_lost_whatever_happens_to_phones_relay_and_pages() {
    play(1_000, 0);
}

#[test]
fn nothing_is_lost_whatever_happens_the_same_with_other_lots() {
    play(2_000, 0);
}

#[test]
fn no_file_is_lost_or_another_whatever_happens() {
    play(3_000, 40);
}

/// Of a hundred messages, so many are files.
fn play(first: u64, files: u64) {
    let start = Snapshot::of_friends_with_browsers();
    let seeds = match std::env::var("PILLION_SEED") {
        Ok(seed) => vec![seed.parse().expect("a seed is a number")],
        Err(_) => (first..first + rounds(SEEDS)).collect(),
    };
    for seed in seeds {
        let mut world = start.world(seed);
        chaos(&mut world, files);
    }
}

/// Alice is phone 0 with browsers 0 and 1, Bob is phone 1 with browser 2.
fn chaos(world: &mut World, files: u64) {
    let owner = [0, 0, 1];
    world.weather = STORMY;
    let mut relay_back = None;
    let mut phones_back = [None, None];
    for turn in 0..TURNS {
        let browser = usize::try_from(world.chance.below(3)).unwrap();
        let phone = usize::try_from(world.chance.below(2)).unwrap();
        match world.chance.below(12) {
            0 if relay_back.is_none() => {
                world.kill_relay();
                relay_back = Some(world.now.after_ms(world.chance.below(20_000)));
            }
            1 if phones_back[phone].is_none() => {
                world.kill_phone(phone);
                phones_back[phone] = Some(world.now.after_ms(world.chance.below(20_000)));
            }
            2 => world.reload(browser),
            3 => world.cut_all_of(Node::Browser(browser)),
            4 => world.cut_all_of(Node::Phone(phone)),
            5 => {
                let is_full = world.chance.percent(50);
                world.relay.set_full(is_full);
            }
            6 if phones_back[phone].is_none() => {
                let chat = world.chat(phone, 1 - phone);
                let words = format!("turn {turn} on phone {phone}");
                if world.chance.percent(files) {
                    let bytes = length(world);
                    world.phone_sends(phone, chat, &words, bytes);
                } else {
                    world.phone_says(phone, chat, &words);
                }
            }
            _ => {
                if world.browsers[browser].page().chats.is_empty() {
                    world.pass(50);
                } else {
                    let chat = world.opens(browser);
                    let words = format!("turn {turn} in browser {browser} of {}", owner[browser]);
                    if world.chance.percent(files) {
                        let bytes = length(world);
                        world.browser_sends(browser, chat, &words, bytes);
                    } else {
                        world.browser_says(browser, chat, &words);
                    }
                }
            }
        }
        let ms = world.chance.below(3_000);
        world.pass(ms);
        if relay_back.is_some_and(|at| at <= world.now) {
            relay_back = None;
            world.start_relay();
        }
        for (phone, back) in phones_back.iter_mut().enumerate() {
            if back.is_some_and(|at| at <= world.now) {
                *back = None;
                world.start_phone(phone);
            }
        }
    }
    world.comes_to_rest((0, &[0, 1]), (1, &[2]));
}

fn length(world: &mut World) -> usize {
    usize::try_from(world.chance.below(MOST_BYTES)).unwrap()
}
