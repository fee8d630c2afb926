//! Voice notes: what was said is not lost, what was heard is told once, and one is heard at a time.

use pillion_client::{
    model::{
        attached::Heard,
        bubble,
        download::Failure,
        parcel::Haul,
        row::Key,
        voice::{Ending, Recorded, Speed, Stage as Played, Step, Told, Trouble, Want},
    },
    update::{message::Deed, person::Act, voice::Order},
    words::{lang::Lang, voice::over},
};
use pillion_protocol::content::{
    body::Body,
    chat::Chat,
    file::Held,
    file_ask::FileAsk,
    id::{ChatId, MessageId},
    message::Message,
    problem::Problem,
    reply::Answer,
    request::{Ask, Request},
    update::Change,
    voice::{Voice, Wave},
};
use pillion_wire::time::Timestamp;

use crate::{
    downloads::with_file,
    fixture::{CHAT, chat, from_bob},
    parcels::open,
    stage::Stage,
};

const OTHER: ChatId = ChatId([8; 16]);

fn other_chat() -> Chat {
    Chat::new(OTHER, "Otto".into(), None, Timestamp(1))
}

impl Stage {
    fn voice(&mut self, order: Order) {
        self.act(Act::Voice(order));
    }

    fn step(&self) -> Option<Step> {
        self.page().voices.recording.as_ref().map(|recording| recording.step)
    }

    fn stage_of(&self, message: MessageId) -> Option<Played> {
        let playing = self.page().voices.playing.as_ref()?;
        (playing.message == message).then_some(playing.stage)
    }

    /// What was wanted of the sounds since the last look.
    fn wants(&mut self) -> Vec<Want> {
        std::mem::take(&mut self.sounds)
    }

    fn heard(&self, message: &Message) -> Heard {
        let bubble = bubble::bubble(self.page(), Key::of(message)).unwrap();
        bubble.file.unwrap().voice.unwrap()
    }

    fn plays(&mut self) -> Option<Ask> {
        let is_it = |request: &Request| matches!(request.ask, Ask::File(FileAsk::Played { .. }));
        let at = self.asked.iter().position(is_it)?;
        self.asked.remove(at).map(|request| request.ask)
    }
}

fn recorded() -> Recorded {
    Recorded {
        number: 7,
        bytes: 12_000,
        ms: 3_100,
        wave: Wave::of(&[10, 200, 30]),
        kind: "audio/webm".into(),
    }
}

/// A page that has recorded three seconds.
fn recording() -> Stage {
    let mut stage = open();
    stage.voice(Order::Record);
    assert_eq!(stage.step(), Some(Step::Asking));
    for ms in [0, 1_500, 3_000] {
        stage.voice(Order::Told(Told::At(ms, 90)));
    }
    assert_eq!(stage.wants(), [Want::Record]);
    stage
}

pub(crate) fn spoken(place: u64) -> Message {
    let mut message = with_file(place, Held::Here);
    if let Body::File(shared) = &mut message.body {
        shared.file.voice = Some(Voice {
            ms: 3_100,
            wave: Wave::of(&[10, 200, 30]),
        });
    }
    message
}

pub(crate) fn listening(messages: Vec<Message>) -> Stage {
    let mut stage = Stage::linked();
    stage.update(1, 2, vec![Change::Chat(chat(0, 0)), Change::Chat(other_chat())]);
    stage.watch(messages);
    stage.sounds.clear();
    stage
}

#[test]
fn what_was_said_becomes_a_file_that_says_how_long_and_how_loud_it_is() {
    let mut stage = recording();
    assert!(stage.page().would_lose());
    let recording = stage.page().voices.recording.clone().unwrap();
    assert_eq!((recording.ms, recording.levels), (3_000, vec![90; 3]));
    stage.voice(Order::Send);
    assert_eq!((stage.step(), stage.wants()), (Some(Step::Sending), vec![Want::Stop]));
    assert!(stage.page().would_lose(), "it is nowhere else yet");
    stage.voice(Order::Told(Told::Done(recorded())));
    assert_eq!(stage.step(), None);
    assert!(matches!(
        stage.hauls[0],
        Haul::Seal {
            number: 7,
            bytes: 12_000,
            ..
        }
    ));
    stage.seal();
    stage.bring();
    let shared = stage.share();
    let Ask::File(FileAsk::Share { file, caption, .. }) = &shared.ask else {
        panic!("{shared:?}")
    };
    assert_eq!(
        (file.voice.clone(), caption),
        (
            Some(Voice {
                ms: 3_100,
                wave: recorded().wave
            }),
            &None
        )
    );
    assert_eq!((file.name.as_str(), file.kind.as_str()), ("voice.webm", "audio/webm"));
}

