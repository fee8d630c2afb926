//! What the person at the page does.

use pillion_protocol::{
    content::{
        account_ask::AccountAsk,
        id::{ChatId, IntentId, MessageId},
        picture::PictureId,
        problem::Problem,
        request::{Ask, From},
    },
    crypto::random::Random,
};
use pillion_wire::{
    id::{AccountId, LinkId},
    time::Timestamp,
};

use super::{
    alert,
    chat::{self, Order},
    contact, download,
    effect::{Asked, Effect},
    group, inquiry, mention,
    message::{self, Deed},
    outbox, parcel, search, voice,
};
use crate::model::{
    bar::Bar,
    choice::Choice,
    dialog::{Dialog, Menu},
    emoji, jump,
    lights::Session,
    page::{Page, Watch},
    phase::Why,
    shelf,
    thread::{KEPT, Left, PAGE, Thread},
};
use crate::words::lights;

/// One thing that the person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Asked for fresh codes.
    NewCode,
    /// Opened a chat.
    Open(ChatId),
    /// Went back to the list.
    Close,
    /// Changed the text in the composer.
    Type(ChatId, String),
    /// Sends what stands in the composer.
    Send(ChatId),
    /// Came near the oldest message of the window.
    Earlier,
    /// Came near the newest message of the window.
    Later,
    /// Has left a chat here; `None`: at its end.
    LeftAt(ChatId, Option<Left>),
    /// Wants the newest messages.
    Newest,
    /// Sees more or less than before.
    Watch(Watch),
    /// Sends a failed message again.
    Retry(MessageId),
    /// Sends again what the phone refused.
    RetryEntry(IntentId),
    /// Gives up what the phone refused.
    Discard(IntentId),
    /// Does something with a message of the open chat.
    Message(MessageId, Deed),
    /// Edits the last message of this account, if the composer is empty.
    EditLast,
    /// Neither answers nor edits a message any more.
    DropBar,
    /// Does something with a chat.
    Chat(ChatId, Order),
    /// Does something with a group.
    Group(group::Order),
    /// Looks for a member to name.
    Mention(mention::Step),
    /// Sees where a picture is to be.
    See(PictureId),
    /// Does something with the file of a message.
    File(download::Order),
    /// Does something with files that leave.
    Parcel(parcel::Order),
    /// Speaks, or listens.
    Voice(voice::Order),
    /// Used the page in some way.
    Used,
    /// Does something with the account or its links.
    Account(AccountAsk),
    /// Lets messages of a chat go away after so many seconds, or stay.
    Timer(ChatId, Option<u32>),
    /// Blocks a contact, or no longer.
    Block(AccountId, bool),
    /// Opens a message where it stands.
    Jump(jump::Wanted),
    /// Changed what stands in the search field.
    Search(String),
    /// Wants what is searched for now, without a pause.
    SearchNow,
    /// Wants to see what has a star.
    Starred,
    /// Wants more of what was found.
    MoreHits,
    /// Does not search any more.
    LeaveSearch,
    /// Goes into the archive, or out of it.
    Archive(bool),
    /// Opens the next chat of the list, or the one before.
    Step {
        /// The next one.
        forward: bool,
    },
    /// Opens the next chat of the list with something unread; after the last one the first.
    NextUnread,
    /// Opens a small menu, or closes it.
    Menu(Option<Menu>),
    /// Opens a dialog.
    Show(Dialog),
    /// Closes the dialog.
    CloseDialog,
    /// Wants more of the gallery.
    MoreOfGallery,
    /// Adds the contact of a handle.
    AddContact(String),
    /// Unlinks another browser.
    Unlink(LinkId),
    /// Logs out, and means it.
    LogOut,
    /// Has read the notice.
    CloseNotice,
    /// Chose something for this browser.
    Choose(Choice),
    /// Wants to be notified.
    WantAlerts,
    /// The browser lets the page notify, or not.
    AlertsAllowed(bool),
    /// Was told that the relay has a newer page.
    Newer,
    /// Wants the newer page.
    Reload,
    /// Wants this tab to be the active one.
    TakeOver,
}

