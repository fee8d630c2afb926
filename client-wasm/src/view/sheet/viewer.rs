//! A picture in full, as large as the window or pixel by pixel; a film or a sound with the browser's own player.

use pillion_protocol::content::id::MessageId;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, KeyboardEvent};

use super::piece::title;
use crate::{
    model::{
        attached::{Sight, sight},
        gallery,
        viewer::{self, View},
    },
    reactive::signal::Signal,
    update::{download::Order, person::Act},
    view::{
        attached,
        element::{Tag, div, img, p, plain_button, show, tag},
        icon::{Icon, icon},
        screen::Screen,
    },
    words::{dialogs, files as words},
};

/// What plays a film or a sound, beginning by itself: the person has asked for it.
fn player(kind: &str, name: &str) -> Tag {
    tag(kind)
        .attr("controls", "")
        .attr("autoplay", "")
        .attr("playsinline", "")
        .attr("aria-label", name)
}

fn is_player(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "VIDEO" | "AUDIO"))
}

/// The picture of a message.
pub fn viewer(screen: Screen, message: MessageId) -> Tag {
    let lang = screen.lang();
    let file = screen.look(|page| Some(gallery::find(page, message)?.body.file()?.file.clone()));
    let file = file.flatten();
    let name = file
        .as_ref()
        .map(|file| file.name.as_str().to_owned())
        .unwrap_or_default();
    let look = file.as_ref().and_then(|file| file.look);
    let sight = file.and_then(|file| sight(file.kind.as_str()));
    let view = screen.part(|page| page.viewer.as_ref().map(|viewer| viewer.view.clone()));
    let zoomed = Signal::new(false);
    let alt = name.clone();
    let stage = show(move || {
        let (picture, sentence) = match view.get() {
            Some(View::Here(place)) => {
                let image = match sight {
                    Some(Sight::Film) => player("video", &alt),
                    Some(Sight::Sound) => player("audio", &alt),
                    _ => img().attr("alt", &alt).press(move || zoomed.set(!zoomed.now())),
                };
                let image = image.attr("src", &place).test("picture").on("error", move |_: Event| {
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
            // A player has these keys for itself.
            "ArrowLeft" | "ArrowRight" if is_player(&event) => {}
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
