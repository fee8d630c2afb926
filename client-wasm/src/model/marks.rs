//! What a text looks like: `*bold*`, `_italic_`, `~struck~`, `` `code` ``, and addresses that can be opened.
//!
//! 1. A mark opens where a word could begin and closes where one could end, on the same line; one that is not closed is a sign
//!    like any other. Three backticks hold several lines.
//! 2. Only `http://` and `https://` with a plain host can be opened. A name and password before the host, a backslash, and
//!    letters of other scripts in the host are how one address is made to look like another: these stay text.
//! 3. Nothing is left out: the spans one behind the other are the text as it was typed.
//!
//! It makes no HTML; who draws the spans makes text nodes of them.

/// Bold.
pub const BOLD: u8 = 1;
/// Italic.
pub const ITALIC: u8 = 2;
/// Struck out.
pub const STRUCK: u8 = 4;
/// Code.
pub const CODE: u8 = 8;

/// The longest host with its port, in characters: DNS allows 253.
const HOST_CHARS: usize = 260;

/// The signs and what they do; three backticks come before one.
const MARKS: [(&str, u8); 5] = [("```", CODE), ("`", CODE), ("*", BOLD), ("_", ITALIC), ("~", STRUCK)];

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The piece as it was typed.
    pub text: String,
    /// [`BOLD`], [`ITALIC`], [`STRUCK`], [`CODE`], added.
    pub style: u8,
    /// What it is.
    pub kind: Kind,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Words,
    /// A sign that makes a mark; not shown.
    Sign,
    /// An address that can be opened.
    Link,
    /// A member that is named; this account itself?
    Mention(bool),
}

/// The pieces of a text.
#[must_use]
pub fn spans(text: &str) -> Vec<Span> {
    let mut reader = Reader {
        chars: text.chars().collect(),
        spans: Vec::new(),
    };
    reader.read(0, reader.chars.len(), 0);
    reader.spans
}

struct Reader {
    chars: Vec<char>,
    spans: Vec<Span>,
}

impl Reader {
    fn read(&mut self, from: usize, to: usize, style: u8) {
        // Where a mark was looked for in vain: looking again from every sign would take for ever.
        let mut closed_until = [0; MARKS.len()];
        let (mut plain, mut at) = (from, from);
        while at < to {
            if let Some(end) = self.link(at, to) {
                self.push(plain, at, style, Kind::Words);
                self.push(at, end, style, Kind::Link);
                (plain, at) = (end, end);
                continue;
            }
            let mark = MARKS.iter().zip(&mut closed_until);
            let mark = mark.into_iter().find(|((sign, bit), closed)| {
                style & bit == 0 && at >= **closed && self.says(at, sign) && self.opens(at, sign)
            });
            if let Some(((sign, bit), closed)) = mark {
                let many = sign.len() > 1;
                let inner = at + sign.len();
                match self.close(inner, to, sign, many) {
                    Ok(end) => {
                        self.push(plain, at, style, Kind::Words);
                        self.push(at, inner, 0, Kind::Sign);
                        if *bit == CODE {
                            self.push(inner, end, style | CODE, Kind::Words);
                        } else {
                            self.read(inner, end, style | bit);
                        }
                        at = end + sign.len();
                        plain = at;
                        self.push(end, at, 0, Kind::Sign);
                        continue;
                    }
                    Err(until) => *closed = until,
                }
            }
            at += 1;
        }
        self.push(plain, to, style, Kind::Words);
    }

