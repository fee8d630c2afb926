//! People in a sentence.

use super::lang::Lang;

/// A name in a sentence. Signs that hold it together, so that one that is written from right to left, or means to turn the
/// sentence around, moves nothing but itself.
#[must_use]
pub fn apart(name: &str) -> String {
    ["\u{2068}", name, "\u{2069}"].concat()
}

/// This account, as who does something.
#[must_use]
pub const fn you(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "You",
        Lang::German => "Sie",
    }
}

/// Something unread names this account.
#[must_use]
pub const fn names_you(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "you are named",
        Lang::German => "Sie werden erwähnt",
    }
}

/// Several of them: names, and how many more there are.
#[must_use]
pub fn several(lang: Lang, mut names: Vec<String>, others: u32) -> String {
    let and = match lang {
        Lang::English => " and ",
        Lang::German => " und ",
    };
    match (lang, others) {
        (_, 0) => {}
        (Lang::English, 1) => names.push("one other".into()),
        (Lang::English, _) => names.push([&others.to_string(), " others"].concat()),
        (Lang::German, 1) => names.push("eine weitere Person".into()),
        (Lang::German, _) => names.push([&others.to_string(), " weitere"].concat()),
    }
    let Some(last) = names.pop() else { return String::new() };
    if names.is_empty() {
        return last;
    }
    [&names.join(", "), and, &last].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_people_reads_like_a_sentence() {
        let names = |count: usize| -> Vec<String> {
            ["Bob", "Eve", "Otto"]
                .into_iter()
                .take(count)
                .map(String::from)
                .collect()
        };
        for (count, others, english, german) in [
            (1, 0, "Bob", "Bob"),
            (2, 0, "Bob and Eve", "Bob und Eve"),
            (3, 0, "Bob, Eve and Otto", "Bob, Eve und Otto"),
            (1, 1, "Bob and one other", "Bob und eine weitere Person"),
            (2, 9, "Bob, Eve and 9 others", "Bob, Eve und 9 weitere"),
            (0, 0, "", ""),
        ] {
            assert_eq!(several(Lang::English, names(count), others), english);
            assert_eq!(several(Lang::German, names(count), others), german);
        }
    }
}
