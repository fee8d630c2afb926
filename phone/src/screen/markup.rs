//! The marks that people write around words: `*bold*`, `_italic_`, `~strike~` and `` `code` ``.
//!
//! A pair of marks counts only around words and on one line: before the first one stands a space, an opening bracket,
//! a quotation mark or another mark, behind the last one no letter or digit, and nothing inside begins or ends with a
//! space. So `2*3*4`, `snake_case_name` and addresses stay as they were typed. Within code nothing else is a mark.

use std::ops::Range;

use pillion_wire::handle::Handle;

/// How words are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "five marks, each there or not")]
pub struct Marks {
    /// Between stars.
    pub bold: bool,
    /// Between low lines.
    pub italic: bool,
    /// Between tildes.
    pub strike: bool,
    /// Between back quotes.
    pub code: bool,
    /// The handle of a member who is named.
    pub named: bool,
}

/// A stretch of text that is shown in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// How they are shown.
    pub marks: Marks,
}

/// Text without its marks, and what they said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    text: String,
    /// Which bytes are shown how; in order, without gaps.
    spans: Vec<(Range<usize>, Marks)>,
}

impl Marked {
    /// Reads the marks of a text.
    #[must_use]
    pub fn read(written: &str) -> Self {
        let mut marked = Self::default();
        for (at, line) in written.split('\n').enumerate() {
            if at > 0 {
                marked.push("\n", Marks::default());
            }
            let closers = Closers::of(line);
            marked.stretch(line, 0..line.len(), Marks::default(), &closers);
        }
        marked
    }

    /// A text that is shown as it is.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        let mut marked = Self::default();
        marked.push(text, Marks::default());
        marked
    }

    /// The same text, in which the handles of these members are told apart, each with its `@`.
    #[must_use]
    pub fn naming(mut self, members: &[Handle]) -> Self {
        let names: Vec<Range<usize>> = named(&self.text, members);
        if names.is_empty() {
            return self;
        }
        for (span, marks) in std::mem::take(&mut self.spans) {
            let mut at = span.start;
            for name in names
                .iter()
                .filter(|name| name.start < span.end && span.start < name.end)
            {
                let (start, end) = (name.start.max(span.start), name.end.min(span.end));
                let parts = [(at..start, marks), (start..end, Marks { named: true, ..marks })];
                self.spans
                    .extend(parts.into_iter().filter(|(part, _)| !part.is_empty()));
                at = end;
            }
            let rest = at..span.end;
            self.spans.extend((!rest.is_empty()).then_some((rest, marks)));
        }
        self
    }

    /// The text without its marks.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A part of the text, in pieces.
    #[must_use]
    pub fn pieces(&self, part: Range<usize>) -> Vec<Piece> {
        let first = self.spans.partition_point(|(span, _)| span.end <= part.start);
        let spans = self.spans.iter().skip(first);
        spans
            .take_while(|(span, _)| span.start < part.end)
            .filter_map(|(span, marks)| {
                let shown = span.start.max(part.start)..span.end.min(part.end);
                let text = self.text.get(shown).filter(|text| !text.is_empty())?;
                Some(Piece {
                    text: text.to_owned(),
                    marks: *marks,
                })
            })
            .collect()
    }

    fn push(&mut self, text: &str, marks: Marks) {
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        match self.spans.last_mut() {
            Some((span, last)) if *last == marks => span.end = end,
            _ if end > start => self.spans.push((start..end, marks)),
            _ => {}
        }
    }

    /// Reads a stretch of a line. Each mark counts once within itself, so this goes four deep at most.
    fn stretch(&mut self, line: &str, stretch: Range<usize>, marks: Marks, closers: &Closers) {
        let mut plain_from = stretch.start;
        let mut at = stretch.start;
        while let Some(c) = line.get(at..stretch.end).and_then(|rest| rest.chars().next()) {
            let behind = at.saturating_add(c.len_utf8());
            let pair = Mark::of(c)
                .filter(|mark| !mark.is_in(marks) && opens(line, at))
                .and_then(|mark| Some((mark, closers.after(mark, at, stretch.end)?)));
            let Some((mark, close)) = pair else {
                at = behind;
                continue;
            };
            self.push(line.get(plain_from..at).unwrap_or_default(), marks);
            let within = mark.on(marks);
            if within.code {
                self.push(line.get(behind..close).unwrap_or_default(), within);
            } else {
                self.stretch(line, behind..close, within, closers);
            }
            at = close.saturating_add(1);
            plain_from = at;
        }
        self.push(line.get(plain_from..stretch.end).unwrap_or_default(), marks);
    }
}

