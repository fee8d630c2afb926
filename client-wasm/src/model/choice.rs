//! What the person has chosen for this browser. It says nothing about anybody and is kept as plain text.

use crate::words::lang::Lang;

/// The least width of the left pane, in CSS pixels.
pub const PANE_LEAST: u16 = 240;

/// The most, in CSS pixels; the style keeps room for the other pane.
pub const PANE_MOST: u16 = 640;

/// Its width when nobody has moved its border, in CSS pixels; as in `style.css`.
pub const PANE: u16 = 380;

/// All choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The language; `None`: the browser's own.
    pub lang: Option<Lang>,
    /// The width of the left pane, in CSS pixels; `None`: as the style says.
    pub pane: Option<u16>,
    /// Show a notification when something comes and nobody looks.
    pub alerts: bool,
    /// With what it says, and from whom it is.
    pub preview: bool,
    /// With a sound.
    pub sound: bool,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            lang: None,
            pane: None,
            alerts: false,
            preview: true,
            sound: true,
        }
    }
}

impl Choice {
    /// Reads what [`Self::text`] wrote. What cannot be read is as nobody had chosen it.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut choice = Self::default();
        for word in text.split(' ') {
            match word.split_once('=') {
                Some(("lang", tag)) => choice.lang = Lang::of_tag(tag),
                Some(("pane", px)) => choice.pane = px.parse().ok().map(Self::pane_within),
                Some(("alerts", on)) => choice.alerts = on == "1",
                Some(("preview", on)) => choice.preview = on != "0",
                Some(("sound", on)) => choice.sound = on != "0",
                _ => {}
            }
        }
        choice
    }

    /// As one line.
    #[must_use]
    pub fn text(self) -> String {
        let mut text = String::new();
        for (name, on) in [
            ("alerts", self.alerts),
            ("preview", self.preview),
            ("sound", self.sound),
        ] {
            text.push_str(name);
            text.push_str(if on { "=1 " } else { "=0 " });
        }
        if let Some(lang) = self.lang {
            text.push_str("lang=");
            text.push_str(lang.tag());
            text.push(' ');
        }
        if let Some(pane) = self.pane {
            text.push_str("pane=");
            text.push_str(&pane.to_string());
        }
        text
    }

    /// A width that the left pane can have.
    #[must_use]
    pub fn pane_within(px: u16) -> u16 {
        px.clamp(PANE_LEAST, PANE_MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_read_again() {
        for choice in [
            Choice::default(),
            Choice {
                lang: Some(Lang::German),
                pane: Some(300),
                alerts: true,
                preview: false,
                sound: false,
            },
        ] {
            assert_eq!(Choice::parse(&choice.text()), choice);
        }
    }

    #[test]
    fn nonsense_is_as_nothing() {
        for text in ["", "=", "lang=xx pane=-1", "pane=99999999", "lang", "\u{0}\u{202e}"] {
            assert_eq!(Choice::parse(text), Choice::default(), "{text}");
        }
        assert_eq!(Choice::parse("pane=9").pane, Some(PANE_LEAST));
        assert_eq!(Choice::parse("pane=60000").pane, Some(PANE_MOST));
    }
}
