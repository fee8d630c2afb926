//! The left pane: whose phone this is, the chats, the lights.

use std::rc::Rc;

use pillion_protocol::content::{
    chat::{Chat, PREVIEW_CHARS},
    id::ChatId,
};
use web_sys::{Element, HtmlElement};

use super::{
    avatar, bubble, context,
    element::{Tag, div, h1, header, li, nav, p, plain_button, show, span, ul},
    icon::{Icon, icon},
    later, lights, list, menu,
    screen::Screen,
    search, time,
    window::Seen,
    words::beginning,
};
use crate::{
    model::{
        dialog::{Dialog, Menu, NewContact},
        lights::Session,
        phase::Phase,
        preview::{self, Line},
        shelf::{self, Row},
    },
    reactive::effect::run,
    update::person::Act,
    words::{chats as words, lang::Lang, people},
};

impl list::Key for Row {}

/// The pane.
pub fn pane(screen: Screen) -> Tag {
    nav()
        .class("side")
        .attr("aria-label", words::chats(screen.lang()))
        .child((
            head(screen),
            search::field(screen),
            chats(screen),
            lights::lights(screen),
        ))
}

fn head(screen: Screen) -> Tag {
    let owner = screen.part(|page| match (&page.account, &page.phase) {
        (Some(account), _) => (account.name.clone(), account.handle.to_string(), account.id.0.to_vec()),
        (None, Phase::Linked(owner)) => (owner.name.clone(), owner.handle.clone(), Vec::new()),
        _ => Default::default(),
    });
    let who = show(move || {
        let (name, handle, id) = owner.get();
        div().class("owner").child((
            avatar::coloured(screen, &name, handle.as_bytes(), &id),
            div().class("names").child((
                h1().attr("dir", "auto").child(name),
                span().class("handle").test("own-handle").child(handle),
            )),
        ))
    });
    let add = plain_button()
        .class("round")
        .test("new-contact")
        .named(words::new_contact(screen.lang()))
        .press(move || screen.act(Act::Show(Dialog::NewContact(NewContact::default()))))
        .child(icon(Icon::Add));
    header().class("bar").child((who, add, menu::menu(screen)))
}

fn chats(screen: Screen) -> Tag {
    let lang = screen.lang();
    let rows = screen.part_by(shelf::source, |page| Rc::new(shelf::rows(page)));
    let complete = screen.part(|page| page.sync.complete);
    let chats = ul()
        .class("chats")
        .test("chat-list")
        .bind("data-complete", move || Some(complete.get().to_string()));
    let status = screen.part(|page| {
        let search = page.search.as_ref()?;
        let open = page.lights.session == Session::Open;
        Some([false, true].map(|chats| search.status(page.lang, open, chats)))
    });
    let hint = show(move || {
        let rows = rows.get();
        let line = match (status.get(), complete.get(), rows.is_empty()) {
            (Some([_, status]), ..) if rows.iter().any(|row| matches!(row, Row::Chat(_))) => status,
            (Some([status, _]), ..) => status,
            (None, false, true) => words::appear(lang).into(),
            (None, true, true) => words::none(lang).into(),
            _ => return None,
        };
        (!line.is_empty()).then(|| p().class("hint").attr("role", "status").child(line))
    });
    let (seen, outer) = Seen::new(div().class("list"));
    let (shows, numbers, inner) = (seen.clone(), seen.clone(), chats.cast::<HtmlElement>());
    let drawn = move || {
        let (rows, inner) = (rows.get(), inner.as_ref());
        inner.map(|inner| shows.drawn(inner, &rows)).unwrap_or_default()
    };
    let number = move |at, row: &Element, _| numbers.number(at, row);
    let list = list::rows(chats, drawn, move |row| draw(screen, row), number);
    let open = screen.part(|page| page.open);
    run(Box::new(move || {
        if let Some(open) = open.get() {
            seen.reveal(&rows.now(), Row::Chat(open));
        }
    }));
    outer.child((list, hint))
}

fn draw(screen: Screen, row: Row) -> Tag {
    let lang = screen.lang();
    let door = |name: &str, test: &str, picture, act: Act| {
        plain_button()
            .class("chat door")
            .test(test)
            .press(move || screen.act(act.clone()))
            .child((icon(picture), span().child(name)))
    };
    match row {
        Row::Heading(name) => li().class("heading").child(name),
        Row::Archived => li().class("low").child(door(
            words::archived(lang),
            "archived",
            Icon::Archive,
            Act::Archive(true),
        )),
        Row::Back => li().class("low").child(door(
            words::archived(lang),
            "archive-back",
            Icon::Back,
            Act::Archive(false),
        )),
        Row::More => li().class("low").child(
            plain_button()
                .class("more-hits")
                .test("more")
                .press(move || screen.act(Act::MoreHits))
                .child(words::more(lang)),
        ),
        Row::Chat(chat) => self::chat(screen, chat),
        Row::Hit(message) => li()
            .class("high")
            .child(later::drawn(String::new(), move |parts| (parts.hit)(screen, message))),
    }
}