/// The page after `act`.
pub fn act(page: &mut Page, now: Timestamp, rng: &mut dyn Random, act: Act) -> Vec<Effect> {
    match act {
        Act::NewCode => return vec![Effect::NewCode],
        Act::Open(chat) => open(page, chat),
        Act::Close => close(page),
        Act::Type(chat, text) => typed(page, now, chat, text),
        Act::Message(id, deed) => message::act(page, rng, id, deed),
        Act::EditLast => message::edit_last(page),
        Act::DropBar => page.bar = None,
        Act::Chat(id, order) => chat::act(page, now, id, order),
        Act::Group(order) => group::act(page, rng, order),
        Act::Mention(step) => mention::act(page, now, step),
        Act::See(id) => page.pictures.want(id),
        Act::File(order) => return download::act(page, order),
        Act::Parcel(order) => return parcel::act(page, now, rng, order),
        Act::Voice(order) => return voice::act(page, now, rng, order),
        Act::Used => page.live.used(now),
        Act::Account(ask) => waited_for(page, Ask::Account(ask)),
        Act::Timer(chat, seconds) => {
            page.dialog = None;
            errand(page, Ask::SetTimer { chat, seconds });
        }
        Act::Block(account, on) => chat::block(page, account, on),
        Act::Jump(wanted) => search::jump(page, wanted),
        Act::Search(words) => search::typed(page, now, words),
        Act::SearchNow => search::now(page, now),
        Act::Starred => search::starred(page, now),
        Act::MoreHits => search::more(page, now),
        Act::LeaveSearch => page.search = None,
        Act::Archive(on) => page.archive = on,
        Act::Step { forward } => {
            if let Some(chat) = shelf::beside(page, forward) {
                open(page, chat);
            }
        }
        Act::NextUnread => {
            if let Some(chat) = shelf::next_unread(page) {
                open(page, chat);
            }
        }
        Act::Menu(menu) => page.menu = menu,
        Act::Send(chat) => return outbox::send(page, now, rng, chat),
        Act::Earlier => return history(page, |thread| thread.want_earlier()),
        Act::Later => return history(page, |thread| thread.want_later()),
        Act::LeftAt(chat, at) => left_at(page, chat, at),
        Act::Newest => newest(page),
        Act::Watch(watch) => {
            if watch.present && !page.watch.present {
                page.live.used(now);
            }
            page.watch = watch;
        }
        Act::Retry(message) => return ask_now(page, Asked::Retry(message), Ask::Retry { message }),
        Act::RetryEntry(intent) => return outbox::retry(page, rng, intent),
        Act::Discard(intent) => return outbox::discard(page, intent),
        Act::Show(dialog) => inquiry::show(page, dialog),
        Act::CloseDialog => inquiry::close(page),
        Act::MoreOfGallery => inquiry::more(page),
        Act::AddContact(text) => contact::add(page, rng, &text),
        Act::Unlink(link) => return ask_now(page, Asked::Unlink(link), Ask::Unlink { link }),
        Act::LogOut => return log_out(page, now),
        Act::CloseNotice => page.notice = None,
        Act::Choose(choice) => return alert::choose(page, choice),
        Act::WantAlerts => return vec![Effect::AskAlerts],
        Act::AlertsAllowed(is) => return alert::allowed(page, is),
        Act::Newer => page.newer = true,
        Act::Reload => return vec![Effect::Reload],
        Act::TakeOver => return vec![Effect::TakeOver],
    }
    Vec::new()
}

