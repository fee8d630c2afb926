//! Why the phone could not do what was asked. The English sentences are `protocol`'s.

use pillion_protocol::content::{group, link, problem::Problem, text::TEXT_BYTES};

use super::{lang::Lang, refusal};

/// The sentence for a problem.
#[must_use]
pub fn sentence(lang: Lang, problem: Problem) -> String {
    match lang {
        Lang::English => problem.to_string(),
        Lang::German => german(problem).map_or_else(|| counted(problem), Into::into),
    }
}

/// Sentences with a number in them, and those that are told elsewhere.
fn counted(problem: Problem) -> String {
    match problem {
        Problem::Relay(code) => refusal::sentence(Lang::German, code),
        Problem::TextTooLong => format!(
            "Die Nachricht ist zu lang: Die Grenze liegt bei {} KiB. Senden Sie sie in Teilen.",
            TEXT_BYTES / 1024
        ),
        Problem::GroupFull => format!(
            "Eine Gruppe hat höchstens {} Mitglieder. Lassen Sie einige weg.",
            group::MEMBERS
        ),
        Problem::GroupName => format!(
            "Der Name einer Gruppe hat 1 bis {} Zeichen in einer Zeile. Wählen Sie einen anderen.",
            group::NAME_CHARS
        ),
        Problem::Name => format!(
            "Ein Name hat 1 bis {} Zeichen in einer Zeile. Wählen Sie einen anderen.",
            link::NAME_CHARS
        ),
        // A problem that is newer than this file.
        other => other.to_string(),
    }
}

