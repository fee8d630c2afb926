//! Keys that edit a text field.

use crate::tui::model::{
    composer::Composer,
    key::{Code, Key},
};

/// Lets a key edit a text that is `width` columns wide; `false` if the key means nothing here.
pub fn edit(composer: &mut Composer, key: Key, width: usize) -> bool {
    match key {
        Key {
            code: Code::Char(c),
            ctrl: false,
            alt: false,
        } => composer.insert(c.encode_utf8(&mut [0; 4])),
        Key {
            code,
            ctrl: true,
            alt: _,
            ..
        }
        | Key {
            code,
            ctrl: false,
            alt: true,
        } => match code {
            Code::Left | Code::Char('b') => composer.word_left(),
            Code::Right | Code::Char('f') => composer.word_right(),
            Code::Char('w') | Code::Backspace => composer.delete_word(),
            Code::Char('u') => composer.delete_to_start(),
            Code::Char('a') => composer.start(),
            Code::Char('e') => composer.end(),
            _ => return false,
        },
        Key { code, .. } => match code {
            Code::Backspace => composer.backspace(),
            Code::Delete => composer.delete(),
            Code::Left => composer.left(),
            Code::Right => composer.right(),
            Code::Up => composer.up(width),
            Code::Down => composer.down(width),
            Code::Home => composer.start(),
            Code::End => composer.end(),
            _ => return false,
        },
    }
    true
}

/// The same for a field of one line.
pub fn edit_line(composer: &mut Composer, key: Key) -> bool {
    match key.code {
        Code::Up => composer.start(),
        Code::Down => composer.end(),
        _ => return edit(composer, key, usize::MAX),
    }
    true
}

/// Pastes into a field of one line: line breaks go, as a terminal may break a long link.
pub fn paste_line(composer: &mut Composer, text: &str) {
    composer.insert(&text.replace(['\r', '\n'], ""));
}
