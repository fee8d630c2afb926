//! The list of members that opens over the composer when one types `@`.

use super::{
    avatar,
    element::{Shown, Tag, li, show, span, ul},
    screen::Screen,
};
use crate::{
    model::{mention, page::Page},
    update::{mention::Step, person::Act},
    words::group as words,
};

/// The list's name, for the field that it belongs to.
pub const ID: &str = "mentions";

/// The list; nothing while nobody is looked for.
pub fn mentions(screen: Screen) -> Shown {
    let offered = screen.part(|page| {
        let at = page.mention.as_ref()?.at;
        Some((mention::offered(page), at)).filter(|(members, _)| !members.is_empty())
    });
    show(move || {
        let (members, at) = offered.get()?;
        let rows: Vec<_> = members
            .iter()
            .enumerate()
            .map(|(number, member)| {
                let handle = member.handle.to_string();
                let under = (member.name != handle).then(|| span().class("hint").child(handle.as_str()));
                let name = span().class("title").attr("dir", "auto").child(member.name.as_str());
                li().attr("role", "option")
                    .attr("id", &option(number))
                    .attr("aria-selected", if number == at { "true" } else { "false" })
                    .test("mention")
                    .on("mousedown", |event: web_sys::Event| event.prevent_default())
                    .press(move || screen.act(Act::Mention(Step::Take(Some(number)))))
                    .child((avatar::avatar(screen, &member.name, &member.account.0), name, under))
            })
            .collect();
        Some(list(screen, rows))
    })
}

fn list(screen: Screen, rows: Vec<Tag>) -> Tag {
    ul().attr("id", ID)
        .class("mentions")
        .attr("role", "listbox")
        .attr("aria-label", words::members(screen.lang()))
        .test("mentions")
        .child(rows)
}

fn option(number: usize) -> String {
    ["mention-", &number.to_string()].concat()
}

/// The name of the marked row; `None` when the list is not open.
#[must_use]
pub fn marked(page: &Page) -> Option<String> {
    let at = page.mention.as_ref()?.at;
    (!mention::offered(page).is_empty()).then(|| option(at))
}

/// What a key of the composer means while the list is open.
#[must_use]
pub fn key(name: &str) -> Option<Step> {
    Some(match name {
        "ArrowDown" => Step::Move(true),
        "ArrowUp" => Step::Move(false),
        "Enter" | "Tab" => Step::Take(None),
        "Escape" => Step::Close,
        _ => return None,
    })
}
