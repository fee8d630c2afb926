//! Times as this reader writes them.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use pillion_wire::time::Timestamp;
use wasm_bindgen::JsValue;

use crate::words::{lang::Lang, time as words};

const DAY_MS: f64 = 86_400_000.0;

/// The parts of a moment that are written, as the browser calls them, each with how.
type Parts = &'static [(&'static str, &'static str)];

const CLOCK: Parts = &[("hour", "2-digit"), ("minute", "2-digit")];
const WEEKDAY: Parts = &[("weekday", "long")];
const SHORT_DATE: Parts = &[("day", "numeric"), ("month", "numeric"), ("year", "2-digit")];
const DAY_AND_MONTH: Parts = &[("day", "numeric"), ("month", "short")];
const LONG_DATE: Parts = &[
    ("weekday", "long"),
    ("day", "numeric"),
    ("month", "long"),
    ("year", "numeric"),
];

thread_local! {
    /// What writes which parts in which language. Every message and every chat has a time, and to make the writer takes as
    /// long as to draw half a message.
    static WRITERS: RefCell<Vec<((Lang, Parts), Function)>> = const { RefCell::new(Vec::new()) };
}

/// Hours and minutes.
#[must_use]
pub fn clock(lang: Lang, at: Timestamp) -> String {
    written(lang, &date(at), CLOCK)
}

/// A time in as few letters as tell it: the time today, the weekday in the last week, else the date.
#[must_use]
pub fn short(lang: Lang, at: Timestamp, now: Timestamp) -> String {
    match day_of(now) - day_of(at) {
        0 => clock(lang, at),
        1 => words::yesterday(lang).into(),
        2..=6 => written(lang, &date(at), WEEKDAY),
        _ => written(lang, &date(at), SHORT_DATE),
    }
}

/// A moment: the time today, else with its day.
#[must_use]
pub fn moment(lang: Lang, at: Timestamp, now: Timestamp) -> String {
    match day_of(now) - day_of(at) {
        0 => clock(lang, at),
        1 => words::yesterday_at(lang, &clock(lang, at)),
        _ => format!("{}, {}", written(lang, &date(at), DAY_AND_MONTH), clock(lang, at)),
    }
}

/// The name of a day between messages.
#[must_use]
pub fn day_name(lang: Lang, day: i32, now: Timestamp) -> String {
    match day_of(now) - day {
        0 => words::today(lang).into(),
        1 => words::yesterday(lang).into(),
        _ => {
            let noon = (f64::from(day) + 0.5) * DAY_MS + offset_ms(now);
            written(lang, &Date::new(&JsValue::from_f64(noon)), LONG_DATE)
        }
    }
}

/// The number of a day in this reader's time zone.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "days since 1970 fit")]
pub fn day_of(at: Timestamp) -> i32 {
    ((ms(at) - offset_ms(at)) / DAY_MS).floor() as i32
}

/// Now, for telling today from yesterday.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative, never above 2^53"
)]
pub fn now() -> Timestamp {
    Timestamp(Date::now().max(0.0) as u64)
}

/// What has to be added to local time to make it UTC.
fn offset_ms(at: Timestamp) -> f64 {
    date(at).get_timezone_offset() * 60_000.0
}

fn written(lang: Lang, date: &Date, parts: Parts) -> String {
    let write = WRITERS.with_borrow_mut(|writers| {
        if let Some((_, write)) = writers.iter().find(|(of, _)| *of == (lang, parts)) {
            return write.clone();
        }
        let write = DateTimeFormat::new(&Array::of1(&language(lang).into()), &options(parts)).format();
        writers.push(((lang, parts), write.clone()));
        write
    });
    let written = write.call1(&JsValue::UNDEFINED, date);
    written.ok().and_then(|written| written.as_string()).unwrap_or_default()
}

fn date(at: Timestamp) -> Date {
    Date::new(&JsValue::from_f64(ms(at)))
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
fn ms(at: Timestamp) -> f64 {
    at.0 as f64
}

/// The reader's own way to write dates, if it is of the page's language: English is written in many.
fn language(lang: Lang) -> String {
    let own = super::browser::window().navigator().language();
    own.filter(|own| Lang::of_tag(own) == Some(lang))
        .unwrap_or_else(|| lang.tag().into())
}

fn options(parts: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in parts {
        let _set = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}
