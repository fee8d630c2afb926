//! `group` and `receipts`.

use std::path::Path;

use pillion_protocol::content::{
    group::{GroupChange, Member},
    group_ask::GroupAsk,
    id::ChatId,
    problem::Problem,
    reply::Answer,
    request::Ask,
};
use pillion_wire::{handle::Handle, id::AccountId};

use super::{
    link::code_of,
    picture,
    trust::draw,
    which::{chat_of, contact_of, own_message_of},
};
use crate::{
    cli::{
        error::CliError,
        file::Drawn,
        group::GroupVerb,
        json::{
            group::{GroupDoneObject, MemberObject, ReceiptObject},
            people::ChatObject,
            trust::CodeObject,
        },
        out::Out,
        session::Session,
        target::Which,
        words,
    },
    clock::Clock,
    screen::{calendar::Calendar, plain, words::asked_to_join},
};

/// Does something with groups.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn group(session: &mut Session, verb: &GroupVerb, out: Out) -> Result<(), CliError> {
    match verb {
        GroupVerb::Create { name, handles, picture } => create(session, name, handles, picture.as_deref(), out).await,
        GroupVerb::List => list(session, out),
        GroupVerb::Members { group } => {
            let chat = group_of(session, group)?;
            let members = members(session, chat).await?;
            tell_members(&members, "Nobody is in this group.", out)
        }
        GroupVerb::Asking { group } => {
            let chat = group_of(session, group)?;
            let asking = asking(session, chat).await?;
            tell_members(&asking, "Nobody asks to be let in.", out)
        }
        GroupVerb::Invite { group, renew, drawn } => invite(session, group, *renew, drawn, out).await,
        GroupVerb::Picture { group, shown } => {
            let chat = group_of(session, group)?;
            picture::of_group(session, chat, shown, out).await
        }
        GroupVerb::Join { link } => {
            let code = code_of(link, Problem::NotAnInvitation).await?;
            session.online().await?;
            let ask = Ask::Group(GroupAsk::Join { code: code.clone() });
            session.ask(ask).await.map_err(|error| match error {
                CliError::Problem(problem) => CliError::NotAsked(problem),
                other => other,
            })?;
            out.say(&GroupDoneObject::new(None, "join"), || asked_to_join(&code))
        }
        change => changed(session, change, out).await,
    }
}

async fn create(
    session: &mut Session,
    name: &str,
    handles: &[String],
    picture: Option<&Path>,
    out: Out,
) -> Result<(), CliError> {
    let members = contacts(session, handles)?;
    let picture = picture::made(picture).await?.as_ref().map(picture::bytes_of);
    session.online().await?;
    let intent = session.intents().fresh();
    let name = name.trim().to_owned();
    let ask = Ask::Group(GroupAsk::Create {
        intent,
        name,
        members,
        picture,
    });
    let Answer::Chat(chat) = session.ask(ask).await? else {
        return Err(CliError::OddAnswer);
    };
    let shown = session.shown();
    out.say(&ChatObject::new(shown, &chat), || {
        format!("{} is made. Its id is {}.", plain::name(&chat.title), chat.id.to_hex())
    })
}

fn list(session: &Session, out: Out) -> Result<(), CliError> {
    let shown = session.shown();
    let chats = shown.chats_newest_first().into_iter();
    let groups: Vec<_> = chats.filter(|chat| chat.group.is_some()).collect();
    if groups.is_empty() {
        out.remark("You are in no group. Make one: pillion-phone group create NAME HANDLE…")?;
    }
    let (calendar, now) = (Calendar::of_this_machine(), Clock::start().now());
    for chat in groups {
        out.say(&ChatObject::new(shown, chat), || {
            words::chat(shown, &calendar, now, chat)
        })?;
    }
    Ok(())
}

async fn invite(session: &mut Session, group: &str, renew: bool, drawn: &Drawn, out: Out) -> Result<(), CliError> {
    let chat = group_of(session, group)?;
    if renew {
        session.online().await?;
    }
    let ask = Ask::Group(GroupAsk::InviteLink { chat, renew });
    let Answer::Code(code) = session.ask(ask).await? else {
        return Err(CliError::OddAnswer);
    };
    out.say(&CodeObject { code: code.clone() }, || code.clone())?;
    draw(&code, drawn)
}

