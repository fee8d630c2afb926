//! The file of a message.

use pillion_protocol::content::id::MessageId;

use super::{
    element::{Tag, div, plain_button, progress, span},
    icon::{Icon, icon},
    screen::Screen,
};
use crate::{
    model::{attached::Attached, row::Key},
    update::{download, parcel::Order, person::Act},
    words::files as words,
};

/// What it is called, how long it is, where its bytes are, and what can be done with it.
pub fn attached(screen: Screen, file: &Attached, key: Key, message: Option<MessageId>) -> Tag {
    let lang = screen.lang();
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
    let leaves = match key {
        Key::Intent(intent) if message.is_none() => file.paused.map(|paused| {
            let (test, name, picture, order) = match paused {
                true => ("file-resume", words::resume(lang), Icon::Play, Order::Resume(intent)),
                false => ("file-pause", words::pause(lang), Icon::Pause, Order::Pause(intent)),
            };
            let cancel = does("file-cancel", words::cancel(lang), Icon::Close, Act::Discard(intent));
            (does(test, name, picture, Act::Parcel(order)), cancel)
        }),
        _ => None,
    };
    let (pause, cancel) = leaves.unzip();
    let done = file.percent.map(|percent| {
        progress()
            .attr("max", "100")
            .attr("value", &percent.to_string())
            .attr("aria-label", &file.about)
    });
    div()
        .class("file")
        .test("file")
        .attr("data-held", file.held.word())
        .child((
            icon(Icon::File),
            div().class("names").child((
                span().class("spoken").child(words::file(lang)),
                span().class("title").attr("dir", "auto").child(file.name.as_str()),
                span().class("hint").test("file-about").child(file.about.as_str()),
                done,
            )),
            save,
            pause,
            cancel,
        ))
}
