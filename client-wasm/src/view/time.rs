//! Times as this reader writes them.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use pillion_wire::time::Timestamp;
use wasm_bindgen::JsValue;

use crate::words::{lang::Lang, time as words};

const DAY_MS: f64 = 86_400_000.0;

thread_local! {
    /// What writes hours and minutes, and its language. Every message has a time, and to make the writer takes as long as to
    /// draw half a message.
    static CLOCK: RefCell<Option<(Lang, Function)>> = const { RefCell::new(None) };
}

/// Hours and minutes.
#[must_use]
pub fn clock(lang: Lang, at: Timestamp) -> String {
    let write = CLOCK.with_borrow_mut(|clock| match clock {
        Some((of, write)) if *of == lang => write.clone(),
        _ => clock.insert((lang, hours_and_minutes(lang))).1.clone(),
    });
    let written = write.call1(&JsValue::UNDEFINED, &date(at));
    written.ok().and_then(|written| written.as_string()).unwrap_or_default()
}

fn hours_and_minutes(lang: Lang) -> Function {
    let options = options(&[("hour", "2-digit"), ("minute", "2-digit")]);
    DateTimeFormat::new(&Array::of1(&language(lang).into()), &options).format()
}

/// A time in as few letters as tell it: the time today, the weekday in the last week, else the date.
#[must_use]
pub fn short(lang: Lang, at: Timestamp, now: Timestamp) -> String {
    match day_of(now) - day_of(at) {
        0 => clock(lang, at),
        1 => words::yesterday(lang).into(),
        2..=6 => local(lang, at, &[("weekday", "long")]),
        _ => local(
            lang,
            at,
            &[("day", "numeric"), ("month", "numeric"), ("year", "2-digit")],
        ),
    }
}

/// A moment: the time today, else with its day.
#[must_use]
pub fn moment(lang: Lang, at: Timestamp, now: Timestamp) -> String {
    match day_of(now) - day_of(at) {
        0 => clock(lang, at),
        1 => words::yesterday_at(lang, &clock(lang, at)),
        _ => format!(
            "{}, {}",
            local(lang, at, &[("day", "numeric"), ("month", "short")]),
            clock(lang, at)
        ),
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
            let options = options(&[
                ("weekday", "long"),
                ("day", "numeric"),
                ("month", "long"),
                ("year", "numeric"),
            ]);
            Date::new(&JsValue::from_f64(noon))
                .to_locale_date_string(&language(lang), &options)
                .into()
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

fn local(lang: Lang, at: Timestamp, parts: &[(&str, &str)]) -> String {
    date(at).to_locale_date_string(&language(lang), &options(parts)).into()
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
