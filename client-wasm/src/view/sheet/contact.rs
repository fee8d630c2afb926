//! A contact: who it is, and what to compare with it.

use pillion_protocol::content::{contact::Contact, presence::Presence};
use pillion_wire::id::AccountId;

use super::piece::{actions, asking, button, close, door, title, trouble};
use crate::{
    model::dialog::Dialog,
    update::person::Act,
    view::{
        avatar,
        element::{Shown, Tag, div, h2, header, p, show, span, tag},
        head::last_seen,
        icon::{Icon, icon},
        qr,
        screen::Screen,
    },
    words::{live, trust as words},
};

/// The sheet.
pub fn contact(screen: Screen, account: AccountId) -> Tag {
    let lang = screen.lang();
    let known = screen.part(move |page| {
        let contact = page.contacts.get(&account).cloned()?;
        let chat = page.chats.get(&contact.chat);
        let presence = chat.map_or(Presence::Unknown, |chat| page.live.presence(chat));
        Some((contact, presence))
    });
    let head = show(move || {
        let (contact, presence) = known.get()?;
        let there = match presence {
            Presence::Online => Some(live::online_now(lang).to_owned()),
            Presence::LastSeen(at) => Some(last_seen(lang, at)),
            Presence::Unknown => None,
        };
        let verified = contact.verified.then(|| {
            span()
                .class("verified")
                .test("verified")
                .child((icon(Icon::Shield), words::verified(lang)))
        });
        Some(header().class("sheet-head").child((
            avatar::avatar(screen, &contact.name, &account.0),
            title(&contact.name),
            span().class("hint").child(contact.handle.to_string()),
            there.map(|there| span().class("hint").child(there)),
            verified,
        )))
    });
    let changed = show(move || {
        let (contact, _) = known.get()?;
        contact.key_changed.then(|| {
            p().class("warning")
                .test("key-changed")
                .child(words::key_changed(lang, &contact.name))
        })
    });
    let block = show(move || known.get().map(|(contact, _)| block(screen, &contact)));
    div().class("sheet").test("contact-info").child((
        head,
        changed,
        safety(screen),
        trouble(screen),
        actions((block, close(screen))),
    ))
}

fn block(screen: Screen, contact: &Contact) -> Tag {
    let (lang, account) = (screen.lang(), contact.account);
    if contact.blocked {
        return button(
            screen,
            "contact-unblock",
            words::unblock(lang),
            Act::Block(account, false),
        );
    }
    door(screen, "contact-block", words::block(lang), Dialog::Block(account)).class("danger")
}

/// What to compare.
fn safety(screen: Screen) -> Shown {
    let lang = screen.lang();
    let safety = screen.part(|page| page.inquiry.safety.clone());
    show(move || {
        let Some((number, code)) = safety.get() else {
            return div().child(asking(screen));
        };
        let digits: Vec<_> = number.chars().filter(char::is_ascii_digit).collect();
        let groups: Vec<_> = digits
            .chunks(5)
            .map(|group| span().child(group.iter().collect::<String>()))
            .collect();
        tag("section").child((
            h2().class("label").child(words::safety(lang)),
            div().class("safety").child((
                div().class("code-picture").child(qr::qr(&code)),
                div().class("digits").test("safety-number").child(groups),
            )),
            p().class("hint").child(words::safety_what(lang)),
        ))
    })
}
