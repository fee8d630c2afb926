//! Why the relay said no, and what is wrong with a handle or an address. The English sentences are `wire`'s.

use pillion_wire::{
    handle::{HandleError, LONGEST, SHORTEST},
    origin::OriginError,
    refusal::Code,
};

use super::lang::Lang;

/// The sentence for a refusal.
#[must_use]
pub fn sentence(lang: Lang, code: Code) -> String {
    match (lang, german(code)) {
        (Lang::German, Some(german)) => german.to_owned(),
        _ => code.to_string(),
    }
}

/// `None` for a code that is newer than this file.
const fn german(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::Malformed => {
            "Das Relay konnte nicht lesen, was dieses Programm gesendet hat. Aktualisieren Sie das Programm; hilft das nicht, melden Sie es."
        }
        Code::FrameTooLarge => {
            "Was gesendet wurde, ist größer, als das Relay auf einmal annimmt. Senden Sie es in kleineren Teilen."
        }
        Code::UnknownFrame => {
            "Das Relay kennt diese Anfrage nicht, denn es ist älter. Bitten Sie seinen Betreiber, es zu aktualisieren."
        }
        Code::OutOfState => {
            "Das Relay hat diese Anfrage jetzt nicht erwartet. Verbinden Sie sich neu; geschieht es wieder, melden Sie es."
        }
        Code::Version => {
            "Dieses Programm und das Relay sprechen verschiedene Versionen. Aktualisieren Sie das ältere von beiden."
        }
        Code::BadSignature => {
            "Das Relay konnte die Unterschrift dieses Telefons nicht prüfen. Prüfen Sie, ob die Adresse des Relays die ist, mit der das Konto angelegt wurde."
        }
        Code::Superseded => {
            "Dieses Konto wurde von einem anderen Telefonprogramm geöffnet, deshalb wurde dieses getrennt. Verwenden Sie nur eines zur gleichen Zeit."
        }
        Code::UnknownLink => "Das Relay kennt diesen gekoppelten Browser nicht. Koppeln Sie ihn vom Telefon aus neu.",
        Code::TooManyLinks => {
            "Dieses Konto hat so viele gekoppelte Browser, wie das Relay erlaubt. Entkoppeln Sie zuerst einen."
        }
        Code::RendezvousUnknown => "Dieser Code gilt nicht mehr. Scannen Sie den Code, den die Seite jetzt zeigt.",
        Code::RendezvousTaken => "Das Relay konnte keinen neuen Code öffnen. Laden Sie die Seite neu.",
        Code::RendezvousFull => {
            "Zu viele Codes oder Scans auf einmal. Warten Sie einen Moment und versuchen Sie es dann wieder."
        }
        Code::PeerAway => "Die andere Seite der Kopplung ist nicht mit dem Relay verbunden.",
        Code::MailboxUnknown => {
            "Das Relay kennt das Konto nicht, an das dies ging. Fragen Sie den Kontakt nach seinem aktuellen Nutzernamen."
        }
        Code::MailboxFull => {
            "Das Postfach des Kontakts auf dem Relay ist voll. Es leert sich, sobald das Telefon des Kontakts online ist; die Nachricht wird dann erneut gesendet."
        }
        Code::Recipients => "Dies ging an zu viele Konten auf einmal oder an keines.",
        Code::EpochTaken => "Jemand anderes hat die Gruppe gleichzeitig geändert. Die Änderung wird erneut versucht.",
        Code::HandleTaken => "Dieser Nutzername ist vergeben. Wählen Sie einen anderen.",
        Code::HandleFixed => "Dieses Konto hat schon einen Nutzernamen, und er lässt sich nicht ändern.",
        Code::HandleUnknown => "Niemand auf dem Relay hat diesen Nutzernamen. Prüfen Sie die Schreibweise.",
        Code::RecordTooLarge => "Einen Eintrag dieser Größe nimmt das Relay nicht an.",
        Code::NoKeyPackage => {
            "Das Telefon des Kontakts war noch nicht online, deshalb kann noch kein Chat beginnen. Versuchen Sie es später wieder."
        }
        Code::RateLimited => {
            "Zu viele Anfragen in kurzer Zeit. Warten Sie eine Minute und versuchen Sie es dann wieder."
        }
        Code::Storage => {
            "Das Relay konnte dies nicht speichern: Seine Platte ist voll oder fehlerhaft. Hier ging nichts verloren; es wird erneut versucht."
        }
        Code::Crowded => "Das Relay ist voll. Versuchen Sie es in einer Minute wieder.",
        Code::Closing => "Das Relay startet neu. Die Verbindung kommt von selbst wieder.",
        Code::FileTooLarge => {
            "Eine Datei dieser Größe nimmt das Relay nicht an. Senden Sie eine kleinere, oder bitten Sie den Betreiber des Relays, mehr zu erlauben."
        }
        Code::FilesFull => {
            "Dieses Konto hat so viel auf dem Relay, wie es darf. Dateien verschwinden nach einigen Wochen von selbst; löschen Sie welche, oder warten Sie."
        }
        Code::FileTaken => "Das Relay hat unter diesem Namen schon eine andere Datei. Senden Sie sie noch einmal.",
        Code::FileUnknown => {
            "Das Relay hat diese Datei nicht mehr oder hatte sie nie. Bitten Sie den Absender, sie noch einmal zu senden."
        }
        _ => return None,
    })
}

/// What is wrong with a handle.
#[must_use]
pub fn handle(lang: Lang, error: HandleError) -> String {
    match (lang, error) {
        (Lang::English, error) => error.to_string(),
        (Lang::German, HandleError::Length(length)) => {
            format!(
                "Ein Nutzername hat {SHORTEST} bis {LONGEST} Zeichen; dieser hat {length}. Wählen Sie einen anderen."
            )
        }
        (Lang::German, HandleError::Character(character)) => {
            format!(
                "Ein Nutzername besteht nur aus den Buchstaben a-z, Ziffern und _; {character:?} gehört nicht dazu. Lassen Sie es weg."
            )
        }
        (Lang::German, HandleError::Start) => {
            "Ein Nutzername beginnt mit einem Buchstaben. Stellen Sie einen voran.".into()
        }
    }
}

/// What is wrong with the address of a relay.
#[must_use]
pub fn origin(lang: Lang, error: &OriginError) -> String {
    match (lang, error) {
        (Lang::English, error) => error.to_string(),
        (Lang::German, OriginError::Scheme) => "Die Adresse eines Relays beginnt mit https:// (oder http:// auf dem eigenen Rechner). Schreiben Sie sie wie https://chat.example.org.".into(),
        (Lang::German, OriginError::Host) => "Die Adresse des Relays hat keinen brauchbaren Rechnernamen. Schreiben Sie sie wie https://chat.example.org.".into(),
        (Lang::German, OriginError::Port) => "Der Port in der Adresse des Relays ist keine Zahl von 1 bis 65535.".into(),
        (Lang::German, OriginError::Path) => "Die Adresse des Relays endet nach Rechner und Port; lassen Sie den Pfad weg.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_german_sentence() {
        for number in 0..=25_u8 {
            let code: Code = minicbor::decode(&minicbor::to_vec(number).unwrap()).unwrap();
            let (english, german) = (sentence(Lang::English, code), sentence(Lang::German, code));
            assert_eq!(english, code.to_string());
            assert!(german != english && german.ends_with('.'), "{code:?}: {german}");
        }
    }
}
