//! The linked browsers.

use pillion_protocol::content::{account_ask::AccountAsk, link::Link};
use pillion_wire::id::LinkId;
use web_sys::Event;

use super::piece::{actions, busy, button as act_button, close, door, field, title, trouble};
use crate::{
    model::dialog::Dialog,
    update::person::Act,
    view::{
        dialogs::cancel,
        element::{Tag, button, div, form, li, p, show, span, ul},
        screen::Screen,
        time,
    },
    words::{dialogs as words, group, links as said},
};

/// All of them, this one first.
pub fn links(screen: Screen) -> Tag {
    let lang = screen.lang();
    let links = screen.part(|page| {
        let own = page.own_link();
        let mut links: Vec<_> = page
            .links
            .values()
            .cloned()
            .map(|link| (own == Some(link.id), link))
            .collect();
        links.sort_by_key(|(own, link)| (!own, core::cmp::Reverse(link.used_at)));
        links
    });
    let items = show(move || {
        let all = links.get();
        all.iter()
            .map(|(own, link)| item(screen, *own, link))
            .collect::<Vec<_>>()
    });
    let others = show(move || {
        (links.get().len() > 1)
            .then(|| door(screen, "unlink-others", said::others(lang), Dialog::UnlinkOthers).class("danger"))
    });
    div().class("sheet").child((
        title(words::links(lang)),
        ul().class("links").test("links").child(items),
        trouble(screen),
        actions((others, close(screen))),
    ))
}

fn item(screen: Screen, own: bool, link: &Link) -> Tag {
    let lang = screen.lang();
    let (now, id) = (time::now(), link.id);
    let used = match (own, link.online) {
        (true, _) => words::this_browser(lang).to_owned(),
        (false, true) => words::online(lang).to_owned(),
        (false, false) => words::last_used(lang, &time::moment(lang, link.used_at, now)),
    };
    let linked = words::linked(lang, &time::moment(lang, link.made_at, now), &link.origin);
    let browser = words::browser_on(lang, &link.browser, &link.os);
    let name = link.name.as_deref().unwrap_or(&browser);
    let unlink = (!own).then(|| {
        act_button(screen, "unlink", words::unlink(lang), Act::Unlink(id))
            .class("danger")
            .attr("aria-label", &words::unlink_named(lang, name))
    });
    let rename = door(screen, "link-rename", group::rename(lang), Dialog::RenameLink(id))
        .attr("aria-label", &group::about(group::rename(lang), name));
    let about = div().child((
        span().class("title").attr("dir", "auto").child(name),
        link.name.as_ref().map(|_| span().class("hint").child(browser.as_str())),
        span().class(if own { "own" } else { "hint" }).child(used),
        span().class("hint").child(linked),
    ));
    li().test("link")
        .attr("data-link", &id.to_hex())
        .attr("data-own", if own { "true" } else { "false" })
        .child((about, div().class("link-acts").child((rename, unlink))))
}

/// What the owner calls one of them.
pub fn rename(screen: Screen, link: LinkId) -> Tag {
    let lang = screen.lang();
    let before = screen.look(|page| page.links.get(&link).and_then(|link| link.name.clone()));
    let before = before.flatten().unwrap_or_default();
    let (name, typed) = field(group::name(lang), "link-name", &before);
    let busy = busy(screen);
    let save = button()
        .attr("type", "submit")
        .class("primary")
        .test("link-name-save")
        .toggle("disabled", move || busy.get())
        .child(group::save(lang));
    form()
        .on("submit", move |event: Event| {
            event.prevent_default();
            let name = typed.now();
            screen.act(Act::Account(AccountAsk::RenameLink { link, name }));
        })
        .child((
            title(said::rename(lang)),
            name.attr("autofocus", ""),
            trouble(screen),
            actions((door(screen, "dialog-back", group::back(lang), Dialog::Links), save)),
        ))
}

/// Really log out all others?
pub fn unlink_others(screen: Screen) -> Tag {
    let lang = screen.lang();
    let busy = busy(screen);
    let yes = Act::Account(AccountAsk::UnlinkOthers);
    let yes = act_button(screen, "unlink-others-yes", said::others(lang), yes)
        .class("danger")
        .toggle("disabled", move || busy.get());
    div().child((
        title(said::others_ask(lang)),
        p().child(said::others_what(lang)),
        trouble(screen),
        actions((cancel(screen, words::cancel(lang)), yes)),
    ))
}
