//! What happened to a chat, as the line in its thread says it.

use pillion_protocol::content::event::{Event, People};
use pillion_wire::id::AccountId;

use super::{
    lang::Lang,
    people::{apart, several, you},
    timer,
};

/// The line. `who` has done it, or is whom it happened to; `None`: this account, which is `me`.
#[must_use]
pub fn line(lang: Lang, who: Option<&str>, event: &Event, me: Option<AccountId>) -> String {
    use Lang::{English, German};
    let name = who.map(apart);
    let name = name.as_deref();
    // In German the verb stands at the end, with its helper after who does it.
    let does = match (lang, name) {
        (English, name) => name.unwrap_or("You").to_owned(),
        (German, None) => "Sie haben".to_owned(),
        (German, Some(name)) => [name, " hat"].concat(),
    };
    let says = |words: &[&str]| [&[does.as_str()], words].concat().concat();
    let whom = |people: &People, you: &str| {
        let named = people.named.iter().map(|person| {
            if Some(person.account) == me {
                you.to_owned()
            } else {
                apart(&person.name)
            }
        });
        several(lang, named.collect(), people.others)
    };
    match (lang, event) {
        (English, Event::Made) => says(&[" made the group"]),
        (German, Event::Made) => says(&[" die Gruppe erstellt"]),
        (English, Event::Added(people)) => says(&[" added ", &whom(people, "you")]),
        (German, Event::Added(people)) => says(&[" ", &whom(people, "Sie"), " hinzugefügt"]),
        (English, Event::Removed(people)) => says(&[" removed ", &whom(people, "you")]),
        (German, Event::Removed(people)) => says(&[" ", &whom(people, "Sie"), " entfernt"]),
        (_, Event::Left(people)) => left(lang, people, &whom(people, you(lang)), me),
        (English, Event::Renamed(to)) => says(&[" named the group “", &apart(to), "”"]),
        (German, Event::Renamed(to)) => says(&[" die Gruppe „", &apart(to), "“ genannt"]),
        (English, Event::Pictured(true)) => says(&[" changed the picture of the group"]),
        (German, Event::Pictured(true)) => says(&[" das Bild der Gruppe geändert"]),
        (English, Event::Pictured(false)) => says(&[" took away the picture of the group"]),
        (German, Event::Pictured(false)) => says(&[" das Bild der Gruppe entfernt"]),
        (English, Event::Promoted(people)) if is_one(people) => says(&[" made ", &whom(people, "you"), " an admin"]),
        (English, Event::Promoted(people)) => says(&[" made ", &whom(people, "you"), " admins"]),
        (German, Event::Promoted(people)) if is_one(people) => says(&[" ", &whom(people, "Sie"), " zum Admin gemacht"]),
        (German, Event::Promoted(people)) => says(&[" ", &whom(people, "Sie"), " zu Admins gemacht"]),
        (English, Event::Demoted(people)) => says(&[" took the admin role from ", &whom(people, "you")]),
        (German, Event::Demoted(people)) => says(&[" ", &whom(people, "Ihnen"), " die Admin-Rolle entzogen"]),
        (English, Event::Timer(Some(seconds))) => {
            says(&[" set new messages to go away ", &timer::after(lang, *seconds)])
        }
        (German, Event::Timer(Some(seconds))) => says(&[
            " eingestellt, dass neue Nachrichten ",
            &timer::after(lang, *seconds),
            " verschwinden",
        ]),
        (English, Event::Timer(None)) => says(&[" set new messages to stay"]),
        (German, Event::Timer(None)) => says(&[" eingestellt, dass neue Nachrichten bleiben"]),
        (English, Event::KeyChanged) => match name {
            Some(name) => ["The key of ", name, " has changed"].concat(),
            None => "Your key has changed".into(),
        },
        (German, Event::KeyChanged) => match name {
            Some(name) => ["Der Schlüssel von ", name, " hat sich geändert"].concat(),
            None => "Ihr Schlüssel hat sich geändert".into(),
        },
        (English, Event::OutOfStep) => {
            "The backup that this phone was restored from is too old for this group: ask an admin to remove you and add you again".into()
        }
        (German, Event::OutOfStep) => {
            "Die Sicherung dieses Telefons ist zu alt für diese Gruppe: bitten Sie einen Admin, Sie zu entfernen und neu aufzunehmen".into()
        }
        (English, Event::StillIn) => {
            "You are still in this group: nobody else is its admin any more. You leave as soon as you make somebody else an admin".into()
        }
        (German, Event::StillIn) => {
            "Sie sind noch in dieser Gruppe: Außer Ihnen hat sie keinen Admin mehr. Sie verlassen sie, sobald Sie jemand anderen zum Admin machen".into()
        }
        (English, Event::Other) => "Something happened here that needs a newer version of Pillion".into(),
        (German, Event::Other) => "Hier ist etwas geschehen, das eine neuere Version von Pillion braucht".into(),
    }
}

