//! What is connected, and what is wrong.

use pillion_protocol::content::problem::Problem;
use pillion_wire::refusal::Code;

use super::{lang::Lang, problem, refusal};

texts! {
    connection: "Connection", "Verbindung";
    relay: "Relay", "Relay";
    phone: "Phone", "Telefon";
    session: "Session", "Sitzung";
    relay_connecting: "This page is connecting to the relay.", "Diese Seite verbindet sich mit dem Relay.";
    relay_connected: "This page is connected to the relay.", "Diese Seite ist mit dem Relay verbunden.";
    relay_lost: "This page is not connected to the relay. It tries again by itself.", "Diese Seite ist nicht mit dem Relay verbunden. Sie versucht es von selbst wieder.";
    relay_refused: "The relay did not let this page in.", "Das Relay hat diese Seite nicht zugelassen.";
    phone_unknown: "Whether your phone is connected is not known while this page is not.", "Ob Ihr Telefon verbunden ist, ist nicht bekannt, solange diese Seite es nicht ist.";
    phone_here: "Your phone is connected to the relay.", "Ihr Telefon ist mit dem Relay verbunden.";
    phone_away: "Your phone is not connected to the relay.", "Ihr Telefon ist nicht mit dem Relay verbunden.";
    start_there: "Start Pillion there and check its network.", "Starten Sie Pillion dort und prüfen Sie sein Netz.";
    session_closed: "There is no sealed session with your phone at the moment.", "Zurzeit besteht keine verschlüsselte Sitzung mit Ihrem Telefon.";
    session_opening: "A sealed session with your phone is being opened.", "Eine verschlüsselte Sitzung mit Ihrem Telefon wird aufgebaut.";
    session_open: "Your phone answers, and nobody in between can read along.", "Ihr Telefon antwortet, und niemand dazwischen kann mitlesen.";
    session_silent: "Your phone is connected but does not answer.", "Ihr Telefon ist verbunden, antwortet aber nicht.";
    check_runs: "Check whether Pillion runs there.", "Prüfen Sie, ob Pillion dort läuft.";
    kept: "What you write is kept here and goes out when it is back.", "Was Sie schreiben, bleibt hier gespeichert und geht hinaus, sobald die Verbindung wieder da ist.";
    unknown_link: "The relay does not know this browser any more. If you removed it on your phone, log out here and link it again; what you wrote is still kept.", "Das Relay kennt diesen Browser nicht mehr. Wenn Sie ihn auf Ihrem Telefon entfernt haben, melden Sie sich hier ab und koppeln Sie ihn neu; was Sie geschrieben haben, ist noch gespeichert.";
    sync_failed: "Your phone could not send its chats.", "Ihr Telefon konnte seine Chats nicht senden.";
    not_kept: "This browser could not store what you wrote: its storage is full or switched off. Keep this page open until it is sent.", "Dieser Browser konnte nicht speichern, was Sie geschrieben haben: Sein Speicher ist voll oder ausgeschaltet. Lassen Sie diese Seite geöffnet, bis es gesendet ist.";
    newer: "There is a new version of this page.", "Es gibt eine neue Version dieser Seite.";
    reload: "Reload", "Neu laden";
    needs_phone: "This needs your phone, and it does not answer at the moment. Try again when it is back.", "Dafür wird Ihr Telefon gebraucht, und es antwortet gerade nicht. Versuchen Sie es wieder, wenn es zurück ist.";
}

/// The relay did not let this page in.
#[must_use]
pub fn refused(lang: Lang, code: Code) -> String {
    format!("{} {}", relay_refused(lang), refusal::sentence(lang, code))
}

/// The phone was connected for the last time then.
#[must_use]
pub fn last_connected(lang: Lang, at: &str) -> String {
    match lang {
        Lang::English => format!(
            "Your phone was last connected to the relay at {at}. {}",
            start_there(lang)
        ),
        Lang::German => format!(
            "Ihr Telefon war zuletzt mit dem Relay verbunden: {at}. {}",
            start_there(lang)
        ),
    }
}

/// The phone is away, and when it was seen last.
#[must_use]
pub fn phone_away_since(lang: Lang, at: &str) -> String {
    match lang {
        Lang::English => format!("Your phone is not connected to the relay (last seen {at})."),
        Lang::German => format!("Ihr Telefon ist nicht mit dem Relay verbunden (zuletzt gesehen: {at})."),
    }
}

/// The phone could not say what it has.
#[must_use]
pub fn no_chats(lang: Lang, why: Problem) -> String {
    format!("{} {}", sync_failed(lang), problem::sentence(lang, why))
}
