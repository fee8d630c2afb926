//! `init`: makes an account.

use pillion_wire::{handle::Handle, origin::Origin};

use crate::{
    cli::{
        args::{Args, Init},
        error::CliError,
        json::state::AccountObject,
        out::Out,
        passphrase, session,
    },
    home::holds_account,
    run::{self, RunError},
};

/// The longest name, in characters: one line of any list.
pub const NAME_CHARS: usize = 64;

/// Makes an account at a relay.
///
/// # Errors
/// [`CliError`], a sentence; then nothing was made.
pub async fn init(args: &Args, wanted: &Init, out: Out) -> Result<(), CliError> {
    let home = session::home(args)?;
    let relay = Origin::parse(&wanted.relay)?;
    let handle = Handle::parse(&wanted.handle)?;
    let name = checked_name(&wanted.name)?;
    if holds_account(&home) {
        return Err(RunError::AccountExists(home.display().to_string()).into());
    }
    let passphrase = passphrase::new(args)?;
    run::create(&home, &passphrase, relay.clone(), handle.clone(), &name).await?;
    let object = AccountObject {
        handle: handle.as_str().to_owned(),
        name,
        relay: relay.to_string(),
        home: home.display().to_string(),
    };
    out.say(&object, || {
        format!(
            "{handle} has an account at {relay}. The phone lives in {}.",
            home.display()
        )
    })
}

fn checked_name(text: &str) -> Result<String, CliError> {
    let name = text.trim();
    let fits = (1..=NAME_CHARS).contains(&name.chars().count());
    // What cannot be shown as it stands would be another name for everyone who reads it.
    if fits && crate::screen::plain::name(name) == name {
        Ok(name.to_owned())
    } else {
        Err(CliError::Name)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_pass() {
        for name in ["Alice", " Zoë ", "مريم", "山田 太郎", "A. \"Bee\" 🐝"] {
            assert_eq!(checked_name(name).unwrap(), name.trim());
        }
    }

    #[test]
    fn a_name_that_could_not_be_shown_is_refused() {
        let long = "x".repeat(NAME_CHARS + 1);
        for name in ["", "  ", "a\nb", "a\u{1b}[1m", "\u{202e}ecila", "a\u{200b}b", &long] {
            assert!(matches!(checked_name(name), Err(CliError::Name)), "{name:?}");
        }
    }
}
