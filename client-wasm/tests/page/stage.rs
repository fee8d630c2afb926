//! One page, a relay that forwards, and a phone whose answers the test writes.

use std::collections::{BTreeMap, VecDeque};

use pillion_client::{
    client::{
        io::{Input, LineNumber, Settings, Ticket},
        machine::Client,
        record::{Key, Write},
    },
    model::{
        alert::Alert,
        choice::Choice,
        download::Wanted,
        page::{Page, Watch},
        parcel::Haul,
        phase::{Phase, Step},
        voice::Want,
    },
    update::person::Act,
};
use pillion_protocol::{
    code::LinkCode,
    content::{
        id::Version,
        live_ask::LiveAsk,
        message::Message,
        reply::{Answer, Reply},
        request::{Ask, Request},
        update::{Change, Update},
    },
    endpoint::{envelope::Envelope, phone::PhoneEnd},
    link::phone::PhoneLink,
    pairing::{
        about::{BrowserAbout, Line, PhoneAbout},
        grant::Owner,
        phone::{Granting, Introduced, Scan},
    },
};
use pillion_wire::{
    client_frame::Role,
    codec,
    handle::Handle,
    id::{AccountId, RendezvousId},
    origin::Origin,
    relay_frame::RelayFrame,
    time::Timestamp,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use crate::fixture::{CHAT, chat};

const ORIGIN: &str = "https://chat.example.org";

/// All of it.
pub(crate) struct Stage {
    pub(crate) client: Client,
    pub(crate) now: u64,
    /// What the browser keeps.
    pub(crate) kept: BTreeMap<Key, Vec<u8>>,
    /// Whether the store does what it is asked, refuses it, or takes its time.
    pub(crate) store: Store,
    pub(crate) slow: VecDeque<(Ticket, Vec<Write>)>,
    pub(crate) wiped: u32,
    /// What the browser remembers of the person's choices.
    pub(crate) choice: Choice,
    /// Whether the browser lets the page notify.
    pub(crate) may_alert: bool,
    /// The files that the page has asked for.
    pub(crate) fetched: Vec<Wanted>,
    /// The picture that is shown in full.
    pub(crate) viewed: Option<Wanted>,
    /// What the page wants done with files that leave, oldest first.
    pub(crate) hauls: VecDeque<Haul>,
    pub(crate) sounds: Vec<Want>,
    /// The notifications that stand.
    pub(crate) alerts: Vec<Alert>,
    /// The connection that the page has now.
    pub(crate) line: Option<LineNumber>,
    pub(crate) connects: u32,
    /// Whether the relay answers at all.
    pub(crate) relay_up: bool,
    pub(crate) hellos: Vec<Role>,
    pub(crate) open: Vec<RendezvousId>,
    pub(crate) meetings: Vec<(RendezvousId, Vec<u8>)>,
    pub(crate) pings: u32,
    pub(crate) phone: Option<PhoneEnd>,
    pub(crate) phone_here: bool,
    /// What the page asked of the phone, oldest first.
    pub(crate) asked: VecDeque<Request>,
    /// What the page told live.
    pub(crate) live: Vec<LiveAsk>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Store {
    Works,
    Refuses,
    Slow,
}

pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

impl Stage {
    /// A page that has just been opened, in a browser that keeps `kept`.
    pub(crate) fn with(kept: BTreeMap<Key, Vec<u8>>) -> Self {
        let settings = Settings {
            relay: Origin::parse(ORIGIN).unwrap(),
            about: BrowserAbout::new("Firefox 151", "Linux", ORIGIN),
            lang: pillion_client::words::lang::Lang::English,
            choice: pillion_client::model::choice::Choice::default(),
        };
        Self {
            client: Client::new(settings, Box::new(rng(kept.len() as u64))),
            now: 1_800_000_000_000,
            kept,
            store: Store::Works,
            slow: VecDeque::new(),
            wiped: 0,
            choice: Choice::default(),
            may_alert: true,
            fetched: Vec::new(),
            viewed: None,
            hauls: VecDeque::new(),
            sounds: Vec::new(),
            alerts: Vec::new(),
            line: None,
            connects: 0,
            relay_up: true,
            hellos: Vec::new(),
            open: Vec::new(),
            meetings: Vec::new(),
            pings: 0,
            phone: None,
            phone_here: true,
            asked: VecDeque::new(),
            live: Vec::new(),
        }
    }

    /// A page that shows a code.
    pub(crate) fn fresh() -> Self {
        let mut stage = Self::with(BTreeMap::new());
        stage.give(Input::Held);
        stage
    }

    /// A linked page whose phone has told it of one chat, with Bob, in which nothing was said.
    pub(crate) fn linked() -> Self {
        let mut stage = Self::fresh();
        let (granting, link) = stage.grant();
        stage.finish(granting, link);
        stage.synced(1, vec![Change::Chat(chat(0, 0))]);
        stage
    }

    /// The phone scans the code on show and says yes.
    pub(crate) fn grant(&mut self) -> (Granting, PhoneLink) {
        let introduced = self.scan();
        let owner = Owner {
            account: AccountId([1; 32]),
            handle: Handle::parse("ada").unwrap(),
            name: Line::clean("Ada"),
        };
        let (granting, message, link) = introduced.grant(&owner, &mut rng(9)).unwrap();
        self.say(message);
        (granting, link)
    }

    pub(crate) fn scan(&mut self) -> Introduced {
        let code = LinkCode::parse(&self.code().expect("a code is on show")).unwrap();
        let rendezvous = code.rendezvous;
        let about = PhoneAbout::new("Ada", "1");
        let (scan, hello) = Scan::start(code, &Origin::parse(ORIGIN).unwrap(), &about, &mut rng(8)).unwrap();
        self.meetings.clear();
        self.relay(RelayFrame::Meet {
            rendezvous,
            visitor: 4,
            payload: hello,
        });
        scan.receive(&self.meetings.last().expect("the page answers").1)
            .unwrap()
    }

    /// The phone says something at the meeting point where it was heard last.
    pub(crate) fn say(&mut self, payload: Vec<u8>) {
        let rendezvous = self.meetings.last().unwrap().0;
        self.relay(RelayFrame::Meet {
            rendezvous,
            visitor: 4,
            payload,
        });
    }

    pub(crate) fn finish(&mut self, granting: Granting, link: PhoneLink) {
        self.phone = Some(PhoneEnd::new(link, Box::new(rng(10))));
        let active = granting.receive(&self.meetings.last().unwrap().1).unwrap();
        self.say(active);
    }

    /// The page is closed and opened again, in the same browser; the phone goes on.
    pub(crate) fn reload(&mut self) {
        let before = core::mem::replace(self, Self::with(self.kept.clone()));
        self.now = before.now;
        self.phone = before.phone;
        self.phone_here = before.phone_here;
        if let Some(phone) = &mut self.phone {
            phone.peer_away(Timestamp(self.now), None);
        }
        self.give(Input::Held);
    }

    pub(crate) fn page(&self) -> &Page {
        self.client.page()
    }

    pub(crate) fn code(&self) -> Option<String> {
        match &self.page().phase {
            Phase::Linking(linking) => match &linking.step {
                Step::Code(code) => Some(code.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn act(&mut self, act: Act) {
        self.give(Input::Act(act));
    }

    /// Bob's chat is open, its newest messages are loaded and someone looks at them.
    pub(crate) fn watch(&mut self, messages: Vec<Message>) {
        self.act(Act::Open(CHAT));
        self.answer_history(messages, false, false);
        self.act(Act::Watch(Watch {
            present: true,
            at_end: true,
        }));
    }

    pub(crate) fn send(&mut self, text: &str) {
        self.act(Act::Type(CHAT, text.into()));
        self.act(Act::Send(CHAT));
    }

    /// Time passes, with all the wake-ups that the page asks for.
    pub(crate) fn pass(&mut self, ms: u64) {
        let end = self.now + ms;
        while let Some(at) = self.client.wake_at().filter(|at| at.0 <= end) {
            self.now = self.now.max(at.0);
            self.give(Input::Wake);
        }
        self.now = end;
    }

    pub(crate) fn give(&mut self, input: Input) {
        self.client.handle(Timestamp(self.now), input);
        while let Some(output) = self.client.poll() {
            self.serve(output);
        }
    }

    /// A frame of the relay.
    pub(crate) fn relay(&mut self, frame: RelayFrame) {
        let Some(line) = self.line else { return };
        self.give(Input::Received(line, codec::encode(&frame)));
    }

    /// The connection breaks.
    pub(crate) fn cut(&mut self) {
        if let Some(phone) = &mut self.phone {
            phone.peer_away(Timestamp(self.now), None);
        }
        if let Some(line) = self.line.take() {
            self.give(Input::Lost(line));
        }
    }

    pub(crate) fn phone_goes(&mut self) {
        self.phone_here = false;
        let phone = self.phone.as_mut().unwrap();
        phone.cut(Timestamp(self.now));
        let link = phone.link().link;
        self.relay(RelayFrame::PeerAway {
            link,
            last_seen: Some(Timestamp(self.now)),
        });
    }

    pub(crate) fn phone_comes(&mut self) {
        self.phone_here = true;
        let link = self.phone.as_ref().unwrap().link().link;
        self.relay(RelayFrame::PeerHere { link });
    }

    /// The next request of the page, which must be there.
    pub(crate) fn next_asked(&mut self) -> Request {
        self.asked.pop_front().expect("the page asks something")
    }

    /// The requests to send that wait for an answer, whatever else was asked.
    pub(crate) fn sends(&mut self) -> Vec<Request> {
        let asked = self.asked.drain(..);
        asked
            .filter(|request| matches!(request.ask, Ask::Send { .. }))
            .collect()
    }

    pub(crate) fn answer(&mut self, request: &Request, answer: Answer) {
        self.tell(Envelope::Reply(Reply { id: request.id, answer }));
    }

    pub(crate) fn tell(&mut self, envelope: Envelope) {
        self.phone
            .as_mut()
            .unwrap()
            .send(Timestamp(self.now), envelope)
            .unwrap();
        self.drain_phone();
    }

    pub(crate) fn update(&mut self, from: u64, to: u64, changes: Vec<Change>) {
        self.tell(Envelope::Update(Update {
            from: Version(from),
            to: Version(to),
            changes,
        }));
    }

    /// Answers the `Sync` that the page has asked.
    pub(crate) fn synced(&mut self, version: u64, changes: Vec<Change>) {
        let request = self.take(|ask| matches!(ask, Ask::Sync { .. }));
        let answer = Answer::Synced {
            reset: false,
            version: Version(version),
            changes,
            more: None,
        };
        self.answer(&request, answer);
    }

    /// Answers the `History` that the page has asked.
    pub(crate) fn answer_history(&mut self, messages: Vec<Message>, earlier: bool, later: bool) {
        let request = self.take(|ask| matches!(ask, Ask::History { .. }));
        self.answer(
            &request,
            Answer::Page {
                messages,
                earlier,
                later,
            },
        );
    }

    /// Requests overtake one another by priority, so one of a kind may stand anywhere.
    pub(crate) fn take(&mut self, kind: impl Fn(&Ask) -> bool) -> Request {
        let at = self.asked.iter().position(|request| kind(&request.ask));
        let at = at.unwrap_or_else(|| panic!("not asked: {:?}", self.asked));
        self.asked.remove(at).unwrap()
    }
}
