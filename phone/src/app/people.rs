//! The people of a line in a thread that nobody has written.

use pillion_protocol::content::event::{NAMED, People, Person};

use crate::mls::card::Card;

/// The people of an event. Their names are filled in when it is read.
pub(super) fn people<'a>(cards: impl IntoIterator<Item = &'a Card>) -> People {
    let mut people = People::default();
    for card in cards {
        if people.named.len() < NAMED {
            people.named.push(Person {
                account: card.account(),
                name: format!("@{}", card.handle().as_str()),
            });
        } else {
            people.others = people.others.saturating_add(1);
        }
    }
    people
}
