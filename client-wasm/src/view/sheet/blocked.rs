//! The people who are blocked.

use super::piece::{actions, button, close, people, person, title, trouble};
use crate::{
    update::person::Act,
    view::{
        element::{Tag, div, li, p, show, ul},
        screen::Screen,
    },
    words::trust as words,
};

/// All of them, each with the way out.
pub fn blocked(screen: Screen) -> Tag {
    let lang = screen.lang();
    let people = screen.part(|page| people(page.contacts.values().filter(|contact| contact.blocked)));
    let list = show(move || {
        let one = |(account, name, handle): (_, String, String)| {
            let unblock = button(screen, "unblock", words::unblock(lang), Act::Block(account, false));
            li().child(div().class("person").test("blocked").child((
                person(screen, &name, &account.0, Some(&handle)),
                unblock.attr("aria-label", &words::unblock_whom(lang, &name)),
            )))
        };
        people.get().into_iter().map(one).collect::<Vec<_>>()
    });
    let hint = p().class("hint").attr("role", "status").text(move || {
        let none = people.get().is_empty();
        let hint = if none { words::none_blocked } else { words::blocked_what };
        hint(lang).to_owned()
    });
    div().class("sheet").child((
        title(words::blocked(lang)),
        hint,
        ul().class("people").test("blocked-people").child(list),
        trouble(screen),
        actions(close(screen)),
    ))
}
