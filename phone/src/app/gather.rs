//! Key packages for people who come into a group, a few at a time: the relay gives out so many and then one every two seconds.
//!
//! They are held in memory: if the phone stops, others are taken. A package is good for one group.

use std::collections::{BTreeMap, BTreeSet};

use pillion_protocol::content::{
    id::{ChatId, IntentId},
    problem::Problem,
};
use pillion_wire::{client_frame::ClientFrame, id::AccountId, refusal::Code, time::Timestamp};

use super::{outbox::is_passing, pending::Pending, phone::Phone};

/// Questions to the relay at a time.
const AT_ONCE: usize = 8;

/// The wait after the relay had no time, in milliseconds.
const WAIT_MS: u64 = 2_000;

/// What key packages are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Job {
    /// A new group.
    Create(IntentId),
    /// A change, by its number.
    Change(ChatId, i64),
}

/// One job's packages.
#[derive(Debug, Default)]
struct Gather {
    open: BTreeSet<AccountId>,
    asked: BTreeSet<AccountId>,
    got: BTreeMap<AccountId, Vec<u8>>,
    retry_at: Option<Timestamp>,
}

/// All jobs that need packages.
#[derive(Debug, Default)]
pub(super) struct Gathers(BTreeMap<Job, Gather>);

impl Gathers {
    /// Wants packages of these for a job, besides those that it has.
    pub(super) fn want(&mut self, job: Job, accounts: impl IntoIterator<Item = AccountId>) {
        let gather = self.0.entry(job).or_default();
        for account in accounts {
            if !gather.got.contains_key(&account) && !gather.asked.contains(&account) {
                gather.open.insert(account);
            }
        }
    }

    /// The packages that a job has.
    pub(super) fn of(&self, job: Job) -> BTreeMap<AccountId, Vec<u8>> {
        self.0.get(&job).map(|gather| gather.got.clone()).unwrap_or_default()
    }

    /// A job is over.
    pub(super) fn end(&mut self, job: Job) {
        self.0.remove(&job);
    }

    /// A change is over.
    pub(super) fn end_change(&mut self, number: i64) {
        self.0
            .retain(|job, _| !matches!(job, Job::Change(_, of) if *of == number));
    }

    /// Forgets what was asked: the connection is gone.
    pub(super) fn cut(&mut self) {
        for gather in self.0.values_mut() {
            gather.open.append(&mut gather.asked);
            gather.retry_at = None;
        }
    }

    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        self.0.values().filter_map(|gather| gather.retry_at).min()
    }
}

impl Phone {
    /// Asks for the packages that are wanted and not asked for yet.
    pub(super) fn gather(&mut self, now: Timestamp) {
        if !self.relay.is_ready() {
            return;
        }
        let mut asks = Vec::new();
        for (job, gather) in &mut self.gathers.0 {
            if gather.retry_at.is_some_and(|at| at > now) {
                continue;
            }
            gather.retry_at = None;
            while gather.asked.len() < AT_ONCE
                && let Some(account) = gather.open.pop_first()
            {
                gather.asked.insert(account);
                asks.push((*job, account));
            }
        }
        for (job, account) in asks {
            let request = self.relay.ask(Pending::Package { job, account });
            self.transmit(&ClientFrame::TakeKeyPackage { request, account });
        }
    }

    /// A package came.
    pub(super) fn gathered(&mut self, now: Timestamp, job: Job, account: AccountId, package: Vec<u8>) {
        let Some(gather) = self.gathers.0.get_mut(&job) else {
            return;
        };
        gather.asked.remove(&account);
        gather.got.insert(account, package);
        if gather.open.is_empty() && gather.asked.is_empty() {
            match job {
                Job::Create(intent) => self.create(now, intent),
                Job::Change(chat, _) => self.alters.wake(chat),
            }
        }
    }

    /// The relay gave none.
    pub(super) fn not_gathered(&mut self, now: Timestamp, job: Job, account: AccountId, code: Code) {
        let Some(gather) = self.gathers.0.get_mut(&job) else {
            return;
        };
        gather.asked.remove(&account);
        if is_passing(code) {
            gather.open.insert(account);
            gather.retry_at = Some(now.after_ms(WAIT_MS));
            return;
        }
        self.gathers.end(job);
        let problem = match code {
            Code::NoKeyPackage | Code::MailboxUnknown => Problem::CannotBeAdded,
            other => Problem::Relay(other),
        };
        match job {
            Job::Create(intent) => self.not_created(intent, problem),
            Job::Change(_, number) => {
                if let Err(fault) = self.transact(now, |work| work.settle(number, Some(problem))) {
                    self.fault(&fault);
                }
            }
        }
    }
}
