//! Pictures in a terminal: two rows of dots in one row of it. Nothing is asked of the terminal for that, so none can garble or block.

use ratatui::style::{Color, Style};

use super::canvas::Canvas;
use crate::tui::model::{
    face::Dots,
    gallery::{Colours, Room, dot},
};

/// The upper half of a place: its ink is the upper dot, its ground the lower one.
const HALF: &str = "▀";

/// Draws one row of a picture that takes a room, from a column on.
pub fn draw_row(
    canvas: &mut Canvas<'_>,
    (column, at): Room,
    (dots, row): (&Dots, usize),
    (columns, rows): Room,
    colours: Colours,
) {
    let all = (columns, rows.saturating_mul(2));
    for place in 0..columns {
        let upper = dot(dots, (place, row.saturating_mul(2)), all);
        let lower = dot(dots, (place, row.saturating_mul(2).saturating_add(1)), all);
        let style = Style::new().fg(colour(upper, colours)).bg(colour(lower, colours));
        canvas.write(column.saturating_add(place), at, HALF, style);
    }
}

/// A colour as the terminal takes it.
fn colour(rgb: [u8; 3], colours: Colours) -> Color {
    let [red, green, blue] = rgb;
    match colours {
        Colours::All => Color::Rgb(red, green, blue),
        Colours::Few => Color::Indexed(nearest(rgb)),
        Colours::None => Color::Reset,
    }
}

/// Light of the six steps of xterm's cube, whose colours begin at 16.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of xterm's 256 colours: one of the cube, or of the 24 greys from 232 on, which have 8, 18, 28… 238.
fn nearest(rgb: [u8; 3]) -> u8 {
    let step = |light: u8| {
        let far = STEPS.map(|step| step.abs_diff(light));
        let best = (0_u8..).zip(far).min_by_key(|(_, far)| *far);
        best.map_or(0, |(at, _)| at)
    };
    let steps = rgb.map(step);
    let light = |at: u8| STEPS.get(usize::from(at)).copied().unwrap_or_default();
    let sum: u16 = rgb.iter().map(|light| u16::from(*light)).sum();
    let shade = u8::try_from((sum / 3).saturating_sub(3) / 10).unwrap_or(0).min(23);
    let grey = shade.saturating_mul(10).saturating_add(8);
    let distance = |other: [u8; 3]| -> u32 {
        let apart = rgb.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)));
        apart.map(|apart| apart.saturating_mul(apart)).sum()
    };
    if distance([grey; 3]) < distance(steps.map(light)) {
        return shade.saturating_add(232);
    }
    let [red, green, blue] = steps;
    red.saturating_mul(36)
        .saturating_add(green.saturating_mul(6))
        .saturating_add(blue)
        .saturating_add(16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_the_256_colours() {
        for (rgb, index) in [
            ([0, 0, 0], 16),
            ([255, 255, 255], 231),
            ([255, 0, 0], 196),
            ([95, 135, 175], 67),
            ([128, 128, 128], 244),
            ([130, 126, 127], 244),
            ([238, 238, 238], 255),
        ] {
            assert_eq!(nearest(rgb), index, "{rgb:?}");
        }
    }
}
