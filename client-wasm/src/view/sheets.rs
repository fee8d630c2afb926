//! Dialogs about a message or a chat, and the sheet of keys.

use pillion_protocol::content::id::{ChatId, MessageId};
use pillion_wire::id::AccountId;
use web_sys::{Event, HtmlInputElement};

use super::{
    avatar,
    dialogs::{cancel, title},
    element::{Tag, div, input, kbd, li, p, plain_button, show, span, ul},
    emoji as emoji_view,
    screen::Screen,
    settings,
    sheet::open,
};
use crate::{
    model::{dialog::Dialog, emoji, search::plain},
    reactive::signal::Signal,
    update::{chat::Order, message::Deed, person::Act},
    words::{chats, dialogs as words, keys::keys},
};

/// The dialog's content.
pub fn sheet(screen: Screen, dialog: &Dialog) -> Option<Tag> {
    Some(match dialog {
        Dialog::Help => help(screen),
        Dialog::Settings => settings::settings(screen),
        Dialog::React(message) => react(screen, *message),
        Dialog::Forward(message) => forward(screen, *message),
        Dialog::Delete { message, mine } => delete(screen, *message, *mine),
        Dialog::DeleteChat(chat) => delete_chat(screen, *chat),
        Dialog::Block(account) => block(screen, *account),
        other => return open::sheet(screen, other),
    })
}

fn help(screen: Screen) -> Tag {
    let lang = screen.lang();
    let keys: Vec<_> = keys(lang)
        .into_iter()
        .map(|(keys, words)| {
            let keys: Vec<_> = keys.split(' ').map(|key| kbd().child(key)).collect();
            li().child((span().child(words), span().class("combination").child(keys)))
        })
        .collect();
    div().test("help").child((
        title(chats::keys(lang)),
        ul().class("keys").child(keys),
        div().class("actions").child(cancel(screen, words::close(lang))),
    ))
}

fn react(screen: Screen, message: MessageId) -> Tag {
    let lang = screen.lang();
    let pick = move |emoji: &str| screen.act(Act::Message(message, Deed::React(emoji::reaction(emoji))));
    let (field, grid) = emoji_view::picker(screen, pick);
    div().child((
        title(words::react(lang)),
        field,
        grid,
        div().class("actions").child(cancel(screen, words::cancel(lang))),
    ))
}

fn forward(screen: Screen, message: MessageId) -> Tag {
    let lang = screen.lang();
    let chats = screen.part(|page| {
        let chats = page.chats_in_order().into_iter().filter(|chat| !chat.request);
        chats
            .map(|chat| (chat.id, chat.title.clone(), chat.peer))
            .collect::<Vec<_>>()
    });
    let (field, typed) = filter(words::chat_search(lang));
    let list = show(move || {
        let wanted = plain(typed.get().trim());
        let all = chats.get().into_iter();
        all.filter(|(_, title, _)| plain(title).contains(&wanted))
            .map(|(chat, title, peer)| {
                let seed = peer.map_or_else(|| chat.0.to_vec(), |peer| peer.0.to_vec());
                let face = (
                    avatar::avatar(screen, &title, &seed),
                    span().attr("dir", "auto").child(title),
                );
                li().child(
                    plain_button()
                        .class("chat")
                        .test("forward-to")
                        .attr("data-chat", &chat.to_hex())
                        .press(move || screen.act(Act::Message(message, Deed::Forward(chat))))
                        .child(face),
                )
            })
            .collect::<Vec<_>>()
    });
    div().child((
        title(words::forward(lang)),
        field,
        ul().class("forward-list").child(list),
        div().class("actions").child(cancel(screen, words::cancel(lang))),
    ))
}

/// A field that narrows a list down.
fn filter(name: &str) -> (Tag, Signal<String>) {
    let typed = Signal::new(String::new());
    let field = input()
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("autofocus", "")
        .attr("aria-label", name)
        .attr("placeholder", name)
        .test("filter");
    let element = field.cast::<HtmlInputElement>();
    let field = field.on("input", move |_: Event| {
        if let Some(element) = &element {
            typed.set(element.value());
        }
    });
    (field, typed)
}

fn delete(screen: Screen, message: MessageId, mine: bool) -> Tag {
    let button = |name, test, for_all| {
        let act = Act::Message(message, Deed::Delete { for_all });
        choice(screen, name, test, act)
    };
    let lang = screen.lang();
    let what = if mine {
        words::delete_mine(lang)
    } else {
        words::delete_theirs(lang)
    };
    ask(
        screen,
        words::delete(lang),
        what,
        (
            button(words::delete_for_me(lang), "delete-for-me", false),
            mine.then(|| button(words::delete_for_all(lang), "delete-for-all", true)),
        ),
    )
}

fn delete_chat(screen: Screen, chat: ChatId) -> Tag {
    let lang = screen.lang();
    let act = Act::Chat(chat, Order::Delete);
    ask(
        screen,
        words::delete_chat_ask(lang),
        words::delete_chat_what(lang),
        (choice(screen, words::delete_chat(lang), "delete-chat-yes", act), None),
    )
}

fn block(screen: Screen, account: AccountId) -> Tag {
    let lang = screen.lang();
    ask(
        screen,
        words::block_ask(lang),
        words::block_what(lang),
        (
            choice(screen, words::block(lang), "block-yes", Act::Block(account, true)),
            None,
        ),
    )
}

fn choice(screen: Screen, name: &str, test: &str, act: Act) -> Tag {
    plain_button()
        .class("danger")
        .test(test)
        .press(move || screen.act(act.clone()))
        .child(name)
}

fn ask(screen: Screen, question: &str, what: &str, choices: (Tag, Option<Tag>)) -> Tag {
    div().child((
        title(question),
        p().child(what),
        div()
            .class("actions")
            .child((cancel(screen, words::cancel(screen.lang())), choices)),
    ))
}
