//! The link by which people ask to be let into a group.

use pillion_protocol::content::id::ChatId;

use super::{
    code::code,
    piece::{actions, asking, button, door, title, trouble},
};
use crate::{
    model::dialog::Dialog,
    update::{group::Order, person::Act},
    view::{
        element::{Tag, div, p},
        screen::Screen,
    },
    words::group as words,
};

/// The link, as text and as a code.
pub fn invite(screen: Screen, chat: ChatId) -> Tag {
    let lang = screen.lang();
    let renew = button(
        screen,
        "invite-renew",
        words::renew(lang),
        Act::Group(Order::Renew(chat)),
    );
    div().class("sheet").test("invite").child((
        title(words::invite(lang)),
        p().child(words::invite_what(lang)),
        code(screen),
        asking(screen),
        (
            p().class("hint").child(words::renew_what(lang)),
            trouble(screen),
            actions((
                door(screen, "dialog-back", words::back(lang), Dialog::Group(chat)),
                renew,
            )),
        ),
    ))
}
