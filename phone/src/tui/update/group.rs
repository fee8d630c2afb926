//! Keys in the panel of a group, and what the phone answers about it.

use std::collections::BTreeSet;

use pillion_protocol::content::{
    chat::Chat,
    group::{GroupChange, Member},
    group_ask::GroupAsk,
    id::ChatId,
    problem::Problem,
    reply::Answer,
    request::Ask,
};

use super::{
    choose, code, dialogs, editing,
    event::{Effect, Why},
    face, follow,
};
use crate::{
    screen::plain,
    tui::model::{
        choose::Aim,
        composer::Composer,
        dialog::Dialog,
        face::Of,
        group::{Panel, Somebody, Step},
        key::{Code, Key},
        state::Model,
    },
};

/// Opens the panel of a group.
pub fn open(model: &mut Model, chat: ChatId, effects: &mut Vec<Effect>) {
    let group = model.shown().chats.get(&chat).and_then(|chat| chat.group.clone());
    let mut panel = Panel::new(chat, group);
    ask(&mut panel, effects);
    model.dialog = Some(Dialog::Group(Box::new(panel)));
}

/// Asks for the members anew, and for who wants to be one.
fn ask(panel: &mut Panel, effects: &mut Vec<Effect>) {
    let chat = panel.chat;
    panel.more = None;
    effects.push(members(chat, None));
    if panel.seen.as_ref().is_some_and(|group| group.asking > 0) {
        effects.push(Effect::Ask(Why::Asking(chat), Ask::Group(GroupAsk::Asking { chat })));
    } else {
        panel.asking.clear();
    }
}

const fn members(chat: ChatId, cursor: Option<u64>) -> Effect {
    Effect::Ask(
        Why::Members(chat, cursor.is_none()),
        Ask::Group(GroupAsk::Members { chat, cursor }),
    )
}

/// Asks for a change of the group whose panel is open; the panel waits for what comes of it.
pub fn change(model: &mut Model, chat: ChatId, change: GroupChange, effects: &mut Vec<Effect>) {
    if let Some(panel) = panel(model, chat) {
        wish(panel, change, effects);
    }
}

fn panel(model: &mut Model, wanted: ChatId) -> Option<&mut Panel> {
    match &mut model.dialog {
        Some(Dialog::Group(panel)) if panel.chat == wanted => Some(panel),
        _ => None,
    }
}

/// Takes a key; returns the panel if it stays open.
pub fn key(model: &mut Model, key: Key, mut panel: Box<Panel>, effects: &mut Vec<Effect>) -> Option<Box<Panel>> {
    match std::mem::replace(&mut panel.step, Step::People) {
        Step::People => return people(model, key, panel, effects),
        Step::Name(mut name) => match key.code {
            Code::Escape => {}
            Code::Enter => {
                let change = GroupChange::Rename(name.text().trim().to_owned());
                wish(&mut panel, change, effects);
            }
            _ => {
                editing::edit_line(&mut name, key);
                panel.step = Step::Name(name);
            }
        },
        Step::Sure(question, change) => match key.code {
            Code::Char('y' | 'Y') => wish(&mut panel, change, effects),
            Code::Char('n' | 'N') | Code::Escape => {}
            // A yes needs its own key, and so does a no.
            _ => panel.step = Step::Sure(question, change),
        },
    }
    Some(panel)
}

fn wish(panel: &mut Panel, change: GroupChange, effects: &mut Vec<Effect>) {
    panel.busy = true;
    panel.problem = None;
    let chat = panel.chat;
    let leaves = change == GroupChange::Leave;
    let ask = Ask::Group(GroupAsk::Change { chat, change });
    effects.push(Effect::Ask(Why::Change(chat, leaves), ask));
}

fn people(model: &mut Model, key: Key, mut panel: Box<Panel>, effects: &mut Vec<Effect>) -> Option<Box<Panel>> {
    let last = panel.count().saturating_sub(1);
    let chat = panel.chat;
    panel.selected = panel.selected.min(last);
    match key.code {
        Code::Escape | Code::Char('q' | 't') => return None,
        Code::Up | Code::Char('k') => panel.selected = panel.selected.saturating_sub(1),
        Code::Home => panel.selected = 0,
        Code::Down | Code::Char('j') => down(&mut panel, 1, effects),
        Code::PageDown => down(&mut panel, 10, effects),
        Code::PageUp => panel.selected = panel.selected.saturating_sub(10),
        Code::End => down(&mut panel, usize::MAX, effects),
        Code::Enter => return write_to(model, panel, effects),
        Code::Char('p') => {
            face::open(model, Of::Group(chat));
            return None;
        }
        // One thing at a time: what is under way may change what the keys mean.
        _ if panel.busy => {}
        Code::Char('w') => {
            model.dialog = Some(Dialog::Timer(chat));
            return None;
        }
        Code::Char('l') => {
            let question = "Leave this group? You can read it then, not write to it, and nothing new comes.";
            panel.step = Step::Sure(question.to_owned(), GroupChange::Leave);
        }
        Code::Char(letter) => {
            if !panel.seen.as_ref().is_some_and(|group| group.admin) {
                panel.problem = "armxyniu".contains(letter).then(|| Problem::NotAdmin.to_string());
                return Some(panel);
            }
            return admin(model, letter, panel, effects);
        }
        _ => {}
    }
    Some(panel)
}