    fn push(&mut self, from: usize, to: usize, style: u8, kind: Kind) {
        let text: String = self.chars.get(from..to).unwrap_or_default().iter().collect();
        if !text.is_empty() {
            self.spans.push(Span { text, style, kind });
        }
    }

    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.char(at))
    }

    fn says(&self, at: usize, sign: &str) -> bool {
        let mut here = self.chars.get(at..).unwrap_or_default().iter();
        sign.chars().all(|sign| here.next() == Some(&sign))
    }

    fn opens(&self, at: usize, sign: &str) -> bool {
        let inside = self.char(at + sign.len());
        let line = sign.len() == 1;
        let doubled = line && self.before(at).is_some_and(|before| sign.starts_with(before));
        !doubled
            && !self.before(at).is_some_and(char::is_alphanumeric)
            && inside.is_some_and(|inside| !line || !(inside.is_whitespace() || self.says(at + 1, sign)))
    }

    /// Where the mark closes; or up to where it does not.
    fn close(&self, inner: usize, to: usize, sign: &str, many: bool) -> Result<usize, usize> {
        for at in inner..to {
            if !many && self.char(at) == Some('\n') {
                return Err(at);
            }
            let end = at + sign.len();
            let spaced = !many && self.before(at).is_some_and(char::is_whitespace);
            if at > inner
                && end <= to
                && !spaced
                && self.says(at, sign)
                && !self.char(end).is_some_and(char::is_alphanumeric)
            {
                return Ok(at);
            }
        }
        Err(to)
    }

    /// Where the address ends that begins here, if one does.
    fn link(&self, at: usize, to: usize) -> Option<usize> {
        if !matches!(self.char(at), Some('h' | 'H')) || self.before(at).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let host = ["https://", "http://"].into_iter().find_map(|scheme| {
            let here = self.chars.get(at..at + scheme.len())?;
            let same = here.iter().map(char::to_ascii_lowercase).eq(scheme.chars());
            same.then_some(at + scheme.len())
        })?;
        let mut end = self.host(host, to)?;
        if self.char(end).is_some_and(|c| matches!(c, '/' | '?' | '#')) {
            while end < to && self.char(end).is_some_and(|c| !ends_link(c)) {
                end += 1;
            }
        }
        let opened = self.chars.get(at..end)?.contains(&'(');
        while self.before(end).is_some_and(|c| after_link(c) && !(c == ')' && opened)) {
            end -= 1;
        }
        Some(end)
    }

    /// Where the host ends, with its port; `None` if it is none, or is made to look like another.
    fn host(&self, from: usize, to: usize) -> Option<usize> {
        let limit = to.min(from + HOST_CHARS);
        let run = |from: usize, allowed: fn(char) -> bool| {
            (from..limit)
                .find(|at| !self.char(*at).is_some_and(allowed))
                .unwrap_or(limit)
        };
        let mut end = run(from, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
        let host = self.chars.get(from..end)?;
        if !host.first()?.is_ascii_alphanumeric() || host.windows(2).any(|two| two == ['.', '.']) {
            return None;
        }
        if self.char(end) == Some(':') && end < to {
            let port = run(end + 1, |c| c.is_ascii_digit());
            let asked = self.char(end + 1).is_none_or(|c| ends_link(c) || after_link(c));
            if port == end + 1 && !asked {
                return None;
            }
            end = if port == end + 1 { end } else { port };
        }
        let next = self.char(end).filter(|_| end < to);
        let fine = next.is_none_or(|c| matches!(c, '/' | '?' | '#') || ends_link(c) || after_link(c));
        (fine && end < from + HOST_CHARS).then_some(end)
    }
}

