//! An ordered map in one piece of memory.
//!
//! A `BTreeMap` brings about five kilobytes of code for each pair of types, and the page has a dozen pairs; this one brings a
//! tenth of that. Adding in the middle moves what comes after, which for the few hundred rows that a page holds costs less
//! than drawing one of them.

/// Values by key, in the order of their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<K, V>(Vec<(K, V)>);

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy, V> Table<K, V> {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        let at = self.place(key).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let at = self.place(key).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Whether the key has a value.
    #[must_use]
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(at) => {
                if let Some(slot) = self.0.get_mut(at) {
                    slot.1 = value;
                }
            }
            Err(at) => self.0.insert(at, (key, value)),
        }
    }

    /// Takes the value of a key out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let at = self.place(key).ok()?;
        Some(self.0.remove(at).1)
    }

    /// Takes the first value out.
    pub fn pop_first(&mut self) -> Option<V> {
        (!self.0.is_empty()).then(|| self.0.remove(0).1)
    }

    /// Takes the last value out.
    pub fn pop_last(&mut self) -> Option<V> {
        self.0.pop().map(|(_, value)| value)
    }

    /// The first key.
    #[must_use]
    pub fn first(&self) -> Option<K> {
        self.0.first().map(|(key, _)| *key)
    }

    /// The last key.
    #[must_use]
    pub fn last(&self) -> Option<K> {
        self.0.last().map(|(key, _)| *key)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// All pairs in order.
    pub fn iter(&self) -> core::slice::Iter<'_, (K, V)> {
        self.0.iter()
    }

    /// All pairs in order, to be changed.
    pub fn iter_mut(&mut self) -> core::slice::IterMut<'_, (K, V)> {
        self.0.iter_mut()
    }

    /// All values in order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// All values in order, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(key))
    }
}

impl<K: Ord + Copy, V: Default> Table<K, V> {
    /// The value of a key, made if there is none.
    pub fn of(&mut self, key: K) -> &mut V {
        let at = match self.place(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, V::default()));
                at
            }
        };
        #[expect(clippy::indexing_slicing, reason = "found or inserted just above")]
        &mut self.0[at].1
    }
}

impl<K, V> IntoIterator for Table<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
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
            assert!(table.iter().map(|(k, v)| (k, v)).eq(map.iter()), "step {step}");
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
    fn an_empty_one_has_nothing() {
        let mut table = Table::<u32, u32>::default();
        assert_eq!(
            (table.pop_first(), table.pop_last(), table.first(), table.get(&1)),
            (None, None, None, None)
        );
    }
}