const fn german(problem: Problem) -> Option<&'static str> {
    Some(match problem {
        Problem::Unknown => {
            "Das Telefon konnte dies nicht tun, und dieses Programm ist zu alt, um den Grund zu kennen. Aktualisieren Sie es."
        }
        Problem::Offline => {
            "Das Telefon ist nicht mit seinem Relay verbunden. Versuchen Sie es wieder, wenn es verbunden ist."
        }
        Problem::NoSuchChat => "Diesen Chat gibt es auf dem Telefon nicht. Vielleicht wurde er gelöscht.",
        Problem::NoSuchMessage => "Diese Nachricht gibt es auf dem Telefon nicht. Vielleicht wurde sie gelöscht.",
        Problem::NoSuchLink => "Dieser Browser ist nicht mehr gekoppelt.",
        Problem::TextEmpty => "Die Nachricht ist leer. Schreiben Sie zuerst etwas.",
        Problem::TextControl => {
            "Die Nachricht enthält Steuerzeichen, die nicht gesendet werden können. Entfernen Sie sie; Zeilenumbrüche und Tabulatoren sind in Ordnung."
        }
        Problem::UnknownRequest => {
            "Das Telefon kennt diese Anfrage nicht, denn es läuft mit einer älteren Version. Aktualisieren Sie das Telefon."
        }
        Problem::PhoneOnly => "Das geht nur auf dem Telefon selbst.",
        Problem::Storage => {
            "Das Telefon konnte dies nicht speichern: Seine Platte ist voll oder fehlerhaft. Schaffen Sie Platz und versuchen Sie es dann wieder."
        }
        Problem::OwnHandle => "Das ist Ihr eigener Nutzername. Fragen Sie Ihren Kontakt nach seinem.",
        Problem::ForgedEntry => {
            "Die Antwort des Relays zu diesem Nutzernamen ist nicht richtig unterschrieben, deshalb wurde der Kontakt nicht hinzugefügt. Vergleichen Sie den Nutzernamen mit Ihrem Kontakt; vielleicht fälscht das Relay."
        }
        Problem::KeyChanged => {
            "Der Schlüssel dieses Kontakts hat sich geändert. Vergleichen Sie ihn mit Ihrem Kontakt, bevor Sie weitermachen."
        }
        Problem::ChatSetUp => {
            "Der verschlüsselte Chat mit diesem Kontakt konnte nicht eingerichtet werden. Versuchen Sie es wieder; schlägt es erneut fehl, sollte der Kontakt aktualisieren."
        }
        Problem::NotACode => {
            "Das ist kein Pillion-Code. Scannen Sie den QR-Code, den die Pillion-Seite zeigt, oder fügen Sie den Link darunter ein."
        }
        Problem::NoCodeFound => {
            "In diesem Bild wurde kein QR-Code gefunden. Machen Sie das Bildschirmfoto noch einmal, sodass der ganze Code zu sehen ist."
        }
        Problem::ContactCode => {
            "Dieser Code fügt einen Kontakt hinzu; er koppelt keinen Browser. Scannen Sie den Code auf der Pillion-Seite."
        }
        Problem::NewerCode => {
            "Dieser Code stammt von einer neueren Version von Pillion. Aktualisieren Sie das Telefon."
        }
        Problem::DamagedCode => {
            "Dieser Code ist unvollständig oder beschädigt. Scannen oder kopieren Sie ihn noch einmal."
        }
        Problem::OtherRelay => {
            "Dieser Code gehört zu einem anderen Relay als dem dieses Telefons. Öffnen Sie die Seite Ihres eigenen Relays."
        }
        Problem::CodeExpired => "Dieser Code gilt nicht mehr. Scannen Sie den Code, den die Seite jetzt zeigt.",
        Problem::PairingFailed => {
            "Die Seite hat die Kopplung nicht abgeschlossen. Laden Sie sie neu und scannen Sie noch einmal."
        }
        Problem::Declined => "Die Kopplung wurde auf dem Telefon abgelehnt.",
        Problem::TooManyLinks => {
            "Dieses Telefon hat so viele gekoppelte Browser, wie es darf. Entkoppeln Sie zuerst einen."
        }
        Problem::IntentReused => "Das wurde schon mit anderem Inhalt getan. Laden Sie die Seite neu.",
        Problem::NotYours => {
            "Nur wer eine Nachricht geschrieben hat, kann sie für alle ändern. Sie können sie auf Ihren eigenen Geräten löschen."
        }
        Problem::MessageDeleted => "Diese Nachricht wurde gelöscht und lässt sich deshalb nicht mehr ändern.",
        Problem::NotAnEmoji => "Eine Reaktion ist ein einzelnes Emoji. Wählen Sie eines aus der Liste.",
        Problem::Blocked => "Sie haben diesen Kontakt blockiert. Heben Sie die Blockierung auf, um ihm zu schreiben.",
        Problem::SafetyDiffers => {
            "Die Codes unterscheiden sich: Das ist der Code eines anderen Kontakts, oder jemand ist dazwischen. Vergleichen Sie noch einmal persönlich, und vertrauen Sie hier nichts, bis sie gleich sind."
        }
        Problem::NotASafetyCode => {
            "Das ist kein Sicherheitscode. Scannen Sie den Code, den das Telefon Ihres Kontakts für Ihren Chat zeigt."
        }
        Problem::NotAContactCode => {
            "Das ist kein Kontaktcode. Scannen Sie den Code, den das Pillion Ihres Kontakts zum Hinzufügen zeigt."
        }
        Problem::ForeignContact => {
            "Dieser Kontakt ist auf einem anderen Relay als dieses Telefon. Nur Konten desselben Relays können einander schreiben."
        }
        Problem::NotAdmin => "Das können nur Admins einer Gruppe. Fragen Sie einen von ihnen.",
        Problem::LastAdmin => {
            "Sie sind der einzige Admin dieser Gruppe. Machen Sie zuerst ein anderes Mitglied zum Admin."
        }
        Problem::GroupOfOne => "Eine Gruppe braucht mindestens ein weiteres Mitglied. Wählen Sie jemanden aus.",
        Problem::NotAMember => {
            "Sie sind nicht mehr in dieser Gruppe. Sie können sie lesen, aber nicht mehr hineinschreiben."
        }
        Problem::NotAGroup => "Dieser Chat ist keine Gruppe.",
        Problem::NoSuchMember => "Diese Person ist nicht in der Gruppe.",
        Problem::GroupChanged => {
            "Jemand anderes hat die Gruppe gleichzeitig geändert, und dies ist nicht mehr möglich. Sehen Sie sich die Mitglieder an."
        }
        Problem::CannotBeAdded => {
            "Jemand davon kann gerade nicht hinzugefügt werden: Das Telefon muss aktualisiert werden oder sich einmal mit dem Relay verbinden. Auch die anderen wurden nicht hinzugefügt."
        }
        Problem::NotAnInvitation => "Das ist keine Einladung zu einer Gruppe. Bitten Sie noch einmal um den Link.",
        Problem::InvitationOver => "Diese Einladung gilt nicht mehr. Bitten Sie einen Admin der Gruppe um eine neue.",
        Problem::Timer => {
            "Nachrichten können nach einer Minute bis zu einem Jahr verschwinden. Wählen Sie eine Zeit dazwischen."
        }
        Problem::NoSuchContact => "Diesen Kontakt gibt es auf dem Telefon nicht. Vielleicht wurde er gelöscht.",
        Problem::Picture => "Dieses Bild lässt sich nicht verwenden. Wählen Sie ein anderes, PNG oder JPEG.",
        Problem::FileUnreadable => {
            "Diese Datei lässt sich nicht lesen. Prüfen Sie ihren Namen und ob Sie sie lesen dürfen."
        }
        Problem::FileUnwritable => {
            "Dorthin lässt sich die Datei nicht schreiben. Nehmen Sie eine andere Stelle oder einen freien Namen."
        }
        Problem::NoFile => "Diese Nachricht hat keine Datei.",
        Problem::FileComing => "Die Datei ist noch nicht auf diesem Telefon. Versuchen Sie es wieder, wenn sie da ist.",
        Problem::FileGone => {
            "Die Datei gibt es nicht mehr: Das Relay hat sie nicht mehr. Bitten Sie den Absender, sie noch einmal zu senden."
        }
        Problem::FileDamaged => {
            "Die Datei ist nicht die, die gesendet wurde: Sie ist beschädigt oder wurde unterwegs verändert. Bitten Sie den Absender, sie noch einmal zu senden."
        }
        Problem::FileOffered => {
            "Die Datei ist nicht auf diesem Telefon: Sie ist größer als das, was es von selbst holt. Holen Sie sie zuerst."
        }
        Problem::FileAsked => {
            "Das Telefon des Absenders wurde schon um diese Datei gebeten. Bitten Sie in einer Stunde wieder."
        }
        Problem::FileLost => {
            "Die Datei ist nicht mehr da: Auch das Telefon des Absenders hat sie nicht. Bitten Sie den Absender, sie noch einmal zu senden."
        }
        Problem::NotAccepted => "Sie haben diese Person noch nicht angenommen. Nehmen Sie zuerst die Anfrage an.",
        Problem::NothingToEdit => "Diese Nachricht hat keinen Text, der sich ändern ließe.",
        Problem::NoWords => "Schreiben Sie mindestens ein Wort, nach dem gesucht werden soll.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use pillion_wire::refusal::Code;

    use super::*;

    #[test]
    fn every_problem_has_a_german_sentence() {
        let numbered = (0..1_000).map(Problem::from_number);
        let known = numbered
            .enumerate()
            .filter(|(at, known)| *at == 0 || *known != Problem::Unknown);
        let all: Vec<_> = known.map(|(_, problem)| problem).collect();
        assert!(all.len() >= 50, "the list of problems is read");
        for problem in all.into_iter().chain([Problem::Relay(Code::Closing)]) {
            let (english, german) = (sentence(Lang::English, problem), sentence(Lang::German, problem));
            assert_eq!(english, problem.to_string());
            assert!(german != english && german.ends_with('.'), "{problem:?}: {german}");
        }
    }
}
