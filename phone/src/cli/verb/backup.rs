//! `backup` and `move`: a phone in one file.

use std::path::Path;

use crate::{
    backup::make::{self, Order},
    cli::{
        args::Args, error::CliError, file::Made, json::backup::MadeObject, out::Out, passphrase, progress::Bar, session,
    },
};

/// Makes a backup, whether the phone runs or not.
///
/// # Errors
/// [`CliError`], a sentence; then there is no file.
pub fn backup(args: &Args, file: &Made, out: Out) -> Result<(), CliError> {
    write(args, file, out, "backup", make::backup)?;
    out.remark(
        "Keep it and its passphrase apart. A phone that is restored from it begins its encrypted chats anew, and its browsers \
         are linked again.",
    )
}

/// Closes the phone for good, and writes it to a file by which it goes on elsewhere.
///
/// # Errors
/// [`CliError`], a sentence; then there is no file, and the phone is as it was.
pub fn move_away(args: &Args, file: &Made, out: Out) -> Result<(), CliError> {
    write(args, file, out, "move", make::move_away)?;
    out.remark(
        "This phone is closed for good. Restore the file once, on the new machine, then delete it: \
         pillion-phone --home DIR restore FILE",
    )
}

type Make =
    fn(Order<'_>, &mut dyn FnMut(crate::backup::progress::Progress)) -> Result<u64, crate::backup::error::BackupError>;

fn write(args: &Args, file: &Made, out: Out, what: &'static str, make: Make) -> Result<(), CliError> {
    let home = session::home(args)?;
    let (passphrase, file_passphrase) = passphrase::for_backup(args, file.backup_passphrase_file.as_deref())?;
    let order = Order {
        home: &home,
        passphrase: &passphrase,
        file: &file.file,
        file_passphrase: &file_passphrase,
        replace: file.force,
    };
    let mut bar = Bar::new(out);
    let bytes = make(order, &mut |progress| bar.show(progress));
    bar.end();
    let bytes = bytes?;
    let path: &Path = &file.file;
    let object = MadeObject {
        file: path.display().to_string(),
        kind: what,
        bytes,
    };
    out.say(&object, || format!("{}: {}, {}", what, path.display(), size(bytes)))
}

/// A size as a person reads it.
fn size(bytes: u64) -> String {
    let kib = bytes.div_ceil(1_024);
    if kib < 10 * 1_024 {
        format!("{kib} KiB")
    } else {
        format!("{} MiB", kib / 1_024)
    }
}
