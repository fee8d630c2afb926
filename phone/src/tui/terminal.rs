//! Takes the terminal over, and gives it back whatever happens.

use std::io::{self, Stdout, Write};

use crossterm::{
    cursor::Show,
    event::{
        DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableFocusChange,
        EnableMouseCapture,
    },
    execute,
    terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::{Terminal, backend::CrosstermBackend};

/// The terminal while the UI has it; given back when dropped.
#[derive(Debug)]
pub struct Taken {
    /// Where the UI draws.
    pub terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Taken {
    /// Takes the terminal over, with its mouse if that is wanted. A panic of this thread gives it back before it is reported; one of another thread ends
    /// that thread alone, and must not write over the screen.
    ///
    /// # Errors
    /// What the system says.
    pub fn take(mouse: bool) -> io::Result<Self> {
        let ours = std::thread::current().id();
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().id() == ours {
                give_back();
                report(panic);
            } else {
                tracing::error!(place = ?panic.location(), "a part of the program gave up");
            }
        }));
        enable_raw_mode()?;
        let taken = || {
            execute!(
                io::stdout(),
                EnterAlternateScreen,
                EnableBracketedPaste,
                EnableFocusChange
            )?;
            if mouse {
                execute!(io::stdout(), EnableMouseCapture)?;
            }
            Terminal::new(CrosstermBackend::new(io::stdout()))
        };
        match taken() {
            Ok(terminal) => Ok(Self { terminal }),
            Err(reason) => {
                give_back();
                Err(reason)
            }
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

/// Nothing more can be done about a terminal that does not take this.
fn give_back() {
    let mut out = io::stdout();
    let _ = execute!(
        out,
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
    let _ = out.flush();
}
