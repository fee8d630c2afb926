//! Making a group: a key package of each member from the relay, then all of it in one transaction.
//!
//! Until that transaction nothing is written: a phone that stops before has made no group, and the screen asks again.

use std::collections::{BTreeMap, BTreeSet};

use pillion_protocol::content::{
    chat::Chat,
    event::Event,
    group::MEMBERS,
    id::{ChatId, IntentId},
    picture::Picture,
    problem::Problem,
    reply::Answer,
    request::RequestId,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{fault::Fault, gather::Job, phone::Phone, picture::look, screens::Seat, work::Work};
use crate::{
    mls::{card::Card, error::MlsError, profile::GroupName},
    store::{
        chat, contact,
        database::Tx,
        group,
        intent::{self, Outcome},
        member,
    },
};

/// A group that is being made.
#[derive(Debug)]
pub(super) struct Creating {
    name: String,
    picture: Option<Picture>,
    members: BTreeSet<AccountId>,
    seats: Vec<(Seat, RequestId)>,
}

impl Phone {
    /// Begins to answer `Create`.
    pub(super) fn ask_create(
        &mut self,
        now: Timestamp,
        seat: Seat,
        request: RequestId,
        (intent, name, members, picture): (IntentId, String, Vec<AccountId>, Option<Vec<u8>>),
    ) {
        match self.may_create(intent, name, members, picture) {
            Err(fault) => self.reply_problem(seat, request, fault.problem()),
            Ok(May::Done(chat)) => self.reply(seat, request, Answer::Chat(*chat)),
            Ok(May::Begin(name, members, picture)) => {
                let same = |creating: &Creating| {
                    creating.name == name && creating.members == members && creating.picture == picture
                };
                match self.creates.get_mut(&intent) {
                    Some(creating) if same(creating) => creating.seats.push((seat, request)),
                    Some(_) => self.reply_problem(seat, request, Problem::IntentReused),
                    None if !self.relay.is_ready() => self.reply_problem(seat, request, Problem::Offline),
                    None => {
                        self.gathers.want(Job::Create(intent), members.clone());
                        let seats = vec![(seat, request)];
                        let creating = Creating {
                            name,
                            picture,
                            members,
                            seats,
                        };
                        self.creates.insert(intent, creating);
                        self.gather(now);
                    }
                }
            }
        }
    }

    fn may_create(
        &self,
        intent: IntentId,
        name: String,
        members: Vec<AccountId>,
        picture: Option<Vec<u8>>,
    ) -> Result<May, Fault> {
        let tx = self.database.read();
        match intent::find(&tx, intent)? {
            None => {}
            Some(Outcome::Chat(chat)) => {
                let made = chat::view(&tx, chat)?.ok_or(Problem::NoSuchChat)?;
                return Ok(May::Done(Box::new(made)));
            }
            Some(Outcome::Message(_) | Outcome::Contact(_)) => return Err(Problem::IntentReused.into()),
            Some(Outcome::Gone) => return Err(Problem::NoSuchChat.into()),
        }
        GroupName::parse(&name).map_err(|_| Problem::GroupName)?;
        let picture = look(picture)?;
        let members: BTreeSet<_> = members.into_iter().filter(|who| *who != self.keys.account()).collect();
        if members.is_empty() {
            return Err(Problem::GroupOfOne.into());
        }
        if members.len() >= MEMBERS {
            return Err(Problem::GroupFull.into());
        }
        for account in &members {
            check_invitable(&tx, *account)?;
        }
        Ok(May::Begin(name, members, picture))
    }

    /// All packages are there.
    pub(super) fn create(&mut self, now: Timestamp, intent: IntentId) {
        let packages = self.gathers.of(Job::Create(intent));
        self.gathers.end(Job::Create(intent));
        let Some(creating) = self.creates.remove(&intent) else {
            return;
        };
        let made = self.transact(now, |work| work.create(intent, &creating, &packages));
        for (seat, request) in creating.seats {
            match &made {
                Ok(chat) => self.reply(seat, request, Answer::Chat(chat.clone())),
                Err(fault) => self.reply_problem(seat, request, group_problem(fault)),
            }
        }
    }

    /// A member cannot be added, so there will be no group.
    pub(super) fn not_created(&mut self, intent: IntentId, problem: Problem) {
        if let Some(creating) = self.creates.remove(&intent) {
            for (seat, request) in creating.seats {
                self.reply_problem(seat, request, problem);
            }
        }
    }
}

/// Whether a group may be made.
enum May {
    /// It was made before.
    Done(Box<Chat>),
    /// With this name, these members and this picture.
    Begin(String, BTreeSet<AccountId>, Option<Picture>),
}

/// Refuses whoever is no contact that one writes to.
pub(super) fn check_invitable(tx: &Tx<'_>, account: AccountId) -> Result<(), Fault> {
    let contact = contact::find(tx, account)?.ok_or(Problem::NoSuchContact)?;
    if contact.blocked {
        return Err(Problem::Blocked.into());
    }
    if contact.key_changed {
        return Err(Problem::KeyChanged.into());
    }
    if chat::is_request(tx, contact.chat)? {
        return Err(Problem::NoSuchContact.into());
    }
    Ok(())
}

/// What a screen is told of a change of a group that could not be made.
pub(super) fn group_problem(fault: &Fault) -> Problem {
    let Fault::Mls(error) = fault else {
        return fault.problem();
    };
    tracing::info!(%error, "a change of a group could not be made");
    match error {
        MlsError::NotAdmin => Problem::NotAdmin,
        MlsError::LastAdmin => Problem::LastAdmin,
        MlsError::NoSuchMember => Problem::NoSuchMember,
        MlsError::Full { .. } => Problem::GroupFull,
        MlsError::Profile(_) => Problem::GroupName,
        MlsError::WrongPerson => Problem::KeyChanged,
        MlsError::Expired(_)
        | MlsError::Refused(_)
        | MlsError::Card(_)
        | MlsError::Forged(_)
        | MlsError::Damaged(_)
        | MlsError::Duplicate => Problem::CannotBeAdded,
        _ => Problem::ChatSetUp,
    }
}

impl Work<'_> {
    fn create(
        &self,
        intent: IntentId,
        creating: &Creating,
        packages: &BTreeMap<AccountId, Vec<u8>>,
    ) -> Result<Chat, Fault> {
        let members = self.with_cards(packages)?;
        let picture = creating.picture.as_ref();
        let reference = picture.map(|picture| picture.id().0.to_vec());
        let founded = self.with_mls(|mls| Ok(mls.create_group(&creating.name, reference, &members)?))?;
        let chat = ChatId(self.rng.bytes());
        chat::add(self.tx, chat, self.now)?;
        group::add(self.tx, founded.group, chat, self.now)?;
        let roster = self.with_mls(|mls| Ok(mls.roster(founded.group)?))?;
        let roster = roster.ok_or(Problem::ChatSetUp)?;
        member::set_group(self.tx, chat, roster.name().as_str())?;
        self.enrol(chat, &roster)?;
        self.happened(chat, None, Event::Made)?;
        self.welcome(founded.group, &founded.welcomes)?;
        self.found_with(chat, founded.group, picture)?;
        intent::add(self.tx, intent, Outcome::Chat(chat), self.now)?;
        Ok(chat::view(self.tx, chat)?.ok_or(Problem::NoSuchChat)?)
    }

    /// Key packages with the cards of the contacts that they must belong to.
    pub(super) fn with_cards(&self, packages: &BTreeMap<AccountId, Vec<u8>>) -> Result<Vec<(Vec<u8>, Card)>, Fault> {
        let mut members = Vec::with_capacity(packages.len());
        for (account, package) in packages {
            let card = contact::card(self.tx, *account)?.ok_or(Problem::NoSuchContact)?;
            members.push((package.clone(), Card::decode(&card).map_err(MlsError::from)?));
        }
        Ok(members)
    }
}
