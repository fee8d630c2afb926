//! What a chat has: its pictures and films, its voice notes, its files, its links.

use pillion_protocol::content::{file_ask::Sort, id::ChatId, message::Message};

use super::piece::{actions, asking, close, title, trouble};
use crate::{
    model::{
        attached::{Sight, sight},
        bubble,
        dialog::Dialog,
        gallery::{TABS, Tab, links},
        jump,
    },
    update::{download::Order, person::Act},
    view::{
        attached,
        element::{Tag, a, button, div, li, p, plain_button, show, span, ul},
        icon::{Icon, icon},
        screen::Screen,
        time,
    },
    words::{chats, files, gallery as words},
};

/// The gallery of a chat.
pub fn gallery(screen: Screen, chat: ChatId, tab: Tab) -> Tag {
    let lang = screen.lang();
    let name = screen.look(|page| page.chats.get(&chat).map(|chat| chat.title.clone()));
    let tabs: Vec<_> = TABS
        .into_iter()
        .map(|other| {
            button()
                .attr("type", "button")
                .class("tab")
                .test(&["gallery-", other.word()].concat())
                .attr("aria-pressed", if other == tab { "true" } else { "false" })
                .press(move || screen.act(Act::Show(Dialog::Gallery(chat, other))))
                .child(words::tab(lang, other))
        })
        .collect();
    let shelf = screen.part(|page| page.inquiry.gallery.clone());
    let done = screen.part(|page| page.inquiry.is_done());
    let list = show(move || {
        let gallery = shelf.get()?;
        if gallery.messages.is_empty() && gallery.more.is_none() {
            let empty = done.get() && screen.look(|page| page.inquiry.problem.is_none()).unwrap_or_default();
            let sentence = if empty { words::empty(lang, tab) } else { "" };
            return Some((Some(p().class("hint").child(sentence)), None, None));
        }
        let pieces: Vec<_> = gallery
            .messages
            .iter()
            .map(|message| piece(screen, tab, message))
            .collect();
        let class = if tab == Tab::Files(Sort::Seen) {
            "tiles"
        } else {
            "shelf"
        };
        let more = gallery.more.map(|_| {
            plain_button()
                .class("more-hits")
                .test("gallery-more")
                .press(move || screen.act(Act::MoreOfGallery))
                .child(chats::more(lang))
        });
        Some((None, Some(ul().class(class).test("gallery-list").child(pieces)), more))
    });
    div().class("sheet gallery").test("gallery").child((
        title(&name.flatten().unwrap_or_default()),
        div()
            .class("tabs")
            .attr("role", "group")
            .attr("aria-label", words::menu(lang))
            .child(tabs),
        list,
        asking(screen),
        (trouble(screen), actions(close(screen))),
    ))
}

fn piece(screen: Screen, tab: Tab, message: &Message) -> Tag {
    let lang = screen.lang();
    let (id, chat, place) = (message.id, message.chat, message.place);
    let who = screen.look(|page| bubble::name(page, chat, message.from, message.name.as_deref()));
    let about = [who.unwrap_or_default(), time::moment(lang, message.at, time::now())].join(" · ");
    let file = message.body.file().map(|shared| shared.file.clone());
    let jump = plain_button()
        .class("round")
        .test("gallery-jump")
        .named(words::show(lang))
        .press(move || {
            screen.act(Act::CloseDialog);
            screen.act(Act::Jump(jump::Wanted {
                chat,
                message: id,
                place,
            }));
        })
        .child(icon(Icon::Next));
    let tag = li().attr("data-message", &id.to_hex());
    match (tab, file) {
        (Tab::Files(Sort::Seen), Some(file)) => {
            let sight = sight(file.kind.as_str());
            let view = sight.is_some();
            let play = (sight == Some(Sight::Film)).then(|| icon(Icon::Play));
            let look = file.look.map(|look| attached::small(screen, look).child(play));
            let order = if view { Order::View(id) } else { Order::Save(id) };
            tag.child(
                plain_button()
                    .test("gallery-view")
                    .named(&[file.name.as_str(), ", ", &about].concat())
                    .press(move || screen.act(Act::File(order.clone())))
                    .child(look),
            )
        }
        (_, Some(file)) => {
            let save = plain_button()
                .class("round")
                .test("gallery-save")
                .named(&[files::save(lang), " ", file.name.as_str()].concat())
                .press(move || screen.act(Act::File(Order::Save(id))))
                .child(icon(Icon::Down));
            let (sign, name) = match &file.voice {
                Some(voice) => (Icon::Mic, pillion_protocol::content::voice::clock(voice.ms)),
                None => (Icon::File, file.name.as_str().to_owned()),
            };
            let size = files::size(lang, file.bytes);
            let state = screen.part(move |page| {
                let download = page.downloads.get(&id).copied()?;
                Some(files::fate(page.lang, download, file.bytes))
            });
            tag.class("file").child((
                icon(sign),
                div().class("names").child((
                    span().class("title").attr("dir", "auto").child(name),
                    span().class("hint").child([&size, " · ", &about].concat()),
                    span()
                        .class("hint")
                        .attr("role", "status")
                        .text(move || state.get().unwrap_or_default()),
                )),
                save,
                jump,
            ))
        }
        (_, None) => {
            let all: Vec<_> = links(message)
                .into_iter()
                .map(|link| {
                    a().attr("href", &link)
                        .attr("target", "_blank")
                        .attr("rel", "noopener noreferrer")
                        .child(link)
                })
                .collect();
            tag.class("file").child((
                div().class("names").child((all, span().class("hint").child(about))),
                jump,
            ))
        }
    }
}
