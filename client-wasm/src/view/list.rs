//! Rows by key: a row that stays is not drawn again, only moved.

use web_sys::Element;

use super::element::Tag;
use crate::reactive::{effect::run, owner::Owner};

/// One row on the page.
struct Drawn<K> {
    key: K,
    element: Element,
    /// What the row's parts and effects belong to; ended with the row.
    owner: Owner,
}

/// What names a row.
pub trait Key: PartialEq + Copy + 'static {
    /// Whether it names the same row, which only looks different now.
    fn is(self, other: Self) -> bool {
        self == other
    }
}

/// Keeps the rows of `list` as `keys` says, in that order, and shows each to `placed` with its number: a row that is new, or whose
/// key is another one now, with that key too. Nothing else may stand in `list`.
#[must_use]
pub fn rows<K: Key>(
    list: Tag,
    keys: impl Fn() -> Vec<K> + 'static,
    row: impl Fn(K) -> Tag + 'static,
    placed: impl Fn(usize, &Element, Option<K>) + 'static,
) -> Tag {
    let parent = list.element().clone();
    // Not the effect's own: that one ends what it owns at each run.
    let owner = Owner::current();
    let mut drawn: Vec<Drawn<K>> = Vec::new();
    run(Box::new(move || {
        let wanted = keys();
        let mut old = core::mem::take(&mut drawn);
        // Most rows come one after another as they did before.
        let mut likely = 0;
        old.retain(|row| {
            let at = match wanted.get(likely) {
                Some(key) if key.is(row.key) => Some(likely),
                _ => wanted.iter().position(|key| key.is(row.key)),
            };
            likely = at.map_or(likely, |at| at + 1);
            let stays = at.is_some();
            if !stays {
                row.element.remove();
                row.owner.end();
            }
            stays
        });
        let mut next = parent.first_element_child();
        for (number, key) in wanted.into_iter().enumerate() {
            let known = old.iter().position(|row| row.key.is(key)).map(|at| old.remove(at));
            let before = known.as_ref().map(|row| row.key);
            let mut row = known.unwrap_or_else(|| draw(key, &owner, &row));
            row.key = key;
            if next.as_ref() == Some(&row.element) {
                next = row.element.next_element_sibling();
            } else {
                let _placed = parent.insert_before(&row.element, next.as_deref());
            }
            placed(number, &row.element, (before != Some(key)).then_some(key));
            drawn.push(row);
        }
    }));
    list
}

fn draw<K: Copy>(key: K, owner: &Owner, row: &impl Fn(K) -> Tag) -> Drawn<K> {
    let owner = owner.child();
    let element = owner.with(|| row(key)).element().clone();
    Drawn { key, element, owner }
}
