//! Which of them is open.

use super::{add, ask, attach, blocked, code, contact, door, fate, gallery, group, invite, links, new_group, viewer};
use crate::{
    model::dialog::Dialog,
    view::{element::Tag, screen::Screen},
};

/// The dialog's content; `None` for the dialogs that stand elsewhere.
pub fn sheet(screen: Screen, dialog: &Dialog) -> Option<Tag> {
    Some(match dialog {
        Dialog::NewContact(_) => door::new_contact(screen),
        Dialog::LogOut { .. } => door::log_out(screen),
        Dialog::NewGroup => new_group::new_group(screen),
        Dialog::Group(chat) => group::group(screen, *chat),
        Dialog::AddMembers(chat) => add::add(screen, *chat),
        Dialog::Rename(chat) => ask::rename(screen, *chat),
        Dialog::Invite(chat) => invite::invite(screen, *chat),
        Dialog::Leave(chat) => ask::leave(screen, *chat),
        Dialog::Timer(chat) => ask::timer(screen, *chat),
        Dialog::Blocked => blocked::blocked(screen),
        Dialog::Contact(account) => contact::contact(screen, *account),
        Dialog::Links => links::links(screen),
        Dialog::RenameLink(link) => links::rename(screen, *link),
        Dialog::UnlinkOthers => links::unlink_others(screen),
        Dialog::OwnCode => code::own(screen),
        Dialog::Info(message) => fate::info(screen, *message),
        Dialog::Reactions(message) => fate::reactions(screen, *message),
        Dialog::Attach { chat, files } => attach::attach(screen, *chat, files),
        Dialog::Gallery(chat, tab) => gallery::gallery(screen, *chat, *tab),
        Dialog::Picture(message) => viewer::viewer(screen, *message),
        Dialog::Edits(message) => fate::edits(screen, *message),
        _ => return None,
    })
}
