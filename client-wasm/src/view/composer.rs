//! Where one writes: Enter sends, Shift and Enter begin a new line.

use pillion_protocol::content::id::ChatId;
use web_sys::{Event, HtmlTextAreaElement, KeyboardEvent};

use super::{
    attach, bar,
    browser::{next_frame, window},
    element::{Tag, button, div, form, label, p, plain_button, show, textarea},
    emoji,
    icon::{Icon, icon},
    later, mention,
    screen::Screen,
};
use crate::{
    reactive::effect::run,
    update::{mention::Step, person::Act, voice::Order},
    words::{problem, thread as words, voice as voice_words},
};

/// The composer of a chat.
pub fn composer(screen: Screen, chat: ChatId) -> Tag {
    let lang = screen.lang();
    let text = screen.part(move |page| page.composer(chat).to_owned());
    let problem = screen.part(move |page| {
        let problem = page.composer_problem(chat)?;
        Some(problem::sentence(page.lang, problem))
    });
    let marked = screen.part(mention::marked);
    let typing = textarea()
        .attr("id", "composer")
        .attr("rows", "1")
        .test("composer")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("placeholder", words::write(lang))
        .attr("aria-describedby", "composer-problem")
        .attr("aria-autocomplete", "list")
        .bind("aria-controls", move || marked.get().map(|_| mention::ID.into()))
        .bind("aria-activedescendant", move || marked.get());
    let field = typing.cast::<HtmlTextAreaElement>();
    let send = move || screen.act(Act::Send(chat));
    follow(field.clone(), move || text.get());
    begin(field.clone());
    answer(screen, field.clone());
    let typing = typing
        .on("input", move |_: Event| {
            if let Some(field) = &field {
                screen.act(Act::Type(chat, field.value()));
                screen.act(Act::Mention(Step::Look(before_cursor(field))));
            }
        })
        .on("keydown", move |event: KeyboardEvent| {
            let step = mention::key(&event.key()).filter(|_| marked.now().is_some() && !event.is_composing());
            if let Some(step) = step {
                event.prevent_default();
                return screen.act(Act::Mention(step));
            }
            // Enter also ends the choice of a character in many writing systems.
            if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                event.prevent_default();
                send();
            } else if event.key() == "ArrowUp" && !event.alt_key() && text.now().is_empty() {
                screen.act(Act::EditLast);
            }
        });
    let sender = button()
        .attr("type", "submit")
        .class("round send")
        .test("send")
        .named(words::send(lang))
        .toggle("hidden", move || text.get().trim().is_empty())
        .child(icon(Icon::Send));
    let voice = plain_button()
        .class("round send")
        .test("voice-record")
        .named(voice_words::record(lang))
        .toggle("hidden", move || !text.get().trim().is_empty())
        .press(move || screen.act(Act::Voice(Order::Record)))
        .child(icon(Icon::Mic));
    let trouble = p()
        .attr("id", "composer-problem")
        .class("problem")
        .attr("role", "alert")
        .text(move || problem.get().unwrap_or_default());
    let speaks = screen.part(move |page| page.voices.recording.as_ref().is_some_and(|voice| voice.chat == chat));
    let recorder = show(move || {
        speaks.get().then(|| {
            div()
                .class("speaking")
                .child(later::drawn(String::new(), move |parts| (parts.recorder)(screen)))
        })
    });
    form()
        .class("composer")
        .toggle("data-speaking", move || speaks.get())
        .on("submit", move |event: Event| {
            event.prevent_default();
            send();
        })
        .child((
            (
                bar::bar(screen),
                mention::mentions(screen),
                attach::button(screen),
                emoji::button(screen, chat),
            ),
            label()
                .attr("for", "composer")
                .class("spoken")
                .child(words::message(lang)),
            typing,
            (sender, voice),
            recorder,
            trouble,
        ))
}

/// What stands before the cursor.
fn before_cursor(field: &HtmlTextAreaElement) -> String {
    let end = field.selection_end().ok().flatten().unwrap_or_default();
    let text = field.value();
    let before = text.encode_utf16().take(usize::try_from(end).unwrap_or_default());
    String::from_utf16_lossy(&before.collect::<Vec<_>>())
}

/// Keeps the field's text, and its height with it. The same text is not set again: the cursor would jump.
fn follow(field: Option<HtmlTextAreaElement>, text: impl Fn() -> String + 'static) {
    let Some(field) = field else { return };
    run(Box::new(move || {
        let text = text();
        if field.value() != text {
            // What stands behind the cursor stays behind it.
            let length = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or_default();
            let end = field.selection_end().ok().flatten().unwrap_or_default();
            let behind = length(&field.value()).saturating_sub(end);
            field.set_value(&text);
            let at = length(&text).saturating_sub(behind);
            let _placed = field.set_selection_range(at, at);
        }
        let field = field.clone();
        next_frame(move || grow(&field));
    }));
}

/// Takes the keyboard when a message is to be answered or edited.
fn answer(screen: Screen, field: Option<HtmlTextAreaElement>) {
    let bar = screen.part(|page| page.bar.as_ref().map(|bar| bar.message()));
    run(Box::new(move || {
        if let Some(field) = field.clone().filter(|_| bar.get().is_some()) {
            next_frame(move || {
                let _focused = field.focus();
            });
        }
    }));
}

/// As high as its text, up to the limit in `style.css`.
fn grow(field: &HtmlTextAreaElement) {
    let style = field.style();
    let _reset = style.set_property("height", "auto");
    let edges = field.offset_height() - field.client_height();
    let _grown = style.set_property("height", &format!("{}px", field.scroll_height() + edges));
}

/// Takes the keyboard; but not on a touch screen, where it would cover the messages that one came to read.
fn begin(field: Option<HtmlTextAreaElement>) {
    let fine = window()
        .match_media("(pointer: fine)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    if let Some(field) = field.filter(|_| fine) {
        next_frame(move || {
            let _focused = field.focus();
        });
    }
}
