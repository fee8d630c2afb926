//! What a person gives to be linked with: the text of a code, or a picture of it.

use std::path::PathBuf;

/// What a person gave as a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// The text of a code.
    Code(String),
    /// The path of a picture.
    Picture(PathBuf),
}

impl Given {
    /// Tells a pasted code from a path. Terminals add quotes, backslashes or `file://` to a path that is dropped on
    /// them; these go.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let unquoted = ['\'', '"']
            .into_iter()
            .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
            .unwrap_or(text);
        let is_file = unquoted.starts_with("file://");
        if unquoted.contains("://") && !is_file {
            return Self::Code(unquoted.to_owned());
        }
        let path = unquoted.strip_prefix("file://").unwrap_or(unquoted);
        // A backslash before a space or a quote is the terminal's; a file that really has one is found as it stands.
        let plain = ["\\ ", "\\'", "\\(", "\\)", "\\&"]
            .iter()
            .fold(path.to_owned(), |path, escaped| {
                path.replace(escaped, escaped.trim_start_matches('\\'))
            });
        let plain = if is_file { plain.replace("%20", " ") } else { plain };
        Self::Picture(PathBuf::from(plain))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "pillion://link/AQID";

    #[test]
    fn codes_and_paths_are_told_apart() {
        assert_eq!(Given::parse(&format!(" {LINK} ")), Given::Code(LINK.to_owned()));
        assert_eq!(
            Given::parse("https://a.example"),
            Given::Code("https://a.example".to_owned())
        );
        for path in [
            "/tmp/my shot.png",
            "'/tmp/my shot.png'",
            "/tmp/my\\ shot.png",
            "file:///tmp/my%20shot.png",
        ] {
            assert_eq!(
                Given::parse(path),
                Given::Picture(PathBuf::from("/tmp/my shot.png")),
                "{path}"
            );
        }
    }
}