/// One of the four marks.
#[derive(Clone, Copy)]
enum Mark {
    Bold,
    Italic,
    Strike,
    Code,
}

impl Mark {
    const fn of(c: char) -> Option<Self> {
        match c {
            '*' => Some(Self::Bold),
            '_' => Some(Self::Italic),
            '~' => Some(Self::Strike),
            '`' => Some(Self::Code),
            _ => None,
        }
    }

    const fn is_in(self, marks: Marks) -> bool {
        match self {
            Self::Bold => marks.bold,
            Self::Italic => marks.italic,
            Self::Strike => marks.strike,
            Self::Code => marks.code,
        }
    }

    const fn on(self, marks: Marks) -> Marks {
        match self {
            Self::Bold => Marks { bold: true, ..marks },
            Self::Italic => Marks { italic: true, ..marks },
            Self::Strike => Marks { strike: true, ..marks },
            Self::Code => Marks { code: true, ..marks },
        }
    }
}

/// Where each mark may end on a line, found once: a line full of marks would be searched again and again.
#[derive(Default)]
struct Closers {
    bold: Vec<usize>,
    italic: Vec<usize>,
    strike: Vec<usize>,
    code: Vec<usize>,
}

impl Closers {
    fn of(line: &str) -> Self {
        let mut closers = Self::default();
        let mut before = None;
        let mut chars = line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let ends_words = before.is_some_and(|before: char| !before.is_whitespace());
            let behind = chars.peek().map(|(_, c)| *c);
            if ends_words && !behind.is_some_and(char::is_alphanumeric) {
                match Mark::of(c) {
                    Some(Mark::Bold) => closers.bold.push(at),
                    Some(Mark::Italic) => closers.italic.push(at),
                    Some(Mark::Strike) => closers.strike.push(at),
                    Some(Mark::Code) => closers.code.push(at),
                    None => {}
                }
            }
            before = Some(c);
        }
        closers
    }

    /// The first end of a mark that begins at `at` with something between, before `end`.
    fn after(&self, mark: Mark, at: usize, end: usize) -> Option<usize> {
        let of_mark = match mark {
            Mark::Bold => &self.bold,
            Mark::Italic => &self.italic,
            Mark::Strike => &self.strike,
            Mark::Code => &self.code,
        };
        let first = of_mark.partition_point(|close| *close <= at.saturating_add(1));
        of_mark.get(first).copied().filter(|close| *close < end)
    }
}

/// Where members are named: an `@` that begins a word, and a whole handle behind it.
fn named(text: &str, members: &[Handle]) -> Vec<Range<usize>> {
    if members.is_empty() {
        return Vec::new();
    }
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let signs = text.match_indices('@').filter_map(|(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        let behind = text.get(at.saturating_add(1)..)?;
        let length = behind.find(|c| !letter(c)).unwrap_or(behind.len());
        let handle = Handle::parse(behind.get(..length)?).ok()?;
        let begins = before.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let end = at.saturating_add(1).saturating_add(length);
        (begins && members.contains(&handle)).then_some(at..end)
    });
    signs.collect()
}

