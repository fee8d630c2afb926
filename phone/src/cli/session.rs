//! One verb's connection to the phone.
//!
//! 1. [`Session::open`] connects to the phone that runs in the home folder. If none does, it starts one in this
//!    program, with a local socket, so that verbs which come meanwhile find it.
//! 2. The session knows the lists of the phone ([`Session::shown`]) and keeps them in step.
//! 3. [`Session::close`] stops a phone that was started here, after it has handed to the relay what it can.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use pillion_protocol::content::{
    problem::Problem,
    reply::Answer,
    request::{Ask, RequestId},
    update::Change,
};
use pillion_wire::refusal::Code;
use tokio::time::{Instant, timeout, timeout_at};

use super::{args::Args, error::CliError, passphrase};
use crate::{
    desk::{Desk, Screen, Stopped, ToScreen},
    home::{HomeError, holds_account},
    run::{self, Options, RunError, Running},
    screen::{
        client,
        follow::{Follower, Shown},
        intents::Intents,
        server::Server,
    },
};

/// How long a request may take. Pairing waits for a page that may be slow; all else is faster.
const ANSWER: Duration = Duration::from_secs(60);

/// How long a verb that needs the relay waits for it.
const ONLINE: Duration = Duration::from_secs(10);

/// How long a phone that was started for one verb may take to hand over what it has.
pub const FLUSH: Duration = Duration::from_secs(10);

/// How long another program may hold the home without opening its socket.
const STARTING: Duration = Duration::from_secs(5);

/// A phone that this program started, with its local socket.
#[derive(Debug)]
pub struct Own {
    // Before `running`: the socket must be gone when the home's lock is let go.
    server: Server,
    running: Running,
}

impl Own {
    /// Starts the phone of a home. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// [`CliError`], a sentence.
    pub async fn start(
        home: &Path,
        passphrase: &crate::passphrase::Passphrase,
        options: Options,
    ) -> Result<Self, CliError> {
        let running = run::start(home, passphrase, options).await?;
        let server = Server::open(home, running.desk.clone())?;
        Ok(Self { server, running })
    }

    /// Where screens open themselves.
    #[must_use]
    pub const fn desk(&self) -> &Desk {
        &self.running.desk
    }

    /// Stops the phone.
    pub async fn stop(self) {
        self.server.close().await;
        self.running.stop().await;
    }
}

/// The phone, and whether it was started here.
#[derive(Debug)]
pub struct Reached {
    /// Where screens open themselves.
    pub desk: Desk,
    /// Present if this program runs the phone.
    pub own: Option<Own>,
}

/// The home folder that was named, or the default.
///
/// # Errors
/// [`CliError::NoHome`].
pub fn home(args: &Args) -> Result<PathBuf, CliError> {
    match &args.home {
        Some(home) => Ok(home.clone()),
        None => Ok(dirs::data_dir().ok_or(CliError::NoHome)?.join("pillion")),
    }
}

