//! Sealed files on this browser's disk, until the relay has them.
//!
//! They lie in the page's private folder (File System, section "origin private file system"), a file each, named by its job. Nothing in
//! it can be read without the key, which lies in the page's outbox.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    FileSystemReadWriteOptions, FileSystemSyncAccessHandle,
};

use crate::{
    desk::scope,
    trouble::{Or, Trouble},
};

/// The folder's name; `www/media.js` tidies it up.
const FOLDER: &str = "outgoing";

/// One sealed file that is written. Nobody else has it open.
#[derive(Debug)]
pub(crate) struct Sheet(FileSystemSyncAccessHandle);

/// A new, empty file.
pub(crate) async fn make(job: &str) -> Result<Sheet, Trouble> {
    let opened = JsFuture::from(find(job, true).await?.create_sync_access_handle()).await;
    let sheet = Sheet(opened.or_trouble(Trouble::Storage)?.unchecked_into());
    sheet.0.truncate_with_u32(0).or_trouble(Trouble::Storage)?;
    Ok(sheet)
}

/// A file that was made, to be read.
pub(crate) async fn take(job: &str) -> Result<File, Trouble> {
    let file = JsFuture::from(find(job, false).await?.get_file()).await;
    Ok(file.or_trouble(Trouble::Missing)?.unchecked_into())
}

/// No file.
pub(crate) async fn remove(job: &str) -> Result<(), Trouble> {
    let removed = JsFuture::from(folder().await?.remove_entry(name(job)));
    removed.await.or_trouble(Trouble::Missing)?;
    Ok(())
}

async fn find(job: &str, create: bool) -> Result<FileSystemFileHandle, Trouble> {
    let options = FileSystemGetFileOptions::new();
    options.set_create(create);
    let missing = || if create { Trouble::Storage } else { Trouble::Missing };
    let file = JsFuture::from(folder().await?.get_file_handle_with_options(name(job), &options));
    Ok(file.await.or_trouble(missing())?.unchecked_into())
}

/// A job is called `send:` and the file's id, its sealed bytes by the id alone.
fn name(job: &str) -> &str {
    job.split_once(':').map_or(job, |(_, name)| name)
}

async fn folder() -> Result<FileSystemDirectoryHandle, Trouble> {
    let root = JsFuture::from(scope().navigator().storage().get_directory()).await;
    let root: FileSystemDirectoryHandle = root.or_trouble(Trouble::Storage)?.unchecked_into();
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(true);
    let folder = JsFuture::from(root.get_directory_handle_with_options(FOLDER, &options)).await;
    Ok(folder.or_trouble(Trouble::Storage)?.unchecked_into())
}

impl Sheet {
    /// Puts bytes at a place.
    pub(crate) fn write(&self, at: u64, bytes: &[u8]) -> Result<(), Trouble> {
        let done = self.0.write_with_u8_array_and_options(bytes, &place(at));
        let is_done = done.is_ok_and(|done| whole(done) == u64::try_from(bytes.len()).ok());
        is_done.then_some(()).ok_or(Trouble::Storage)
    }

    /// All of it is on the disk.
    pub(crate) fn flush(&self) -> Result<(), Trouble> {
        self.0.flush().or_trouble(Trouble::Storage)
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        self.0.close();
    }
}

#[allow(clippy::cast_precision_loss, reason = "no file is as long as 2^53")]
fn place(at: u64) -> FileSystemReadWriteOptions {
    let options = FileSystemReadWriteOptions::new();
    options.set_at(at as f64);
    options
}

/// A number of JavaScript that counts bytes.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
pub(crate) fn whole(number: f64) -> Option<u64> {
    let fits = (0.0..=9_007_199_254_740_992.0).contains(&number) && number.fract() == 0.0;
    fits.then_some(number as u64)
}
