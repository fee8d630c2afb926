//! Writing an emoji by its name: `:` and the beginning of the name.

use super::composer::Composer;
use crate::screen::emoji;

/// Letters that must stand behind the `:`, so that `:D` and a lone colon stay what they are.
const LETTERS: usize = 2;

/// Emoji that are offered at a time.
const OFFERED: usize = 4;

/// What is typed of a name: what stands behind the last `:` before the cursor.
#[must_use]
pub fn begun(draft: &Composer) -> Option<&str> {
    name(draft.word_before())
}

fn name(word: &str) -> Option<&str> {
    let (before, name) = word.rsplit_once(':')?;
    let fits = |c: char| c.is_ascii_alphanumeric() || "_+-".contains(c);
    // `10:30` and `a:b` are no names.
    let stands_alone = !before.ends_with(char::is_alphanumeric);
    (stands_alone && name.len() >= LETTERS && name.chars().all(fits)).then_some(name)
}

/// The emoji that fit what is typed, best first, each with its name.
#[must_use]
pub fn offered(begun: &str) -> Vec<(String, &'static str)> {
    let fitting = emoji::meant(begun).into_iter();
    let named = fitting.filter_map(|emoji| Some((emoji.as_str().to_owned(), emoji::name(emoji.as_str())?)));
    named.take(OFFERED).collect()
}

/// A `:` was typed: the name before it becomes its emoji, if it is one.
pub fn settle(draft: &mut Composer) {
    let name = draft.word_before().strip_suffix(':').and_then(name);
    let named = name.and_then(|name| Some((format!(":{name}:"), emoji::exactly(name)?)));
    if let Some((typed, emoji)) = named {
        draft.put_for(&typed, emoji.as_str());
    }
}
