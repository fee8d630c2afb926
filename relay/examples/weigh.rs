//! What the files of a folder weigh as a relay sends them: `weigh FOLDER`. A size and a path a line.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use pillion_relay::asset::{BEST, brotli};

fn main() -> io::Result<()> {
    let folder = env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("www"), PathBuf::from);
    let mut files = Vec::new();
    walk(&folder, &mut files)?;
    files.sort();
    for file in files {
        let contents = fs::read(&file)?;
        let packed = brotli(&contents, BEST)?.len();
        println!("{} {}", packed.min(contents.len()), file.display());
    }
    Ok(())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        match path.is_dir() {
            _ if is_hidden => {}
            true => walk(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}
