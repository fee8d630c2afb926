//! A page that shows a QR code and does nothing else, served by a relay of its own: what the browser, the network and the relay's
//! server take before any program of ours runs.

use std::{ffi::OsString, fmt::Write as _, fs};

use anyhow::Result;
use pillion_tests::{
    chance::Chance,
    live::{relay::Relay, world::World},
};

/// Modules on a side of the page's QR code, about.
const SIDE: u64 = 61;

/// Starts the relay.
///
/// # Errors
/// What the system says.
pub async fn serve(world: &World) -> Result<Relay> {
    let folder = world.place("still-page");
    fs::create_dir(&folder)?;
    fs::write(folder.join("index.html"), page()?)?;
    let arguments = [OsString::from("--www"), folder.into_os_string()];
    Ok(Relay::start_with(&world.place("still-relay"), &arguments).await)
}

fn page() -> Result<String> {
    let mut chance = Chance::new(7);
    let mut path = String::new();
    for y in 0..SIDE {
        for x in (0..SIDE).filter(|_| chance.percent(25)) {
            write!(path, "M{x} {y}h1v1h-1z")?;
        }
    }
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Still</title>\n\
         <figure data-testid=\"qr\"><svg viewBox=\"0 0 {SIDE} {SIDE}\" width=\"300\" height=\"300\"><path d=\"{path}\"/></svg></figure>\n"
    ))
}
