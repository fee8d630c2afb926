//! What has become of a message.

use super::lang::Lang;

texts! {
    info: "Message info", "Nachrichteninfo";
    read: "Read by", "Gelesen von";
    delivered: "Delivered to", "Zugestellt an";
    sent: "On the way to", "Unterwegs zu";
    reactions: "Reactions", "Reaktionen";
    edits: "Earlier wordings", "Frühere Fassungen";
    emoji: "Insert emoji", "Emoji einfügen";
    now: "Now", "Jetzt";
    edited_show: "edited: show what it said before", "bearbeitet: frühere Fassungen zeigen";
}

/// Takes one's own emoji away.
#[must_use]
pub fn take_away(lang: Lang, emoji: &str) -> String {
    match lang {
        Lang::English => ["Take away ", emoji].concat(),
        Lang::German => [emoji, " zurücknehmen"].concat(),
    }
}

/// Puts the same emoji there as others.
#[must_use]
pub fn put_too(lang: Lang, emoji: &str) -> String {
    match lang {
        Lang::English => ["React with ", emoji, " too"].concat(),
        Lang::German => ["Auch mit ", emoji, " reagieren"].concat(),
    }
}

/// Spoken for an emoji under a message: how many people have put it there.
#[must_use]
pub fn who_reacted(lang: Lang, emoji: &str, count: u32) -> String {
    let count = count.to_string();
    match lang {
        Lang::English => [emoji, " ", &count, ", show who"].concat(),
        Lang::German => [emoji, " ", &count, ", zeigen von wem"].concat(),
    }
}
