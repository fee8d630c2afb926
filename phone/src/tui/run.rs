//! Drives the terminal UI: waits for keys, the phone and the clock, and does what the update says.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal},
    path::PathBuf,
    time::Duration,
};

use crossterm::{clipboard::CopyToClipboard, event::EventStream, execute};
use futures_util::StreamExt;
use pillion_protocol::content::{
    file_ask::FileAsk,
    problem::Problem,
    request::{Ask, RequestId},
};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
    time::{MissedTickBehavior, interval},
};

use super::{
    input,
    model::{
        face::DOTS,
        gallery::{Colours, DOTS_MOST},
        state::Model,
    },
    terminal::Taken,
    update::{
        event::{Effect, Event, Why},
        turn,
    },
    view,
};
use crate::{
    backup::file::FileError,
    cli::{
        args::Args,
        error::CliError,
        session::{self, Reached},
    },
    clock::Clock,
    desk::{Screen, Stopped, ToScreen},
    picture::{
        draw,
        file::{self, PictureError},
        portrait,
    },
    screen::{calendar::Calendar, intents::Intents, plain},
};

/// Opens the terminal UI at the phone of a home, which is started if it does not run.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn run(args: &Args) -> Result<(), CliError> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(CliError::NoTerminal);
    }
    let Reached { desk, own } = session::reach(args).await?;
    let screen = desk.open()?;
    let done = ui(screen, args.mouse).await;
    if let Some(own) = own {
        own.stop().await;
    }
    done
}

/// What waits for an answer, and what is on its way to the update.
struct Driver {
    screen: Screen,
    waiting: BTreeMap<RequestId, Why>,
    found: mpsc::UnboundedSender<Event>,
}

async fn ui(screen: Screen, mouse: bool) -> Result<(), CliError> {
    let mut seed = [0; 16];
    getrandom::fill(&mut seed).map_err(|reason| CliError::System(reason.into()))?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(CliError::System)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(CliError::System)?;
    let mut hang_up = signal(SignalKind::hangup()).map_err(CliError::System)?;
    let mut clock = Clock::start();
    let mut clock_hand = interval(Duration::from_secs(1));
    clock_hand.set_missed_tick_behavior(MissedTickBehavior::Skip);

    let mut taken = Taken::take(mouse).map_err(CliError::Terminal)?;
    let size = taken.terminal.size().map_err(CliError::Terminal)?;
    let mut keys = EventStream::new();
    let (found, mut pictures) = mpsc::unbounded_channel();
    let mut driver = Driver {
        screen,
        waiting: BTreeMap::new(),
        found,
    };
    let mut model = Model::new(
        Calendar::of_this_machine(),
        Intents::seeded(seed),
        clock.now(),
        (size.width, size.height),
    );
    model.colours = colours();
    let effects = turn::begin(&mut model);
    driver.perform(effects)?;
    loop {
        taken
            .terminal
            .draw(|frame| view::screen::draw(frame, &model))
            .map_err(CliError::Terminal)?;
        let event = tokio::select! {
            key = keys.next() => match key {
                Some(Ok(key)) => input::event(key),
                Some(Err(reason)) => return Err(CliError::Terminal(reason)),
                None => return Ok(()),
            },
            said = driver.screen.next() => Some(match said.ok_or(Stopped)? {
                ToScreen::Update(update) => Event::Update(update),
                ToScreen::Reply(reply) => match driver.waiting.remove(&reply.id) {
                    Some(why) => Event::Answer(why, reply.answer),
                    None => continue,
                },
            }),
            Some(picture) = pictures.recv() => Some(picture),
            _ = clock_hand.tick() => Some(Event::Tick(clock.now())),
            _ = interrupt.recv() => return Ok(()),
            _ = terminate.recv() => return Ok(()),
            _ = hang_up.recv() => return Ok(()),
        };
        let Some(event) = event else { continue };
        let effects = turn::update(&mut model, event);
        if driver.perform(effects)? {
            return Ok(());
        }
    }
}

