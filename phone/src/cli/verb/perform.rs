//! From a verb to what it does.

use super::{
    about, account, act, backup, chats, contact, export, file, group, history, init, keep, link, links, picture,
    restore, run, search, send, status, trust, watch,
};
use crate::cli::{
    args::{Args, ContactVerb, Verb},
    error::CliError,
    out::Out,
    session::Session,
};

/// Does what the command line asks for; without a verb opens the terminal UI.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn perform(args: &Args) -> Result<(), CliError> {
    let out = Out::new(args.json);
    match &args.verb {
        None => crate::tui::run::run(args).await,
        Some(Verb::Init(wanted)) => init::init(args, wanted, out).await,
        Some(Verb::Run { echo }) => run::run(args, *echo, out).await,
        Some(Verb::Backup(file)) => backup::backup(args, file, out),
        Some(Verb::Move(file)) => backup::move_away(args, file, out),
        Some(Verb::Restore(wanted)) => restore::restore(args, wanted, out),
        Some(verb) => {
            let mut session = Session::open(args).await?;
            let done = at(&mut session, verb, out).await;
            let flushed = match (&done, changes_something(verb)) {
                (Ok(()), true) => session.flush().await.unwrap_or(false),
                _ => true,
            };
            session.close().await;
            if !flushed {
                eprintln!("Not all of it has reached the relay yet. The rest goes out when the phone runs next.");
            }
            done
        }
    }
}

async fn at(session: &mut Session, verb: &Verb, out: Out) -> Result<(), CliError> {
    match verb {
        Verb::Init(_) | Verb::Run { .. } | Verb::Backup(_) | Verb::Move(_) | Verb::Restore(_) => Ok(()),
        Verb::Link { code, yes } => link::link(session, code, *yes, out).await,
        Verb::Links => links::links(session, out),
        Verb::Unlink { link } => links::unlink(session, link, out).await,
        Verb::Contact {
            verb: ContactVerb::Add { handle },
        } => contact::add(session, handle, out).await,
        Verb::Contacts { blocked } => contact::contacts(session, *blocked, out),
        Verb::Chats => chats::chats(session, out),
        Verb::Send {
            chat,
            text,
            wait,
            reply,
        } => {
            let said = send::Said {
                chat,
                text,
                reply: reply.as_deref(),
            };
            send::send(session, said, *wait, out).await
        }
        Verb::Edit { chat, message, text } => act::edit(session, chat, message, text, out).await,
        Verb::Delete { which, for_all } => act::delete(session, which, *for_all, out).await,
        Verb::React { which, emoji } => act::react(session, which, emoji.as_deref(), out).await,
        Verb::Star { which, off } => act::star(session, which, !off, out).await,
        Verb::About(which) => about::about(session, which, out).await,
        Verb::Retry(which) => about::retry(session, which, out).await,
        Verb::Forward { which, to } => act::forward(session, which, to, out).await,
        Verb::Search {
            words,
            chat,
            starred,
            limit,
        } => {
            let wanted = search::Wanted {
                words,
                chat: chat.as_deref(),
                starred: *starred,
                limit: *limit,
            };
            search::search(session, wanted, out).await
        }
        Verb::Pin(switch) => keep::pin(session, switch, out).await,
        Verb::Archive(switch) => keep::archive(session, switch, out).await,
        Verb::Unread(switch) => keep::unread(session, switch, out).await,
        Verb::DeleteChat { chat } => keep::delete(session, chat, out).await,
        Verb::Mute { chat, until, off } => keep::mute(session, chat, until.as_deref(), *off, out).await,
        Verb::Draft { chat, text } => keep::draft(session, chat, text.as_deref(), out).await,
        Verb::Accept { chat } => keep::accept(session, chat, out).await,
        Verb::Block { handle, off } => keep::block(session, handle, !off, out).await,
        Verb::Safety { handle, drawn } => trust::safety(session, handle, drawn, out).await,
        Verb::Verify { handle, code, off } => trust::verify(session, handle, code.as_deref(), !off, out).await,
        Verb::AcceptKey { handle } => trust::accept_key(session, handle, out).await,
        Verb::Group { verb } => group::group(session, verb, out).await,
        Verb::File { verb } => file::file(session, verb, out).await,
        Verb::Receipts(which) => group::receipts(session, which, out).await,
        Verb::Timer { chat, when } => keep::timer(session, chat, when, out).await,
        Verb::Name { name } => account::name(session, name, out).await,
        Verb::Picture(wanted) => picture::own(session, wanted, out).await,
        Verb::Presence { on } => account::presence(session, on.is_on(), out).await,
        Verb::Devices { verb } => account::devices(session, verb.as_ref(), out).await,
        Verb::Code(drawn) => trust::code(session, drawn, out).await,
        Verb::History {
            chat,
            before,
            after,
            limit,
        } => {
            let part = match (before, after) {
                (Some(message), _) => history::Part::Before(message),
                (None, Some(message)) => history::Part::After(message),
                (None, None) => history::Part::Newest,
            };
            history::history(session, chat, part, *limit, out).await
        }
        Verb::Export(wanted) => export::export(session, wanted, out).await,
        Verb::Watch => watch::watch(session, out).await,
        Verb::Status => status::status(session, out).await,
    }
}

const fn changes_something(verb: &Verb) -> bool {
    // `send` waits by itself, to tell how far its message came.
    matches!(
        verb,
        Verb::Link { .. }
            | Verb::Unlink { .. }
            | Verb::Contact { .. }
            | Verb::Edit { .. }
            | Verb::Delete { .. }
            | Verb::React { .. }
            | Verb::Forward { .. }
            | Verb::Retry(_)
            | Verb::Accept { .. }
            | Verb::AcceptKey { .. }
            | Verb::Group { .. }
            | Verb::Timer { .. }
            | Verb::Name { .. }
            | Verb::Picture(_)
            | Verb::Presence { .. }
            | Verb::Devices { .. }
    )
}
