//! Who was in a group when something was said; and who must therefore have it in the end, and who must not.
//!
//! A story is told in stretches; between two of them everything comes to rest. For what was said in a stretch:
//!
//! - whoever was in all the time must have it, if its writer was in all the time;
//! - whoever was outside, as its writer knew, must not have it, unless somebody wanted him in before the relay had it.
//!
//! All else may be so or so, since phones learn of a change at different times. Nobody has anything twice, or what nobody said, and what was
//! said at one screen stands in the order in which it was said there.

use std::collections::{BTreeMap, BTreeSet};

use crate::sim::network::Node;

/// Something that was said. Its first word is its name, and the same for ever; no two have the same.
#[derive(Debug, Clone)]
struct Said {
    at: Node,
    /// The phone that sends it.
    by: usize,
    must: BTreeSet<usize>,
    never: BTreeSet<usize>,
}

/// Notes of one story in one group.
#[derive(Debug, Clone)]
pub struct Roll {
    phones: BTreeSet<usize>,
    inside: BTreeSet<usize>,
    /// Those who were to come in or to go since this stretch began.
    touched: BTreeSet<usize>,
    /// Those of them that were to come in.
    coming: BTreeSet<usize>,
    said: Vec<(String, Said)>,
    /// How many had been said before this stretch.
    before: usize,
}

impl Roll {
    /// Of these phones some are in the group.
    #[must_use]
    pub fn new(phones: usize, inside: impl IntoIterator<Item = usize>) -> Self {
        Self {
            phones: (0..phones).collect(),
            inside: inside.into_iter().collect(),
            touched: BTreeSet::new(),
            coming: BTreeSet::new(),
            said: Vec::new(),
            before: 0,
        }
    }

    /// The name of something that is said.
    #[must_use]
    pub fn name(text: &str) -> &str {
        text.split(' ').next().unwrap_or_default()
    }

    /// Somebody says something while its phone shows these as members: for certain not to others whom nobody wants in.
    pub fn say(&mut self, at: Node, by: usize, members: &BTreeSet<usize>, text: &str) {
        let outside = self.phones.difference(members);
        let said = Said {
            at,
            by,
            must: BTreeSet::new(),
            never: outside.filter(|phone| !self.coming.contains(phone)).copied().collect(),
        };
        self.said.push((Self::name(text).to_string(), said));
    }

    /// Somebody is to go.
    pub fn goes(&mut self, phone: usize) {
        self.touched.insert(phone);
    }

    /// Somebody is to come in. `has_relay` says what the relay has for certain by now.
    pub fn comes(&mut self, phone: usize, has_relay: impl Fn(&str) -> bool) {
        self.touched.insert(phone);
        self.coming.insert(phone);
        for (name, said) in self.said.iter_mut().skip(self.before) {
            if said.never.contains(&phone) && !has_relay(name) {
                said.never.remove(&phone);
            }
        }
    }

    /// Whether somebody was in since this stretch began, and nobody wanted to change that.
    #[must_use]
    pub fn is_settled(&self, phone: usize) -> bool {
        self.inside.contains(&phone) && !self.touched.contains(&phone)
    }

    /// What was said in this stretch, by name, and the phone of each.
    pub fn fresh(&self) -> impl Iterator<Item = (&str, usize)> {
        let fresh = self.said.iter().skip(self.before);
        fresh.map(|(name, said)| (name.as_str(), said.by))
    }

    /// A stretch ends; these are in now.
    pub fn rest(&mut self, inside: BTreeSet<usize>) {
        let settled: BTreeSet<usize> = self
            .phones
            .iter()
            .copied()
            .filter(|phone| self.is_settled(*phone))
            .collect();
        for (_, said) in self.said.iter_mut().skip(self.before) {
            if settled.contains(&said.by) {
                said.must.clone_from(&settled);
            }
        }
        self.before = self.said.len();
        self.touched.clear();
        self.coming.clear();
        self.inside = inside;
    }

    /// Looks at all that one phone shows, in its order.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check(&self, phone: usize, shown: &[String]) -> Result<(), String> {
        let mut places = BTreeMap::new();
        for (place, text) in shown.iter().enumerate() {
            let name = Self::name(text);
            if places.insert(name, place).is_some() {
                return Err(format!("{text:?} is there twice"));
            }
            if !self.said.iter().any(|(said, _)| said == name) {
                return Err(format!("nobody ever said {text:?}"));
            }
        }
        let mut last: BTreeMap<Node, (usize, &str)> = BTreeMap::new();
        for (name, said) in &self.said {
            let Some(place) = places.get(name.as_str()) else {
                if said.must.contains(&phone) {
                    return Err(format!("{name:?} of phone {} is lost", said.by));
                }
                continue;
            };
            if said.never.contains(&phone) {
                return Err(format!("{name:?} was not for it"));
            }
            if let Some((before, other)) = last
                .insert(said.at, (*place, name))
                .filter(|(before, _)| before > place)
            {
                return Err(format!("{name:?} stands at {place}, {other:?} at {before}"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALICE: Node = Node::Phone(0);

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_string()).collect()
    }

    #[test]
    fn who_is_in_must_have_it_once_and_in_order() {
        let mut roll = Roll::new(3, [0, 1]);
        for text in ["a one", "b two"] {
            roll.say(ALICE, 0, &[0, 1].into(), text);
        }
        roll.rest([0, 1].into());
        assert_eq!(roll.check(1, &texts(&["a one", "b edited"])), Ok(()));
        for bad in [&["a"][..], &["b", "a"], &["a", "b", "b"], &["a", "b", "c"]] {
            assert!(roll.check(1, &texts(bad)).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn who_is_outside_must_have_nothing() {
        let mut roll = Roll::new(3, [0, 1]);
        roll.say(ALICE, 0, &[0, 1].into(), "a");
        roll.comes(2, |name| name == "a");
        roll.say(ALICE, 0, &[0, 1].into(), "b");
        roll.rest([0, 1, 2].into());
        assert_eq!(roll.check(2, &texts(&[])), Ok(()));
        assert_eq!(roll.check(2, &texts(&["b"])), Ok(()), "it was on its way in");
        assert!(roll.check(2, &texts(&["a"])).is_err(), "said before");
        roll.say(ALICE, 0, &[0, 1, 2].into(), "c");
        roll.rest([0, 1, 2].into());
        assert!(roll.check(2, &texts(&["b"])).is_err(), "in by now");
    }

    #[test]
    fn who_goes_may_have_it_or_not() {
        let mut roll = Roll::new(3, [0, 1, 2]);
        roll.say(ALICE, 0, &[0, 1, 2].into(), "a");
        roll.goes(2);
        roll.say(ALICE, 0, &[0, 1].into(), "after");
        roll.rest([0, 1].into());
        assert_eq!(roll.check(2, &texts(&[])), Ok(()));
        assert_eq!(roll.check(2, &texts(&["a"])), Ok(()));
        assert!(
            roll.check(2, &texts(&["after"])).is_err(),
            "its writer knew that he was gone"
        );
        roll.say(ALICE, 0, &[0, 1].into(), "b");
        roll.rest([0, 1].into());
        assert!(roll.check(2, &texts(&["b"])).is_err());
    }
}
