//! The languages, and how a text is written down: all languages side by side, so that no text can exist in one only.

/// A language that the page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Lang {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The language's tag (BCP 47), for `lang` attributes and for dates.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language of a tag; the country in it does not matter.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(tag))
    }

    /// The first of a reader's languages that the page speaks; else English.
    pub fn preferred<T: AsRef<str>>(tags: impl IntoIterator<Item = T>) -> Self {
        let mut known = tags.into_iter().filter_map(|tag| Self::of_tag(tag.as_ref()));
        known.next().unwrap_or_default()
    }

    /// One of two texts.
    #[must_use]
    pub const fn of(self, english: &'static str, german: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::German => german,
        }
    }
}

/// Writes one function for each text: `name: "English", "German";`. A text that holds a number or a name is a function
/// written by hand, with one `match`.
macro_rules! texts {
    ($($name:ident: $english:literal, $german:literal;)*) => {
        $(
            #[doc = concat!("“", $english, "”")]
            #[must_use]
            pub const fn $name(lang: $crate::words::lang::Lang) -> &'static str {
                lang.of($english, $german)
            }
        )*

        /// Name, English and German of each.
        #[cfg(test)]
        pub(crate) const TEXTS: &[(&str, &str, &str)] = &[$((stringify!($name), $english, $german)),*];
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_first_language_that_is_spoken_here() {
        for (tags, lang) in [
            (&["de-AT", "en"][..], Lang::German),
            (&["fr", "de"], Lang::German),
            (&["en-GB", "de"], Lang::English),
            (&["DE_de"], Lang::German),
            (&["den"], Lang::English),
            (&[""], Lang::English),
            (&[], Lang::English),
        ] {
            assert_eq!(Lang::preferred(tags), lang, "{tags:?}");
        }
    }
}
