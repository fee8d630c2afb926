//! Groups.

use super::{lang::Lang, people::apart};

texts! {
    new_group: "New group", "Neue Gruppe";
    group: "Group", "Gruppe";
    info: "Group info", "Gruppeninfo";
    name: "Name", "Name";
    people: "People", "Personen";
    search: "Search people", "Personen suchen";
    nobody_left: "All your contacts are members already.", "Alle Ihre Kontakte sind schon Mitglieder.";
    nobody_known: "You have no contacts yet. Add them first.", "Sie haben noch keine Kontakte. Fügen Sie zuerst welche hinzu.";
    nobody_found: "Nobody of this name.", "Niemand mit diesem Namen.";
    make: "Make group", "Gruppe erstellen";
    making: "Making the group…", "Gruppe wird erstellt…";
    members: "Members", "Mitglieder";
    asking: "Ask to join", "Möchten beitreten";
    admit: "Admit", "Aufnehmen";
    turn_away: "Turn away", "Ablehnen";
    admin: "Admin", "Admin";
    add: "Add people", "Personen hinzufügen";
    rename: "Rename", "Umbenennen";
    save: "Save", "Speichern";
    invite: "Invitation link", "Einladungslink";
    invite_what: "Whoever opens this link asks to join. Nobody comes in before you say yes.", "Wer diesen Link öffnet, bittet um Aufnahme. Niemand kommt hinein, bevor Sie zustimmen.";
    renew: "New link", "Neuer Link";
    renew_what: "With a new link, the one before is good for nothing.", "Mit einem neuen Link gilt der bisherige nicht mehr.";
    copy: "Copy link", "Link kopieren";
    make_admin: "Make admin", "Zum Admin machen";
    no_admin: "No admin any more", "Nicht mehr Admin";
    remove: "Remove", "Entfernen";
    message: "Write to", "Nachricht schreiben";
    leave: "Leave group", "Gruppe verlassen";
    leave_ask: "Leave this group?", "Diese Gruppe verlassen?";
    leave_what: "The others see that you have left. You can still read what was said, but nothing new.", "Die anderen sehen, dass Sie gegangen sind. Was gesagt wurde, können Sie weiter lesen, Neues nicht.";
    leave_last: "You are the only admin. Make another member an admin first, so that the group has one when you are gone.", "Sie sind der einzige Admin. Machen Sie zuerst ein anderes Mitglied zum Admin, damit die Gruppe danach einen hat.";
    choose_admin: "Choose an admin", "Admin wählen";
    left: "You are not in this group any more.", "Sie sind nicht mehr in dieser Gruppe.";
    left_what: "You are not in this group any more. You can read what was said here, but not write.", "Sie sind nicht mehr in dieser Gruppe. Sie können lesen, was hier gesagt wurde, aber nicht schreiben.";
    join_hint: "Or paste an invitation to a group.", "Oder fügen Sie eine Einladung in eine Gruppe ein.";
    joining: "Asking to be let in…", "Bitte um Aufnahme wird gesendet…";
    asked_to_join: "You have asked to join. The group appears here as soon as an admin lets you in.", "Sie haben um Aufnahme gebeten. Die Gruppe erscheint hier, sobald ein Admin Sie aufnimmt.";
    look: "Look", "Ansehen";
    back: "Back", "Zurück";
    loading: "Your phone is being asked…", "Ihr Telefon wird gefragt…";
}

/// How many members a group has.
#[must_use]
pub fn count(lang: Lang, members: u32) -> String {
    let words = match (lang, members) {
        (Lang::English, 1) => " member",
        (Lang::English, _) => " members",
        (Lang::German, 1) => " Mitglied",
        (Lang::German, _) => " Mitglieder",
    };
    [&members.to_string(), words].concat()
}

/// How many people are chosen.
#[must_use]
pub fn chosen(lang: Lang, people: usize) -> String {
    let words = match (lang, people) {
        (_, 0) => return String::new(),
        (Lang::English, _) => " chosen",
        (Lang::German, _) => " ausgewählt",
    };
    [&people.to_string(), words].concat()
}

/// How many members a list does not show.
#[must_use]
pub fn more(lang: Lang, members: usize) -> String {
    let count = members.to_string();
    match lang {
        Lang::English => ["And ", &count, " more: search for them."].concat(),
        Lang::German => ["Und ", &count, " weitere: Suchen Sie nach ihnen."].concat(),
    }
}

/// How many people ask to be let in.
#[must_use]
pub fn ask(lang: Lang, people: u32) -> String {
    let count = people.to_string();
    match (lang, people) {
        (Lang::English, 1) => "One person asks to join.".into(),
        (Lang::English, _) => [&count, " people ask to join."].concat(),
        (Lang::German, 1) => "Eine Person möchte beitreten.".into(),
        (Lang::German, _) => [&count, " Personen möchten beitreten."].concat(),
    }
}

/// What the buttons of a member are for.
#[must_use]
pub fn about(what: &str, name: &str) -> String {
    [what, ": ", &apart(name)].concat()
}