/// Puts a chat on show.
pub(super) fn open(page: &mut Page, chat: ChatId) {
    if page.open == Some(chat) {
        return;
    }
    close(page);
    let Some(known) = page.chats.get(&chat) else { return };
    let thread = page.threads.of(chat);
    thread.come_back(known.unread, known.read_through);
    page.recent.retain(|recent| *recent != chat);
    page.recent.push(chat);
    if page.recent.len() > KEPT {
        let oldest = page.recent.remove(0);
        if let Some(thread) = page.threads.get_mut(&oldest) {
            thread.forget();
        }
    }
    let marked = known.marked_unread && known.unread == 0;
    page.open = Some(chat);
    if marked {
        page.errands.give(Ask::MarkUnread { chat, on: false });
    }
}

pub(super) fn close(page: &mut Page) {
    page.watch.at_end = false;
    page.bar = None;
    page.mention = None;
    page.jump = jump::Jump::default();
    if let Some(chat) = page.open {
        page.drafts.left(chat);
    }
    if let Some(thread) = page.open.take().and_then(|chat| page.threads.get_mut(&chat)) {
        thread.leave();
    }
}

fn left_at(page: &mut Page, chat: ChatId, at: Option<Left>) {
    let left = page.open != Some(chat);
    if let Some(thread) = page.threads.get_mut(&chat).filter(|_| left) {
        thread.left_at = at;
    }
}

pub(super) fn newest(page: &mut Page) {
    let thread = page.open.and_then(|chat| page.threads.get_mut(&chat));
    if let Some(thread) = thread.filter(|thread| thread.later) {
        thread.leave();
    }
}

/// The composer of a chat holds another text.
pub(super) fn typed(page: &mut Page, now: Timestamp, chat: ChatId, text: String) {
    let text = emoji::replaced(&text).unwrap_or(text);
    page.mention = None;
    page.live.typed(chat, now, !text.trim().is_empty());
    match &mut page.bar {
        Some(Bar::Edit(edit)) if page.open == Some(chat) => {
            edit.text = text;
            edit.problem = None;
        }
        _ => page.drafts.typed(chat, text, now),
    }
}

fn history(page: &mut Page, want: impl FnOnce(&Thread) -> Option<From>) -> Vec<Effect> {
    if page.lights.session != Session::Open {
        return Vec::new();
    }
    let Some(chat) = page.open else { return Vec::new() };
    let Some(thread) = page.threads.get_mut(&chat) else {
        return Vec::new();
    };
    let Some(from) = want(thread) else { return Vec::new() };
    thread.loading = Some(from);
    vec![Effect::Ask {
        why: Asked::History(chat, from),
        ask: Ask::History {
            chat,
            from,
            limit: PAGE,
        },
    }]
}

/// Asks something that makes sense only now.
fn ask_now(page: &mut Page, why: Asked, ask: Ask) -> Vec<Effect> {
    if page.lights.session == Session::Open {
        return vec![Effect::Ask { why, ask }];
    }
    page.notice = Some(lights::needs_phone(page.lang).into());
    Vec::new()
}

/// Gives the phone something to do that the open dialog waits for, and says there if the phone is not there.
pub(super) fn waited_for(page: &mut Page, ask: Ask) {
    page.inquiry.problem = None;
    if !errand(page, ask) {
        page.notice = None;
        page.inquiry.problem = Some(Problem::Offline);
    }
}

/// Gives the phone something to do, if it is there; whether it is.
pub(super) fn errand(page: &mut Page, ask: Ask) -> bool {
    let there = page.lights.session == Session::Open;
    if there {
        page.errands.give(ask);
    } else {
        page.notice = Some(lights::needs_phone(page.lang).into());
    }
    there
}

fn log_out(page: &mut Page, now: Timestamp) -> Vec<Effect> {
    let Some(link) = page.own_link() else { return Vec::new() };
    if page.lights.session != Session::Open {
        return vec![Effect::Forget(Why::LoggedOutAlone)];
    }
    page.dialog = Some(Dialog::LogOut { since: Some(now) });
    vec![Effect::Ask {
        why: Asked::LogOut,
        ask: Ask::Unlink { link },
    }]
}
