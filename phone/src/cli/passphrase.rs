//! Where the passphrase comes from: a file, the environment, or a prompt.

use std::{
    io::{self, IsTerminal},
    path::Path,
};

use zeroize::Zeroizing;

use super::{args::Args, error::CliError};
use crate::passphrase::Passphrase;

/// The environment variable.
pub const VARIABLE: &str = "PILLION_PASSPHRASE";

/// The passphrase of an account that exists.
///
/// # Errors
/// [`CliError`], a sentence.
pub fn known(args: &Args) -> Result<Passphrase, CliError> {
    match given(args.passphrase_file.as_deref())? {
        Some(passphrase) => Ok(passphrase),
        None => prompt("Passphrase: "),
    }
}

/// The passphrase of a backup that exists.
///
/// # Errors
/// [`CliError`], a sentence.
pub fn of_backup(args: &Args) -> Result<Passphrase, CliError> {
    match given(args.passphrase_file.as_deref())? {
        Some(passphrase) => Ok(passphrase),
        None => prompt("Passphrase of the backup: "),
    }
}

/// The passphrases of an account that exists and of a backup that is to be made of it. The backup has one of its own if `file`
/// or a person gives it, else the same; a prompt asks for it twice.
///
/// # Errors
/// [`CliError`], a sentence.
pub fn for_backup(args: &Args, file: Option<&Path>) -> Result<(Passphrase, Passphrase), CliError> {
    let given_here = given(args.passphrase_file.as_deref())?;
    let asks = given_here.is_none();
    let phone = match given_here {
        Some(passphrase) => passphrase,
        None => prompt("Passphrase of this phone: ")?,
    };
    let own = match file {
        Some(_) => given(file)?,
        None if asks => {
            let first = prompt("Passphrase for the backup (empty: the same): ")?;
            if !first.is_empty() && prompt("The same again: ")?.reveal() != first.reveal() {
                return Err(CliError::PassphrasesDiffer);
            }
            Some(first).filter(|first| !first.is_empty())
        }
        None => None,
    };
    let own = own.unwrap_or_else(|| phone.clone());
    Ok((phone, own))
}

/// The passphrase of a new account; a prompt asks for it twice.
///
/// # Errors
/// [`CliError`], a sentence.
pub fn new(args: &Args) -> Result<Passphrase, CliError> {
    let passphrase = match given(args.passphrase_file.as_deref())? {
        Some(passphrase) => passphrase,
        None => {
            let first = prompt("New passphrase (it protects your messages on this disk): ")?;
            if !first.is_empty() && prompt("The same again: ")?.reveal() != first.reveal() {
                return Err(CliError::PassphrasesDiffer);
            }
            first
        }
    };
    if passphrase.is_empty() {
        return Err(CliError::EmptyPassphrase);
    }
    Ok(passphrase)
}

fn given(file: Option<&Path>) -> Result<Option<Passphrase>, CliError> {
    if let Some(path) = file {
        let text = std::fs::read_to_string(path).map_err(|reason| CliError::PassphraseFile {
            path: path.to_owned(),
            reason,
        })?;
        let text = Zeroizing::new(text);
        return Ok(Some(Passphrase::new(text.lines().next().unwrap_or_default())));
    }
    Ok(std::env::var(VARIABLE)
        .ok()
        .map(|text| Passphrase::new(&Zeroizing::new(text))))
}

fn prompt(question: &str) -> Result<Passphrase, CliError> {
    if !io::stdin().is_terminal() {
        return Err(CliError::NoPassphrase);
    }
    rpassword::prompt_password(question)
        .map(|typed| Passphrase::new(&Zeroizing::new(typed)))
        .map_err(|_| CliError::NoPassphrase)
}