/// The verbs that change a group that is there.
async fn changed(session: &mut Session, verb: &GroupVerb, out: Out) -> Result<(), CliError> {
    let (group, done) = match verb {
        GroupVerb::Add { group, .. } => (group, "add"),
        GroupVerb::Remove { group, .. } => (group, "remove"),
        GroupVerb::Rename { group, .. } => (group, "rename"),
        GroupVerb::Admin { group, .. } => (group, "admin"),
        GroupVerb::Admit { group, .. } => (group, "admit"),
        GroupVerb::TurnAway { group, .. } => (group, "turn-away"),
        GroupVerb::Leave { group } => (group, "leave"),
        _ => return Err(CliError::OddAnswer),
    };
    let chat = group_of(session, group)?;
    let mut object = GroupDoneObject::new(Some(chat), done);
    let (change, line) = match verb {
        GroupVerb::Add { handles, .. } => {
            object.people = plain_handles(handles);
            (GroupChange::Add(contacts(session, handles)?), "They are in the group.")
        }
        GroupVerb::Remove { handles, .. } => {
            object.people = plain_handles(handles);
            let members = members(session, chat).await?;
            let gone: Result<_, _> = handles.iter().map(|handle| member(&members, handle)).collect();
            (GroupChange::Remove(gone?), "They are not in the group any more.")
        }
        GroupVerb::Rename { name, .. } => {
            let name = name.trim().to_owned();
            object.name = Some(name.clone());
            (GroupChange::Rename(name), "The group has its new name.")
        }
        GroupVerb::Admin { handle, on, .. } => {
            object.people = plain_handles(std::slice::from_ref(handle));
            let on = on.is_on();
            object.admin = Some(on);
            let account = member(&members(session, chat).await?, handle)?;
            let line = match on {
                true => "The member is an admin.",
                false => "The member is an admin no longer.",
            };
            (GroupChange::Admin { account, on }, line)
        }
        GroupVerb::Admit { handle, .. } => {
            object.people = plain_handles(std::slice::from_ref(handle));
            let account = member(&asking(session, chat).await?, handle)?;
            (GroupChange::Admit(account), "Let in.")
        }
        GroupVerb::TurnAway { handle, .. } => {
            object.people = plain_handles(std::slice::from_ref(handle));
            let account = member(&asking(session, chat).await?, handle)?;
            (GroupChange::TurnAway(account), "Turned away.")
        }
        _ => (GroupChange::Leave, "You have left the group."),
    };
    if change != GroupChange::Leave {
        session.online().await?;
    }
    session.ask(Ask::Group(GroupAsk::Change { chat, change })).await?;
    out.say(&object, || line.to_owned())
}

/// The group that a person means.
fn group_of(session: &Session, word: &str) -> Result<ChatId, CliError> {
    let chat = chat_of(session.shown(), word)?;
    match chat.group {
        Some(_) => Ok(chat.id),
        None => Err(CliError::Problem(Problem::NotAGroup)),
    }
}

fn contacts(session: &Session, handles: &[String]) -> Result<Vec<AccountId>, CliError> {
    let contact = |handle: &String| contact_of(session.shown(), handle).map(|contact| contact.account);
    handles.iter().map(contact).collect()
}

fn member(members: &[Member], word: &str) -> Result<AccountId, CliError> {
    let handle = Handle::parse(word)?;
    let member = members.iter().find(|member| member.handle == handle);
    let member = member.ok_or(CliError::Problem(Problem::NoSuchMember))?;
    Ok(member.account)
}

fn plain_handles(words: &[String]) -> Vec<String> {
    let handles = words.iter().filter_map(|word| Handle::parse(word).ok());
    handles.map(|handle| handle.as_str().to_owned()).collect()
}

async fn members(session: &mut Session, chat: ChatId) -> Result<Vec<Member>, CliError> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let ask = Ask::Group(GroupAsk::Members { chat, cursor });
        let Answer::Members { members, more } = session.ask(ask).await? else {
            return Err(CliError::OddAnswer);
        };
        all.extend(members);
        match more {
            Some(_) => cursor = more,
            None => return Ok(all),
        }
    }
}

async fn asking(session: &mut Session, chat: ChatId) -> Result<Vec<Member>, CliError> {
    match session.ask(Ask::Group(GroupAsk::Asking { chat })).await? {
        Answer::Members { members, .. } => Ok(members),
        _ => Err(CliError::OddAnswer),
    }
}

fn tell_members(members: &[Member], nobody: &str, out: Out) -> Result<(), CliError> {
    if members.is_empty() {
        out.remark(nobody)?;
    }
    for member in members {
        out.say(&MemberObject::from(member), || {
            let admin = if member.admin { ", admin" } else { "" };
            format!("{}  {}{admin}", member.handle, plain::name(&member.name))
        })?;
    }
    Ok(())
}

/// Tells how far a message of this account has come with each reader.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn receipts(session: &mut Session, which: &Which, out: Out) -> Result<(), CliError> {
    let chat = chat_of(session.shown(), &which.chat)?.id;
    let message = own_message_of(session, chat, &which.message).await?;
    let calendar = Calendar::of_this_machine();
    let mut cursor = None;
    loop {
        let ask = Ask::Group(GroupAsk::Receipts { chat, message, cursor });
        let Answer::Receipts { receipts, more } = session.ask(ask).await? else {
            return Err(CliError::OddAnswer);
        };
        if receipts.is_empty() && cursor.is_none() {
            out.remark("Nobody it was sent to is in this chat with you any more.")?;
        }
        for receipt in &receipts {
            out.say(&ReceiptObject::new(session.shown(), receipt), || {
                let at = receipt
                    .at
                    .map_or_else(String::new, |at| format!(" {}", calendar.full(at)));
                format!("{}: {}{at}", plain::name(&receipt.name), receipt.state.word())
            })?;
        }
        match more {
            Some(_) => cursor = more,
            None => return Ok(()),
        }
    }
}
