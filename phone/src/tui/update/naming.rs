//! Names a member where `@` is typed in a group, and an emoji where `:` is.

use pillion_protocol::content::{group_ask::GroupAsk, id::ChatId, reply::Answer, request::Ask};

use super::event::{Effect, Why};
use crate::tui::model::{
    naming::{self, Naming},
    shortcode,
    state::{Focus, Model},
};

/// Tab in the composer: completes the handle or the emoji that is begun; `false` if none is.
pub fn complete(model: &mut Model) -> bool {
    let named = model.offered_names().first().map(ToString::to_string);
    let emoji = || model.offered_emoji().into_iter().next().map(|(emoji, _)| emoji);
    let Some(draft) = model.draft() else { return false };
    let chosen = match named {
        Some(handle) => Some((draft.word_before().to_owned(), handle)),
        None => shortcode::begun(draft).map(|name| format!(":{name}")).zip(emoji()),
    };
    let Some((typed, chosen)) = chosen else { return false };
    if let Some(draft) = model.open.and_then(|chat| model.drafts.get_mut(&chat)) {
        draft.put_for(&typed, &format!("{chosen} "));
    }
    true
}

/// After each turn: asks who can be named, when somebody begins to.
pub fn ask(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(chat) = model
        .open_chat()
        .filter(|chat| chat.group.is_some())
        .map(|chat| chat.id)
    else {
        return;
    };
    let begun = model.focus == Focus::Composer && model.draft().and_then(naming::begun).is_some();
    if begun && model.naming.as_ref().is_none_or(|naming| naming.chat != chat) {
        let members = Vec::new();
        model.naming = Some(Naming { chat, members });
        effects.push(members_of(chat, None));
    }
}

const fn members_of(chat: ChatId, cursor: Option<u64>) -> Effect {
    Effect::Ask(Why::Naming(chat), Ask::Group(GroupAsk::Members { chat, cursor }))
}

/// The phone has told members.
pub fn told(model: &mut Model, chat: ChatId, answer: Answer, effects: &mut Vec<Effect>) {
    let own = model.shown().account.as_ref().map(|account| account.id);
    let Some(naming) = model.naming.as_mut().filter(|naming| naming.chat == chat) else {
        return;
    };
    // Without members nothing is offered; what is typed stays as it is.
    if let Answer::Members { members, more } = answer {
        naming
            .members
            .extend(members.into_iter().filter(|member| Some(member.account) != own));
        if more.is_some() {
            effects.push(members_of(chat, more));
        }
    }
}
