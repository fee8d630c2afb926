//! How loud a sound is where, as bars.

use super::element::{Tag, svg};

/// The width of a bar and of the gap behind it.
const STEP: usize = 4;

/// Half of the height.
const MIDDLE: usize = 16;

/// A drawing with two paths: what has been heard, and the rest.
pub fn wave(heard: impl Fn() -> String + 'static, rest: impl Fn() -> String + 'static, steps: usize) -> Tag {
    let width = steps.max(1).saturating_mul(STEP);
    svg("svg")
        .attr("class", "wave")
        .attr("viewBox", &format!("0 0 {width} {}", 2 * MIDDLE))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child((
            svg("path").attr("class", "heard").bind("d", move || Some(heard())),
            svg("path").bind("d", move || Some(rest())),
        ))
}

/// Bars for some levels, the first of them at this step.
#[must_use]
pub fn bars(levels: &[u8], first: usize) -> String {
    let bar = |(at, level): (usize, &u8)| {
        let half = 1 + usize::from(*level) * (MIDDLE - 2) / 255;
        [
            "M",
            &(at * STEP + STEP / 2).to_string(),
            ",",
            &(MIDDLE - half).to_string(),
            "v",
            &(2 * half).to_string(),
        ]
        .concat()
    };
    levels
        .iter()
        .enumerate()
        .map(|(at, level)| bar((first + at, level)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_a_dot_and_the_loudest_bar_stays_inside() {
        assert_eq!(bars(&[], 0), "");
        assert_eq!(bars(&[0, 255], 0), "M2,15v2M6,1v30");
        assert_eq!(bars(&[0], 3), "M14,15v2");
    }
}
