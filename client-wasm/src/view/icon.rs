//! The page's few pictures, as SVG elements in the colour of the text around them. They say nothing to a screen reader: the
//! control that they stand in has a name.

use std::cell::RefCell;

use super::element::{Tag, img, svg};

thread_local! {
    /// Each picture that was drawn, to be copied: three a message, and a copy is one call.
    static DRAWN: RefCell<Vec<(Icon, Tag)>> = const { RefCell::new(Vec::new()) };
}

/// One picture on a grid of 24.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Three dots: more.
    Menu,
    /// A new contact.
    Add,
    /// Back to the list.
    Back,
    /// To the next one.
    Next,
    /// Send.
    Send,
    /// To the newest message.
    Down,
    /// In the browser, or on the phone only.
    Clock,
    /// One tick.
    Tick,
    /// Two ticks.
    Ticks,
    /// Failed.
    Alert,
    /// Close.
    Close,
    /// A phone with the message on it.
    Phone,
    /// What can be done with something.
    More,
    /// Starred.
    Star,
    /// Passed on.
    Forward,
    /// At the top of the list.
    Pin,
    /// No notifications.
    Mute,
    /// Search.
    Search,
    /// Out of the way.
    Archive,
    /// A sheet of paper.
    File,
    /// A paper clip.
    Clip,
    /// Goes on.
    Play,
    /// Waits.
    Pause,
    /// The identity was compared.
    Shield,
    /// Goes away by itself.
    Timer,
    /// A face.
    Smile,
    /// Several people.
    Group,
    /// A microphone.
    Mic,
    /// A bin.
    Bin,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Menu => "M12 5.5v.01M12 12v.01M12 18.5v.01",
            Self::Add => {
                "M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM3 20c0-3.3 3.1-5.5 7-5.5 1.5 0 2.9.3 4 .9M18 14v6M15 17h6"
            }
            Self::Back => "M15 5l-7 7 7 7",
            Self::Next => "M9 5l7 7-7 7",
            Self::Send => "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4",
            Self::Down => "M12 5v14M6 13l6 6 6-6",
            Self::Clock => "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 8v4.2l2.8 1.8",
            Self::Tick => "M5 12.5l4.5 4.5L19 7",
            Self::Ticks => "M1.5 12.5L6 17l9-10M10.5 15.5L12 17l9.5-10",
            Self::Alert => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 8v5M12 16v.01",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::More => "M6 9l6 6 6-6",
            Self::Star => "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z",
            Self::Forward => "M13 5l7 7-7 7M20 12H10c-4 0-6 2-6 6",
            Self::Pin => "M9 4h6l-1 6 3 3.5H7L10 10zM12 13.5V20",
            Self::Mute => "M6 16h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v3.5zM10.5 19h3M4 4l16 16",
            Self::Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20",
            Self::Shield => "M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM8.8 12l2.3 2.3 4.2-4.4",
            Self::Timer => "M12 21a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM12 9.5V14M9.5 2.5h5",
            Self::Smile => {
                "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM8.3 14c.8 1.4 2.1 2.2 3.7 2.2s2.9-.8 3.7-2.2M9 9.5v.01M15 9.5v.01"
            }
            Self::Group => {
                "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19c0-3 2.8-5 6.5-5s6.5 2 6.5 5M16 4.8a3.5 3.5 0 0 1 0 6.4M17.5 14.4c2.4.6 4 2.3 4 4.6"
            }
            Self::Mic => "M12 14a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11a6 6 0 0 0 12 0M12 17v3.5",
            Self::Bin => "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7",
            Self::Archive => "M4 5h16v4H4zM5.5 9v10h13V9M10 13h4",
            Self::File => "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5",
            Self::Clip => "M8.5 12.5l6-6a2.8 2.8 0 0 1 4 4l-8.2 8.2a4.6 4.6 0 0 1-6.5-6.5L11.5 4.5",
            Self::Play => "M8 5l11 7-11 7z",
            Self::Pause => "M8.5 5v14M15.5 5v14",
            Self::Phone => "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2",
        }
    }
}

/// Draws a picture.
pub fn icon(icon: Icon) -> Tag {
    DRAWN.with_borrow_mut(|drawn| {
        if let Some((_, tag)) = drawn.iter().find(|(other, _)| *other == icon) {
            return tag.copy();
        }
        let tag = draw(icon);
        drawn.push((icon, tag.copy()));
        tag
    })
}

fn draw(icon: Icon) -> Tag {
    svg("svg")
        .attr("class", "icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(svg("path").attr("d", icon.path()))
}

/// The logo: a seat behind the rider's.
pub fn logo() -> Tag {
    img()
        .class("logo")
        .attr("src", "logo.svg")
        .attr("alt", "")
        .attr("width", "40")
        .attr("height", "40")
}
