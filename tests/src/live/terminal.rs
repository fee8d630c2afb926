//! The terminal UI of a phone as a person has it: keys go in, and what stands on the screen is read back.
//!
//! `script` (of util-linux) holds the terminal. Of what is written to it this understands places (`CSI row;column H`), a cleared
//! screen (`CSI J`) and letters: the UI uses no more, and all else is colour.
//!
//! Source: ECMA-48, sections 5.4 and 8.3.

use std::{
    path::Path,
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex},
};

use pillion_phone::screen::wrap;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, ChildStdin, Command},
    time::timeout,
};

use crate::{program::binary, wait};

/// Rows and columns of the terminal: those that every screen must fit.
const SIZE: (usize, usize) = (24, 80);

/// A terminal with the UI in it; gone when dropped.
#[derive(Debug)]
pub struct Terminal {
    name: String,
    child: Child,
    keys: ChildStdin,
    screen: Arc<Mutex<Screen>>,
}

impl Terminal {
    /// Opens the UI at the phone of a home.
    ///
    /// # Panics
    /// When `script` is missing.
    #[must_use]
    pub fn open(name: &str, home: &Path, passphrase: &str) -> Self {
        let (rows, columns) = SIZE;
        let ui = format!(
            "stty rows {rows} cols {columns}; exec '{}' --home '{}'",
            binary("pillion-phone").display(),
            home.display()
        );
        let mut script = Command::new("script");
        script.args(["-qec", &ui, "/dev/null"]);
        script
            .env("PILLION_PASSPHRASE", passphrase)
            .env("TERM", "xterm-256color")
            .env("SHELL", "/bin/sh");
        script.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = script.spawn().expect("`script` of util-linux, which holds a terminal");
        let screen = Arc::new(Mutex::new(Screen::default()));
        let (keys, mut out) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        let seen = Arc::clone(&screen);
        tokio::spawn(async move {
            let mut bytes = [0; 4_096];
            while let Ok(count @ 1..) = out.read(&mut bytes).await {
                if let Ok(mut screen) = seen.lock() {
                    screen.take(&bytes[..count]);
                }
            }
        });
        let name = name.to_owned();
        Self {
            name,
            child,
            keys,
            screen,
        }
    }

    /// Types letters and keys; `\r` is Enter, `\t` is Tab, `\x1b` is Esc and must be the last of what is typed at once.
    ///
    /// # Panics
    /// When the terminal is gone.
    pub async fn type_in(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).await.expect("the terminal reads");
        self.keys.flush().await.expect("the terminal reads");
    }

    /// Waits until some words stand on the screen.
    ///
    /// # Panics
    /// When they do not come.
    pub async fn shows(&self, words: &str) {
        let found = wait::look(wait::PATIENCE, || async { self.text().contains(words).then_some(()) }).await;
        assert!(
            found.is_some(),
            "{}'s terminal does not show {words:?}:\n{}",
            self.name,
            self.text()
        );
    }

    /// Waits until some words do not stand on the screen any more.
    ///
    /// # Panics
    /// When they stay.
    pub async fn hides(&self, words: &str) {
        let gone = wait::look(wait::PATIENCE, || async {
            (!self.text().contains(words)).then_some(())
        })
        .await;
        assert!(
            gone.is_some(),
            "{}'s terminal still shows {words:?}:\n{}",
            self.name,
            self.text()
        );
    }

    /// What stands on the screen, row by row.
    ///
    /// # Panics
    /// When the reader has panicked.
    #[must_use]
    pub fn text(&self) -> String {
        self.screen.lock().expect("no reader has panicked").text()
    }

    /// Waits for the end of the UI.
    ///
    /// # Panics
    /// When it goes on.
    pub async fn end(&mut self) -> ExitStatus {
        let end = timeout(wait::PATIENCE, self.child.wait()).await;
        end.expect("the UI ends").expect("the state of a child")
    }
}

/// The letters of a screen.
#[derive(Debug)]
struct Screen {
    cells: Vec<Vec<String>>,
    row: usize,
    column: usize,
    /// What is not whole yet.
    rest: Vec<u8>,
}

impl Default for Screen {
    fn default() -> Self {
        let (rows, columns) = SIZE;
        Self {
            cells: vec![vec![" ".to_owned(); columns]; rows],
            row: 0,
            column: 0,
            rest: Vec::new(),
        }
    }
}

impl Screen {
    fn text(&self) -> String {
        let rows = self.cells.iter().map(|row| row.concat().trim_end().to_owned());
        rows.collect::<Vec<_>>().join("\n")
    }

    /// Takes what was written; what is cut within a letter or a command waits for the rest of it.
    fn take(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.rest) {
            Ok(whole) => whole.len(),
            Err(cut) => cut.valid_up_to(),
        };
        let text = String::from_utf8_lossy(&self.rest[..whole]).into_owned();
        let mut left = text.as_str();
        while let Some(first) = left.chars().next() {
            let used = match first {
                '\u{1b}' => match self.command(left) {
                    Some(used) => used,
                    None => break,
                },
                letter => {
                    self.put(letter);
                    letter.len_utf8()
                }
            };
            left = &left[used..];
        }
        let used = whole - left.len();
        self.rest.drain(..used);
    }

    /// Obeys a command; `None` if its end has not come.
    fn command(&mut self, text: &str) -> Option<usize> {
        let kind = text.chars().nth(1)?;
        let behind = 1 + kind.len_utf8();
        match kind {
            '[' => {
                let end = text[behind..].find(|c: char| ('\u{40}'..='\u{7e}').contains(&c))? + behind;
                let (parameters, last) = (&text[behind..end], &text[end..=end]);
                let mut numbers = parameters.split(';').map(|number| number.parse().unwrap_or(1_usize));
                match last {
                    "H" => {
                        self.row = numbers.next().unwrap_or(1).max(1) - 1;
                        self.column = numbers.next().unwrap_or(1).max(1) - 1;
                    }
                    "J" => self.cells = Self::default().cells,
                    _ => {}
                }
                Some(end + 1)
            }
            // For the terminal itself, such as its clipboard.
            ']' => Some(text.find(['\u{7}', '\\'])? + 1),
            _ => Some(behind),
        }
    }

    fn put(&mut self, letter: char) {
        if letter.is_control() {
            return;
        }
        let width = wrap::width(letter.encode_utf8(&mut [0; 4]));
        let Some(row) = self.cells.get_mut(self.row) else {
            return;
        };
        if width == 0 {
            // It belongs to the letter before it.
            if let Some(cell) = self.column.checked_sub(1).and_then(|before| row.get_mut(before)) {
                cell.push(letter);
            }
            return;
        }
        for at in 0..width {
            if let Some(cell) = row.get_mut(self.column + at) {
                *cell = if at == 0 { letter.to_string() } else { String::new() };
            }
        }
        self.column += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_pieces_stands_where_it_was_put() {
        let mut screen = Screen::default();
        let written = "\u{1b}[?1049h\u{1b}[2J\u{1b}[2;3Hab\u{1b}[1;31mc\u{1b}[1;1H日x\u{1b}]52;c;AA==\u{7}\u{1b}[3;1Hé";
        for byte in written.bytes() {
            screen.take(&[byte]);
        }
        assert_eq!(screen.text().trim_end(), "日x\n  abc\né");
        screen.take(b"\x1b[J");
        assert_eq!(screen.text().trim_end(), "");
    }
}
