//! `link`: links a browser by its code.

use std::io::{self, BufRead};

use pillion_protocol::content::{link::Link, pairing::Pairing, problem::Problem, reply::Answer, request::Ask};

use crate::{
    cli::{
        error::CliError,
        json::link::{LinkObject, PairingObject},
        out::Out,
        session::Session,
    },
    picture::{
        file::{self, PictureError},
        given::Given,
    },
    screen::{plain, words},
};

/// Scans a code, shows the signs, asks, and links.
///
/// # Errors
/// [`CliError`], a sentence; then nothing is linked.
pub async fn link(session: &mut Session, given: &str, yes: bool, out: Out) -> Result<(), CliError> {
    let code = code_of(given, Problem::NotACode).await?;
    session.online().await?;
    let Answer::Pairing(pairing) = session.ask(Ask::Scan { code }).await? else {
        return Err(CliError::OddAnswer);
    };
    out.say(&PairingObject::from(&pairing), || introduce(&pairing))?;
    let yes = yes || same_signs().await;
    let confirm = Ask::Confirm {
        pairing: pairing.id,
        yes,
    };
    match (yes, session.ask(confirm).await?) {
        (false, _) => Err(CliError::NotConfirmed),
        (true, Answer::Linked(link)) => {
            out.say(&LinkObject::from(&link), || linked(&link))?;
            if session.is_alone() {
                out.remark("The browser shows your chats while the phone runs. Start it: pillion-phone run")?;
            }
            Ok(())
        }
        (true, _) => Err(CliError::OddAnswer),
    }
}

/// The text of a code that is pasted, or found in a picture; `otherwise` says that a word is neither.
///
/// # Errors
/// [`CliError::Picture`], or `otherwise`.
pub async fn code_of(given: &str, otherwise: Problem) -> Result<String, CliError> {
    match Given::parse(given) {
        Given::Code(code) => Ok(code),
        Given::Picture(path) => {
            let searched = path.clone();
            // Searching a large picture takes a while, and the decoders are other people's code: if one of them gives
            // up, that ends this task alone.
            let found = tokio::task::spawn_blocking(move || file::read(&searched)).await;
            match found.map_err(|_| PictureError::NotAPicture(path))? {
                Err(PictureError::Code(Problem::NotACode)) => Err(CliError::Problem(otherwise)),
                found => Ok(found?),
            }
        }
    }
}

fn introduce(pairing: &Pairing) -> String {
    let mut lines = format!(
        "A browser asks to be linked: {}.\nIts page must show these four signs:\n",
        words::browser(&pairing.browser, &pairing.os, &pairing.origin)
    );
    for sign in &pairing.check {
        lines.push_str(&format!(
            "  {}  {}\n",
            plain::line(&sign.emoji),
            plain::line(&sign.name)
        ));
    }
    lines.pop();
    lines
}

fn linked(link: &Link) -> String {
    format!("Linked: {}.", words::link(link))
}

/// Asks the person; anything but a clear yes is a no.
async fn same_signs() -> bool {
    eprint!("Do both show the same? [y/N] ");
    let answer = tokio::task::spawn_blocking(|| {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).map(|_| line)
    });
    matches!(answer.await, Ok(Ok(line)) if matches!(line.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
