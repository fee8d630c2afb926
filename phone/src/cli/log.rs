//! Where the program's own log goes: of what it did, never of what was said, and no id in full.
//!
//! `run` logs to standard error, the terminal UI to `phone.log` in the home folder, all other verbs nowhere unless
//! `RUST_LOG` asks for it.

use std::{
    fs::{self, File},
    io,
    path::Path,
    sync::Mutex,
};

use tracing_subscriber::EnvFilter;

use super::{
    args::{Args, Verb},
    error::CliError,
    session,
};

/// The log of the terminal UI, in the home folder.
pub const FILE: &str = "phone.log";

/// A log larger than this begins anew, in bytes.
const LOG_BYTES: u64 = 1024 * 1024;

/// Starts the log.
///
/// # Errors
/// [`CliError::NoHome`].
pub fn start(args: &Args) -> Result<(), CliError> {
    let filter = |otherwise: &str| EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(otherwise));
    let to_stderr = |otherwise| {
        tracing_subscriber::fmt()
            .with_env_filter(filter(otherwise))
            .with_writer(io::stderr)
            .with_ansi(false)
            .init();
    };
    match &args.verb {
        Some(Verb::Run { .. }) => to_stderr("warn"),
        Some(_) => to_stderr("off"),
        // Without a file there is no log: the screen itself must stay clean.
        None => {
            if let Ok(file) = open(&session::home(args)?) {
                tracing_subscriber::fmt()
                    .with_env_filter(filter("info"))
                    .with_writer(Mutex::new(file))
                    .with_ansi(false)
                    .init();
            }
        }
    }
    Ok(())
}

fn open(home: &Path) -> io::Result<File> {
    let path = home.join(FILE);
    if fs::metadata(&path).is_ok_and(|about| about.len() > LOG_BYTES) {
        fs::remove_file(&path)?;
    }
    File::options().create(true).append(true).open(path)
}
