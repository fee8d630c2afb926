//! `safety` and `code`: how to be sure of a contact, and how others add this account.

use pillion_protocol::content::{contact::Contact, problem::Problem, reply::Answer, request::Ask};

use super::{link::code_of, which::contact_of};
use crate::{
    cli::{
        error::CliError,
        file::Drawn,
        json::{
            people::ContactObject,
            trust::{CodeObject, SafetyObject},
        },
        out::Out,
        session::Session,
    },
    picture::draw,
};

/// Digits in one group of a safety number, as it is printed.
const GROUP: usize = 5;

/// Shows what to compare with a contact.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn safety(session: &mut Session, handle: &str, drawn: &Drawn, out: Out) -> Result<(), CliError> {
    let contact = contact_of(session.shown(), handle)?.clone();
    let account = contact.account;
    let Answer::Safety { number, code } = session.ask(Ask::Safety { account }).await? else {
        return Err(CliError::OddAnswer);
    };
    let object = SafetyObject::new(&contact, number.clone(), code.clone());
    out.say(&object, || {
        let state = if contact.verified {
            "verified"
        } else {
            "not verified yet"
        };
        format!(
            "{} is {state}. Both phones show the same number if nobody is in between:\n\n{}\n\n{code}",
            contact.handle,
            in_groups(&number)
        )
    })?;
    draw(&code, drawn)
}

/// Notes that a contact was compared, or that it is to be compared again; with a code the phone compares.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn verify(
    session: &mut Session,
    handle: &str,
    code: Option<&str>,
    on: bool,
    out: Out,
) -> Result<(), CliError> {
    let contact = contact_of(session.shown(), handle)?.clone();
    let account = contact.account;
    let ask = match code {
        Some(code) => Ask::Compare {
            account,
            code: code_of(code, Problem::NotASafetyCode).await?,
        },
        None => Ask::Verify { account, on },
    };
    session.ask(ask).await?;
    let contact = Contact {
        verified: on || code.is_some(),
        ..contact
    };
    let state = if contact.verified {
        "verified"
    } else {
        "not verified any more"
    };
    out.say(&ContactObject::from(&contact), || {
        format!("{} is {state}.", contact.handle)
    })
}

/// Writes to a contact again whose key has changed.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn accept_key(session: &mut Session, handle: &str, out: Out) -> Result<(), CliError> {
    let contact = contact_of(session.shown(), handle)?.clone();
    let account = contact.account;
    if !contact.key_changed {
        return Err(CliError::SameKey(contact.handle.to_string()));
    }
    session.ask(Ask::AcceptKey { account }).await?;
    let contact = Contact {
        key_changed: false,
        ..contact
    };
    out.say(&ContactObject::from(&contact), || {
        format!("You write to the new key of {} from now on.", contact.handle)
    })
}

/// Prints the code by which others add this account.
///
/// # Errors
/// [`CliError`], a sentence.
pub async fn code(session: &mut Session, drawn: &Drawn, out: Out) -> Result<(), CliError> {
    let Answer::Code(code) = session.ask(Ask::OwnCode).await? else {
        return Err(CliError::OddAnswer);
    };
    out.say(&CodeObject { code: code.clone() }, || code.clone())?;
    draw(&code, drawn)
}

/// Writes a code as a picture, if that is wanted.
///
/// # Errors
/// [`CliError::File`].
pub fn draw(code: &str, drawn: &Drawn) -> Result<(), CliError> {
    if let Some(path) = &drawn.qr {
        let path = draw::save(code, path, drawn.force)?;
        eprintln!("The QR code is {}.", path.display());
    }
    Ok(())
}

/// `12345 67890 …`, six groups a line.
fn in_groups(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    let groups: Vec<String> = digits.chunks(GROUP).map(|group| group.iter().collect()).collect();
    let lines: Vec<String> = groups.chunks(6).map(|line| line.join(" ")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_digits_stand_in_two_lines_of_six_groups() {
        let number = "1234567890".repeat(6);
        let half = "12345 67890 12345 67890 12345 67890";
        assert_eq!(in_groups(&number), format!("{half}\n{half}"));
    }
}
