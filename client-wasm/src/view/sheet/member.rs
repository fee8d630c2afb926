//! One member of a group, and what can be done with it.

use pillion_protocol::content::{
    group::{GroupChange, Member},
    id::ChatId,
};

use super::piece::{busy, button, called};
use crate::{
    update::{group::Order, person::Act},
    view::{
        element::{Tag, div, li, span, tag},
        screen::Screen,
    },
    words::{group as words, people},
};

/// The member's row. `able`: this account is an admin; `own`: the member is this account; `chat_of`: the chat with it.
pub fn member(screen: Screen, chat: ChatId, member: &Member, able: bool, own: bool, chat_of: Option<ChatId>) -> Tag {
    let lang = screen.lang();
    let handle = member.handle.to_string();
    let name = if own { people::you(lang) } else { member.name.as_str() };
    let under = (name != handle).then_some(handle.as_str());
    let role = member
        .admin
        .then(|| span().class("role").test("role").child(words::admin(lang)));
    let face = (called(screen, &member.name, name, &member.account.0, under), role);
    let row = li()
        .test("member")
        .attr("data-handle", &handle)
        .attr("data-admin", if member.admin { "true" } else { "false" });
    let account = member.account;
    let change = |test, what: &str, change| {
        let busy = busy(screen);
        button(screen, test, what, Act::Group(Order::Change(chat, change)))
            .attr("aria-label", &words::about(what, &member.name))
            .toggle("disabled", move || busy.get())
    };
    let write = chat_of.map(|chat| {
        let go = move || {
            screen.act(Act::CloseDialog);
            screen.act(Act::Open(chat));
        };
        super::piece::plain(words::message(lang), "member-message").press(go)
    });
    let (role, remove) = if able {
        let (on, test, what) = if member.admin {
            (false, "member-no-admin", words::no_admin(lang))
        } else {
            (true, "member-admin", words::make_admin(lang))
        };
        let remove = change("member-remove", words::remove(lang), GroupChange::Remove(vec![account]));
        (
            Some(change(test, what, GroupChange::Admin { account, on })),
            Some(remove.class("danger")),
        )
    } else {
        (None, None)
    };
    if own || (!able && write.is_none()) {
        return row.child(div().class("person").child(face));
    }
    row.child(tag("details").attr("name", "member").child((
        tag("summary").class("person").child(face),
        div().class("member-acts").child((write, role, remove)),
    )))
}
