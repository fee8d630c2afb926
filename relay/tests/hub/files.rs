//! Room for files: made, counted, let go.

use pillion_relay::store::{
    memory::Memory,
    op::{Answer, Job, Op, Outcome, Store},
    quotas::Quotas,
};
use pillion_wire::{
    client_frame::ClientFrame,
    id::{FileId, TokenHash},
    refusal::Code,
    relay_frame::RelayFrame,
};

use crate::stage::{Person, Stage};

const FILE: FileId = FileId([1; 16]);
const OTHER: FileId = FileId([2; 16]);
const DONE: RelayFrame = RelayFrame::Done { request: 5 };
const HOUR_MS: u64 = 60 * 60 * 1_000;
const DAY_MS: u64 = 24 * HOUR_MS;

fn allow(file: FileId, bytes: u64) -> ClientFrame {
    ClientFrame::AllowFile {
        request: 5,
        file,
        bytes,
        write: TokenHash([3; 32]),
        read: TokenHash([4; 32]),
    }
}

fn drop_it(file: FileId) -> ClientFrame {
    ClientFrame::DropFile { request: 5, file }
}

/// A relay that holds 1,000 bytes of an account.
fn small() -> Stage {
    let quotas = Quotas {
        file_bytes: 1_000,
        ..Quotas::default()
    };
    Stage::over(Memory::new(quotas), |_| {})
}

fn ask(stage: &mut Stage, op: Op) -> Outcome {
    let now = stage.now;
    stage.store.commit(&[Job { now, op }]).remove(0)
}

fn is_known(stage: &mut Stage, file: FileId) -> bool {
    ask(stage, Op::FindFile { file }).is_ok()
}

#[test]
fn room_is_made_once_and_a_repeat_is_done() {
    let mut stage = Stage::new();
    let phone = stage.phone(&Person::new(1));
    for _ in 0..2 {
        stage.send(phone, &allow(FILE, 500));
        stage.expect_frames(phone, &[DONE]);
    }
    let found = ask(&mut stage, Op::FindFile { file: FILE });
    let room = Answer::File {
        bytes: 500,
        write: TokenHash([3; 32]),
        read: TokenHash([4; 32]),
        is_whole: false,
    };
    assert_eq!(found, Ok(room));
}

#[test]
fn an_id_that_is_taken_is_refused() {
    let mut stage = Stage::new();
    let phone = stage.phone(&Person::new(1));
    let other = stage.phone(&Person::new(2));
    stage.send(phone, &allow(FILE, 500));
    stage.expect_frames(phone, &[DONE]);
    stage.send(phone, &allow(FILE, 501));
    stage.expect_refused(phone, 5, Code::FileTaken);
    stage.send(other, &allow(FILE, 500));
    stage.expect_refused(other, 5, Code::FileTaken);
}

#[test]
fn a_file_without_a_seal_and_one_beyond_all_room_are_refused() {
    let mut stage = small();
    let phone = stage.phone(&Person::new(1));
    for bytes in [0, 15, 1_001, u64::MAX] {
        stage.send(phone, &allow(FILE, bytes));
        stage.expect_refused(phone, 5, Code::FileTooLarge);
    }
    assert!(!is_known(&mut stage, FILE));
}

#[test]
fn room_is_counted_for_each_account_and_free_when_the_parts_are_gone() {
    let mut stage = small();
    let phone = stage.phone(&Person::new(1));
    let other = stage.phone(&Person::new(2));
    stage.send(phone, &allow(FILE, 600));
    stage.expect_frames(phone, &[DONE]);
    stage.send(phone, &allow(OTHER, 600));
    stage.expect_refused(phone, 5, Code::FilesFull);
    stage.send(other, &allow(OTHER, 600));
    stage.expect_frames(other, &[DONE]);

    stage.send(phone, &drop_it(FILE));
    stage.expect_frames(phone, &[DONE]);
    assert_eq!(stage.forgotten, [FILE]);
    assert!(!is_known(&mut stage, FILE), "nobody reads it any more");
    let third = FileId([3; 16]);
    stage.send(phone, &allow(third, 600));
    stage.expect_refused(phone, 5, Code::FilesFull);
    for _ in 0..2 {
        assert_eq!(ask(&mut stage, Op::FreeFile { file: FILE }), Ok(Answer::Done));
    }
    stage.send(phone, &allow(third, 600));
    stage.expect_frames(phone, &[DONE]);
}

