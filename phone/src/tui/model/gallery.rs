//! The small pictures of files: which are known, and how large they stand in a chat.
//!
//! A place of a terminal shows two dots, one above the other; about twice as high as wide, it makes them nearly square. How many rows a
//! picture takes follows from what its sender says of it, so that nothing moves when the picture itself comes.

use std::collections::BTreeMap;

use pillion_protocol::content::{file::Look, message::Message, picture::PictureId};

use super::face::Dots;

/// The longest side of the dots that are kept, in dots: as much as a large terminal shows. One picture has at most 77 kB then.
pub const DOTS_MOST: u32 = 160;

/// Pictures that are kept, besides those in view: 5 MB.
const KEPT: usize = 64;

/// The widest picture in a chat, in columns.
const COLUMNS_MOST: usize = 48;

/// The highest picture in a chat, in rows, and the lowest such limit, on a small terminal.
const ROWS_MOST: usize = 16;
const ROWS_LEAST: usize = 4;

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// All.
    #[default]
    All,
    /// 256 of them, those of xterm.
    Few,
    /// The person wants none: pictures are not shown.
    None,
}

/// What is known of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// It is asked for, or being unpacked.
    Asked,
    /// There is none, or none that can be unpacked.
    Missing,
    /// It is here.
    Here(Dots),
}

/// A part of the screen: columns, rows.
pub type Room = (usize, usize);

/// The pictures.
#[derive(Debug, Clone, Default)]
pub struct Gallery {
    sights: BTreeMap<PictureId, Sight>,
}

impl Gallery {
    /// What is known of one; `None` if nobody has asked.
    #[must_use]
    pub fn sight(&self, id: PictureId) -> Option<&Sight> {
        self.sights.get(&id)
    }

    /// Notes what is known of one.
    pub fn note(&mut self, id: PictureId, sight: Sight) {
        self.sights.insert(id, sight);
    }

    /// Lets go of those that are not in view, if there are too many.
    pub fn thin_out(&mut self, in_view: &[PictureId]) {
        if self.sights.len() > KEPT {
            self.sights.retain(|id, _| in_view.contains(id));
        }
    }
}

/// What a message looks like, if it has a file that has a small picture.
#[must_use]
pub fn look(message: &Message) -> Option<Look> {
    message.body.file()?.file.look
}

/// The room of a picture in a chat whose bubbles have so many columns, on a terminal of so many rows.
#[must_use]
pub fn room_in_chat(look: Look, columns: usize, rows_of_terminal: usize) -> Room {
    let rows = (rows_of_terminal.saturating_mul(2) / 5).clamp(ROWS_LEAST, ROWS_MOST);
    room(look, (columns.min(COLUMNS_MOST), rows))
}

/// The largest room for a picture in the one that there is, as wide and high as its sender says that it is; at least one place.
#[must_use]
pub fn room(look: Look, (columns, rows): Room) -> Room {
    let (width, height) = (usize::from(look.width.max(1)), usize::from(look.height.max(1)));
    // No sum here is larger than 65,536 times the dots of a terminal.
    let most = (columns.max(1).min(width), rows.max(1).saturating_mul(2).min(height));
    let is_wide = width.saturating_mul(most.1) > height.saturating_mul(most.0);
    let (columns, dots) = match is_wide {
        true => (most.0, height.saturating_mul(most.0).div_ceil(width)),
        false => (width.saturating_mul(most.1).div_ceil(height), most.1),
    };
    (columns.max(1), dots.div_ceil(2).max(1))
}

/// The colour of one dot of a picture that is drawn with so many dots each way: the middle of all that it stands for.
#[must_use]
pub fn dot(dots: &Dots, (column, row): Room, (columns, rows): Room) -> [u8; 3] {
    let part = |at: usize, of: usize, there: usize| {
        let first = at.saturating_mul(there).checked_div(of).unwrap_or(0);
        let behind = at.saturating_add(1).saturating_mul(there).div_ceil(of.max(1));
        first..behind.clamp(first.saturating_add(1), there.max(first.saturating_add(1)))
    };
    let (mut sums, mut count) = ([0_u32; 3], 0_u32);
    for line in dots.get(part(row, rows, dots.len())).unwrap_or_default() {
        for dot in line.get(part(column, columns, line.len())).unwrap_or_default() {
            for (sum, colour) in sums.iter_mut().zip(dot) {
                *sum = sum.saturating_add(u32::from(*colour));
            }
            count = count.saturating_add(1);
        }
    }
    sums.map(|sum| u8::try_from(sum.checked_div(count).unwrap_or(0)).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(width: u16, height: u16) -> Look {
        Look {
            width,
            height,
            picture: PictureId([0; 32]),
        }
    }

    #[test]
    fn a_picture_keeps_its_shape_and_its_room() {
        for (look, room_there, taken) in [
            (of(4_000, 3_000), (44, 9), (24, 9)),
            (of(3_000, 4_000), (44, 9), (14, 9)),
            (of(4_000, 3_000), (20, 9), (20, 8)),
            (of(16, 16), (44, 9), (16, 8)),
            (of(1, 1), (44, 9), (1, 1)),
            (of(0, 0), (44, 9), (1, 1)),
            (of(u16::MAX, 1), (44, 9), (44, 1)),
            (of(1, u16::MAX), (44, 9), (1, 9)),
            (of(4_000, 3_000), (0, 0), (1, 1)),
        ] {
            assert_eq!(room(look, room_there), taken, "{look:?} in {room_there:?}");
        }
    }

    #[test]
    fn a_dot_is_the_middle_of_what_it_stands_for_and_always_one() {
        let dots = vec![
            vec![[0, 0, 0], [200, 100, 0], [9, 9, 9], [9, 9, 9]],
            vec![[0, 0, 0], [200, 100, 0], [9, 9, 9], [9, 9, 9]],
        ];
        assert_eq!(dot(&dots, (0, 0), (2, 1)), [100, 50, 0]);
        assert_eq!(dot(&dots, (1, 0), (2, 1)), [9, 9, 9]);
        assert_eq!(dot(&dots, (7, 3), (8, 4)), [9, 9, 9], "more dots than there are");
        for there in [&Vec::new(), &vec![Vec::new()], &dots] {
            for place in [(0, 0), (5, 5), (usize::MAX, usize::MAX)] {
                let _ = dot(there, place, (3, 3));
                let _ = dot(there, place, (0, 0));
            }
        }
    }

    #[test]
    fn what_is_in_view_stays() {
        let mut gallery = Gallery::default();
        let id = |byte| PictureId([byte; 32]);
        for byte in 0..=64 {
            gallery.note(id(byte), Sight::Asked);
        }
        gallery.thin_out(&[id(3)]);
        assert!(gallery.sight(id(3)).is_some() && gallery.sight(id(4)).is_none());
    }
}
