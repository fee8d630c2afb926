//! Where one writes: Enter sends, Shift and Enter begin a new line.

use leptos::{
    html::{Textarea, button, form, label, p, textarea},
    prelude::*,
};
use pillion_protocol::content::id::ChatId;
use wasm_bindgen::JsCast;

use super::{
    icon::{Icon, icon},
    screen::Screen,
};
use crate::update::person::Act;

/// The composer of a chat.
pub fn composer(screen: Screen, chat: ChatId) -> impl IntoView {
    let text = screen.part(move |page| page.drafts.text(chat).to_owned());
    let problem = screen.part(move |page| page.drafts.problem(chat).map(|problem| problem.to_string()));
    let field = NodeRef::<Textarea>::new();
    let send = move || {
        screen.act(Act::Send(chat));
        focus(field);
    };
    Effect::new(move |_| {
        // On a touch screen the keyboard would cover the messages that one came to read.
        let fine = window().match_media("(pointer: fine)").ok().flatten().is_some_and(|query| query.matches());
        if field.get().is_some() && fine {
            focus(field);
        }
    });
    Effect::new(move |_| {
        text.track();
        request_animation_frame(move || grow(field));
    });
    let typing = textarea()
        .node_ref(field)
        .id("composer")
        .rows("1")
        .attr("data-testid", "composer")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("placeholder", "Write a message")
        .attr("aria-describedby", "composer-problem")
        .prop("value", move || text.get())
        .on(leptos::ev::input, move |event| screen.act(Act::Type(chat, event_target_value(&event))))
        .on(leptos::ev::keydown, move |event| {
            // Enter also ends the choice of a character in many writing systems.
            if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                event.prevent_default();
                send();
            }
        });
    let sender = button()
        .r#type("submit")
        .class("round send")
        .attr("data-testid", "send")
        .aria_label("Send")
        .title("Send")
        .attr("disabled", move || text.get().trim().is_empty())
        .child(icon(Icon::Send));
    form()
        .class("composer")
        .on(leptos::ev::submit, move |event| {
            event.prevent_default();
            send();
        })
        .child((
            label().r#for("composer").class("spoken").child("Message"),
            typing,
            sender,
            p().id("composer-problem").class("problem").role("alert").child(move || problem.get()),
        ))
}

fn focus(field: NodeRef<Textarea>) {
    if let Some(field) = field.get_untracked() {
        let _focused = field.focus();
    }
}

/// As high as its text, up to the limit in `style.css`.
fn grow(field: NodeRef<Textarea>) {
    let Some(field) = field.try_get_untracked().flatten() else { return };
    let style = field.unchecked_ref::<web_sys::HtmlElement>().style();
    let _reset = style.set_property("height", "auto");
    let _grown = style.set_property("height", &format!("{}px", field.scroll_height()));
}
