//! The one place that answers requests, whichever screen asks.
//!
//! What can be answered from the database is answered at once. Adding a contact and pairing wait for the relay, and are
//! answered when it has spoken.

use pillion_protocol::content::{
    problem::Problem,
    reply::Answer,
    request::{Ask, Request},
};
use pillion_wire::time::Timestamp;

use super::{fault::Fault, phone::Phone, screens::Seat};

impl Phone {
    /// Answers one request, now or later.
    pub(super) fn ask(&mut self, now: Timestamp, seat: Seat, request: Request) {
        let id = request.id;
        let answered = match request.ask {
            Ask::Scan { .. }
            | Ask::Confirm { .. }
            | Ask::AddByCode { .. }
            | Ask::Compare { .. }
            | Ask::Verify { on: true, .. }
            | Ask::AcceptKey { .. }
                if !matches!(seat, Seat::Own(_)) =>
            {
                Err(Problem::PhoneOnly.into())
            }
            Ask::Sync { since, cursor } => self.sync(seat, since, cursor).map_err(Fault::from),
            Ask::History { chat, from, limit } => self.history(chat, from, limit),
            Ask::Send {
                intent,
                chat,
                text,
                quote,
            } => {
                self.live.typists.sent(chat);
                self.transact(now, |work| work.send(intent, chat, text, quote))
                    .map(Answer::Message)
            }
            Ask::Read { chat, through } => self
                .transact(now, |work| work.read(chat, through))
                .map(|()| Answer::Done),
            Ask::Retry { message } => self.transact(now, |work| work.retry(message)).map(|()| Answer::Done),
            Ask::AddContact { intent, handle } => return self.add_contact(seat, id, intent, handle),
            Ask::Unlink { link } => return self.unlink(now, seat, id, link),
            Ask::Safety { account } => self.safety(account),
            Ask::Verify { account, on } => self.verify(now, account, on),
            Ask::OwnCode => self.own_code(),
            Ask::AddByCode { intent, code } => return self.add_by_code(seat, id, intent, &code),
            Ask::Compare { account, code } => self.compare(now, account, &code),
            Ask::Scan { code } => return self.scan(now, seat, id, &code),
            ask @ (Ask::Edit { .. }
            | Ask::Delete { .. }
            | Ask::React { .. }
            | Ask::Star { .. }
            | Ask::Forward { .. }
            | Ask::Reactions { .. }
            | Ask::Edits { .. }
            | Ask::Pin { .. }
            | Ask::Mute { .. }
            | Ask::Archive { .. }
            | Ask::MarkUnread { .. }
            | Ask::Draft { .. }
            | Ask::Search { .. }
            | Ask::Accept { .. }
            | Ask::Block { .. }
            | Ask::SetTimer { .. }
            | Ask::DeleteChat { .. }) => self.act(now, ask),
            Ask::Live(ask) => self.ask_live(now, seat, &ask),
            Ask::Account(ask) => self.ask_account(now, seat, ask),
            Ask::Picture(id) => self.picture(id),
            Ask::AcceptKey { account } => self
                .transact(now, |work| work.accept_key(account))
                .map(|()| Answer::Done),
            Ask::Group(ask) => return self.ask_group(now, seat, id, ask),
            Ask::File(ask) => return self.ask_file(now, seat, id, ask),
            Ask::Confirm { pairing, yes } => return self.confirm(now, seat, id, pairing, yes),
        };
        match answered {
            Ok(answer) => self.reply(seat, id, answer),
            Err(fault) => self.reply_problem(seat, id, fault.problem()),
        }
    }
}
