//! Limits as they are typed and told: `64MB`, `1.5 GB`, `none` and `any`; powers of ten, as sizes are shown.

use clap::ValueEnum;
use pillion_protocol::content::limit::{Kind, Limit, Limits};

use crate::screen::words::size;

/// What a limit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindWord {
    /// Pictures.
    Pictures,
    /// Films.
    Films,
    /// Music and speech.
    Audio,
    /// Anything else.
    Others,
}

impl KindWord {
    /// The kind that it means.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Pictures => Kind::Picture,
            Self::Films => Kind::Film,
            Self::Audio => Kind::Audio,
            Self::Others => Kind::Other,
        }
    }
}

/// A limit as it is typed.
///
/// # Errors
/// A sentence, if that is none.
pub fn typed(text: &str) -> Result<Limit, String> {
    let word = text.trim().to_ascii_lowercase();
    match word.as_str() {
        "none" => return Ok(Limit::NOTHING),
        "any" => return Ok(Limit::ANY),
        _ => {}
    }
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match word.get(number.len()..).unwrap_or_default() {
        "" | "b" | "bytes" => Some(1_u64),
        "kb" | "k" => Some(1_000),
        "mb" | "m" => Some(1_000_000),
        "gb" | "g" => Some(1_000_000_000),
        "tb" | "t" => Some(1_000_000_000_000),
        _ => None,
    };
    let bytes = unit.and_then(|unit| times(number.trim(), unit));
    bytes
        .map(Limit::new)
        .ok_or_else(|| "This is no size: type `64MB`, `1.5GB`, `none` or `any`.".to_owned())
}

/// A number with at most three digits behind its point, times a unit.
fn times(number: &str, unit: u64) -> Option<u64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(part) || part.len() > 3 {
        return None;
    }
    let thousandths: u64 = format!("{whole}{part:0<3}").parse().ok()?;
    let times = u128::from(thousandths) * u128::from(unit) / 1_000;
    // Who types 0 gets what `none` says; nothing else becomes that by being rounded.
    u64::try_from(times)
        .ok()
        .filter(|bytes| (*bytes == 0) == (thousandths == 0))
}

/// A limit in words.
#[must_use]
pub fn told(limit: Limit) -> String {
    match limit {
        Limit::NOTHING => "nothing by itself".to_owned(),
        Limit::ANY => "any size".to_owned(),
        limit => format!("up to {}", size(limit.bytes())),
    }
}

/// All limits, a line each.
#[must_use]
pub fn all(limits: &Limits) -> String {
    let lines = Kind::ALL.map(|kind| format!("{:<9} {}", kind.word(), told(limits.of(kind))));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_typed_as_they_are_shown() {
        for (text, bytes) in [
            ("0", 0),
            ("none", 0),
            ("500", 500),
            ("64MB", 64_000_000),
            ("64 mb", 64_000_000),
            ("1.5GB", 1_500_000_000),
            ("0.001kb", 1),
            ("0.0GB", 0),
            ("2TB", 2_000_000_000_000),
            ("any", Limit::ANY.bytes()),
            ("5000TB", Limit::ANY.bytes()),
        ] {
            assert_eq!(typed(text).map(Limit::bytes), Ok(bytes), "{text}");
        }
    }

    #[test]
    fn what_is_no_size_is_refused() {
        for text in [
            "", "MB", "-1", "1.2345MB", "1.2.3", "64MiB", "1e9", "all", "1,5GB", "0.5", "１MB", "0x10",
        ] {
            assert!(typed(text).is_err(), "{text}");
        }
    }

    #[test]
    fn all_limits_are_told() {
        let mut limits = Limits::default();
        limits.set(Kind::Film, Limit::NOTHING);
        limits.set(Kind::Other, Limit::ANY);
        assert_eq!(
            all(&limits),
            "pictures  up to 64 MB\nfilms     nothing by itself\naudio     up to 64 MB\nothers    any size"
        );
    }
}
