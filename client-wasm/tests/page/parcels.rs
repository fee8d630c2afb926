//! Files that are sent from the page: nothing is lost, nothing is sent twice, and the page says how far they are.

use pillion_client::{
    client::record::Key,
    model::{
        attached::Attached,
        bubble::{self, Bubble},
        dialog::Dialog,
        parcel::{Chosen, Haul, Told},
        row::{self, Row},
    },
    update::{parcel::Order, person::Act},
};
use pillion_protocol::{
    content::{
        body::Body,
        file::{FileName, Held, Shared},
        file_ask::FileAsk,
        id::IntentId,
        media_type::MediaType,
        message::{Message, State},
        reply::Answer,
        request::{Ask, Request},
        update::Change,
    },
    crypto::digest::Digest,
};
use pillion_wire::id::FileId;

use crate::{
    fixture::{CHAT, chat, sent},
    stage::Stage,
};

const DIGEST: Digest = Digest([3; 32]);

pub(crate) fn chosen(number: u32, name: &str) -> Chosen {
    Chosen {
        number,
        name: FileName::clean(name),
        kind: MediaType::of_name(name),
        bytes: 2_000_000,
        look: None,
    }
}

/// A page with an open chat.
pub(crate) fn open() -> Stage {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(chat(0, 0))]);
    stage.watch(Vec::new());
    stage.hauls.clear();
    stage
}

/// The same, on which files are sent.
pub(crate) fn sending(names: &[&str]) -> Stage {
    let mut stage = open();
    let chosen = names.iter().zip(1..).map(|(name, number)| chosen(number, name));
    stage.act(Act::Parcel(Order::Choose(chosen.collect())));
    stage.act(Act::Parcel(Order::Send));
    stage
}

impl Stage {
    pub(crate) fn next_haul(&mut self) -> Haul {
        self.hauls.pop_front().expect("something to be done with a file")
    }

    pub(crate) fn told(&mut self, file: FileId, told: Told) {
        self.act(Act::Parcel(Order::Told(file, told)));
    }

    /// The file that is to be sealed next is.
    pub(crate) fn seal(&mut self) -> FileId {
        let Haul::Seal { file, .. } = self.next_haul() else {
            panic!("nothing is to be sealed")
        };
        self.told(file, Told::Sealed(DIGEST));
        file
    }

    pub(crate) fn room(&mut self) -> Request {
        self.take(|ask| matches!(ask, Ask::File(FileAsk::Room { .. })))
    }

    /// The phone makes room for the next file, and all of it is brought there.
    pub(crate) fn bring(&mut self) {
        let room = self.room();
        self.answer(&room, Answer::Done);
        let Haul::Send { file, .. } = self.next_haul() else {
            panic!("nothing is to be brought")
        };
        self.told(file, Told::There);
    }

    pub(crate) fn share(&mut self) -> Request {
        self.take(|ask| matches!(ask, Ask::File(FileAsk::Share { .. })))
    }

    /// The bubbles of what is not on the phone.
    pub(crate) fn bubbles(&self) -> Vec<Bubble> {
        let rows = row::rows(self.page(), |_| 0);
        let bubbles = rows.into_iter().filter_map(|row| match row {
            Row::Bubble { key, .. } => bubble::bubble(self.page(), key),
            _ => None,
        });
        bubbles.collect()
    }

    pub(crate) fn only(&self) -> (Bubble, Attached) {
        let [bubble] = &self.bubbles()[..] else {
            panic!("{:?}", self.bubbles())
        };
        (bubble.clone(), bubble.file.clone().unwrap())
    }

