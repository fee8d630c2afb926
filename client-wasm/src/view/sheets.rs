//! Dialogs about a message or a chat, and the sheet of keys.

use leptos::prelude::{Get as _, RwSignal, Set as _};
use pillion_protocol::content::id::{ChatId, MessageId};
use pillion_wire::id::AccountId;
use web_sys::{Event, HtmlInputElement};

use super::{
    avatar,
    dialogs::{cancel, title},
    element::{Tag, div, input, kbd, li, p, plain_button, show, span, ul},
    screen::Screen,
};
use crate::{
    model::{dialog::Dialog, emoji, search::plain},
    update::{chat::Order, keys::KEYS, message::Deed, person::Act},
};

/// The dialog's content.
pub fn sheet(screen: Screen, dialog: &Dialog) -> Option<Tag> {
    Some(match dialog {
        Dialog::Help => help(screen),
        Dialog::React(message) => react(screen, *message),
        Dialog::Forward(message) => forward(screen, *message),
        Dialog::Delete { message, mine } => delete(screen, *message, *mine),
        Dialog::DeleteChat(chat) => delete_chat(screen, *chat),
        Dialog::Block(account) => block(screen, *account),
        Dialog::NewContact(_) | Dialog::Links | Dialog::LogOut { .. } => return None,
    })
}

fn help(screen: Screen) -> Tag {
    let keys: Vec<_> = KEYS
        .into_iter()
        .map(|(keys, words)| {
            let keys: Vec<_> = keys.split(' ').map(|key| kbd().child(key)).collect();
            li().child((span().child(words), span().class("combination").child(keys)))
        })
        .collect();
    div().test("help").child((
        title("Keys"),
        ul().class("keys").child(keys),
        div().class("actions").child(cancel(screen, "Close")),
    ))
}

fn react(screen: Screen, message: MessageId) -> Tag {
    let (field, typed) = filter("Search emoji by name");
    let grid = show(move || {
        let found = emoji::search(&typed.get());
        let none = found
            .is_empty()
            .then(|| p().class("hint").child("No emoji of this name."));
        let buttons: Vec<_> = found
            .into_iter()
            .map(|(emoji, names)| {
                let name = names.split(' ').next().unwrap_or_default();
                plain_button()
                    .test("emoji")
                    .named(&format!(":{name}:"))
                    .press(move || screen.act(Act::Message(message, Deed::React(emoji::reaction(emoji)))))
                    .child(emoji)
            })
            .collect();
        (none, buttons)
    });
    div().child((
        title("React"),
        field,
        div().class("emojis").child(grid),
        div().class("actions").child(cancel(screen, "Cancel")),
    ))
}

fn forward(screen: Screen, message: MessageId) -> Tag {
    let chats = screen.part(|page| {
        let chats = page.chats_in_order().into_iter().filter(|chat| !chat.request);
        chats
            .map(|chat| (chat.id, chat.title.clone(), chat.peer))
            .collect::<Vec<_>>()
    });
    let (field, typed) = filter("Search chats");
    let list = show(move || {
        let words = plain(typed.get().trim());
        let all = chats.get().into_iter();
        all.filter(|(_, title, _)| plain(title).contains(&words))
            .map(|(chat, title, peer)| {
                let seed = peer.map_or_else(|| chat.0.to_vec(), |peer| peer.0.to_vec());
                let face = (avatar::avatar(&title, &seed), span().attr("dir", "auto").child(title));
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
        title("Forward to"),
        field,
        ul().class("forward-list").child(list),
        div().class("actions").child(cancel(screen, "Cancel")),
    ))
}

/// A field that narrows a list down.
fn filter(name: &str) -> (Tag, RwSignal<String>) {
    let typed = RwSignal::new(String::new());
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
    let words = if mine {
        "For all: everybody's phone is told to delete it, too. Who has read it already has read it."
    } else {
        "It is deleted on your phone and all its screens. The other one keeps it."
    };
    ask(
        screen,
        "Delete this message?",
        words,
        (
            button("Delete for me", "delete-for-me", false),
            mine.then(|| button("Delete for all", "delete-for-all", true)),
        ),
    )
}

fn delete_chat(screen: Screen, chat: ChatId) -> Tag {
    let act = Act::Chat(chat, Order::Delete);
    ask(
        screen,
        "Delete this chat?",
        "All that was said in it is deleted on your phone and all its screens. The other one keeps it.",
        (choice(screen, "Delete chat", "delete-chat-yes", act), None),
    )
}

fn block(screen: Screen, account: AccountId) -> Tag {
    ask(
        screen,
        "Block this contact?",
        "What it sends from now on is thrown away unseen. It is not told. You can unblock it at any time.",
        (choice(screen, "Block", "block-yes", Act::Block(account, true)), None),
    )
}

fn choice(screen: Screen, name: &str, test: &str, act: Act) -> Tag {
    plain_button()
        .class("danger")
        .test(test)
        .press(move || screen.act(act.clone()))
        .child(name)
}

fn ask(screen: Screen, question: &str, words: &str, choices: (Tag, Option<Tag>)) -> Tag {
    div().child((
        title(question),
        p().child(words),
        div().class("actions").child((cancel(screen, "Cancel"), choices)),
    ))
}
