//! What the small menu of a message or a chat offers.

use pillion_protocol::content::id::MessageId;

use super::{
    context::hide,
    copy,
    element::{Tag, div, li, plain_button, show, ul},
    screen::Screen,
    time,
};
use crate::{
    model::{
        dialog::Menu,
        emoji::{self, FREQUENT},
    },
    update::{
        message::Deed,
        offers::{self, Does, Offer},
        person::Act,
    },
};

/// All of it.
pub fn offers(screen: Screen) -> Tag {
    let menu = screen.part(|page| (page.menu, offers::offers(page, time::now())));
    let items = show(move || {
        let (menu, offers) = menu.get();
        let reacts = offers.iter().any(|offer| offer.test == "react");
        let quick = match menu {
            Some(Menu::Message(message)) if reacts => Some(quick(screen, message)),
            _ => None,
        };
        let items: Vec<_> = offers.into_iter().map(|offer| item(screen, offer)).collect();
        (quick, ul().child(items))
    });
    div().child(items)
}

/// The emoji that people put under messages most often.
fn quick(screen: Screen, message: MessageId) -> Tag {
    let buttons: Vec<_> = FREQUENT
        .into_iter()
        .map(|emoji| {
            plain_button()
                .attr("aria-label", emoji)
                .test("quick-reaction")
                .press(move || {
                    screen.act(Act::Message(message, Deed::React(emoji::reaction(emoji))));
                    hide();
                })
                .child(emoji)
        })
        .collect();
    div().class("quick").child(buttons)
}

fn item(screen: Screen, offer: Offer) -> Tag {
    let Offer { name, test, does } = offer;
    let press = move || {
        match &does {
            Does::Act(act) => screen.act(act.clone()),
            Does::Copy(text) => copy::copy(text.clone()),
        }
        hide();
    };
    li().child(plain_button().test(test).press(press).child(name))
}
