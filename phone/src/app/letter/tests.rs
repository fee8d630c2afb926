//! The bytes of letters, and what is none.

use super::*;
use pillion_protocol::content::picture::PICTURE_BYTES;

use crate::{
    mls::suite::{PLAINTEXT_BYTES, class_of},
    picture::portrait,
};

const ID: MessageId = MessageId([7; 16]);
const AT: Timestamp = Timestamp(1_000);

fn text(words: &str) -> Letter {
    Letter::Text {
        id: ID,
        text: Text::parse(words).unwrap(),
        at: AT,
        quote: None,
        forwarded: false,
        timer: None,
    }
}

#[test]
fn the_bytes_of_each_kind_stay_what_they_are() {
    let bytes = text("hi").encode();
    // [0, [id, text, at]]
    assert_eq!(bytes[..4], [0x82, 0x00, 0x83, 0x50]);
    assert_eq!(bytes[4..20], [7; 16]);
    assert_eq!(bytes[20..], [0x62, b'h', b'i', 0x19, 0x03, 0xe8]);
    let ids = vec![MessageId([1; 16])];
    assert_eq!(Letter::Delivered { ids }.encode()[..5], [0x82, 0x01, 0x81, 0x81, 0x50]);
    let read = Letter::Read {
        through: MessageId([1; 16]),
    };
    assert_eq!(read.encode()[..4], [0x82, 0x02, 0x81, 0x50]);
    let invitation = InvitationId([7; 16]);
    assert_eq!(Letter::Join { invitation }.encode()[..5], [0x82, 0x08, 0x81, 0x50, 7]);
    let profile = |picture| Letter::Profile {
        name: Line::clean("A"),
        picture,
    };
    assert_eq!(profile(None).encode(), [0x82, 0x03, 0x81, 0x61, b'A']);
    // [3, [name, digest]]
    let named = profile(Some(PictureId([9; 32]))).encode();
    assert_eq!(named[..8], [0x82, 0x03, 0x82, 0x61, b'A', 0x58, 32, 9]);
    // [128, [bytes]]
    let picture = portrait::of_one_colour(90);
    let bytes = picture.as_bytes().to_vec();
    let letter = Letter::Picture { picture }.encode();
    assert_eq!(letter[..5], [0x82, 0x18, 128, 0x81, 0x59]);
    assert_eq!(letter[7..], bytes);
    // [129, [id]] and [130, [id, there]]
    let again = Letter::Again { id: ID }.encode();
    assert_eq!(again[..6], [0x82, 0x18, 129, 0x81, 0x50, 7]);
    for (there, last) in [(true, 0xf5), (false, 0xf4)] {
        let back = Letter::Back { id: ID, there }.encode();
        assert_eq!(
            (&back[..6], back[back.len() - 1]),
            (&[0x82, 0x18, 130, 0x82, 0x50, 7][..], last)
        );
        assert_eq!(Letter::decode(&back), Ok(Letter::Back { id: ID, there }));
    }
}

#[test]
fn the_largest_picture_stays_in_the_class_of_small_files() {
    let mut bytes = portrait::of_one_colour(90).as_bytes().to_vec();
    let end = bytes.len() - 2;
    bytes.splice(end..end, vec![0; PICTURE_BYTES - bytes.len()]);
    let picture = Picture::parse(bytes).unwrap();
    let letter = Letter::Picture { picture }.encode();
    assert_eq!(class_of(letter.len()), Some(16 * 1024));
}

#[test]
fn a_picture_that_is_none_is_no_letter() {
    let picture = portrait::of_one_colour(90);
    let mut bytes = Letter::Picture { picture }.encode();
    bytes[7..11].copy_from_slice(b"\x89PNG");
    assert_eq!(Letter::decode(&bytes), Err(Unreadable::Malformed));
}

