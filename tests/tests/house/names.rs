//! The names in a Rust source: full paths, single words and string literals, each with its line.
//!
//! Works on tokens, so comments and the insides of strings are never taken for code, and the insides of macros are
//! seen like any other code. It resolves `use` trees, `self` and `super`; it does not follow aliases.

use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One name and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// `a::b::c`; a single word if it stands alone.
    pub(crate) path: String,
    /// From 1.
    pub(crate) line: usize,
}

/// All names of one file.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Paths and words of the product.
    pub(crate) product: Vec<Name>,
    /// Paths and words of its tests.
    pub(crate) tests: Vec<Name>,
    /// String literals of the product, documentation left out.
    pub(crate) texts: Vec<Name>,
    /// Words inside attributes, tests included.
    pub(crate) attributes: Vec<Name>,
}

impl Names {
    /// Reads a source. `module` is the path of the file's own module, such as `["crate", "store"]`.
    pub(crate) fn read(source: &str, module: &[String]) -> Result<Self, String> {
        let stream = TokenStream::from_str(source).map_err(|problem| problem.to_string())?;
        let mut names = Self::default();
        Reader {
            names: &mut names,
            module,
            in_test: false,
        }
        .read(stream);
        Ok(names)
    }
}

struct Reader<'a> {
    names: &'a mut Names,
    module: &'a [String],
    in_test: bool,
}

impl Reader<'_> {
    fn read(&mut self, stream: TokenStream) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        let mut test_item = false;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '#' => {
                    let (used, is_test) = self.attribute(&tokens[at + 1..]);
                    test_item |= is_test;
                    at += used;
                }
                TokenTree::Ident(_) => at += self.path(&tokens[at..], &[]).saturating_sub(1),
                TokenTree::Group(group) => {
                    let outer = self.in_test;
                    self.in_test |= test_item;
                    self.read(group.stream());
                    self.in_test = outer;
                    test_item &= group.delimiter() != Delimiter::Brace;
                }
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    if !self.in_test && text.ends_with(['"', '#']) {
                        self.names.texts.push(Name {
                            path: text,
                            line: literal.span().start().line,
                        });
                    }
                }
                TokenTree::Punct(mark) => test_item &= mark.as_char() != ';',
            }
            at += 1;
        }
    }

    /// Reads what follows a `#`; says how many tokens it took and whether it marks the next item as a test.
    fn attribute(&mut self, rest: &[TokenTree]) -> (usize, bool) {
        let bang = matches!(rest.first(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
        let used = usize::from(bang) + 1;
        let Some(TokenTree::Group(group)) = rest.get(used - 1) else {
            return (0, false);
        };
        if group.delimiter() != Delimiter::Bracket {
            return (0, false);
        }
        let words: Vec<TokenTree> = group.stream().into_iter().collect();
        let Some(TokenTree::Ident(first)) = words.first() else {
            return (used, false);
        };
        if first == "doc" {
            return (used, false);
        }
        for word in flat(group.stream()) {
            if let TokenTree::Ident(word) = word {
                let line = word.span().start().line;
                self.names.attributes.push(Name {
                    path: word.to_string(),
                    line,
                });
            }
        }
        let is_test = first == "cfg" && flat(group.stream()).iter().any(|word| word.to_string() == "test");
        (used, is_test && !bang)
    }

    /// Reads one path or `use` tree from its first word; says how many tokens it took.
    fn path(&mut self, tokens: &[TokenTree], before: &[String]) -> usize {
        let mut segments = before.to_vec();
        let mut line = 0;
        let mut used = 0;
        while let Some(TokenTree::Ident(word)) = tokens.get(used) {
            line = word.span().start().line;
            segments.push(word.to_string());
            used += 1;
            if !is_colons(&tokens[used..]) {
                break;
            }
            used += 2;
            if let Some(TokenTree::Group(tree)) = tokens.get(used) {
                self.tree(tree.stream(), &segments);
                return used + 1;
            }
        }
        let path = self.resolve(&segments);
        let names = if self.in_test {
            &mut self.names.tests
        } else {
            &mut self.names.product
        };
        names.push(Name { path, line });
        used
    }

    fn tree(&mut self, stream: TokenStream, before: &[String]) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += match token {
                TokenTree::Ident(_) => self.path(&tokens[at..], before).max(1),
                _ => 1,
            };
        }
    }

    fn resolve(&self, segments: &[String]) -> String {
        let mut module = self.module.to_vec();
        let mut rest = segments;
        let relative = matches!(rest.first().map(String::as_str), Some("self" | "super")) && rest.len() > 1;
        if !relative {
            return segments.join("::");
        }
        while let Some(first) = rest.first() {
            match first.as_str() {
                "super" => drop(module.pop()),
                "self" => {}
                _ => break,
            }
            rest = &rest[1..];
        }
        module.extend_from_slice(rest);
        module.join("::")
    }
}

fn is_colons(tokens: &[TokenTree]) -> bool {
    let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    colon(0) && colon(1)
}

fn flat(stream: TokenStream) -> Vec<TokenTree> {
    let inner = |token| match token {
        TokenTree::Group(group) => flat(group.stream()),
        other => vec![other],
    };
    stream.into_iter().flat_map(inner).collect()
}

#[test]
fn names_are_found_in_use_trees_macros_and_expressions_but_not_in_comments_or_strings() {
    let source = r#"
        //! tokio::net in a comment
        use std::{fs, net::{self, TcpStream}};
        use super::store::Store;
        /// warp::serve in documentation
        fn a() { println!("{}", tokio::time::sleep("web_sys::window")); }
        #[cfg(test)]
        mod tests { fn b() { redb::open(); } }
        fn c() { ratatui::init(); }
    "#;
    let module = ["crate", "model"].map(String::from);
    let names = Names::read(source, &module).unwrap();
    let product: Vec<&str> = names.product.iter().map(|name| name.path.as_str()).collect();
    for path in [
        "std::fs",
        "std::net::TcpStream",
        "crate::store::Store",
        "tokio::time::sleep",
        "ratatui::init",
    ] {
        assert!(product.contains(&path), "{path} in {product:?}");
    }
    for path in ["tokio::net", "warp::serve", "web_sys::window", "redb::open"] {
        assert!(!product.contains(&path), "{path} in {product:?}");
    }
    assert!(names.tests.iter().any(|name| name.path == "redb::open"));
    assert!(names.texts.iter().any(|text| text.path.contains("web_sys")));
}
