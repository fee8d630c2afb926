//! `run`: the phone without a screen.

use std::collections::BTreeSet;

use pillion_protocol::content::update::Change;
use pillion_wire::id::LinkId;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    cli::{
        args::Args,
        error::CliError,
        json::{change::ChangeObject, link::LinkObject},
        out::Out,
        passphrase,
        session::{self, Own, Session},
        words,
    },
    home::holds_account,
    run::{Options, RunError},
};

/// Runs the phone until Ctrl-C or SIGTERM; prints a line when it comes online, goes offline, or its links change.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn run(args: &Args, echo: bool, out: Out) -> Result<(), CliError> {
    let home = session::home(args)?;
    if !holds_account(&home) {
        return Err(RunError::NoAccount(home.display().to_string()).into());
    }
    let passphrase = passphrase::known(args)?;
    let own = Own::start(&home, &passphrase, Options { echo }).await?;
    let desk = own.desk().clone();
    let mut session = Session::at(&desk, Some(own)).await?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(CliError::System)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(CliError::System)?;
    let told = tokio::select! {
        told = tell(&mut session, out) => told,
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
    };
    session.close().await;
    told
}

/// Prints changes; ends only when the phone or the output does.
async fn tell(session: &mut Session, out: Out) -> Result<(), CliError> {
    let mut links = Links {
        known: session.shown().links.keys().copied().collect(),
        here: BTreeSet::new(),
    };
    // Being offline at the start is not news; it becomes news by what the phone then says.
    let mut light = (false, None);
    loop {
        if let Some(connection) = &session.shown().connection
            && light != (connection.online, connection.refused)
        {
            light = (connection.online, connection.refused);
            let object = ChangeObject::Connection(connection.into());
            out.say(&object, || words::connection(session.shown()))?;
        }
        for change in session.changes().await? {
            links.tell(&change, out)?;
        }
    }
}

/// The linked browsers as they were told.
struct Links {
    known: BTreeSet<LinkId>,
    here: BTreeSet<LinkId>,
}

impl Links {
    /// Prints a change of links that is news.
    fn tell(&mut self, change: &Change, out: Out) -> Result<(), CliError> {
        match change {
            Change::Link(link) => {
                let came_or_went = if link.online {
                    self.here.insert(link.id)
                } else {
                    self.here.remove(&link.id)
                };
                let new = self.known.insert(link.id);
                if new || came_or_went {
                    let object = ChangeObject::Link(LinkObject::from(link));
                    out.say(&object, || words::link_change(change, !new).unwrap_or_default())?;
                }
            }
            Change::LinkGone(link) if self.known.remove(link) => {
                self.here.remove(link);
                let object = ChangeObject::unlink(*link);
                out.say(&object, || words::link_change(change, true).unwrap_or_default())?;
            }
            _ => {}
        }
        Ok(())
    }
}
