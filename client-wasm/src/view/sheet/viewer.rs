//! A picture in full: as large as the window, or pixel by pixel.

use pillion_protocol::content::id::MessageId;
use web_sys::{Event, KeyboardEvent};

use super::piece::title;
use crate::{
    model::viewer::{self, View},
    reactive::signal::Signal,
    update::{download::Order, person::Act},
    view::{
        attached,
        element::{Tag, div, img, p, plain_button, show},
        icon::{Icon, icon},
        screen::Screen,
    },
    words::{dialogs, files as words},
};

/// The picture of a message.
pub fn viewer(screen: Screen, message: MessageId) -> Tag {
    let lang = screen.lang();
    let file = screen.look(|page| {
        let (_, thread) = page.open_thread()?;
        Some(thread?.with_id(message)?.body.file()?.file.clone())
    });
    let file = file.flatten();
    let name = file
        .as_ref()
        .map(|file| file.name.as_str().to_owned())
        .unwrap_or_default();
    let look = file.and_then(|file| file.look);
    let view = screen.part(|page| page.viewer.as_ref().map(|viewer| viewer.view.clone()));
    let zoomed = Signal::new(false);
    let alt = name.clone();
    let stage = show(move || {
        let (picture, sentence) = match view.get() {
            Some(View::Here(place)) => {
                let image = img()
                    .attr("src", &place)
                    .attr("alt", &alt)
                    .test("picture")
                    .press(move || zoomed.set(!zoomed.now()))
                    .on("error", move |_: Event| {
                        screen.act(Act::File(Order::Viewed(message, View::Strange)));
                    });
                (Some(image), None)
            }
            Some(View::Recalled) => {
                let said = p().class("hint").attr("role", "status").child(words::recalled(lang));
                return (None, Some(said));
            }
            Some(View::Coming(_)) => (look.map(|look| attached::small(screen, look)), None),
            Some(View::Failed(failure)) => (None, Some(words::failed(lang, failure))),
            Some(View::Strange) => (None, Some(words::strange(lang))),
            None => (None, None),
        };
        let sentence = sentence.map(|sentence| p().class("problem").attr("role", "alert").child(sentence));
        (picture, sentence)
    });
    let does = |test, name: &str, picture, act: Act| {
        plain_button()
            .class("round")
            .test(test)
            .named(name)
            .press(move || screen.act(act.clone()))
            .child(icon(picture))
    };
    let beside = |test, name, picture, forward| {
        let there = screen.part(move |page| viewer::beside(page, message, forward).is_some());
        does(test, name, picture, Act::File(Order::Beside { forward })).toggle("disabled", move || !there.get())
    };
    div()
        .class("viewer")
        .test("viewer")
        .toggle("data-zoomed", move || zoomed.get())
        .on("keydown", move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowLeft" => screen.act(Act::File(Order::Beside { forward: false })),
            "ArrowRight" => screen.act(Act::File(Order::Beside { forward: true })),
            "+" | "-" => zoomed.set(event.key() == "+"),
            _ => {}
        })
        .child((
            div().class("viewer-head").child((
                title(&name),
                beside("viewer-before", words::before(lang), Icon::Back, false),
                beside("viewer-next", words::next(lang), Icon::Next, true),
                does(
                    "viewer-save",
                    words::save(lang),
                    Icon::Down,
                    Act::File(Order::Save(message)),
                ),
                does("dialog-cancel", dialogs::close(lang), Icon::Close, Act::CloseDialog).attr("autofocus", ""),
            )),
            div().class("viewer-stage").child(stage),
        ))
}
