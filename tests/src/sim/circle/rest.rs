//! What must hold whenever a group has come to rest.

use super::*;

impl Circle {
    /// Heals everything, waits until nothing is under way, and looks at all that must hold. Answers of changes that were refused.
    ///
    /// # Panics
    /// When something does not hold; with the seed.
    pub fn rests(&mut self) -> Vec<GroupChange> {
        self.back.clear();
        self.relay_back = None;
        let people: Vec<(usize, &[usize])> = vec![(0, &[0]), (1, &[]), (2, &[]), (3, &[])];
        self.world.heal(&people);
        let refused = self.answers();
        let mut inside = BTreeSet::new();
        // What a phone was asked for before it was killed may still be done.
        loop {
            let now = self.agree();
            if now == inside {
                break;
            }
            self.last_words(&now);
            inside = now;
        }
        for phone in 0..NAMES.len() {
            self.check_texts(phone);
            self.check_events(phone);
        }
        self.check_comments(&inside);
        self.roll.rest(inside);
        // Now it is also known who must have what was said last.
        for phone in 0..NAMES.len() {
            self.check_texts(phone);
        }
        refused
    }

    fn check_texts(&mut self, phone: usize) {
        let shown = self.shown(phone);
        let texts: Vec<String> = shown.iter().map(|message| message.words().to_string()).collect();
        if let Err(wrong) = self.roll.check(phone, &texts) {
            let (seed, name) = (self.seed(), NAMES[phone]);
            panic!("seed {seed}: on the phone of {name}: {wrong}\n{texts:?}");
        }
    }

    /// Waits for the answers to all changes that were asked for on phones that run since.
    fn answers(&mut self) -> Vec<GroupChange> {
        let mut refused = Vec::new();
        for Asked { phone, id, change } in std::mem::take(&mut self.asked) {
            let what = format!("the answer to {change:?} of {}", NAMES[phone]);
            if self.world.until(&what, |world| world.phones[phone].answer(id)) != Answer::Done {
                refused.push(change);
            }
        }
        refused
    }

    /// Waits until all who are in agree on the group; who they are.
    fn agree(&mut self) -> BTreeSet<usize> {
        let mut views = Vec::new();
        let mut tries = 0;
        loop {
            views.clear();
            for phone in 0..NAMES.len() {
                if let Some((chat, _)) = self.view(phone) {
                    views.push((phone, chat.title, self.world.members(phone, chat.id)));
                }
            }
            let inside: BTreeSet<usize> = views.iter().map(|(phone, ..)| *phone).collect();
            let names: BTreeSet<&str> = inside.iter().map(|phone| NAMES[*phone]).collect();
            let first = views
                .first()
                .map(|(_, title, members)| (title.clone(), members.clone()));
            let is_same = |(title, members): &(String, BTreeMap<String, bool>)| {
                views
                    .iter()
                    .all(|(_, other, others)| (other, others) == (title, members))
                    && members.keys().map(String::as_str).eq(names.iter().copied())
            };
            if let Some(first) = first.filter(is_same) {
                let seed = self.seed();
                assert!(
                    first.1.values().any(|is_admin| *is_admin),
                    "seed {seed}: a group without an admin"
                );
                assert!(
                    self.names.contains(&first.0),
                    "seed {seed}: nobody ever said {:?}",
                    first.0
                );
                return inside;
            }
            tries += 1;
            assert!(tries < 300, "seed {}: the group is split: {views:#?}", self.seed());
            self.world.pass(1_000);
        }
    }

    /// Everyone in writes, and everyone in reads it, also Alice's browser.
    fn last_words(&mut self, inside: &BTreeSet<usize>) {
        let mut words = Vec::new();
        for phone in inside {
            self.writes(*phone);
            words.push(format!("#{} words", self.turn));
        }
        for phone in inside {
            let chat = self.world.group(*phone).expect("the group").id;
            for text in &words {
                let what = format!("{text:?} on the phone of {}", NAMES[*phone]);
                self.world
                    .until(&what, |world| world.phone_has(*phone, chat, text, State::Sent));
            }
        }
        if inside.contains(&0) {
            let title = self.world.group(0).expect("the group").title;
            let chat = self.world.until("the group on the page", |world| {
                let chats = world.browsers[0].page().chats_in_order();
                chats.into_iter().find(|chat| chat.title == title).map(|chat| chat.id)
            });
            self.world.opens_chat(0, chat);
            for text in &words {
                self.world.until(&format!("{text:?} on the page"), |world| {
                    world.page_shows(0, text, State::Sent)
                });
            }
        }
        self.world.pass(5_000);
        self.check_page();
    }

    fn check_page(&mut self) {
        let Some(chat) = self.world.group(0).map(|chat| chat.id) else {
            return;
        };
        let Some((_, Some(thread))) = self.world.browsers[0].page().open_thread() else {
            return;
        };
        let on_page: Vec<_> = thread.messages.values().map(|message| message.id).collect();
        let on_phone: Vec<_> = self.world.history(0, chat).iter().map(|message| message.id).collect();
        let seed = self.seed();
        assert!(
            on_phone.ends_with(&on_page),
            "seed {seed}: the page shows {on_page:?}\nthe phone {on_phone:?}"
        );
    }

    /// No change is told twice: names differ, and who came in must have gone before it comes in again.
    fn check_events(&mut self, phone: usize) {
        if self.moved.contains(&phone) {
            return;
        }
        let Some(chat) = self.world.group(phone) else { return };
        let mut names = BTreeSet::new();
        let mut present: BTreeMap<String, bool> = BTreeMap::new();
        let seed = self.seed();
        for message in self.world.history(phone, chat.id) {
            let Body::Event(event) = message.body else { continue };
            let (people, comes): (&People, bool) = match &event {
                Event::Renamed(name) => {
                    assert!(
                        names.insert(name.clone()),
                        "seed {seed}: {name:?} told twice to {}",
                        NAMES[phone]
                    );
                    continue;
                }
                Event::Added(people) => (people, true),
                Event::Removed(people) | Event::Left(people) => (people, false),
                _ => continue,
            };
            for person in &people.named {
                let before = present.insert(person.name.clone(), comes);
                assert!(
                    before != Some(comes),
                    "seed {seed}: {event:?} told twice to {}",
                    NAMES[phone]
                );
            }
        }
    }

    /// Who was in all the time shows the same words, and the same emoji of those.
    fn check_comments(&mut self, inside: &BTreeSet<usize>) {
        let settled: Vec<usize> = inside
            .iter()
            .copied()
            .filter(|phone| self.roll.is_settled(*phone))
            .collect();
        let fresh: BTreeSet<String> = self.roll.fresh().map(|(name, _)| name.to_string()).collect();
        let mut first = None;
        for phone in settled {
            let is_fresh = |message: &Message| fresh.contains(Roll::name(message.words()));
            let mut looks: Vec<_> = self.shown(phone).into_iter().filter(is_fresh).map(look).collect();
            looks.sort();
            let (other, expected) = first.get_or_insert_with(|| (phone, looks.clone()));
            assert_eq!(
                looks,
                *expected,
                "seed {}: {} and {} show other words or emoji",
                self.world.chance.seed(),
                NAMES[phone],
                NAMES[*other]
            );
        }
    }
}

/// What all must show alike of a message.
fn look(message: Message) -> (String, Vec<(String, u32)>) {
    let tallies = message
        .reactions
        .iter()
        .map(|tally| (tally.emoji.as_str().to_string(), tally.count));
    let mut tallies: Vec<_> = tallies.collect();
    tallies.sort();
    (message.words().to_string(), tallies)
}
