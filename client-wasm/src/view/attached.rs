//! The file of a message.

use pillion_protocol::content::{file::Look, id::MessageId};

use web_sys::HtmlElement;

use super::{
    avatar,
    element::{Tag, div, img, plain_button, progress, show, span},
    icon::{Icon, icon},
    screen::Screen,
    voice,
};
use crate::{
    model::{
        attached::{Attached, From, Sight},
        row::Key,
    },
    update::{download, parcel::Order, person::Act},
    words::{files as words, sending},
};

/// What it is called, how long it is, where its bytes are, and what can be done with it.
pub fn attached(screen: Screen, file: &Attached, key: Key, message: Option<MessageId>) -> Tag {
    let (lang, about) = (screen.lang(), file.about.words());
    let does = |test, name: &str, picture, act: Act| {
        plain_button()
            .class("round save")
            .test(test)
            .named(&[name, " ", &file.name].concat())
            .press(move || screen.act(act.clone()))
            .child(icon(picture))
    };
    let save = message.filter(|_| file.can_save).map(|message| {
        let save = download::Order::Save(message);
        does("save", words::save(lang), Icon::Down, Act::File(save))
    });
    let fetch = message.zip(file.fetch).map(|(message, from)| {
        let fetch = download::Order::Fetch(message);
        let name = match from {
            From::Relay => words::fetch(lang),
            From::Sender => words::ask_sender(lang),
        };
        does("fetch", name, Icon::Phone, Act::File(fetch))
    });
    let leaves = match key {
        Key::Intent(intent) if message.is_none() => file.paused.map(|paused| {
            let (test, name, picture, order) = match paused {
                true => ("file-resume", sending::resume(lang), Icon::Play, Order::Resume(intent)),
                false => ("file-pause", sending::pause(lang), Icon::Pause, Order::Pause(intent)),
            };
            let cancel = does("file-cancel", sending::cancel(lang), Icon::Close, Act::Discard(intent));
            (does(test, name, picture, Act::Parcel(order)), cancel)
        }),
        _ => None,
    };
    let (pause, cancel) = leaves.unzip();
    let done = file.percent.map(|percent| {
        progress()
            .attr("max", "100")
            .attr("value", &percent.to_string())
            .attr("aria-label", &about)
    });
    let look = file.look.map(|look| small(screen, look));
    let seen = look.is_some();
    let plays = matches!(file.view, Some(Sight::Film | Sight::Sound));
    let look = look.unwrap_or_else(|| icon(if plays { Icon::Play } else { Icon::File }));
    let look = if seen && plays {
        look.child(icon(Icon::Play))
    } else {
        look
    };
    if let Some(heard) = &file.voice {
        let player = voice::player(screen, heard, message);
        return div()
            .class("file voice")
            .test("file")
            .attr("data-held", file.held.word())
            .child((
                span().class("spoken").child(words::file(lang)),
                player,
                span().class("hint").test("file-about").child(about.as_str()),
                done,
                (fetch, save, pause, cancel),
            ));
    }
    let look = match message.filter(|_| file.view.is_some()) {
        Some(message) => plain_button()
            .class("open")
            .test("view")
            .named(&[words::open(lang), " ", &file.name].concat())
            .press(move || screen.act(Act::File(download::Order::View(message))))
            .child(look),
        None => look,
    };
    div()
        .class(if seen { "file seen" } else { "file" })
        .test("file")
        .attr("data-held", file.held.word())
        .child((
            look,
            div().class("names").child((
                span().class("spoken").child(words::file(lang)),
                span().class("title").attr("dir", "auto").child(file.name.as_str()),
                span().class("hint").test("file-about").child(about.as_str()),
                done,
            )),
            fetch,
            save,
            pause,
            cancel,
        ))
}

/// The longest side of a small picture, in CSS pixels.
const SIDE: u32 = 260;

/// A small picture, in the room that it takes when it is there.
pub fn small(screen: Screen, look: Look) -> Tag {
    let (width, height) = room(look);
    let there = screen.part(move |page| page.pictures.bytes(look.picture).is_some());
    let image = show(move || {
        if !there.get() {
            screen.act(Act::See(look.picture));
            return None;
        }
        let address = avatar::address(screen, look.picture)?;
        let image = img().attr("src", &address).attr("alt", "");
        Some(
            image
                .attr("width", &width.to_string())
                .attr("height", &height.to_string()),
        )
    });
    let tag = div().class("look").test("look").child(image);
    if let Some(element) = tag.cast::<HtmlElement>() {
        let style = element.style();
        let _width = style.set_property("width", &format!("{width}px"));
        let _height = style.set_property("height", &format!("{height}px"));
    }
    tag
}

/// How wide and high it is shown. Both are what a sender says: neither is ever nothing, or larger than there is room for.
fn room(look: Look) -> (u32, u32) {
    let (width, height) = (u32::from(look.width.max(1)), u32::from(look.height.max(1)));
    let longest = width.max(height);
    let scaled = |side: u32| (side * SIDE.min(longest) / longest).max(40);
    (scaled(width), scaled(height))
}