#[test]
fn only_the_owner_lets_a_file_go() {
    let mut stage = Stage::new();
    let phone = stage.phone(&Person::new(1));
    let other = stage.phone(&Person::new(2));
    stage.send(phone, &allow(FILE, 500));
    stage.expect_frames(phone, &[DONE]);
    for file in [FILE, OTHER] {
        stage.send(other, &drop_it(file));
        stage.expect_frames(other, &[DONE]);
    }
    assert!(stage.forgotten.is_empty() && is_known(&mut stage, FILE));
}

#[test]
fn an_upload_that_never_ends_goes_and_a_file_that_is_whole_stays_longer() {
    let mut stage = Stage::new();
    let phone = stage.phone(&Person::new(1));
    for file in [FILE, OTHER] {
        stage.send(phone, &allow(file, 500));
        stage.expect_frames(phone, &[DONE]);
    }
    for _ in 0..2 {
        assert_eq!(ask(&mut stage, Op::EndFile { file: FILE }), Ok(Answer::Done));
    }
    stage.pass_ms(2 * DAY_MS - HOUR_MS);
    assert!(stage.forgotten.is_empty());
    stage.pass_ms(2 * HOUR_MS);
    assert!(stage.forgotten.contains(&OTHER) && !stage.forgotten.contains(&FILE));
    assert!(!is_known(&mut stage, OTHER) && is_known(&mut stage, FILE));
    stage.pass_ms(27 * DAY_MS);
    assert!(!stage.forgotten.contains(&FILE));
    stage.pass_ms(DAY_MS);
    assert!(stage.forgotten.contains(&FILE));
}

#[test]
fn parts_that_could_not_be_removed_come_again_until_they_are_gone() {
    let mut stage = Stage::new();
    let phone = stage.phone(&Person::new(1));
    stage.send(phone, &allow(FILE, 500));
    stage.send(phone, &drop_it(FILE));
    stage.take(phone);
    assert_eq!(stage.forgotten.len(), 1);
    stage.pass_ms(HOUR_MS);
    assert!((3..=7).contains(&stage.forgotten.len()), "{}", stage.forgotten.len());
    assert_eq!(
        ask(&mut stage, Op::EndFile { file: FILE }),
        Err(Code::FileUnknown),
        "it does not come back"
    );
    stage.send(phone, &allow(FILE, 500));
    stage.expect_refused(phone, 5, Code::FileTaken);
    stage.forgotten.clear();
    assert_eq!(ask(&mut stage, Op::FreeFile { file: FILE }), Ok(Answer::Done));
    stage.pass_ms(DAY_MS);
    assert!(stage.forgotten.is_empty());
}

#[test]
fn a_file_that_is_not_going_is_not_freed() {
    let mut stage = small();
    let phone = stage.phone(&Person::new(1));
    stage.send(phone, &allow(FILE, 600));
    stage.expect_frames(phone, &[DONE]);
    assert_eq!(ask(&mut stage, Op::FreeFile { file: FILE }), Ok(Answer::Done));
    assert!(is_known(&mut stage, FILE));
}

#[test]
fn too_many_at_once_are_refused() {
    let mut stage = Stage::new();
    let phone = stage.phone(&Person::new(1));
    for number in 0..200 {
        stage.send(phone, &allow(FileId([number; 16]), 500));
    }
    assert_eq!(stage.take(phone), vec![DONE; 200]);
    stage.send(phone, &allow(FileId([201; 16]), 500));
    stage.expect_refused(phone, 5, Code::RateLimited);
}

#[test]
fn only_a_phone_makes_room() {
    for frame in [allow(FILE, 500), drop_it(FILE)] {
        let mut stage = Stage::new();
        let page = stage.page();
        stage.send(page, &frame);
        stage.expect_end(page, Code::OutOfState);
    }
}

#[test]
fn a_full_disk_makes_no_room() {
    let mut stage = Stage::new();
    let phone = stage.phone(&Person::new(1));
    stage.store.set_full(true);
    stage.send(phone, &allow(FILE, 500));
    stage.expect_refused(phone, 5, Code::Storage);
}
