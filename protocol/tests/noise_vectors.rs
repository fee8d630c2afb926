//! Known answers of both handshakes, made by another implementation of Noise (cacophony, in snow's package).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod people;

use people::cast::Fixed;
use pillion_protocol::crypto::{
    key::{StaticPublic, StaticSecret},
    noise::{Handshake, Party, Pattern},
};

/// `John Galt`
const PROLOGUE: &str = "4a6f686e2047616c74";
/// `This is my Austrian perspective!`
const PSK: &str = "54686973206973206d7920417573747269616e20706572737065637469766521";
const INITIATOR_STATIC: &str = "e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1";
const INITIATOR_EPHEMERAL: &str = "893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a";
const RESPONDER_STATIC: &str = "4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893";
const RESPONDER_EPHEMERAL: &str = "bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b";
const RESPONDER_PUBLIC: &str = "31e0303fd6418d2f8c0e78b91f22e8caed0fbe48656dcf4767e4834f701b8f62";
const INITIATOR_PUBLIC: &str = "6bc3822a2aa7f4e6981d6538692b3cdf3e6df9eea6ed269eb41d93c22757b75a";

struct Vector {
    pattern: Pattern,
    hash: &'static str,
    /// Payload and ciphertext; from the third on in the sealed channel.
    messages: [(&'static str, &'static str); 6],
}

const SESSION: Vector = Vector {
    pattern: Pattern::Session,
    hash: "cb6446644ec2b5f98feac9826aadfc558ed504e3c4b44395b7ad37c773962a96",
    messages: [
        (
            "4c756477696720766f6e204d69736573",
            "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c794416088e45dd5bcdb9bee7037e09be96e5c9750d48aded34648f0663750995e4fa",
        ),
        (
            "4d757272617920526f746862617264",
            "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843fcf5c1d990871f224ffe090498a03bd50db64dcf448db09194f5a93e1aa73b",
        ),
        (
            "462e20412e20486179656b",
            "4703888dd8d47d781af6a5c61ba22562e2f657883f13d29817d1b6",
        ),
        (
            "4361726c204d656e676572",
            "930c11f54ccb098a7f851e6026aaab4c56ec9100f356d95a9543cd",
        ),
        (
            "4a65616e2d426170746973746520536179",
            "f31e8e0a4cf849ce4e931cb2cddb10ced898b94164a51bcd9808bea50359674bbb",
        ),
        (
            "457567656e2042f6686d20766f6e2042617765726b",
            "7144af46873ca3061ca9f2c020b55a8087bba51d2fb7aacec53d39ce6ccf70da0b3e02949a",
        ),
    ],
};

const PAIRING: Vector = Vector {
    pattern: Pattern::Pairing,
    hash: "f5191b875290abcd41347ac3622d9679688a7e980229cb937ef748336cfde0e5",
    messages: [
        (
            "4c756477696720766f6e204d69736573",
            "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c7944001e21de9f98ddd8e2ad57527207feb56253c9c94a9e496782ecfcb2a75fbcaf1b52948cc48daefe660c62119ab5000980c84831215f2441eba616548e832985464cf17e51ee93109008399a21f7e13f",
        ),
        (
            "4d757272617920526f746862617264",
            "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843cb765f2caef0751b8f007572dab0322217755c0632f365717edbf34d33e87a",
        ),
        (
            "462e20412e20486179656b",
            "8153ca9833bc3c1b91a7e66e5f4d4f5b59bf9e64c2f20d15f0bba7",
        ),
        (
            "4361726c204d656e676572",
            "07af0c9c86e1b4e80f36b04ff7688d51141af3debd0332f0a705ef",
        ),
        (
            "4a65616e2d426170746973746520536179",
            "6ab1467c0448cc78394494abaaf23afce0e234315d6e2624dcbfa8a21c1c4d073d",
        ),
        (
            "457567656e2042f6686d20766f6e2042617765726b",
            "dfc346c0d2296ae6cf1acf6f12b8456a1dba228cf8d8b774aacf1c47fc53aa80ebc7a4c292",
        ),
    ],
};

fn bytes(hex: &str) -> Vec<u8> {
    hex::decode(hex).unwrap()
}

fn key(hex: &str) -> [u8; 32] {
    bytes(hex).try_into().unwrap()
}

fn follow(vector: &Vector) {
    let (psk, prologue) = (key(PSK), bytes(PROLOGUE));
    let initiator_key = StaticSecret::from_bytes(key(INITIATOR_STATIC));
    let responder_key = StaticSecret::from_bytes(key(RESPONDER_STATIC));
    let initiator_public = StaticPublic::from_bytes(key(INITIATOR_PUBLIC));
    let responder_public = StaticPublic::from_bytes(key(RESPONDER_PUBLIC));
    let known = vector.pattern == Pattern::Session;
    let party = Party {
        pattern: vector.pattern,
        own: &initiator_key,
        peer: Some(&responder_public),
        psk: &psk,
        prologue: &prologue,
    };
    let mut initiator = Handshake::start(&party, &mut Fixed(bytes(INITIATOR_EPHEMERAL))).unwrap();
    let party = Party {
        own: &responder_key,
        peer: known.then_some(&initiator_public),
        ..party
    };
    let mut responder = Handshake::expect(&party, &mut Fixed(bytes(RESPONDER_EPHEMERAL))).unwrap();

    let [first, second, rest @ ..] = &vector.messages;
    assert_eq!(hex::encode(initiator.write(&bytes(first.0)).unwrap()), first.1);
    assert_eq!(responder.read(&bytes(first.1)).unwrap(), bytes(first.0));
    assert_eq!(responder.peer(), Some(initiator_public));
    assert_eq!(hex::encode(responder.write(&bytes(second.0)).unwrap()), second.1);
    assert_eq!(initiator.read(&bytes(second.1)).unwrap(), bytes(second.0));

    let (mut initiator, initiator_hash) = initiator.finish().unwrap();
    let (mut responder, responder_hash) = responder.finish().unwrap();
    assert_eq!(hex::encode(initiator_hash), vector.hash);
    assert_eq!(hex::encode(responder_hash), vector.hash);
    for (at, (payload, sealed)) in rest.iter().enumerate() {
        let (from, to) = if at % 2 == 0 {
            (&mut initiator, &mut responder)
        } else {
            (&mut responder, &mut initiator)
        };
        assert_eq!(
            hex::encode(from.seal(&bytes(payload)).unwrap()),
            *sealed,
            "message {at}"
        );
        assert_eq!(to.open(&bytes(sealed)).unwrap(), bytes(payload), "message {at}");
    }
}

#[test]
fn a_session_is_noise_kkpsk0() {
    follow(&SESSION);
}

#[test]
fn a_pairing_is_noise_ikpsk2() {
    follow(&PAIRING);
}