fn chat(screen: Screen, id: ChatId) -> Tag {
    let lang = screen.lang();
    let chat = screen.part(move |page| {
        let open = page.open == Some(id);
        let draft = page.drafts.text(id).trim();
        let draft: String = draft.chars().filter(|_| !open).take(PREVIEW_CHARS).collect();
        let line = |chat| (preview::line(page, chat), draft);
        page.chats.get(&id).map(|chat| (chat.clone(), line(chat)))
    });
    let open = screen.part(move |page| page.open == Some(id));
    let unread = move || chat.get().map(|(chat, _)| chat.unread.to_string());
    let face = show(move || chat.get().map(|(chat, (last, draft))| face(screen, &chat, last, draft)));
    let menu = move || Some(Menu::Chat(id));
    let row = li().class("row").child((
        plain_button()
            .class("chat")
            .test("chat")
            .attr("data-chat", &id.to_hex())
            .bind("data-unread", unread)
            .bind("aria-current", move || open.get().then(|| "true".into()))
            .press(move || screen.act(Act::Open(id)))
            .child(face),
        context::opener(screen, words::chat_menu(lang), Icon::More, menu)
            .class("round more")
            .test("chat-menu"),
    ));
    context::opens(row, screen, menu)
}

fn face(screen: Screen, chat: &Chat, last: Option<Line>, draft: String) -> (Tag, Tag) {
    let lang = screen.lang();
    let seed = chat.peer.map_or_else(|| chat.id.0.to_vec(), |peer| peer.0.to_vec());
    let at = chat
        .last
        .as_ref()
        .map(|last| span().class("time").child(time::short(lang, last.at, time::now())));
    let last = match last {
        _ if !draft.is_empty() => {
            let mark = span().class("draft").child(words::draft(lang));
            let typed = span().attr("dir", "auto").child(draft);
            span().class("preview").child((mark, typed))
        }
        Some(last) => preview(lang, last),
        None => span().class("preview").child(span().child(words::no_messages(lang))),
    };
    let muted = chat.muted_until.is_some_and(|until| until > time::now());
    let signs = (
        muted.then(|| sign(Icon::Mute, words::muted(lang))),
        chat.pinned.then(|| sign(Icon::Pin, words::pinned(lang))),
        chat.mentioned.then(|| {
            let said = people::names_you(lang);
            span().class("at").test("mentioned").attr("title", said).child((
                span().attr("aria-hidden", "true").child("@"),
                span().class("spoken").child(said),
            ))
        }),
        unread(lang, chat, muted),
    );
    let title = span().class("title").attr("dir", "auto").child(chat.title.as_str());
    let lines = (
        span().class("line").child((title, at)),
        span().class("line").child((last, signs)),
    );
    (
        avatar::avatar(screen, &chat.title, &seed),
        span().class("face").child(lines),
    )
}

fn sign(picture: Icon, words: &str) -> Tag {
    span()
        .class("sign")
        .attr("title", words)
        .child((icon(picture), span().class("spoken").child(words)))
}

fn unread(lang: Lang, chat: &Chat, muted: bool) -> Option<Tag> {
    let said = match chat.unread {
        0 if chat.marked_unread => words::marked_unread(lang),
        0 => return None,
        count => words::unread(lang, count),
    };
    let number = (chat.unread > 0).then(|| chat.unread.to_string());
    let class = if muted { "unread quiet" } else { "unread" };
    let class = if number.is_none() { "unread marked" } else { class };
    Some(span().class(class).child((number, span().class("spoken").child(said))))
}

fn preview(lang: Lang, last: Line) -> Tag {
    let who = last
        .who
        .map(|who| span().class("by").attr("dir", "auto").child([&who, ":"].concat()));
    let class = if last.typing { "preview typing" } else { "preview" };
    let text = span().attr("dir", "auto");
    span().class(class).child((
        last.state.map(|state| bubble::mark(lang, state)),
        who,
        if last.said {
            beginning(text, &last.text)
        } else {
            text.child(last.text)
        },
    ))
}
