//! When to notify: something new has come, nobody looks at the page, and the chat is not muted. A notification goes when its
//! chat was read, on whatever screen.

use pillion_protocol::content::{chat::Chat, id::Place};
use pillion_wire::time::Timestamp;

use super::effect::Effect;
use crate::{
    model::{alert::Alert, choice::Choice, page::Page, preview},
    words::settings as words,
};

/// Looks for what is new, and for what was read.
pub(super) fn settle(page: &mut Page, now: Timestamp, effects: &mut Vec<Effect>) {
    let changes = Some(page.chats.changes());
    if !page.sync.complete || page.alerts.looked == changes {
        return;
    }
    page.alerts.looked = changes;
    let mut news = Vec::new();
    let begun = core::mem::replace(&mut page.alerts.begun, true);
    for chat in page.chats.values() {
        let place = chat.last.as_ref().map_or(Place(0), |last| last.place);
        let seen = page.alerts.seen.of(chat.id);
        let (before, mentioned) = core::mem::replace(seen, (place, chat.mentioned));
        let named = chat.mentioned && !mentioned;
        let muted = chat.muted_until.is_some_and(|until| until > now) && !named;
        if begun && place > before && speaks(chat) && !muted && page.choice.alerts && !page.watch.present {
            news.push(chat.id);
        }
    }
    for id in news {
        if let Some(chat) = page.chats.get(&id) {
            effects.push(Effect::Alert(alert(page, chat)));
            page.alerts.standing.retain(|standing| *standing != id);
            page.alerts.standing.push(id);
        }
    }
    let chats = &page.chats;
    page.alerts.standing.retain(|id| {
        let unread = chats.get(id).is_some_and(|chat| chat.unread > 0);
        if !unread {
            effects.push(Effect::EndAlert(*id));
        }
        unread
    });
}

/// Whether the last thing in a chat is something that somebody else has said and nobody has read.
fn speaks(chat: &Chat) -> bool {
    let said = chat.last.as_ref();
    chat.unread > 0 && said.is_some_and(|last| last.from.is_some() && last.event.is_none() && !last.deleted)
}

fn alert(page: &Page, chat: &Chat) -> Alert {
    let (title, body) = match preview::line(page, chat) {
        Some(line) if page.choice.preview => {
            let who = line.who.map_or_else(String::new, |who| [&who, ": "].concat());
            (chat.title.clone(), who + &line.text)
        }
        _ => ("Pillion".to_owned(), words::new_message(page.lang).to_owned()),
    };
    Alert {
        chat: chat.id,
        title,
        body,
        sound: page.choice.sound,
    }
}

/// The person has chosen.
pub(super) fn choose(page: &mut Page, choice: Choice) -> Vec<Effect> {
    page.choice = choice;
    page.lang = choice.lang.unwrap_or(page.lang);
    vec![Effect::Remember(choice)]
}

/// The browser lets the page notify, or not.
pub(super) fn allowed(page: &mut Page, allowed: bool) -> Vec<Effect> {
    if !allowed {
        page.notice = Some(words::alerts_refused(page.lang).into());
    }
    let alerts = allowed;
    choose(page, Choice { alerts, ..page.choice })
}
