//! What screens ask about groups of many.

use pillion_protocol::content::{
    event::Event,
    group::{GroupChange, MEMBERS, PAGE, Receipt},
    group_ask::GroupAsk,
    id::{ChatId, MessageId},
    message::State,
    problem::Problem,
    reply::Answer,
    request::RequestId,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{
    create::check_invitable, edit::named, fault::Fault, people::people, phone::Phone, screens::Seat, work::Work,
};
use crate::{
    mls::profile::GroupName,
    store::{change::Object, chat, contact, database::Tx, group, invitation, member, receipt, wanted},
};

impl Phone {
    /// Answers one request about groups, now or later.
    pub(super) fn ask_group(&mut self, now: Timestamp, seat: Seat, id: RequestId, ask: GroupAsk) {
        let answered = match ask {
            GroupAsk::Create {
                intent,
                name,
                members,
                picture,
            } => {
                let picture = picture.map(Into::into);
                return self.ask_create(now, seat, id, (intent, name, members, picture));
            }
            GroupAsk::Join { code } => return self.join(seat, id, &code),
            GroupAsk::Change { chat, change } => return self.ask_change(now, seat, id, chat, change),
            GroupAsk::Members { chat, cursor } => self.members(chat, cursor),
            GroupAsk::Receipts { chat, message, cursor } => self.receipts_of(chat, message, cursor),
            GroupAsk::InviteLink { chat, renew } => self.invite_link(now, chat, renew),
            GroupAsk::Asking { chat } => self.asking(chat),
        };
        match answered {
            Ok(answer) => self.reply(seat, id, answer),
            Err(fault) => self.reply_problem(seat, id, fault.problem()),
        }
    }

    fn ask_change(&mut self, now: Timestamp, seat: Seat, request: RequestId, chat: ChatId, change: GroupChange) {
        let online = self.relay.is_ready();
        match self.transact(now, |work| work.want_change(chat, change, online)) {
            Ok(None) => self.reply(seat, request, Answer::Done),
            Ok(Some(number)) => {
                self.alters.asked.insert(number, (seat, request));
                self.alters.wake(chat);
            }
            Err(fault) => self.reply_problem(seat, request, fault.problem()),
        }
    }

    fn members(&self, chat: ChatId, cursor: Option<u64>) -> Result<Answer, Fault> {
        let tx = self.database.read();
        check_group(&tx, chat)?;
        let (limit, skip) = page(cursor);
        let (members, more) = cut(member::page(&tx, chat, skip, limit)?, skip);
        Ok(Answer::Members { members, more })
    }

    fn asking(&self, chat: ChatId) -> Result<Answer, Fault> {
        let tx = self.database.read();
        check_group(&tx, chat)?;
        let (limit, skip) = page(None);
        let (members, _) = cut(member::asking(&tx, chat, skip, limit)?, skip);
        // The request has no cursor: who is answered makes room for the next.
        Ok(Answer::Members { members, more: None })
    }

    fn receipts_of(&self, chat: ChatId, id: MessageId, cursor: Option<u64>) -> Result<Answer, Fault> {
        let tx = self.database.read();
        let found = named(&tx, chat, id)?;
        if found.message.from.is_some() {
            return Err(Problem::NotYours.into());
        }
        if found.message.state < State::Sent {
            return Ok(Answer::Receipts {
                receipts: Vec::new(),
                more: None,
            });
        }
        if let Some(contact) = contact::by_chat(&tx, chat)? {
            let receipt = Receipt {
                account: contact.account,
                name: contact.name,
                state: found.message.state,
                at: None,
            };
            return Ok(Answer::Receipts {
                receipts: vec![receipt],
                more: None,
            });
        }
        let (limit, skip) = page(cursor);
        let (receipts, more) = cut(receipt::page(&tx, found.number, skip, limit)?, skip);
        Ok(Answer::Receipts { receipts, more })
    }
}

/// One more than fits a page, and how many to skip.
fn page(cursor: Option<u64>) -> (u32, u64) {
    let limit = u32::try_from(PAGE).unwrap_or(u32::MAX);
    (limit.saturating_add(1), cursor.unwrap_or_default())
}

/// What fits a page, and the cursor of the next one.
fn cut<T>(mut found: Vec<T>, skip: u64) -> (Vec<T>, Option<u64>) {
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let told = u64::try_from(PAGE).unwrap_or(u64::MAX);
    (found, more.then(|| skip.saturating_add(told)))
}

fn check_group(tx: &Tx<'_>, chat: ChatId) -> Result<(), Fault> {
    if !chat::exists(tx, chat)? {
        return Err(Problem::NoSuchChat.into());
    }
    member::is_inside(tx, chat)?.ok_or(Problem::NotAGroup)?;
    Ok(())
}

impl Work<'_> {
    /// Notes a change that somebody wants. Returns its number; `None` if there is nothing to wait for.
    fn want_change(&self, chat: ChatId, change: GroupChange, online: bool) -> Result<Option<i64>, Fault> {
        check_group(self.tx, chat)?;
        let inside = member::is_inside(self.tx, chat)? == Some(true);
        let own = self.keys.account();
        let leaves = match &change {
            GroupChange::Leave => true,
            GroupChange::Remove(accounts) => accounts == &[own],
            _ => false,
        };
        if leaves {
            if inside {
                self.leave(chat)?;
            }
            return Ok(None);
        }
        if !inside {
            return Err(Problem::NotAMember.into());
        }
        if !member::is_admin(self.tx, chat, own)? {
            return Err(Problem::NotAdmin.into());
        }
        let Some(change) = self.check_change(chat, change)? else {
            return Ok(None);
        };
        if !online {
            return Err(Problem::Offline.into());
        }
        Ok(Some(wanted::add(self.tx, chat, &change)?))
    }

    /// A change as it is to be made; `None` if nothing is to be done.
    fn check_change(&self, chat: ChatId, change: GroupChange) -> Result<Option<GroupChange>, Fault> {
        let members = member::all(self.tx, chat)?;
        let is_member = |who: &AccountId| members.binary_search(who).is_ok();
        Ok(match change {
            GroupChange::Add(mut accounts) => {
                accounts.retain(|who| !is_member(who));
                accounts.sort_unstable();
                accounts.dedup();
                for account in &accounts {
                    check_invitable(self.tx, *account)?;
                }
                if members.len().saturating_add(accounts.len()) > MEMBERS {
                    return Err(Problem::GroupFull.into());
                }
                (!accounts.is_empty()).then_some(GroupChange::Add(accounts))
            }
            GroupChange::Remove(accounts) => {
                if accounts.is_empty()
                    || accounts
                        .iter()
                        .any(|who| !is_member(who) || *who == self.keys.account())
                {
                    return Err(Problem::NoSuchMember.into());
                }
                Some(GroupChange::Remove(accounts))
            }
            GroupChange::Rename(name) => {
                let name = GroupName::parse(&name).map_err(|_| Problem::GroupName)?;
                Some(GroupChange::Rename(name.as_str().to_owned()))
            }
            GroupChange::Admin { account, on } => {
                if !is_member(&account) {
                    return Err(Problem::NoSuchMember.into());
                }
                let is_admin = member::is_admin(self.tx, chat, account)?;
                if is_admin && !on && member::admins(self.tx, chat)? == 1 {
                    return Err(Problem::LastAdmin.into());
                }
                (is_admin != on).then_some(GroupChange::Admin { account, on })
            }
            GroupChange::Admit(account) => {
                if is_member(&account) {
                    None
                } else if invitation::asks(self.tx, chat, account)? {
                    Some(GroupChange::Admit(account))
                } else {
                    return Err(Problem::NoSuchMember.into());
                }
            }
            GroupChange::TurnAway(account) => {
                if invitation::answered(self.tx, chat, account)? {
                    self.touch(Object::Chat(chat))?;
                }
                None
            }
            GroupChange::Picture(picture) => self.check_picture(chat, picture.map(Into::into))?,
            GroupChange::Leave => None,
        })
    }

    /// This account leaves a group: for its owner at once, for the others when an admin's phone has seen the wish.
    fn leave(&self, chat: ChatId) -> Result<(), Fault> {
        let Some(tag) = group::of_chat(self.tx, chat)? else {
            return Err(Problem::NotAMember.into());
        };
        let own = self.keys.account();
        let alone = member::others(self.tx, chat)?.is_empty();
        if !alone && member::is_admin(self.tx, chat, own)? && member::admins(self.tx, chat)? == 1 {
            return Err(Problem::LastAdmin.into());
        }
        self.give_up(chat, Problem::NotAMember)?;
        if alone {
            self.with_mls(|mls| Ok(mls.forget(tag)?))?;
        } else {
            self.ask_to_leave(chat, tag)?;
        }
        self.happened(chat, None, Event::Left(people([&self.keys.card])))?;
        member::set_outside(self.tx, chat, true)?;
        Ok(self.touch(Object::Chat(chat))?)
    }
}