#[test]
fn what_stands_in_the_composer_stays_there_and_what_is_answered_is_answered() {
    let mut stage = listening(vec![from_bob(1)]);
    stage.act(Act::Type(CHAT, "half a sent".into()));
    stage.act(Act::Message(from_bob(1).id, Deed::Reply));
    stage.voice(Order::Record);
    stage.voice(Order::Told(Told::At(100, 1)));
    stage.voice(Order::Send);
    stage.voice(Order::Told(Told::Done(recorded())));
    assert_eq!(stage.page().drafts.text(CHAT), "half a sent");
    let (_, entry) = stage.page().outbox.entries().next().unwrap();
    assert_eq!(entry.quote, Some(from_bob(1).id));
    assert_eq!(stage.page().bar, None);
}

#[test]
fn a_recording_waits_when_its_chat_is_left_and_goes_on_when_the_person_comes_back() {
    let mut stage = recording();
    stage.update(2, 3, vec![Change::Chat(other_chat())]);
    stage.act(Act::Open(OTHER));
    assert_eq!((stage.step(), stage.wants()), (Some(Step::Rests), vec![Want::Rest]));
    stage.voice(Order::Record);
    assert_eq!(stage.wants(), [], "there is one already, and it is kept");
    stage.act(Act::Open(CHAT));
    assert_eq!(stage.step(), Some(Step::Rests));
    stage.voice(Order::Rest);
    assert_eq!((stage.step(), stage.wants()), (Some(Step::On), vec![Want::GoOn]));
}

#[test]
fn what_nobody_wants_is_thrown_away_and_what_comes_of_it_later_is_nothing() {
    let mut stage = recording();
    stage.voice(Order::Drop);
    assert_eq!((stage.step(), stage.wants()), (None, vec![Want::Drop]));
    assert!(!stage.page().would_lose());
    stage.voice(Order::Told(Told::At(4_000, 10)));
    stage.voice(Order::Told(Told::Done(recorded())));
    assert_eq!(stage.page().outbox.entries().count(), 0);
    for order in [Order::Drop, Order::Send, Order::Rest] {
        stage.voice(order);
    }
    assert_eq!(stage.wants(), []);
}

#[test]
fn a_microphone_that_goes_away_or_fails_leaves_what_was_said() {
    for ending in [Ending::Gone, Ending::Broken] {
        let mut stage = recording();
        stage.voice(Order::Told(Told::Over(ending)));
        assert_eq!(stage.step(), Some(Step::Over(ending)));
        assert!(stage.page().would_lose());
        stage.voice(Order::Rest);
        assert_eq!(
            (stage.step(), stage.wants()),
            (Some(Step::Over(ending)), vec![]),
            "it cannot go on"
        );
        stage.voice(Order::Send);
        assert_eq!(stage.wants(), [Want::Stop]);
    }
    let words = [Ending::Gone, Ending::Broken].map(|ending| over(Lang::English, ending));
    assert!(words[0] != words[1] && words.iter().all(|words| words.contains("You can still send")));
}

#[test]
fn a_recording_of_which_nothing_is_there_is_no_message() {
    let mut stage = recording();
    stage.voice(Order::Send);
    stage.voice(Order::Told(Told::Failed(Trouble::Unable)));
    assert_eq!(stage.step(), Some(Step::Failed(Trouble::Unable)));
    assert_eq!(stage.entries(), 0);
}

#[test]
fn why_nothing_can_be_recorded_is_said_and_can_be_tried_again() {
    for trouble in [Trouble::Denied, Trouble::Nothing, Trouble::Unable] {
        let mut stage = open();
        stage.voice(Order::Record);
        stage.voice(Order::Told(Told::Failed(trouble)));
        assert_eq!(stage.step(), Some(Step::Failed(trouble)));
        assert!(!stage.page().would_lose());
        stage.voice(Order::Send);
        stage.voice(Order::Record);
        assert_eq!(stage.wants(), [Want::Record, Want::Record]);
    }
}

#[test]
fn listening_is_told_once_even_when_the_phone_is_away() {
    let message = spoken(1);
    let mut stage = listening(vec![message.clone()]);
    assert!(stage.heard(&message).can_play && !stage.heard(&message).played);
    stage.voice(Order::Play(message.id));
    let Some(Want::Play(wanted, Speed::Plain)) = stage.wants().pop() else {
        panic!("nothing is played")
    };
    assert_eq!(wanted.message, message.id);
    stage.voice(Order::Play(message.id));
    assert_eq!(stage.wants(), [], "it is on its way");
    assert_eq!(
        stage.plays(),
        Some(Ask::File(FileAsk::Played {
            chat: CHAT,
            message: message.id
        }))
    );
    stage.voice(Order::Stage(message.id, Played::On));
    stage.voice(Order::Play(message.id));
    stage.voice(Order::Play(message.id));
    assert_eq!(stage.wants(), [Want::Hush, Want::Resume]);
    assert_eq!(stage.plays(), None);
}

