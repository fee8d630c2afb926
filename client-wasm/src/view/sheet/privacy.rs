//! Who learns when this account is there, and who is blocked: a part of the settings.

use pillion_protocol::content::account_ask::AccountAsk;
use web_sys::{Event, HtmlInputElement};

use super::piece::{door, trouble};
use crate::{
    model::dialog::Dialog,
    reactive::effect::run,
    update::person::Act,
    view::{
        element::{Tag, fieldset, input, label, legend, p, span},
        screen::Screen,
    },
    words::{live as words, trust},
};

/// Both. The choice is the account's, so the phone is told and every screen follows.
pub fn privacy(screen: Screen) -> Tag {
    let lang = screen.lang();
    let shares = screen.part(|page| page.account.as_ref().is_some_and(|account| account.shares_presence));
    let tick = input()
        .attr("type", "checkbox")
        .test("share-presence")
        .attr("aria-describedby", "share-what");
    let element = tick.cast::<HtmlInputElement>();
    let shown = element.clone();
    run(Box::new(move || {
        let on = shares.get();
        if let Some(shown) = &shown {
            shown.set_checked(on);
        }
    }));
    let tick = tick.on("change", move |_: Event| {
        let Some(element) = &element else { return };
        let on = element.checked();
        // As long as the phone has not said yes, it is not so.
        element.set_checked(shares.now());
        screen.act(Act::Account(AccountAsk::SharePresence { on }));
    });
    fieldset().child((
        legend().child(words::privacy(lang)),
        label().child((tick, span().child(words::share(lang)))),
        p().class("hint")
            .attr("id", "share-what")
            .child(words::share_what(lang)),
        trouble(screen),
        door(screen, "blocked-list", trust::blocked(lang), Dialog::Blocked),
    ))
}
