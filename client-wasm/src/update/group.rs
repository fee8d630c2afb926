//! What the person does with a group.

use minicbor::bytes::ByteVec;
use pillion_protocol::{
    content::{
        group::{GroupChange, NAME_CHARS},
        group_ask::GroupAsk,
        id::{ChatId, IntentId},
        problem::Problem,
        request::Ask,
    },
    crypto::random::{self, Random},
};
use pillion_wire::id::AccountId;

use super::person;
use crate::model::{
    dialog::{Dialog, NewContact},
    inquiry::About,
    page::Page,
};

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Chooses somebody from the list, or not.
    Choose(AccountId, bool),
    /// Chooses the picture of a new group.
    Picture(ByteVec),
    /// Makes a group of those who are chosen.
    Create(String),
    /// Takes in those who are chosen.
    AddChosen(ChatId),
    /// Changes it.
    Change(ChatId, GroupChange),
    /// Makes another link for invitations.
    Renew(ChatId),
}

/// The person does it.
pub(super) fn act(page: &mut Page, rng: &mut dyn Random, order: Order) {
    page.inquiry.problem = None;
    match order {
        Order::Choose(account, on) => {
            page.inquiry.chosen.retain(|other| *other != account);
            if on {
                page.inquiry.chosen.push(account);
            }
        }
        Order::Picture(bytes) => page.inquiry.picture = Some(bytes),
        Order::Create(name) => create(page, rng, &name),
        Order::AddChosen(chat) => {
            let chosen = page.inquiry.chosen.clone();
            if chosen.is_empty() {
                page.inquiry.problem = Some(Problem::GroupOfOne);
            } else {
                change(page, chat, GroupChange::Add(chosen));
            }
        }
        Order::Change(chat, GroupChange::Rename(name)) => match checked(&name) {
            Ok(name) => change(page, chat, GroupChange::Rename(name)),
            Err(problem) => page.inquiry.problem = Some(problem),
        },
        Order::Change(chat, what) => change(page, chat, what),
        Order::Renew(chat) => {
            page.inquiry.code = None;
            page.inquiry.want(About::Invite(chat, true));
        }
    }
}

fn create(page: &mut Page, rng: &mut dyn Random, name: &str) {
    let members = page.inquiry.chosen.clone();
    let problem = match checked(name) {
        Err(problem) => problem,
        Ok(_) if members.is_empty() => Problem::GroupOfOne,
        Ok(name) => {
            let intent = IntentId(random::bytes(rng));
            let create = GroupAsk::Create {
                intent,
                name,
                members,
                picture: page.inquiry.picture.clone(),
            };
            return give(page, create);
        }
    };
    page.inquiry.problem = Some(problem);
}

fn change(page: &mut Page, chat: ChatId, change: GroupChange) {
    give(page, GroupAsk::Change { chat, change });
}

/// Asks to be let into the group of an invitation.
pub(super) fn join(page: &mut Page, code: &str) {
    give(page, GroupAsk::Join { code: code.into() });
    page.dialog = Some(Dialog::NewContact(NewContact {
        joining: page.inquiry.problem.is_none(),
        ..NewContact::default()
    }));
}

fn give(page: &mut Page, ask: GroupAsk) {
    person::waited_for(page, Ask::Group(ask));
}

fn checked(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    let fits = (1..=NAME_CHARS).contains(&name.chars().count()) && !name.contains(char::is_control);
    if fits { Ok(name.into()) } else { Err(Problem::GroupName) }
}