/// Goes to the chat with whom the keys mean; who is no contact yet can become one.
fn write_to(model: &mut Model, panel: Box<Panel>, effects: &mut Vec<Effect>) -> Option<Box<Panel>> {
    let (Some(Somebody::Member(member)) | Some(Somebody::Asking(member))) = panel.somebody() else {
        return Some(panel);
    };
    if Panel::is_own(model.shown(), member) {
        return Some(panel);
    }
    match model.shown().contacts.get(&member.account).map(|contact| contact.chat) {
        Some(chat) if model.shown().chats.contains_key(&chat) => follow::open(model, chat, effects),
        _ => dialogs::open_contact_of(model, &member.handle),
    }
    None
}

fn down(panel: &mut Panel, by: usize, effects: &mut Vec<Effect>) {
    let last = panel.count().saturating_sub(1);
    panel.selected = panel.selected.saturating_add(by).min(last);
    if panel.selected == last
        && let Some(cursor) = panel.more.take()
    {
        effects.push(members(panel.chat, Some(cursor)));
    }
}

/// What only admins do.
fn admin(model: &mut Model, letter: char, mut panel: Box<Panel>, effects: &mut Vec<Effect>) -> Option<Box<Panel>> {
    let chat = panel.chat;
    panel.problem = None;
    let wished = match (letter, panel.somebody()) {
        ('a', _) => {
            let inside: BTreeSet<_> = panel.members.iter().map(|member| member.account).collect();
            choose::open(model, Aim::Add(chat, inside));
            return None;
        }
        ('r', _) => {
            let title = model.shown().chats.get(&chat).map_or("", |chat| &chat.title);
            panel.step = Step::Name(Composer::holding(plain::line(title)));
            None
        }
        ('i', _) => {
            code::invite(model, chat, false, effects);
            return None;
        }
        ('y', Some(Somebody::Asking(member))) => Some(GroupChange::Admit(member.account)),
        ('n', Some(Somebody::Asking(member))) => Some(GroupChange::TurnAway(member.account)),
        ('m', Some(Somebody::Member(member))) => Some(GroupChange::Admin {
            account: member.account,
            on: !member.admin,
        }),
        ('x', Some(Somebody::Member(member))) if Panel::is_own(model.shown(), member) => {
            panel.problem = Some("This is you. Press l to leave the group.".to_owned());
            None
        }
        ('x', Some(Somebody::Member(member))) => {
            let (question, change) = removal(member);
            panel.step = Step::Sure(question, change);
            None
        }
        _ => None,
    };
    if let Some(change) = wished {
        wish(&mut panel, change, effects);
    }
    Some(panel)
}

fn removal(member: &Member) -> (String, GroupChange) {
    let question = format!(
        "Remove {}? Nothing that is written from then on can be read there.",
        plain::name(&member.name)
    );
    (question, GroupChange::Remove(vec![member.account]))
}

/// The phone has told members.
pub fn told(model: &mut Model, chat: ChatId, first: bool, answer: Answer) {
    let Some(panel) = panel(model, chat) else { return };
    match answer {
        Answer::Members { members, more } => {
            if first {
                panel.members.clear();
            }
            panel.told = true;
            panel.members.extend(members);
            panel.more = more;
        }
        Answer::Problem(problem) => panel.problem = Some(problem.to_string()),
        _ => {}
    }
}

/// The phone has told who asks.
pub fn asking(model: &mut Model, chat: ChatId, answer: Answer) {
    let Some(panel) = panel(model, chat) else { return };
    match answer {
        Answer::Members { members, .. } => panel.asking = members,
        Answer::Problem(problem) => panel.problem = Some(problem.to_string()),
        _ => {}
    }
}

/// A change was made, or not.
pub fn changed(model: &mut Model, chat: ChatId, leaves: bool, answer: Answer, effects: &mut Vec<Effect>) {
    let Some(panel) = panel(model, chat) else {
        if let Answer::Problem(problem) = answer {
            follow::notice(model, problem.to_string());
        }
        return;
    };
    panel.busy = false;
    match answer {
        Answer::Problem(problem) => panel.problem = Some(problem.to_string()),
        _ if leaves => {
            model.dialog = None;
            return;
        }
        _ => {}
    }
    if let Some(panel) = self::panel(model, chat) {
        ask(panel, effects);
    }
}

/// A chat has changed: the panel that shows it asks anew if its group is another.
pub fn follow(model: &mut Model, chat: &Chat, effects: &mut Vec<Effect>) {
    if let Some(panel) = panel(model, chat.id)
        && panel.seen != chat.group
    {
        panel.seen.clone_from(&chat.group);
        ask(panel, effects);
    }
}