#[test]
fn the_bytes_of_what_is_done_to_a_message_stay_what_they_are() {
    let Letter::Text { id, text, at, .. } = text("hi") else {
        panic!()
    };
    let answer = |quote, forwarded, timer| {
        let text = text.clone();
        Letter::Text {
            id,
            text,
            at,
            quote,
            forwarded,
            timer,
        }
        .encode()
    };
    // [0, [id, text, at, quote]] and [0, [id, text, at, null, true]]
    let quoting = answer(Some(MessageId([1; 16])), false, None);
    assert_eq!((quoting[2], &quoting[26..28]), (0x84, &[0x50, 1][..]));
    let forwarded = answer(None, true, None);
    assert_eq!((forwarded[2], &forwarded[26..]), (0x85, &[0xf6, 0xf5][..]));
    // [0, [id, text, at, null, false or null, 60]]
    let fleeting = answer(None, false, Timer::new(60));
    assert_eq!(
        (fleeting[2], fleeting[26], &fleeting[28..]),
        (0x86, 0xf6, &[0x18, 60][..])
    );
    assert_eq!(Letter::decode(&fleeting).unwrap().encode(), fleeting);
    // [4, [id, text, at]]
    let edit = Letter::Edit { id, text, at }.encode();
    assert_eq!(edit[..4], [0x82, 0x04, 0x83, 0x50]);
    assert_eq!(edit[20..], [0x62, b'h', b'i', 0x19, 0x03, 0xe8]);
    // [5, [id]]
    assert_eq!(Letter::Delete { id }.encode()[..4], [0x82, 0x05, 0x81, 0x50]);
    // [6, [id, emoji, at]]
    let react = |emoji| Letter::React { id, emoji, at }.encode();
    assert_eq!(react(None)[..4], [0x82, 0x06, 0x83, 0x50]);
    assert_eq!(react(None)[20..], [0xf6, 0x19, 0x03, 0xe8]);
    let thumb = Emoji::parse("\u{1f44d}").unwrap();
    assert_eq!(react(Some(thumb))[20..25], [0x64, 0xf0, 0x9f, 0x91, 0x8d]);
    // [7, [seconds or null, at]]
    let timer = |seconds: Option<u32>| {
        let timer = seconds.and_then(Timer::new);
        Letter::Timer { timer, at }.encode()
    };
    assert_eq!(timer(Some(60)), [0x82, 0x07, 0x82, 0x18, 60, 0x19, 0x03, 0xe8]);
    assert_eq!(timer(None), [0x82, 0x07, 0x82, 0xf6, 0x19, 0x03, 0xe8]);
}

#[test]
fn a_life_that_is_too_short_or_too_long_is_no_letter() {
    let timer = Timer::new(60);
    let mut bytes = Letter::Timer { timer, at: AT }.encode();
    bytes[4] = 59;
    assert_eq!(Letter::decode(&bytes), Err(Unreadable::Malformed));
    for seconds in [0, 59, 365 * 24 * 60 * 60 + 1, u32::MAX] {
        assert_eq!(Timer::new(seconds), None);
    }
}

#[test]
fn the_longest_of_each_fits_a_letter() {
    let longest = Text::parse(&"a".repeat(pillion_protocol::content::text::TEXT_BYTES)).unwrap();
    let edit = Letter::Edit {
        id: ID,
        text: longest.clone(),
        at: AT,
    };
    assert!(edit.encode().len() <= PLAINTEXT_BYTES);
    let text = Letter::Text {
        id: ID,
        text: longest,
        at: AT,
        quote: Some(ID),
        forwarded: true,
        timer: Timer::new(60 * 60),
    };
    assert!(text.encode().len() <= PLAINTEXT_BYTES);
    let ids = vec![MessageId([1; 16]); usize::try_from(RECEIPTS).unwrap()];
    assert!(Letter::Delivered { ids }.encode().len() <= PLAINTEXT_BYTES);
}

#[test]
fn an_unknown_kind_is_not_a_damaged_letter() {
    assert_eq!(Letter::decode(&[0x82, 0x18, 0x63, 0x80]), Err(Unreadable::Newer(None)));
    let mut named = vec![0x82, 0x18, 0x63, 0x82, 0x50];
    named.extend(ID.0);
    assert_eq!(Letter::decode(&named), Err(Unreadable::Malformed), "a field is missing");
    named.push(0x01);
    assert_eq!(Letter::decode(&named), Err(Unreadable::Newer(Some(ID))));
    named.push(0x01);
    assert_eq!(Letter::decode(&named), Err(Unreadable::Malformed), "bytes after it");
    assert_eq!(Letter::decode(&[0x82, 0x18, 0xff, 0x80]), Err(Unreadable::Passing));
    assert_eq!(Letter::decode(&[]), Err(Unreadable::Malformed));
    let mut cut = text("hi").encode();
    cut.pop();
    assert_eq!(Letter::decode(&cut), Err(Unreadable::Malformed));
    let mut longer = text("hi").encode();
    longer.push(0);
    assert_eq!(Letter::decode(&longer), Err(Unreadable::Malformed));
}

#[test]
fn a_text_that_may_not_be_sent_is_no_letter() {
    let mut bytes = text("hi").encode();
    bytes[21] = 0x1b;
    assert_eq!(Letter::decode(&bytes), Err(Unreadable::Malformed));
}

#[test]
fn a_reaction_that_is_no_emoji_is_no_letter() {
    let emoji = Emoji::parse("\u{1f44d}").ok();
    let mut bytes = Letter::React { id: ID, emoji, at: AT }.encode();
    bytes[21..25].copy_from_slice(b"nope");
    assert_eq!(Letter::decode(&bytes), Err(Unreadable::Malformed));
}