fn left(lang: Lang, people: &People, names: &str, me: Option<AccountId>) -> String {
    // Whoever is addressed takes the verb of many.
    let mine = people.named.first().is_some_and(|person| Some(person.account) == me);
    match lang {
        Lang::English => [names, " left the group"].concat(),
        Lang::German if mine || !is_one(people) => [names, " haben die Gruppe verlassen"].concat(),
        Lang::German => [names, " hat die Gruppe verlassen"].concat(),
    }
}

const fn is_one(people: &People) -> bool {
    people.named.len() == 1 && people.others == 0
}

#[cfg(test)]
mod tests {
    use pillion_protocol::content::event::Person;

    use super::*;

    const ME: AccountId = AccountId([1; 32]);

    fn people(names: &[&str], others: u32) -> People {
        let person = |name: &&str| Person {
            account: if *name == "me" { ME } else { AccountId([2; 32]) },
            name: (*name).into(),
        };
        People {
            named: names.iter().map(person).collect(),
            others,
        }
    }

    /// Both languages, without the signs that hold names together.
    fn both(who: Option<&str>, event: &Event) -> [String; 2] {
        [Lang::English, Lang::German].map(|lang| line(lang, who, event, Some(ME)).replace(['\u{2068}', '\u{2069}'], ""))
    }

    #[test]
    fn every_event_is_a_sentence_for_who_did_it_and_to_whom() {
        for (who, event, english, german) in [
            (None, Event::Made, "You made the group", "Sie haben die Gruppe erstellt"),
            (
                Some("Bob"),
                Event::Made,
                "Bob made the group",
                "Bob hat die Gruppe erstellt",
            ),
            (
                Some("Bob"),
                Event::Added(people(&["me", "Eve"], 2)),
                "Bob added you, Eve and 2 others",
                "Bob hat Sie, Eve und 2 weitere hinzugefügt",
            ),
            (
                None,
                Event::Removed(people(&["Eve"], 0)),
                "You removed Eve",
                "Sie haben Eve entfernt",
            ),
            (
                Some("Eve"),
                Event::Left(people(&["Eve"], 0)),
                "Eve left the group",
                "Eve hat die Gruppe verlassen",
            ),
            (
                None,
                Event::Left(people(&["me"], 0)),
                "You left the group",
                "Sie haben die Gruppe verlassen",
            ),
            (
                Some("Bob"),
                Event::Promoted(people(&["me"], 0)),
                "Bob made you an admin",
                "Bob hat Sie zum Admin gemacht",
            ),
            (
                None,
                Event::Promoted(people(&["Bob", "Eve"], 0)),
                "You made Bob and Eve admins",
                "Sie haben Bob und Eve zu Admins gemacht",
            ),
            (
                Some("Bob"),
                Event::Demoted(people(&["me"], 0)),
                "Bob took the admin role from you",
                "Bob hat Ihnen die Admin-Rolle entzogen",
            ),
            (
                None,
                Event::Timer(Some(604_800)),
                "You set new messages to go away after 7 days",
                "Sie haben eingestellt, dass neue Nachrichten nach 7 Tagen verschwinden",
            ),
            (
                Some("Bob"),
                Event::Pictured(true),
                "Bob changed the picture of the group",
                "Bob hat das Bild der Gruppe geändert",
            ),
            (
                None,
                Event::Pictured(false),
                "You took away the picture of the group",
                "Sie haben das Bild der Gruppe entfernt",
            ),
            (
                Some("Bob"),
                Event::KeyChanged,
                "The key of Bob has changed",
                "Der Schlüssel von Bob hat sich geändert",
            ),
            (
                None,
                Event::StillIn,
                "You are still in this group: nobody else is its admin any more. You leave as soon as you make somebody else an admin",
                "Sie sind noch in dieser Gruppe: Außer Ihnen hat sie keinen Admin mehr. Sie verlassen sie, sobald Sie jemand anderen zum Admin machen",
            ),
        ] {
            assert_eq!(both(who, &event), [english, german], "{event:?}");
        }
    }

    #[test]
    fn a_name_that_turns_the_writing_around_is_held_together() {
        let line = line(Lang::English, Some("\u{202e}evil"), &Event::Made, None);
        assert_eq!(line, "\u{2068}\u{202e}evil\u{2069} made the group");
    }
}
