//! Who is there and who types.

use super::{
    lang::Lang,
    people::{apart, several},
};

texts! {
    online_now: "online", "online";
    typing_short: "typing…", "schreibt…";
    share: "Share when I am online", "Zeigen, wann ich online bin";
    share_what: "On all your screens: contacts see when you are online and when you were last here. If you hide it, you do not see it of them either.", "Auf allen Ihren Geräten: Kontakte sehen, wann Sie online sind und zuletzt da waren. Wenn Sie es verbergen, sehen Sie es auch von ihnen nicht.";
    privacy: "Privacy", "Privatsphäre";
}

/// When somebody was there for the last time.
#[must_use]
pub fn last_seen(lang: Lang, at: &str) -> String {
    match lang {
        Lang::English => ["last seen ", at].concat(),
        Lang::German => ["zuletzt da: ", at].concat(),
    }
}

/// Who types in a group.
#[must_use]
pub fn typing(lang: Lang, names: &[String]) -> String {
    let shown = 2;
    let named = names.iter().take(shown).map(|name| apart(name)).collect();
    let others = u32::try_from(names.len().saturating_sub(shown)).unwrap_or(u32::MAX);
    let who = several(lang, named, others);
    let words = match (lang, names.len()) {
        (Lang::English, 1) => " is typing…",
        (Lang::English, _) => " are typing…",
        (Lang::German, 1) => " schreibt…",
        (Lang::German, _) => " schreiben…",
    };
    [&who, words].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_type_are_named_two_at_most() {
        let names = |count| vec!["Bob".to_owned(); count];
        let said = |lang, count| typing(lang, &names(count)).replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(said(Lang::English, 1), "Bob is typing…");
        assert_eq!(said(Lang::English, 2), "Bob and Bob are typing…");
        assert_eq!(said(Lang::English, 4), "Bob, Bob and 2 others are typing…");
        assert_eq!(said(Lang::German, 3), "Bob, Bob und eine weitere Person schreiben…");
    }
}