/// Whether a mark may begin here.
fn opens(line: &str, at: usize) -> bool {
    let before = line.get(..at).and_then(|before| before.chars().next_back());
    let mut from = line.get(at..).unwrap_or_default().chars();
    let mark = from.next();
    let behind = from.next();
    let free = before.is_none_or(|c| c.is_whitespace() || "([{<\"'*_~-–—«„“‘¿¡>»›‹".contains(c));
    free && behind.is_some_and(|c| !c.is_whitespace()) && behind != mark
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces, with a letter for each mark.
    fn shown(text: &str) -> Vec<(String, String)> {
        let marked = Marked::read(text);
        let pieces = marked.pieces(0..marked.text().len());
        let letters = |marks: Marks| {
            let each = [
                ('b', marks.bold),
                ('i', marks.italic),
                ('s', marks.strike),
                ('c', marks.code),
                ('n', marks.named),
            ];
            each.iter().filter(|(_, on)| *on).map(|(letter, _)| *letter).collect()
        };
        pieces
            .into_iter()
            .map(|piece| (letters(piece.marks), piece.text))
            .collect()
    }

    fn pair(letters: &str, text: &str) -> (String, String) {
        (letters.to_owned(), text.to_owned())
    }

    #[test]
    fn words_between_marks_are_shown_so() {
        assert_eq!(
            shown("a *bold* _it is_ (~gone~) `x = *y*`, *日本*"),
            [
                pair("", "a "),
                pair("b", "bold"),
                pair("", " "),
                pair("i", "it is"),
                pair("", " ("),
                pair("s", "gone"),
                pair("", ") "),
                pair("c", "x = *y*"),
                pair("", ", "),
                pair("b", "日本"),
            ]
        );
    }

    #[test]
    fn marks_stand_within_one_another() {
        assert_eq!(
            shown("*_both_ one*"),
            [pair("bi", "both"), pair("b", " one")],
            "the inner pair first"
        );
        assert_eq!(shown("_~*all*~_"), [pair("bis", "all")]);
    }

    #[test]
    fn what_is_no_mark_stays_as_it_was_typed() {
        for text in [
            "2*3*4",
            "snake_case_name",
            "* a list *",
            "*open",
            "close*",
            "**",
            "***",
            "* *",
            "a * b * c",
            "*two\nlines*",
            "http://a.example/_x_/~y~",
            "_a_b",
            "``",
            "*a *b",
        ] {
            assert_eq!(shown(text), [pair("", text)], "{text}");
        }
        assert_eq!(shown(""), []);
    }

    #[test]
    fn a_line_full_of_marks_is_read_at_once() {
        let marked = Marked::read(&"*a ".repeat(10_000));
        assert_eq!(marked.text().len(), 30_000);
        assert!(Marked::read(&"*_~`a`~_* ".repeat(3_000)).text().len() == 6_000);
    }

    #[test]
    fn members_are_named_by_whole_handles_at_the_beginning_of_a_word() {
        let members = [Handle::parse("bob").unwrap(), Handle::parse("eve_2").unwrap()];
        let pieces = |text: &str| {
            let marked = Marked::read(text).naming(&members);
            let pieces = marked.pieces(0..marked.text().len()).into_iter();
            let named = pieces.filter(|piece| piece.marks.named);
            named.map(|piece| piece.text).collect::<Vec<_>>()
        };
        assert_eq!(pieces("@bob, *@eve_2!* and (@BOB)"), ["@bob", "@eve_2", "@BOB"]);
        for text in ["a@bob", "@bobby", "@ bob", "bob", "@", "@@", "@carol", "_@bob"] {
            let named = pieces(text);
            assert!(named.is_empty(), "{text}: {named:?}");
        }
        let whole = Marked::read("hi @bob you").naming(&members);
        let texts: Vec<String> = whole.pieces(0..11).into_iter().map(|piece| piece.text).collect();
        assert_eq!(texts, ["hi ", "@bob", " you"]);
    }

    #[test]
    fn a_part_has_its_own_pieces() {
        let marked = Marked::read("one *two three* four");
        assert_eq!(marked.text(), "one two three four");
        let texts = |part| -> Vec<String> { marked.pieces(part).into_iter().map(|piece| piece.text).collect() };
        assert_eq!(texts(0..8), ["one ", "two "]);
        assert_eq!(texts(8..18), ["three", " four"]);
        assert_eq!(texts(3..3), [""; 0]);
    }
}
