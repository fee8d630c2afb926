//! An ordered map in one piece of memory.
//!
//! A `BTreeMap` brings about five kilobytes of code for each pair of types, and the page has a dozen pairs; this one brings a
//! tenth of that. Adding in the middle moves what comes after: keys and pointers, which for the few thousand chats that a page
//! holds costs less than drawing one of them.

/// Values by key, in the order of their keys.
#[derive(Debug, Clone)]
pub struct Table<K, V> {
    pairs: Vec<(K, Box<V>)>,
    changes: u64,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self {
            pairs: Vec::new(),
            changes: 0,
        }
    }
}

/// Tables are the same when they hold the same, however that came about.
impl<K: PartialEq, V: PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.pairs == other.pairs
    }
}

impl<K: Eq, V: Eq> Eq for Table<K, V> {}

impl<K: Ord + Copy, V> Table<K, V> {
    /// A number that is another one whenever something in the table may be.
    #[must_use]
    pub const fn changes(&self) -> u64 {
        self.changes
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        let at = self.place(key).ok()?;
        self.pairs.get(at).map(|(_, value)| &**value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let at = self.place(key).ok()?;
        self.change();
        self.pairs.get_mut(at).map(|(_, value)| &mut **value)
    }

    /// Whether the key has a value.
    #[must_use]
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        self.change();
        match self.place(&key) {
            Ok(at) => {
                if let Some(slot) = self.pairs.get_mut(at) {
                    *slot.1 = value;
                }
            }
            Err(at) => self.pairs.insert(at, (key, Box::new(value))),
        }
    }

    /// Takes the value of a key out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let at = self.place(key).ok()?;
        self.change();
        Some(*self.pairs.remove(at).1)
    }

    /// Takes the first value out.
    pub fn pop_first(&mut self) -> Option<V> {
        self.change();
        (!self.pairs.is_empty()).then(|| *self.pairs.remove(0).1)
    }

    /// Takes the last value out.
    pub fn pop_last(&mut self) -> Option<V> {
        self.change();
        self.pairs.pop().map(|(_, value)| *value)
    }

    /// The first key.
    #[must_use]
    pub fn first(&self) -> Option<K> {
        self.pairs.first().map(|(key, _)| *key)
    }

    /// The last key.
    #[must_use]
    pub fn last(&self) -> Option<K> {
        self.pairs.last().map(|(key, _)| *key)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.change();
        self.pairs.clear();
    }

    /// All pairs in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.pairs.iter().map(|(key, value)| (key, &**value))
    }

    /// All pairs in order, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.change();
        self.pairs.iter_mut().map(|(key, value)| (&*key, &mut **value))
    }

    /// All values in order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.pairs.iter().map(|(_, value)| &**value)
    }

    /// All values in order, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.change();
        self.pairs.iter_mut().map(|(_, value)| &mut **value)
    }

    const fn change(&mut self) {
        self.changes = self.changes.wrapping_add(1);
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.pairs.binary_search_by(|(other, _)| other.cmp(key))
    }
}

impl<K: Ord + Copy, V: Default> Table<K, V> {
    /// The value of a key, made if there is none.
    pub fn of(&mut self, key: K) -> &mut V {
        self.change();
        let at = match self.place(&key) {
            Ok(at) => at,
            Err(at) => {
                self.pairs.insert(at, (key, Box::default()));
                at
            }
        };
        #[expect(clippy::indexing_slicing, reason = "found or inserted just above")]
        &mut self.pairs[at].1
    }
}

impl<K, V> IntoIterator for Table<K, V> {
    type Item = (K, V);
    type IntoIter = core::iter::Map<std::vec::IntoIter<(K, Box<V>)>, fn((K, Box<V>)) -> (K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.pairs.into_iter().map(|(key, value)| (key, *value))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn it_does_what_an_ordered_map_does() {
        let (mut table, mut map) = (Table::default(), BTreeMap::new());
        for step in 0_u32..400 {
            let key = step.wrapping_mul(2_654_435_761) % 37;
            match step % 5 {
                0..=2 => {
                    table.insert(key, step);
                    map.insert(key, step);
                }
                3 => assert_eq!(table.remove(&key), map.remove(&key)),
                _ => {
                    *table.of(key) += 1;
                    *map.entry(key).or_default() += 1;
                }
            }
            assert!(table.iter().eq(map.iter()), "step {step}");
            assert_eq!(
                (table.first(), table.last()),
                (map.keys().next().copied(), map.keys().last().copied())
            );
            assert_eq!(table.get(&key), map.get(&key));
        }
        assert_eq!(table.pop_last(), map.pop_last().map(|(_, v)| v));
        assert_eq!(table.pop_first(), map.pop_first().map(|(_, v)| v));
    }

    #[test]
    fn only_a_change_counts_as_one() {
        let mut table = Table::default();
        table.insert(1, 1);
        let before = table.changes();
        assert_eq!((table.remove(&2), table.get_mut(&2)), (None, None));
        assert_eq!((table.get(&1), table.values().count()), (Some(&1), 1));
        assert_eq!(table.changes(), before);
        table.insert(1, 2);
        let replaced = table.changes();
        assert_ne!(replaced, before);
        *table.of(1) = 3;
        assert_ne!(table.changes(), replaced);
    }

    #[test]
    fn an_empty_one_has_nothing() {
        let mut table = Table::<u32, u32>::default();
        assert_eq!(
            (table.pop_first(), table.pop_last(), table.first(), table.get(&1)),
            (None, None, None, None)
        );
    }
}