/// What no address holds: space, quotes, and signs that cannot be seen or turn the writing around.
fn ends_link(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '`' | '\u{ab}' | '\u{bb}' | '\u{200b}'..='\u{200f}' | '\u{2018}'..='\u{201f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What belongs to the sentence around an address rather than to it.
const fn after_link(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | ')' | ']' | '}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shown pieces, each with the letters of its style; addresses in angles.
    fn shown(text: &str) -> String {
        let spans = spans(text);
        let all: String = spans.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(all, text, "nothing is left out");
        let letters = |style: u8| -> String {
            let names = [(BOLD, 'b'), (ITALIC, 'i'), (STRUCK, 's'), (CODE, 'c')];
            names
                .iter()
                .filter(|(bit, _)| style & bit != 0)
                .map(|(_, letter)| *letter)
                .collect()
        };
        let piece = |span: &Span| match (span.kind, letters(span.style)) {
            (Kind::Sign, _) => String::new(),
            (Kind::Link, _) => format!("<{}>", span.text),
            (Kind::Words | Kind::Mention(_), style) if style.is_empty() => span.text.clone(),
            (Kind::Words | Kind::Mention(_), style) => format!("{style}[{}]", span.text),
        };
        spans.iter().map(piece).collect()
    }

    #[test]
    fn marks_are_what_people_know() {
        for (text, expected) in [
            ("*bold*", "b[bold]"),
            ("a *b c* d", "a b[b c] d"),
            ("_it_, ~no~!", "i[it], s[no]!"),
            ("`a*b*c`", "c[a*b*c]"),
            ("*_both_*", "bi[both]"),
            ("*a _b_ c*", "b[a ]bi[b]b[ c]"),
            ("```two\nlines```", "c[two\nlines]"),
            ("(*x*)", "(b[x])"),
            ("*a*\n*b*", "b[a]\nb[b]"),
            ("*ça va*", "b[ça va]"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn signs_that_mark_nothing_stay_as_they_are() {
        for text in [
            "",
            "*",
            "**",
            "***",
            "_",
            "`",
            "``",
            "```",
            "2*3*4",
            "a * b * c",
            "*a",
            "a*",
            "* a*",
            "*a *",
            "snake_case_name",
            "*a\nb*",
            "~/x ~/y",
            "_a",
            "5 * 3",
            "**a**",
            "a_b c_d",
            "__init__.py",
            "*a*b",
        ] {
            assert_eq!(shown(text), text, "{text}");
        }
    }

    #[test]
    fn crossed_marks_close_the_outer_one() {
        assert_eq!(shown("*a _b* c_"), "b[a _b] c_");
        assert_eq!(shown("*a `b* c`"), "b[a `b] c`");
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("https://example.org", "<https://example.org>"),
            (
                "see http://example.org/a_b_c?q=1#x.",
                "see <http://example.org/a_b_c?q=1#x>.",
            ),
            ("(https://example.org)", "(<https://example.org>)"),
            (
                "https://en.wikipedia.org/wiki/A_(b), yes",
                "<https://en.wikipedia.org/wiki/A_(b)>, yes",
            ),
            ("HTTPS://Example.ORG/X", "<HTTPS://Example.ORG/X>"),
            ("*https://example.org/a*", "<https://example.org/a>"),
            ("https://localhost:8080/x!", "<https://localhost:8080/x>!"),
            ("at https://example.org: this", "at <https://example.org>: this"),
            ("https://xn--pple-43d.com/", "<https://xn--pple-43d.com/>"),
            ("https://example.org/ä/文", "<https://example.org/ä/文>"),
            ("https://example.org\"onclick=x", "<https://example.org>\"onclick=x"),
            ("https://example.org/<script>", "<https://example.org/><script>"),
            ("https://example.org/\u{202e}gro", "<https://example.org/>\u{202e}gro"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_address_stays_text() {
        for text in [
            "javascript:alert(1)",
            "JaVaScRiPt://example.org/%0aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://example.org",
            "blob:null/x",
            "example.org",
            "www.example.org",
            "//example.org",
            "http:/example.org",
            "http:example.org",
            "http://",
            "https:// example.org",
            "https:///example.org",
            "https://.example.org",
            "https://-a.org",
            "https://a..org",
            "https://@example.org",
            "https://bank.example@evil.example",
            "https://bank.example:80@evil.example",
            "https://user:word@evil.example",
            "https://bank.example\\@evil.example",
            "https://bank.example%2eevil.example",
            "https://\u{430}pple.com",
            "https://b\u{fc}cher.example",
            "https://example.org\u{2044}evil",
            "https://[::1]/",
            "xhttps://example.org",
            "hxxps://example.org",
            "\u{ff48}ttps://example.org",
            "https\u{ff1a}//example.org",
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href=x>y</a>",
            "[a](javascript:alert(1))",
            "&lt;b&gt;",
        ] {
            assert_eq!(shown(text), text, "{text}");
        }
        let long = format!("https://{}.org", "a".repeat(300));
        assert_eq!(shown(&long), long);
    }

    #[test]
    fn the_worst_text_takes_no_longer_than_others() {
        for piece in ["*a ", "_", "`a ", "http://", "*_~`", "https://a@", "((", "```"] {
            let text = piece.repeat(32_768 / piece.len());
            let all: String = spans(&text).into_iter().map(|span| span.text).collect();
            assert_eq!(all, text);
        }
    }
}
