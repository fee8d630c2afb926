//! `make bench`: measures, prints the table, and leaves it in `target/bench/latest.md`.

use std::{env, path::Path, process::ExitCode};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use pillion_bench::{
    part::{Part, Parts},
    plan::Plan,
    run::run,
};

/// Measures Pillion, beside what this machine takes for the physical part.
#[derive(Debug, Parser)]
#[command(name = "pillion-bench", version, about, max_term_width = 100)]
struct Args {
    /// Prints one JSON object in place of the table.
    #[arg(long)]
    json: bool,
    /// Does each thing a few times only: to see whether it works.
    #[arg(long)]
    quick: bool,
    /// Leaves out what needs a browser.
    #[arg(long)]
    without_browser: bool,
    /// Measures only this; may be repeated. What must be done before is done, and is no row. The last whole table is kept.
    #[arg(long, value_name = "PART")]
    only: Vec<Part>,
    #[command(flatten)]
    plan: Plan,
}

#[tokio::main]
async fn main() -> ExitCode {
    match measure(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bench: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(args: Args) -> Result<()> {
    ensure!(
        env::var_os("PILLION_BIN_DIR").is_some(),
        "it is not known where the programs are: call \"make bench\", or name their folder in PILLION_BIN_DIR"
    );
    let parts = Parts::new(&args.only, !args.without_browser);
    ensure!(!parts.is_empty(), "what is named with --only needs a browser");
    ensure!(
        !parts.need_browser() || (is_file("CHROME") && is_file("CHROMEDRIVER")),
        "Chromium or its driver is missing: \"make bench\" installs and finds both, CHROME and CHROMEDRIVER name others, \
         and --without-browser leaves out what needs them"
    );
    let plan = if args.quick { Plan::smoke() } else { args.plan };
    let report = run(plan, &parts).await?;
    if args.only.is_empty() {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
        report.keep(&target).context("target/bench cannot be written")?;
    }
    println!("{}", if args.json { report.json()? } else { report.text() });
    Ok(())
}

fn is_file(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|path| Path::new(&path).is_file())
}
