//! Times as this reader writes them.

use js_sys::{Date, Object, Reflect};
use pillion_wire::time::Timestamp;
use wasm_bindgen::JsValue;

const DAY_MS: f64 = 86_400_000.0;

/// Hours and minutes.
#[must_use]
pub fn clock(at: Timestamp) -> String {
    let options = options(&[("hour", "2-digit"), ("minute", "2-digit")]);
    date(at)
        .to_locale_time_string_with_options(&language(), &options)
        .into()
}

/// A time in as few letters as tell it: the time today, the weekday in the last week, else the date.
#[must_use]
pub fn short(at: Timestamp, now: Timestamp) -> String {
    match day_of(now) - day_of(at) {
        0 => clock(at),
        1 => "Yesterday".into(),
        2..=6 => local(at, &[("weekday", "long")]),
        _ => local(at, &[("day", "numeric"), ("month", "numeric"), ("year", "2-digit")]),
    }
}

/// A moment: the time today, else with its day.
#[must_use]
pub fn moment(at: Timestamp, now: Timestamp) -> String {
    match day_of(now) - day_of(at) {
        0 => clock(at),
        1 => format!("yesterday, {}", clock(at)),
        _ => format!(
            "{}, {}",
            local(at, &[("day", "numeric"), ("month", "short")]),
            clock(at)
        ),
    }
}

/// The name of a day between messages.
#[must_use]
pub fn day_name(day: i32, now: Timestamp) -> String {
    match day_of(now) - day {
        0 => "Today".into(),
        1 => "Yesterday".into(),
        _ => {
            let noon = (f64::from(day) + 0.5) * DAY_MS + offset_ms(now);
            let options = options(&[
                ("weekday", "long"),
                ("day", "numeric"),
                ("month", "long"),
                ("year", "numeric"),
            ]);
            Date::new(&JsValue::from_f64(noon))
                .to_locale_date_string(&language(), &options)
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

fn local(at: Timestamp, parts: &[(&str, &str)]) -> String {
    date(at).to_locale_date_string(&language(), &options(parts)).into()
}

fn date(at: Timestamp) -> Date {
    Date::new(&JsValue::from_f64(ms(at)))
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
fn ms(at: Timestamp) -> f64 {
    at.0 as f64
}

fn language() -> String {
    leptos::prelude::window()
        .navigator()
        .language()
        .unwrap_or_else(|| "en".into())
}

fn options(parts: &[(&str, &str)]) -> JsValue {
    let options = Object::new();
    for (name, value) in parts {
        let _set = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options.into()
}
