//! What people do to messages and chats, from a request to its answer.

use pillion_protocol::content::{problem::Problem, reply::Answer, request::Ask};
use pillion_wire::time::Timestamp;

use super::{fault::Fault, phone::Phone};

impl Phone {
    /// Answers one request that does something to a message or a chat, or asks what was done to one.
    pub(super) fn act(&mut self, now: Timestamp, ask: Ask) -> Result<Answer, Fault> {
        match ask {
            Ask::Edit {
                intent,
                chat,
                message,
                text,
            } => {
                let edited = self.transact(now, |work| work.edit(intent, chat, message, &text));
                return edited.map(Answer::Message);
            }
            Ask::Forward {
                intent,
                chat,
                message,
                to,
            } => {
                let passed_on = self.transact(now, |work| work.forward(intent, chat, message, to));
                return passed_on.map(Answer::Message);
            }
            Ask::Reactions { chat, message } => return self.reactions(chat, message),
            Ask::Edits { chat, message } => return self.edits(chat, message),
            Ask::Search {
                words,
                chat,
                starred,
                cursor,
            } => return self.search(&words, chat, starred, cursor),
            Ask::Delete { chat, message, for_all } => self.delete(now, chat, message, for_all)?,
            Ask::React { chat, message, emoji } => {
                self.transact(now, |work| work.react(chat, message, emoji.as_ref()))?;
            }
            Ask::Star { chat, message, on } => self.transact(now, |work| work.star(chat, message, on))?,
            Ask::Pin { chat, on } => self.transact(now, |work| work.pin(chat, on))?,
            Ask::Mute { chat, until } => self.transact(now, |work| work.mute(chat, until))?,
            Ask::Archive { chat, on } => self.transact(now, |work| work.archive(chat, on))?,
            Ask::MarkUnread { chat, on } => self.transact(now, |work| work.mark_unread(chat, on))?,
            Ask::Draft { chat, text } => self.transact(now, |work| work.draft(chat, &text))?,
            Ask::Accept { chat } => self.transact(now, |work| work.accept_request(chat))?,
            Ask::Block { account, on } => self.transact(now, |work| work.block(account, on))?,
            Ask::SetTimer { chat, seconds } => self.transact(now, |work| work.set_timer(chat, seconds))?,
            Ask::DeleteChat { chat } => self.transact(now, |work| work.delete_chat(chat))?,
            _ => return Err(Problem::UnknownRequest.into()),
        }
        Ok(Answer::Done)
    }
}
