//! `pillion-relay`: listens, serves, and ends when it is told to.

use std::{
    io::{self, IsTerminal as _, Write as _},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context as _;
use clap::Parser;
#[cfg(feature = "s3")]
use pillion_relay::files::bucket::Bucket;
use pillion_relay::serve::{Config, serve};
use pillion_wire::origin::Origin;
use tokio::signal;
use tracing_subscriber::EnvFilter;

/// The rendezvous relay of Pillion: carries sealed messages between phones and browsers, and can read none of them.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    /// Where to listen; port 0 picks a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080", value_parser = address)]
    listen: SocketAddr,
    /// The folder for the relay's database; made if it is absent
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Serve the web page from this folder instead of the one in the program
    #[arg(long, value_name = "DIR")]
    www: Option<PathBuf>,
    /// An address under which others reach this relay, like https://chat.example.org; may be repeated
    #[arg(long = "origin", value_name = "URL", value_parser = |text: &str| Origin::parse(text))]
    origins: Vec<Origin>,
    /// How many GiB of files are held for one account, and so in one file; 0: none
    #[arg(long, value_name = "GIB", default_value_t = 16, value_parser = clap::value_parser!(u64).range(..=1_048_576))]
    files: u64,
    /// Keep files in a bucket of a store that speaks S3: s3://BUCKET/PREFIX. Its keys: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Only in a relay that is built with it
    #[arg(long, value_name = "ADDRESS")]
    files_in: Option<String>,
    /// Where that store is, like https://s3.example.org [else: AWS_ENDPOINT_URL, else Amazon's]; its region: AWS_REGION
    #[arg(long, value_name = "URL", requires = "files_in")]
    s3_endpoint: Option<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(log_filter())
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pillion-relay: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What `RUST_LOG` says, without the libraries that would log what passes through: frames hold link tokens.
fn log_filter() -> EnvFilter {
    let mut filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    for blunt in ["tungstenite=warn", "tokio_tungstenite=warn", "hyper=info"] {
        if let Ok(directive) = blunt.parse() {
            filter = filter.add_directive(directive);
        }
    }
    filter
}

#[tokio::main]
async fn run(arguments: Arguments) -> anyhow::Result<()> {
    // Before anything is said: whoever reads the first line may end the relay at once.
    let mut told_to_stop = Box::pin(told_to_stop()?);
    let is_for_all = arguments.listen.ip().is_unspecified();
    let mut config = Config::new(arguments.listen, arguments.data);
    config.www = arguments.www;
    config.origins = arguments.origins;
    config.quotas.file_bytes = arguments.files.saturating_mul(1024 * 1024 * 1024);
    if let Some(address) = &arguments.files_in {
        keep_files_in(&mut config, address, arguments.s3_endpoint)?;
    }
    let needs_origin = is_for_all && config.origins.is_empty();
    let public = config.origins.clone();

    let mut relay = serve(config).await?;
    let mut out = io::stdout().lock();
    let mut said = writeln!(out, "pillion-relay listening on {}", relay.origin());
    for origin in &public {
        said = said.and_then(|()| writeln!(out, "also known as {origin}"));
    }
    said.and_then(|()| out.flush())
        .context("standard output cannot be written")?;
    drop(out);
    if needs_origin {
        eprintln!(
            "pillion-relay: only browsers and phones on this machine are let in. For others, name the address that they use with --origin URL."
        );
    }
    tokio::select! {
        () = &mut told_to_stop => {}
        () = relay.ended() => anyhow::bail!("The relay's store has stopped. The lines above say why; start the relay again."),
    }
    relay.stop().await;
    Ok(())
}

/// Files go into a bucket.
#[cfg(feature = "s3")]
fn keep_files_in(config: &mut Config, address: &str, endpoint: Option<String>) -> anyhow::Result<()> {
    config.bucket = Some(Bucket::new(address, endpoint, |name| std::env::var(name).ok())?);
    Ok(())
}

/// They cannot.
#[cfg(not(feature = "s3"))]
fn keep_files_in(_: &mut Config, _: &str, _: Option<String>) -> anyhow::Result<()> {
    anyhow::bail!(
        "This relay is built without S3, so --files-in cannot be used. Leave it out, or build the relay with: cargo build --release -p pillion-relay --features s3"
    )
}

/// Ends at the first SIGINT or SIGTERM.
#[cfg(unix)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends at Ctrl-C.
#[cfg(not(unix))]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = signal::ctrl_c().await;
    })
}

/// An address and a port, where `localhost` is this machine.
fn address(text: &str) -> Result<SocketAddr, String> {
    let text = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None => text.to_owned(),
    };
    text.parse()
        .map_err(|_| "write an address and a port, like 127.0.0.1:8080 or 0.0.0.0:8080".to_owned())
}
