//! One message.

use pillion_protocol::content::{message::State, reaction::Tally};

use super::{
    avatar, context,
    element::{Shown, Tag, button, div, li, p, plain_button, show, span},
    icon::{Icon, icon},
    later,
    screen::{Part, Screen},
    time,
    words::{beginning, words as marked},
};
use crate::{
    model::{
        bubble::{self, Author, Bubble, Quotation},
        dialog::{Dialog, Menu},
        jump::Wanted,
        row::Key,
    },
    reactive::effect::run,
    update::person::Act,
    words::{fate, lang::Lang, thread as words, timer},
};

/// The bubble of a row.
pub fn bubble(screen: Screen, key: Key, mine: bool) -> Tag {
    let lang = screen.lang();
    let shown = screen.last(move |page| bubble::bubble(page, key));
    let at = shown
        .now()
        .map(|bubble| time::clock(lang, bubble.at))
        .unwrap_or_default();
    let name = shown.now().and_then(|bubble| bubble.author).map(|author| author.name);
    let said = p().child((
        span().class("spoken").child(match &name {
            Some(name) => [name, ": "].concat(),
            None if mine => words::mine(lang).into(),
            None => words::received(lang).into(),
        }),
        text(screen, shown),
    ));
    let above = show(move || {
        shown.get().map(|bubble| {
            let author = bubble.author.as_ref().map(self::author);
            (author, above(screen, key, &bubble))
        })
    });
    let state = show(move || shown.get().map(|bubble| signs(screen, &bubble)));
    let meta = div().class("meta").child((state, span().child(at)));
    let meta = meta.child(show(move || {
        shown
            .get()
            .filter(|bubble| bubble.mine && bubble.said)
            .map(|bubble| mark(lang, bubble.state))
    }));
    let trouble = show(move || shown.get().and_then(|bubble| trouble(screen, key, &bubble)));
    let reactions = show(move || shown.get().and_then(|bubble| reactions(screen, &bubble)));
    let menu = move || shown.now().and_then(|bubble| bubble.message).map(Menu::Message);
    let opener = context::opener(screen, words::message_menu(lang), Icon::More, menu)
        .class("round more")
        .test("message-menu")
        .toggle("hidden", move || {
            shown.get().is_none_or(|bubble| bubble.message.is_none())
        });
    let row = li()
        .test("message")
        .bind("data-message", move || shown.get().map(|bubble| bubble.id))
        .bind("data-place", move || {
            shown.get()?.place.map(|place| place.0.to_string())
        })
        .bind("data-state", move || {
            shown.get().map(|bubble| bubble.state.word().into())
        })
        .attr("data-mine", if mine { "true" } else { "false" })
        .toggle("data-marked", move || shown.get().is_some_and(|bubble| bubble.marked))
        .child((
            div().class("bubble").child((above, said, meta, reactions, trouble)),
            opener,
        ));
    context::opens(row, screen, menu)
}

/// What it says. Drawn again only when that changes: somebody may be copying from it.
fn text(screen: Screen, shown: Part<Option<Bubble>>) -> Tag {
    let tag = span().class("text").attr("dir", "auto");
    let drawn = tag.clone();
    let mut last = None;
    run(Box::new(move || {
        let now = shown.get().map(|bubble| (bubble.text, bubble.said, bubble.mentions));
        if last == now {
            return;
        }
        drawn.element().set_text_content(None);
        let drawn = drawn.clone();
        match &now {
            Some((text, true, named)) => {
                let own = screen.look(|page| page.account.as_ref().map(|account| account.handle.clone()));
                drop(marked(drawn, text, named, own.flatten().as_ref()));
            }
            Some((text, false, _)) => drop(drawn.class("text instead").child(text.as_str())),
            None => {}
        }
        last = now;
    }));
    tag
}

/// Who wrote it, in that person's colour; seen at the first one of its writer's. What is spoken says it already.
fn author(author: &Author) -> Tag {
    div()
        .class(&["author name-", &avatar::colour(&author.account.0)].concat())
        .attr("dir", "auto")
        .attr("aria-hidden", "true")
        .test("author")
        .child(author.name.as_str())
}

/// That it was passed on, and what it answers.
fn above(screen: Screen, key: Key, bubble: &Bubble) -> (Option<Tag>, Option<Tag>, Option<Shown>) {
    let forwarded = bubble.forwarded && bubble.said;
    (
        forwarded.then(|| {
            div()
                .class("forwarded")
                .child((icon(Icon::Forward), words::forwarded(screen.lang())))
        }),
        bubble.quote.as_ref().map(|quote| quotation(screen, quote)),
        bubble.file.clone().map(|file| {
            let message = bubble.message;
            later::drawn(file.name.clone(), move |parts| {
                (parts.attached)(screen, &file, key, message)
            })
        }),
    )
}