/// How many colours the terminal shows, as far as its environment tells. Nothing is asked of the terminal itself: one that does not
/// understand the question writes it on the screen.
fn colours() -> Colours {
    let variable = |name| std::env::var(name).unwrap_or_default();
    let is_direct = |term: &str| {
        ["direct", "kitty", "alacritty", "ghostty"]
            .iter()
            .any(|known| term.contains(known))
    };
    if !variable("NO_COLOR").is_empty() {
        Colours::None
    } else if matches!(variable("COLORTERM").as_str(), "truecolor" | "24bit") || is_direct(&variable("TERM")) {
        Colours::All
    } else {
        Colours::Few
    }
}

impl Driver {
    /// Does what the update wants; `true` when it wants to leave.
    fn perform(&mut self, effects: Vec<Effect>) -> Result<bool, CliError> {
        for effect in effects {
            match effect {
                Effect::Ask(why, ask) => {
                    let id = self.screen.post(ask)?;
                    self.waiting.insert(id, why);
                }
                Effect::File(why, ask) => {
                    let id = self.screen.post(Ask::File(absolute(ask)))?;
                    self.waiting.insert(id, why);
                }
                Effect::Search(attempt, path) => {
                    let found = self.found.clone();
                    tokio::spawn(async move {
                        let searched = path.clone();
                        // Decoders are other people's code: one that gives up ends its own task alone.
                        let code = tokio::task::spawn_blocking(move || file::read(&searched)).await;
                        let code = code.unwrap_or(Err(PictureError::NotAPicture(path)));
                        let _ = found.send(Event::Picture(attempt, code.map_err(|why| why.to_string())));
                    });
                }
                Effect::Draw(path, code) => {
                    let found = self.found.clone();
                    tokio::task::spawn_blocking(move || {
                        let drawn = draw::save(&code, &path, false);
                        let drawn = drawn.map(|path| plain::line(&path.display().to_string()));
                        let _ = found.send(Event::Drawn(drawn.map_err(|why| match why {
                            // There is no --force here.
                            FileError::Exists(path) => {
                                format!("There is already a file {}. Choose another name.", path.display())
                            }
                            why => why.to_string(),
                        })));
                    });
                }
                Effect::Portrait(path) => {
                    let found = self.found.clone();
                    tokio::spawn(async move {
                        // As when a picture is searched.
                        let made = tokio::task::spawn_blocking(move || portrait::make(&path)).await;
                        let made = made.map_err(|_| Problem::Picture.to_string());
                        let made = made.and_then(|made| made.map_err(|why| why.to_string()));
                        let _ = found.send(Event::Portrait(made.map(|picture| picture.as_bytes().to_vec())));
                    });
                }
                Effect::Unpack(id, bytes) => {
                    let found = self.found.clone();
                    tokio::spawn(async move {
                        let dots = tokio::task::spawn_blocking(move || portrait::dots(&bytes, DOTS, DOTS)).await;
                        let _ = found.send(Event::Unpacked(id, dots.ok().flatten()));
                    });
                }
                Effect::Sight(id, bytes) => {
                    let found = self.found.clone();
                    tokio::spawn(async move {
                        let dots = tokio::task::spawn_blocking(move || portrait::fitting(&bytes, DOTS_MOST)).await;
                        let _ = found.send(Event::Seen(id, dots.ok().flatten()));
                    });
                }
                Effect::Copy(text) => {
                    // A terminal that does not take it shows nothing either.
                    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text)).map_err(CliError::Terminal)?;
                }
                Effect::Quit => return Ok(true),
            }
        }
        Ok(false)
    }
}

/// The same, where the phone runs in another folder. A path that cannot be made absolute is refused by the phone as it stands.
fn absolute(mut ask: FileAsk) -> FileAsk {
    if let FileAsk::Send { path, .. } | FileAsk::Save { path, .. } = &mut ask {
        let home = path.strip_prefix("~/").zip(dirs::home_dir());
        let from = home.map_or_else(|| PathBuf::from(&*path), |(rest, home)| home.join(rest));
        if let Some(absolute) = std::path::absolute(from)
            .ok()
            .and_then(|path| path.into_os_string().into_string().ok())
        {
            *path = absolute;
        }
    }
    ask
}
