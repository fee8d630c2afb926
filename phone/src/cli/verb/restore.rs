//! `restore`: makes a phone of a backup or a move.

use crate::{
    backup::restore::{self, Order},
    cli::{
        args::Args, error::CliError, file::Restore, json::backup::RestoredObject, out::Out, passphrase, progress::Bar,
        session,
    },
    screen::{calendar::Calendar, plain},
};

/// Makes a phone of a file.
///
/// # Errors
/// [`CliError`], a sentence; then there is no phone.
pub fn restore(args: &Args, wanted: &Restore, out: Out) -> Result<(), CliError> {
    let home = session::home(args)?;
    let passphrase = passphrase::of_backup(args)?;
    let order = Order {
        home: &home,
        file: &wanted.file,
        passphrase: &passphrase,
        again: wanted.again,
    };
    let mut bar = Bar::new(out);
    let restored = restore::restore(order, &mut |progress| bar.show(progress));
    bar.end();
    let restored = restored?;
    let object = RestoredObject {
        handle: restored.handle.clone(),
        relay: restored.relay.clone(),
        home: home.display().to_string(),
        made_at: restored.made_at.0,
        goes_on: restored.goes_on,
    };
    out.say(&object, || {
        format!(
            "{} at {} lives in {} now, as it was on {}. Its passphrase is that of the file.",
            plain::line(&restored.handle),
            plain::line(&restored.relay),
            home.display(),
            Calendar::of_this_machine().full(restored.made_at)
        )
    })?;
    out.remark(if restored.goes_on {
        "It goes on with its chats, groups and linked browsers as they were. Delete the file: restored a second time without \
         --again, it would be two phones with the same keys."
    } else {
        "Chats go on under new keys as soon as it is online; what came to the old phone after the backup is not here. Browsers \
         must be linked again. Do not use the old phone any more."
    })
}
