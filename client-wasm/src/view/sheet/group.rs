//! A group: its name, its members, and who asks to be one.

use pillion_protocol::content::{
    group::{GroupChange, Member},
    id::ChatId,
};

use super::{
    member::member,
    picture::picture,
    piece::{actions, asking, busy, button, close, door, field, person, title, trouble},
};
use crate::{
    model::{dialog::Dialog, page::Page, search::plain},
    update::{group::Order, person::Act},
    view::{
        avatar,
        element::{Shown, Tag, div, h2, header, li, p, show, span, tag, ul},
        screen::Screen,
    },
    words::group as words,
};

/// From so many members on there is a search.
const SEARCH_FROM: usize = 8;

/// The most members that are drawn at once; a search finds the others.
const SHOWN: usize = 200;

/// What the sheet knows of the group.
#[derive(Clone, PartialEq, Eq, Default)]
struct Known {
    title: String,
    members: u32,
    admin: bool,
    left: bool,
}

/// The sheet.
pub fn group(screen: Screen, chat: ChatId) -> Tag {
    let lang = screen.lang();
    let known = screen.part(move |page| known(page, chat));
    let head = show(move || {
        let Known {
            title: name,
            members,
            left,
            ..
        } = known.get();
        let under = if left {
            words::left(lang).into()
        } else {
            words::count(lang, members)
        };
        header().class("sheet-head").child((
            avatar::avatar(screen, &name, &chat.0),
            title(&name).test("group-title"),
            span().class("hint").test("group-count").child(under),
        ))
    });
    let orders = show(move || {
        let Known { admin, left, .. } = known.get();
        (admin && !left).then(|| {
            let set = move |new| Act::Group(Order::Change(chat, GroupChange::Picture(new)));
            div().class("sheet-acts").child((
                door(screen, "group-add", words::add(lang), Dialog::AddMembers(chat)),
                door(screen, "group-invite", words::invite(lang), Dialog::Invite(chat)),
                door(screen, "group-rename", words::rename(lang), Dialog::Rename(chat)),
                picture(screen, chat.0.to_vec(), set),
            ))
        })
    });
    let leave = show(move || {
        let leave = || door(screen, "group-leave", words::leave(lang), Dialog::Leave(chat));
        (!known.get().left).then(|| leave().class("danger"))
    });
    div().class("sheet").test("group-info").child((
        head,
        orders,
        requests(screen, chat),
        members(screen, chat),
        (trouble(screen), actions((leave, close(screen)))),
    ))
}

/// What stands in place of the composer of a group that one has left.
pub fn read_only(screen: Screen) -> Tag {
    p().class("read-only")
        .test("read-only")
        .child(words::left_what(screen.lang()))
}

fn known(page: &Page, chat: ChatId) -> Known {
    let found = page.chats.get(&chat);
    let group = found.and_then(|chat| chat.group.as_ref());
    Known {
        title: found.map(|chat| chat.title.clone()).unwrap_or_default(),
        members: group.map_or(0, |group| group.members),
        admin: group.is_some_and(|group| group.admin),
        left: group.is_none_or(|group| group.left),
    }
}

/// Who asks to be let in.
fn requests(screen: Screen, chat: ChatId) -> Shown {
    let lang = screen.lang();
    let asking = screen.part(move |page| page.rosters.get(&chat).map(|roster| roster.asking.clone()));
    show(move || {
        let asking = asking.get().filter(|asking| !asking.is_empty())?;
        let rows: Vec<_> = asking.iter().map(|one| request(screen, chat, one)).collect();
        let list = ul().class("people").test("asking").child(rows);
        Some(tag("section").child((h2().class("label").child(words::asking(lang)), list)))
    })
}

fn request(screen: Screen, chat: ChatId, who: &Member) -> Tag {
    let lang = screen.lang();
    let handle = who.handle.to_string();
    let under = (who.name != handle).then_some(handle.as_str());
    let answer = |test, what: &str, change| {
        let busy = busy(screen);
        button(screen, test, what, Act::Group(Order::Change(chat, change)))
            .attr("aria-label", &words::about(what, &who.name))
            .toggle("disabled", move || busy.get())
    };
    let away = answer("turn-away", words::turn_away(lang), GroupChange::TurnAway(who.account));
    let admit = answer("admit", words::admit(lang), GroupChange::Admit(who.account));
    li().class("person").attr("data-handle", &handle).child((
        person(screen, &who.name, &who.account.0, under),
        away,
        admit.class("primary"),
    ))
}

fn members(screen: Screen, chat: ChatId) -> Tag {
    let lang = screen.lang();
    let roster = screen.part(move |page| {
        let roster = page.rosters.get(&chat).filter(|roster| roster.known)?;
        let row = |member: &Member| {
            let contact = page.contacts.get(&member.account);
            (member.clone(), contact.map(|contact| contact.chat))
        };
        let rows: Vec<_> = roster.members.iter().map(row).collect();
        Some((rows, page.me(), known(page, chat)))
    });
    let many = screen.part(move |page| {
        let roster = page.rosters.get(&chat);
        roster.is_some_and(|roster| roster.members.len() >= SEARCH_FROM)
    });
    let (search, typed) = field(words::search(lang), "member-search", "");
    let rows = show(move || {
        let (rows, me, group) = roster.get()?;
        let wanted = plain(typed.get().trim());
        let fits = |member: &Member| {
            plain(&member.name).contains(&wanted) || plain(&member.handle.to_string()).contains(&wanted)
        };
        let found: Vec<_> = rows.iter().filter(|(member, _)| fits(member)).collect();
        let able = group.admin && !group.left;
        let draw = |(one, with): &&(Member, Option<ChatId>)| {
            let own = Some(one.account) == me;
            member(screen, chat, one, able, own, with.filter(|_| !own))
        };
        let shown: Vec<_> = found.iter().take(SHOWN).map(draw).collect();
        let more = found.len().saturating_sub(SHOWN);
        let line = match (more, found.is_empty()) {
            (_, true) => Some(words::nobody_found(lang).to_owned()),
            (0, _) => None,
            (more, _) => Some(words::more(lang, more)),
        };
        Some((shown, line.map(|line| li().child(p().class("hint").child(line)))))
    });
    tag("section").child((
        h2().class("label").child(words::members(lang)),
        search.toggle("hidden", move || !many.get()),
        ul().class("people").test("members").child(rows),
        asking(screen),
    ))
}