fn quotation(screen: Screen, quote: &Quotation) -> Tag {
    let (message, place) = (quote.message, quote.place);
    let jump = move || {
        let chat = screen.look(|page| page.open).flatten();
        if let (Some(chat), Some(place)) = (chat, place) {
            screen.act(Act::Jump(Wanted { chat, message, place }));
        }
    };
    let tag = plain_button().class("quote").test("quote").press(jump);
    let tag = if place.is_none() { tag.attr("disabled", "") } else { tag };
    tag.child((
        span().class("spoken").child(words::reply_to(screen.lang())),
        span().class("who").attr("dir", "auto").child(quote.who.as_str()),
        beginning(span().class("said").attr("dir", "auto"), &quote.text),
    ))
}

/// The star, that it goes away by itself, and that it said something else before.
fn signs(screen: Screen, bubble: &Bubble) -> (Option<Tag>, Option<Tag>, Option<Tag>) {
    let lang = screen.lang();
    let edits = bubble.message.filter(|_| bubble.edited && bubble.said);
    let expires = bubble.expires && bubble.said;
    (
        bubble.starred.then(|| {
            span()
                .class("mark starred")
                .child((icon(Icon::Star), span().class("spoken").child(words::starred(lang))))
        }),
        expires.then(|| {
            span()
                .class("mark expires")
                .test("expires")
                .child((icon(Icon::Timer), span().class("spoken").child(timer::goes(lang))))
        }),
        edits.map(|message| {
            plain_button()
                .class("edited")
                .test("edited")
                .attr("title", fate::edited_show(lang))
                .press(move || screen.act(Act::Show(Dialog::Edits(message))))
                .child(words::edited(lang))
        }),
    )
}

/// What people have put under it; a press shows who.
fn reactions(screen: Screen, bubble: &Bubble) -> Option<Tag> {
    let lang = screen.lang();
    let message = bubble.message.filter(|_| !bubble.reactions.is_empty())?;
    let one = |tally: &Tally| {
        let press = move || screen.act(Act::Show(Dialog::Reactions(message)));
        let said = fate::who_reacted(lang, tally.emoji.as_str(), tally.count);
        let count = (tally.count > 1).then(|| span().child(tally.count.to_string()));
        button()
            .attr("type", "button")
            .class("reaction")
            .test("reaction")
            .attr("data-mine", if tally.mine { "true" } else { "false" })
            .attr("aria-label", &said)
            .press(press)
            .child((tally.emoji.as_str(), count))
    };
    let all: Vec<_> = bubble.reactions.iter().map(one).collect();
    Some(div().class("reactions").child(all))
}

/// How far a message of one's own has come.
#[must_use]
pub fn mark(lang: Lang, state: State) -> Tag {
    let (picture, said) = match state {
        State::Queued => (Icon::Clock, words::queued(lang)),
        State::Stored => (Icon::Phone, words::stored(lang)),
        State::Failed => (Icon::Alert, words::failed(lang)),
        State::Sent => (Icon::Tick, words::sent(lang)),
        State::Delivered => (Icon::Ticks, words::delivered(lang)),
        State::Read => (Icon::Ticks, words::read(lang)),
    };
    span()
        .class(&format!("mark {}", state.word()))
        .attr("title", said)
        .child((icon(picture), span().class("spoken").child(format!(", {said}"))))
}

/// Why it failed and what can be done, or why it waits: then it goes on by itself.
fn trouble(screen: Screen, key: Key, bubble: &Bubble) -> Option<Tag> {
    if bubble.state != State::Failed {
        let why = bubble.trouble.clone()?;
        return Some(div().class("trouble").child(p().child(why)));
    }
    let lang = screen.lang();
    let why = bubble
        .trouble
        .clone()
        .unwrap_or_else(|| words::not_sent(lang).to_owned());
    let message = bubble.message;
    let again = move || match (message, key) {
        (Some(message), _) => screen.act(Act::Retry(message)),
        (None, Key::Intent(intent)) => screen.act(Act::RetryEntry(intent)),
        (None, Key::Message(_)) => {}
    };
    let discard = match key {
        Key::Intent(intent) if message.is_none() => Some(
            plain_button()
                .test("discard")
                .press(move || screen.act(Act::Discard(intent)))
                .child(words::discard(lang)),
        ),
        _ => None,
    };
    let retry = bubble
        .can_retry
        .then(|| plain_button().test("retry").press(again).child(words::again(lang)));
    Some(div().class("trouble").child((p().child(why), retry, discard)))
}