/// Reaches the phone of a home: the running one, or else one that is started here.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn reach(args: &Args) -> Result<Reached, CliError> {
    let home = home(args)?;
    let running = |desk| Reached { desk, own: None };
    if let Some(desk) = client::connect(&home).await {
        return Ok(running(desk));
    }
    if !holds_account(&home) {
        return Err(RunError::NoAccount(home.display().to_string()).into());
    }
    let passphrase = passphrase::known(args)?;
    let until = Instant::now() + STARTING;
    loop {
        match Own::start(&home, &passphrase, Options::default()).await {
            Ok(own) => {
                return Ok(Reached {
                    desk: own.desk().clone(),
                    own: Some(own),
                });
            }
            // Another verb was faster, or is just leaving.
            Err(CliError::Run(RunError::Home(HomeError::InUse(_)))) if Instant::now() < until => {
                if let Some(desk) = client::connect(&home).await {
                    return Ok(running(desk));
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(CliError::Run(RunError::Home(HomeError::InUse(path)))) => return Err(CliError::HomeInUse(path)),
            Err(other) => return Err(other),
        }
    }
}

/// A screen of one verb.
#[derive(Debug)]
pub struct Session {
    screen: Screen,
    follower: Follower,
    sync: RequestId,
    own: Option<Own>,
    intents: Intents,
}

impl Session {
    /// Opens a session, and waits until the phone's lists are here.
    ///
    /// # Errors
    /// [`CliError`], a sentence.
    pub async fn open(args: &Args) -> Result<Self, CliError> {
        let Reached { desk, own } = reach(args).await?;
        Self::at(&desk, own).await
    }

    /// Opens a session at a desk.
    ///
    /// # Errors
    /// [`CliError`], a sentence.
    pub async fn at(desk: &Desk, own: Option<Own>) -> Result<Self, CliError> {
        let mut seed = [0; 16];
        getrandom::fill(&mut seed).map_err(|reason| CliError::System(reason.into()))?;
        let mut screen = desk.open()?;
        let mut follower = Follower::default();
        let sync = screen.post(follower.begin())?;
        let mut session = Self {
            screen,
            follower,
            sync,
            own,
            intents: Intents::seeded(seed),
        };
        let whole = async {
            while !session.follower.is_complete() {
                session.turn().await?;
            }
            Ok::<_, CliError>(())
        };
        timeout(ANSWER, whole).await.map_err(|_| CliError::NoAnswer)??;
        Ok(session)
    }

    /// The phone's lists as they are now.
    #[must_use]
    pub const fn shown(&self) -> &Shown {
        self.follower.shown()
    }

    /// Whether the phone was started for this verb and stops with it.
    #[must_use]
    pub const fn is_alone(&self) -> bool {
        self.own.is_some()
    }

    /// Ids for what a person wants done.
    pub const fn intents(&mut self) -> &mut Intents {
        &mut self.intents
    }

    /// Asks, and waits for what came of it.
    ///
    /// # Errors
    /// [`CliError::Problem`] when the phone refuses, and others.
    pub async fn ask(&mut self, ask: Ask) -> Result<Answer, CliError> {
        self.ask_within(ANSWER, ask).await
    }

    /// The same, where the phone may need longer.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn ask_within(&mut self, limit: Duration, ask: Ask) -> Result<Answer, CliError> {
        match timeout(limit, self.screen.ask(ask)).await {
            Err(_) => Err(CliError::NoAnswer),
            Ok(Err(stopped)) => Err(stopped.into()),
            Ok(Ok(Answer::Problem(problem))) => Err(CliError::Problem(problem)),
            Ok(Ok(answer)) => Ok(answer),
        }
    }

    /// The same, where changes are seen that come meanwhile.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn ask_seeing(
        &mut self,
        limit: Duration,
        ask: Ask,
        mut seen: impl FnMut(&Change),
    ) -> Result<Answer, CliError> {
        let id = self.screen.post(ask)?;
        let until = Instant::now() + limit;
        loop {
            let said = timeout_at(until, self.screen.next())
                .await
                .map_err(|_| CliError::NoAnswer)?;
            match said.ok_or(Stopped)? {
                ToScreen::Reply(reply) if reply.id == id => {
                    return match reply.answer {
                        Answer::Problem(problem) => Err(CliError::Problem(problem)),
                        answer => Ok(answer),
                    };
                }
                other => self.take(other)?.iter().for_each(&mut seen),
            }
        }
    }

    /// Waits for the next changes. May be cancelled without losing any.
    ///
    /// # Errors
    /// [`CliError::Stopped`].
    pub async fn changes(&mut self) -> Result<Vec<Change>, CliError> {
        loop {
            let changes = self.turn().await?;
            if !changes.is_empty() {
                return Ok(changes);
            }
        }
    }

    /// Takes one thing that the phone says.
    async fn turn(&mut self) -> Result<Vec<Change>, CliError> {
        let said = self.screen.next().await.ok_or(Stopped)?;
        // Nothing is awaited from here on, so that cancelling loses nothing.
        self.take(said)
    }

    fn take(&mut self, said: ToScreen) -> Result<Vec<Change>, CliError> {
        let step = match said {
            ToScreen::Update(update) => self.follower.updated(update),
            ToScreen::Reply(reply) if reply.id == self.sync => self.follower.synced(reply.answer),
            ToScreen::Reply(_) => return Ok(Vec::new()),
        };
        if let Some(ask) = step.ask {
            self.sync = self.screen.post(ask)?;
        }
        Ok(step.changes)
    }

    /// Waits until `seen` says so of some changes; `false` after `limit`.
    ///
    /// # Errors
    /// [`CliError::Stopped`].
    pub async fn wait_for(
        &mut self,
        limit: Duration,
        mut seen: impl FnMut(&Shown, &[Change]) -> bool,
    ) -> Result<bool, CliError> {
        let until = Instant::now() + limit;
        let mut changes = Vec::new();
        while !seen(self.shown(), &changes) {
            match timeout_at(until, self.changes()).await {
                Ok(new) => changes = new?,
                Err(_) => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Waits a while for the relay.
    ///
    /// # Errors
    /// [`Problem::Offline`], or why the relay refuses this phone.
    pub async fn online(&mut self) -> Result<(), CliError> {
        self.wait_for(ONLINE, |shown, _| is_settled(shown)).await?;
        match &self.shown().connection {
            Some(connection) if connection.online => Ok(()),
            Some(connection) => Err(CliError::Problem(
                connection.refused.map_or(Problem::Offline, Problem::Relay),
            )),
            None => Err(CliError::Problem(Problem::Offline)),
        }
    }

    /// Lets a phone that was started here hand to the relay what it has; `false` if something is left. A phone that
    /// runs on does that by itself.
    ///
    /// # Errors
    /// [`CliError::Stopped`].
    pub async fn flush(&mut self) -> Result<bool, CliError> {
        if !self.is_alone() {
            return Ok(true);
        }
        let empty = |shown: &Shown, _: &[Change]| {
            let connection = shown.connection.as_ref();
            connection.is_some_and(|connection| connection.online && connection.waiting == 0)
        };
        self.wait_for(FLUSH, empty).await
    }

    /// Ends the session, and the phone if it was started for it.
    pub async fn close(self) {
        let Self { screen, own, .. } = self;
        drop(screen);
        if let Some(own) = own {
            own.stop().await;
        }
    }
}

/// Whether the phone is online, or is refused for a reason that does not pass by itself.
#[must_use]
pub fn is_settled(shown: &Shown) -> bool {
    let Some(connection) = &shown.connection else {
        return false;
    };
    let lasting = |code| matches!(code, Code::Version | Code::BadSignature | Code::Superseded);
    connection.online || connection.refused.is_some_and(lasting)
}
