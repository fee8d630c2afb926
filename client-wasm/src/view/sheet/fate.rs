//! What has become of a message: who has read it, who has put what under it, what it said before.

use pillion_protocol::content::{
    edit::Edit,
    group::Receipt,
    id::MessageId,
    message::State,
    reaction::{Reaction, Tally},
};

use super::piece::{actions, asking, called, close, person, title, trouble};
use crate::{
    model::{bubble, page::Page},
    update::{message::Deed, person::Act},
    view::{
        element::{Shown, Tag, button as raw_button, div, h2, li, p, show, span, tag, ul},
        screen::Screen,
        time,
    },
    words::fate as words,
};

/// Who has received and read it.
pub fn info(screen: Screen, message: MessageId) -> Tag {
    let lang = screen.lang();
    let receipts = screen.part(|page| page.inquiry.receipts.clone());
    let lists = show(move || {
        let all = receipts.get();
        [State::Read, State::Delivered, State::Sent]
            .into_iter()
            .filter_map(|state| {
                let of: Vec<_> = all.iter().filter(|receipt| stage(receipt.state) == state).collect();
                (!of.is_empty()).then(|| receipts_list(screen, state, &of))
            })
            .collect::<Vec<_>>()
    });
    div().class("sheet").test("message-info").child((
        title(words::info(lang)),
        said(screen, message),
        lists,
        asking(screen),
        (trouble(screen), actions(close(screen))),
    ))
}

/// What is not delivered is on the way.
const fn stage(state: State) -> State {
    match state {
        State::Read => State::Read,
        State::Delivered => State::Delivered,
        _ => State::Sent,
    }
}

fn receipts_list(screen: Screen, state: State, receipts: &[&Receipt]) -> Tag {
    let lang = screen.lang();
    let name = match state {
        State::Read => words::read(lang),
        State::Delivered => words::delivered(lang),
        _ => words::sent(lang),
    };
    let rows: Vec<_> = receipts
        .iter()
        .map(|receipt| {
            let at = receipt.at.map(|at| time::moment(lang, at, time::now()));
            li().class("person")
                .test("receipt")
                .attr("data-state", state.word())
                .child(person(screen, &receipt.name, &receipt.account.0, at.as_deref()))
        })
        .collect();
    tag("section").child((h2().class("label").child(name), ul().class("people").child(rows)))
}

/// The message that it is about.
fn said(screen: Screen, message: MessageId) -> Shown {
    let said = screen.part(move |page| words_of(page, message));
    show(move || {
        said.get()
            .map(|said| p().class("about-message").attr("dir", "auto").child(said))
    })
}

fn words_of(page: &Page, message: MessageId) -> Option<String> {
    let (_, thread) = page.open_thread()?;
    let message = thread?.with_id(message)?;
    Some(bubble::words(page.lang, message).into_owned())
}

/// Who has put what under it; one's own can be put there and taken away.
pub fn reactions(screen: Screen, message: MessageId) -> Tag {
    let lang = screen.lang();
    let tallies = screen.part(move |page| {
        let (_, thread) = page.open_thread()?;
        Some(thread?.with_id(message)?.reactions.clone())
    });
    let chips = show(move || {
        let tallies = tallies.get().unwrap_or_default();
        tallies
            .iter()
            .map(|tally| chip(screen, message, tally))
            .collect::<Vec<_>>()
    });
    let who = screen.part(|page| {
        let (Some(chat), Some(own)) = (page.open, &page.account) else {
            return Vec::new();
        };
        let face = |reaction: &Reaction| {
            let shown = bubble::name(page, chat, reaction.from, reaction.name.as_deref());
            let name = reaction.from.map_or(&own.name, |_| &shown).clone();
            (reaction.clone(), shown, name, reaction.from.unwrap_or(own.id).0)
        };
        page.inquiry.reactions.iter().map(face).collect::<Vec<_>>()
    });
    let rows = show(move || {
        who.get()
            .iter()
            .map(|(reaction, shown, name, id)| {
                let at = time::moment(lang, reaction.at, time::now());
                li().class("person").test("reaction-of").child((
                    called(screen, name, shown, id, Some(&at)),
                    span().class("reaction-of").child(reaction.emoji.as_str()),
                ))
            })
            .collect::<Vec<_>>()
    });
    div().class("sheet").test("reactions").child((
        title(words::reactions(lang)),
        div().class("chips").child(chips),
        ul().class("people").child(rows),
        asking(screen),
        (trouble(screen), actions(close(screen))),
    ))
}

fn chip(screen: Screen, message: MessageId, tally: &Tally) -> Tag {
    let next = (!tally.mine).then(|| tally.emoji.clone());
    let act = Act::Message(message, Deed::React(next));
    let emoji = tally.emoji.as_str();
    let what = if tally.mine {
        words::take_away(screen.lang(), emoji)
    } else {
        words::put_too(screen.lang(), emoji)
    };
    raw_button()
        .attr("type", "button")
        .class("reaction")
        .test("my-reaction")
        .attr("aria-pressed", if tally.mine { "true" } else { "false" })
        .press(move || screen.act(act.clone()))
        .child(what)
}

/// What it said before.
pub fn edits(screen: Screen, message: MessageId) -> Tag {
    let lang = screen.lang();
    let edits = screen.part(|page| page.inquiry.edits.clone());
    let now = screen.part(move |page| words_of(page, message));
    let rows = show(move || {
        let wording = |edit: &Edit| {
            li().test("wording").child((
                span().class("hint").child(time::moment(lang, edit.at, time::now())),
                p().attr("dir", "auto").child(edit.text.as_str()),
            ))
        };
        let before: Vec<_> = edits.get().iter().map(wording).collect();
        let last = now.get().map(|now| {
            li().test("wording").child((
                span().class("hint").child(words::now(lang)),
                p().attr("dir", "auto").child(now),
            ))
        });
        (before, last)
    });
    div().class("sheet").test("edits").child((
        title(words::edits(lang)),
        ul().class("wordings").child(rows),
        asking(screen),
        (trouble(screen), actions(close(screen))),
    ))
}
