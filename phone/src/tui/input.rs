//! From a terminal's events to the UI's own.

use crossterm::event::{Event as Terminal, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::{
    model::key::{Code, Key},
    update::event::Event,
};

/// The event; `None` for one that means nothing here.
#[must_use]
pub fn event(event: Terminal) -> Option<Event> {
    match event {
        Terminal::Key(key) => key_of(key).map(Event::Key),
        Terminal::Paste(text) => Some(Event::Paste(text)),
        Terminal::Resize(width, height) => Some(Event::Resize(width, height)),
        Terminal::FocusGained => Some(Event::Attention(true)),
        Terminal::FocusLost => Some(Event::Attention(false)),
        Terminal::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Event::Click(mouse.column, mouse.row)),
            MouseEventKind::ScrollUp => Some(Event::Wheel(mouse.column, mouse.row, true)),
            MouseEventKind::ScrollDown => Some(Event::Wheel(mouse.column, mouse.row, false)),
            _ => None,
        },
    }
}

fn key_of(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Escape,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    Some(Key {
        code,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
    })
}