    /// The intent of the only bubble, which stands under its day.
    pub(crate) fn only_intent(&self) -> IntentId {
        match row::rows(self.page(), |_| 0)[1] {
            Row::Bubble {
                key: row::Key::Intent(intent),
                ..
            } => intent,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn entries(&self) -> usize {
        self.kept.keys().filter(|key| matches!(key, Key::Entry(_))).count()
    }
}

pub(crate) fn intent_of(request: &Request) -> IntentId {
    match &request.ask {
        Ask::File(FileAsk::Share { intent, .. }) => *intent,
        other => panic!("{other:?}"),
    }
}

/// What the phone makes of what it is asked.
fn stored(request: &Request) -> Answer {
    let Ask::File(FileAsk::Share { file, caption, .. }) = &request.ask else {
        panic!("{request:?}")
    };
    let shared = Shared {
        file: (**file).clone(),
        caption: caption.clone(),
        held: Held::Coming,
        played: false,
    };
    Answer::Message(Message {
        body: Body::File(Box::new(shared)),
        ..sent(1, intent_of(request), State::Stored)
    })
}

#[test]
fn a_file_is_sealed_brought_and_shared_in_this_order_and_forgotten_at_last() {
    let mut stage = open();
    stage.act(Act::Type(CHAT, "the *map*".into()));
    stage.act(Act::Parcel(Order::Choose(vec![chosen(1, "map.pdf")])));
    assert!(matches!(&stage.page().dialog, Some(Dialog::Attach { files, .. }) if files.len() == 1));
    assert!(stage.hauls.is_empty(), "nothing before the person sends it");
    stage.act(Act::Parcel(Order::Send));
    assert_eq!(stage.page().dialog, None);
    assert_eq!(stage.page().drafts.text(CHAT), "", "it goes with the file");
    assert_eq!(stage.only().1.about.words(), "2.0 MB · being encrypted");
    let Haul::Seal {
        file,
        bytes: 2_000_000,
        number: 1,
        ..
    } = stage.hauls[0].clone()
    else {
        panic!("{:?}", stage.hauls)
    };
    stage.told(file, Told::At(500_000));
    assert_eq!(stage.only().1.percent, Some(25));
    stage.seal();
    let room = stage.room();
    assert!(stage.hauls.is_empty(), "not before there is room");
    stage.answer(&room, Answer::Done);
    stage.told(file, Told::At(1_000_000));
    assert_eq!(stage.only().1.about.words(), "1.0 MB of 2.0 MB");
    assert!(matches!(stage.next_haul(), Haul::Send { .. }));
    assert!(stage.asked.is_empty(), "not before the relay has all");
    stage.told(file, Told::There);
    let share = stage.share();
    let Ask::File(FileAsk::Share {
        file: said, caption, ..
    }) = &share.ask
    else {
        panic!()
    };
    assert_eq!((said.id, said.digest, said.bytes), (file, DIGEST, 2_000_000));
    assert_eq!(caption.as_ref().map(|text| text.as_str()), Some("the *map*"));
    stage.answer(&share, stored(&share));
    assert!(stage.page().outbox.is_empty() && stage.entries() == 0);
    assert_eq!(stage.next_haul(), Haul::Drop(file));
}

#[test]
fn several_go_in_order_few_at_a_time_and_the_first_has_the_words() {
    let mut stage = open();
    stage.act(Act::Type(CHAT, "look".into()));
    let all = (1..=5).map(|number| chosen(number, "p.jpg")).collect();
    stage.act(Act::Parcel(Order::Choose(all)));
    stage.act(Act::Parcel(Order::Choose(vec![chosen(6, "q.jpg")])));
    stage.act(Act::Parcel(Order::Remove(2)));
    stage.act(Act::Parcel(Order::Send));
    let words: Vec<_> = stage.bubbles().into_iter().map(|bubble| bubble.text).collect();
    assert_eq!(words, ["look", "", "", "", ""]);
    assert_eq!(stage.hauls.len(), 2, "each that is sealed takes memory");
    for _ in 0..5 {
        stage.seal();
    }
    let asked = stage.asked.len();
    assert_eq!(asked, 3, "and each that is brought a connection");
    for _ in 0..5 {
        stage.bring();
    }
}

#[test]
fn a_text_does_not_wait_for_a_file() {
    let mut stage = sending(&["long.mp4"]);
    stage.send("hello");
    let request = stage.next_asked();
    assert!(matches!(request.ask, Ask::Send { .. }));
}

#[test]
fn a_sealed_file_goes_on_after_a_reload_and_one_that_was_not_says_so() {
    let mut stage = sending(&["map.pdf"]);
    let file = stage.seal();
    stage.reload();
    assert_eq!(stage.next_haul(), Haul::Tidy(vec![file]));
    stage.synced(2, vec![Change::Chat(chat(0, 0))]);
    stage.bring();
    let share = stage.share();
    stage.reload();
    stage.hauls.clear();
    stage.synced(2, vec![Change::Chat(chat(0, 0))]);
    let again = stage.share();
    assert_eq!(
        intent_of(&share),
        intent_of(&again),
        "it is not brought again, and said once"
    );
    stage.answer(&again, stored(&again));
    assert_eq!(stage.entries(), 0);

    let mut stage = sending(&["map.pdf"]);
    assert!(
        stage.page().outbox.is_unsealed(),
        "the browser asks before it closes the page"
    );
    stage.reload();
    stage.synced(2, vec![Change::Chat(chat(0, 0))]);
    stage.watch(Vec::new());
    let (bubble, _) = stage.only();
    assert_eq!((bubble.state, bubble.can_retry), (State::Failed, false));
    assert!(bubble.trouble.unwrap().starts_with("The page was closed"));
    let intent = stage.only_intent();
    stage.act(Act::Discard(intent));
    assert!(stage.page().outbox.is_empty() && stage.entries() == 0);
    // The relay gets the room back, whatever was asked of the worker before.
    while !matches!(stage.next_haul(), Haul::GiveUp { .. }) {}
}

#[test]
fn a_session_that_breaks_is_asked_for_room_again_and_what_is_under_way_stays_so() {
    let mut stage = sending(&["a.bin", "b.bin"]);
    stage.seal();
    stage.seal();
    let first = stage.room();
    stage.answer(&first, Answer::Done);
    let _ = stage.room();
    stage.cut();
    stage.pass(5_000);
    stage.synced(2, vec![Change::Chat(chat(0, 0))]);
    let _ = stage.room();
    assert!(
        !stage.asked.iter().any(|asked| matches!(asked.ask, Ask::File(_))),
        "the other one is on its way to the relay, whatever the session does"
    );
}
