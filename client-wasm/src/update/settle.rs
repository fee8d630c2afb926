//! What is still to be done, seen from the page as it is now.

use pillion_protocol::content::request::Ask;
use pillion_wire::time::Timestamp;

use super::{
    alert, download,
    effect::{Asked, Change, Effect},
    inquiry, outbox as sending, parcel, search, voice,
};
use crate::model::{
    dialog::{Dialog, NewContact},
    lights::Session,
    live,
    page::Page,
    thread::PAGE,
};

/// How long the page waits for the messages of a chat before it is shown without them, in milliseconds.
pub const HOLD_MS: u64 = 80;

/// How long the first chats have for being drawn before the rest is asked for, in milliseconds.
pub const DRAW_MS: u64 = 50;

/// What to ask and to store now. Doing it once is enough: what is under way is marked as such on the page.
pub fn settle(page: &mut Page, now: Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    let drafts = page.drafts.take_dirty();
    effects.extend(
        drafts
            .into_iter()
            .map(|(chat, kept)| Effect::Store(vec![Change::Draft(chat, kept)])),
    );
    if let Some(chat) = page.open_when_known.take_if(|chat| page.chats.contains_key(chat)) {
        super::person::open(page, chat);
    }
    parcel::settle(page, now, &mut effects);
    if page.lights.session == Session::Open {
        sync(page, now, &mut effects);
        outbox(page, &mut effects);
        contact(page, &mut effects);
        errands(page, now, &mut effects);
        inquiry::settle(page, &mut effects);
        live(page, now, &mut effects);
        search::settle(page, now, &mut effects);
        search::settle_jump(page, now, &mut effects);
        thread(page, now, &mut effects);
        pictures(page, &mut effects);
        read_mark(page, &mut effects);
    }
    download::settle(page, &mut effects);
    voice::settle(page, &mut effects);
    hold(page, now);
    alert::settle(page, now, &mut effects);
    effects
}

fn sync(page: &mut Page, now: Timestamp, effects: &mut Vec<Effect>) {
    let sync = &mut page.sync;
    if sync.needed && !sync.running {
        sync.needed = false;
        sync.running = true;
        sync.first_part = true;
        sync.cursor = None;
        sync.rest_at = None;
    } else if sync.cursor.is_none() || *sync.rest_at.get_or_insert(now.after_ms(DRAW_MS)) > now {
        return;
    }
    let ask = Ask::Sync {
        since: sync.version,
        cursor: sync.cursor.take(),
    };
    effects.push(Effect::Ask { why: Asked::Sync, ask });
}

fn outbox(page: &mut Page, effects: &mut Vec<Effect>) {
    for entry in page.outbox.take_ready() {
        let why = Asked::Send(entry.intent);
        effects.extend(sending::ask(entry).map(|ask| Effect::Ask { why, ask }));
    }
}

fn errands(page: &mut Page, now: Timestamp, effects: &mut Vec<Effect>) {
    let errands = page.errands.take_ready().into_iter();
    effects.extend(errands.map(|(number, ask)| Effect::Ask {
        why: Asked::Errand(number),
        ask,
    }));
    let drafts = page.drafts.take_due(now).into_iter();
    effects.extend(drafts.map(|(chat, text)| Effect::Ask {
        why: Asked::Draft(chat),
        ask: Ask::Draft { chat, text },
    }));
}

fn live(page: &mut Page, now: Timestamp, effects: &mut Vec<Effect>) {
    effects.extend(live::asks(page, now).into_iter().map(|ask| Effect::Ask {
        why: Asked::Live,
        ask: Ask::Live(ask),
    }));
}

fn contact(page: &mut Page, effects: &mut Vec<Effect>) {
    let Some(Dialog::NewContact(NewContact {
        wanted: Some(wanted), ..
    })) = &mut page.dialog
    else {
        return;
    };
    if !wanted.asked {
        wanted.asked = true;
        let (intent, handle) = (wanted.intent, wanted.handle.clone());
        effects.push(Effect::Ask {
            why: Asked::AddContact(intent, handle.clone()),
            ask: Ask::AddContact { intent, handle },
        });
    }
}

fn thread(page: &mut Page, now: Timestamp, effects: &mut Vec<Effect>) {
    // Before the first sync is done the chat may be one that the phone has deleted.
    let Some(chat) = page.open.filter(|chat| page.chats.contains_key(chat)) else {
        return;
    };
    let Some(thread) = page.threads.get_mut(&chat) else {
        return;
    };
    if let Some(from) = thread.want() {
        thread.loading = Some(from);
        page.hold = page.hold.or(Some(now.after_ms(HOLD_MS)));
        effects.push(Effect::Ask {
            why: Asked::History(chat, from),
            ask: Ask::History {
                chat,
                from,
                limit: PAGE,
            },
        });
    }
}

/// A chat is shown together with its messages if they come within a blink: to draw it without them first would only keep
/// them waiting. Later than that it is shown as it is.
fn hold(page: &mut Page, now: Timestamp) {
    let waits = page
        .open_thread()
        .and_then(|(_, thread)| thread)
        .is_some_and(|thread| !thread.loaded && thread.loading.is_some());
    page.hold.take_if(|until| !waits || *until <= now);
}

fn pictures(page: &mut Page, effects: &mut Vec<Effect>) {
    let ready = page.pictures.take_ready().into_iter();
    effects.extend(ready.map(|id| Effect::Ask {
        why: Asked::Picture(id),
        ask: Ask::Picture(id),
    }));
}

/// The read mark moves only for what is on a screen that someone looks at.
fn read_mark(page: &mut Page, effects: &mut Vec<Effect>) {
    if !(page.watch.present && page.watch.at_end && page.dialog.is_none()) {
        return;
    }
    let Some((chat, Some(thread))) = page.open_thread() else {
        return;
    };
    let Some(through) = thread.last().filter(|_| thread.at_end() && chat.unread > 0) else {
        return;
    };
    let chat = chat.id;
    let told = page.told_read.get(&chat).copied().unwrap_or_default();
    let marked = page.chats.get(&chat).map(|chat| chat.read_through).unwrap_or_default();
    if through > marked && through > told {
        page.told_read.insert(chat, through);
        effects.push(Effect::Ask {
            why: Asked::Read(chat, through),
            ask: Ask::Read { chat, through },
        });
    }
}
