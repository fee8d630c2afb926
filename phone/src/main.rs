//! `pillion-phone`: reads the command line, does what it says, and tells by its exit status how that went.

use std::process::ExitCode;

use clap::Parser;
use pillion_phone::cli::{args::Args, error::CliError, log, verb::perform::perform};

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refused) => {
            if refused.status() != 0 {
                eprintln!("{refused}");
            }
            ExitCode::from(refused.status())
        }
    }
}

fn run(args: &Args) -> Result<(), CliError> {
    log::start(args)?;
    let runtime = tokio::runtime::Runtime::new().map_err(CliError::System)?;
    let done = runtime.block_on(perform(args));
    // A question that nobody answered must not hold the exit back.
    runtime.shutdown_background();
    done
}