#[test]
fn another_place_and_another_speed_are_heard_at_once() {
    let message = spoken(1);
    let mut stage = listening(vec![message.clone()]);
    stage.voice(Order::Seek(5));
    assert_eq!(stage.wants(), [], "nothing is played");
    stage.voice(Order::Play(message.id));
    stage.voice(Order::Stage(message.id, Played::On));
    stage.sounds.clear();
    stage.voice(Order::Seek(2_000));
    for _ in 0..3 {
        stage.voice(Order::Hurry);
    }
    assert_eq!(
        stage.wants(),
        [
            Want::Seek(2_000),
            Want::Hurry(Speed::Fast),
            Want::Hurry(Speed::Double),
            Want::Hurry(Speed::Plain)
        ]
    );
    stage.voice(Order::Heard(MessageId([9; 16]), 1));
    assert_eq!(
        stage.page().voices.playing.as_ref().map(|playing| playing.ms),
        Some(2_000)
    );
}

#[test]
fn what_comes_right_behind_is_heard_next_and_nothing_else() {
    let mut played = spoken(3);
    if let Body::File(shared) = &mut played.body {
        shared.played = true;
    }
    let messages = vec![spoken(1), spoken(2), played];
    let [first, second, _] = [0, 1, 2].map(|at| messages[at].id);
    let mut stage = listening(messages);
    stage.voice(Order::Play(first));
    stage.voice(Order::Stage(first, Played::On));
    stage.sounds.clear();
    stage.voice(Order::Ended(second));
    assert_eq!(stage.wants(), [], "another one is played");
    stage.voice(Order::Ended(first));
    assert!(matches!(&stage.wants()[..], [Want::Play(wanted, _)] if wanted.message == second));
    stage.voice(Order::Ended(second));
    assert_eq!(stage.wants(), [Want::End], "the third was heard before");
    assert_eq!(stage.page().voices.playing, None);
}

#[test]
fn nothing_is_heard_of_a_chat_that_was_left_or_while_somebody_speaks() {
    let message = spoken(1);
    let mut stage = listening(vec![message.clone()]);
    stage.voice(Order::Play(message.id));
    stage.voice(Order::Stage(message.id, Played::On));
    stage.voice(Order::Record);
    stage.sounds.clear();
    stage.voice(Order::Told(Told::At(0, 1)));
    assert_eq!(stage.wants(), [Want::Hush]);
    assert_eq!(stage.stage_of(message.id), Some(Played::Rests));
    stage.act(Act::Open(OTHER));
    assert_eq!(stage.wants(), [Want::End, Want::Rest]);
    assert_eq!(stage.stage_of(message.id), None);
}

#[test]
fn what_did_not_come_can_be_tried_again() {
    let message = spoken(1);
    for stage_of in [Played::Failed(Failure::Network), Played::Strange] {
        let mut stage = listening(vec![message.clone()]);
        stage.voice(Order::Play(message.id));
        stage.voice(Order::Stage(message.id, stage_of));
        stage.sounds.clear();
        stage.voice(Order::Play(message.id));
        assert!(matches!(stage.wants()[..], [Want::Play(..)]));
        assert_eq!(stage.stage_of(message.id), Some(Played::Coming));
    }
}

#[test]
fn what_the_relay_does_not_have_any_more_is_brought_there_by_the_phone_once() {
    let message = spoken(1);
    for (answer, then) in [
        (Answer::Done, Played::Coming),
        (Answer::Problem(Problem::FileGone), Played::Failed(Failure::Gone)),
    ] {
        let mut stage = listening(vec![message.clone()]);
        stage.voice(Order::Play(message.id));
        stage.voice(Order::Stage(message.id, Played::Failed(Failure::Gone)));
        assert_eq!(stage.stage_of(message.id), Some(Played::Coming), "the phone is asked");
        stage.sounds.clear();
        let offer = stage.take(|ask| matches!(ask, Ask::File(FileAsk::Offer { .. })));
        stage.answer(&offer, answer);
        assert_eq!(stage.stage_of(message.id), Some(then));
        let plays = stage
            .wants()
            .iter()
            .filter(|want| matches!(want, Want::Play(..)))
            .count();
        assert_eq!(plays, usize::from(then == Played::Coming));
    }
}

#[test]
fn what_is_no_voice_note_is_not_played_and_a_stranger_is_not_heard() {
    let mut stage = listening(vec![from_bob(1)]);
    stage.voice(Order::Play(from_bob(1).id));
    stage.voice(Order::Play(MessageId([9; 16])));
    assert_eq!(stage.wants(), []);
    let message = spoken(1);
    let mut stage = Stage::linked();
    let request = Chat {
        request: true,
        ..chat(0, 0)
    };
    stage.update(1, 2, vec![Change::Chat(request)]);
    stage.watch(vec![message.clone()]);
    let shown = bubble::bubble(stage.page(), Key::of(&message)).unwrap().file.unwrap();
    assert_eq!(shown.voice, None);
}
