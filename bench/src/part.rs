//! Parts of a run, so that some rows can be had without the others.

use clap::ValueEnum;

/// What belongs together, in the order in which it is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// What the page weighs.
    Weight,
    /// From navigation to the QR code.
    Loading,
    /// From the scan to the first screen, and out again.
    Linking,
    /// What relay and phone hold when nothing happens.
    Memory,
    /// From the page to the other phone and back.
    Sending,
    /// From one screen of an account to another.
    InStep,
    /// A large file from the page.
    FileOfPage,
    /// How long a change of the page takes to be drawn.
    Drawing,
    /// How fast the page seals.
    SealingInPage,
    /// The page of a phone with years of messages.
    Screens,
    /// From phone to phone.
    Phones,
    /// A large file from phone to phone, and messages beside it.
    Files,
    /// What a large file takes on the wire, and after a crash.
    Wire,
    /// What a huge file takes of a tab, and on its wire.
    Tab,
    /// Large groups.
    Groups,
    /// What a phone with years of messages takes to find and list.
    History,
    /// How fast a link message is sealed.
    Sealing,
    /// What the machine itself takes.
    Machine,
}

impl Part {
    /// Whether it is seen in a browser.
    #[must_use]
    pub const fn needs_browser(self) -> bool {
        match self {
            Self::Loading
            | Self::Linking
            | Self::Memory
            | Self::Sending
            | Self::InStep
            | Self::FileOfPage
            | Self::Drawing
            | Self::SealingInPage
            | Self::Screens
            | Self::Tab => true,
            Self::Weight
            | Self::Phones
            | Self::Files
            | Self::Wire
            | Self::Groups
            | Self::History
            | Self::Sealing
            | Self::Machine => false,
        }
    }
}

/// What of it is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts(Vec<Part>);

impl Parts {
    /// Those of `only`, or all if it names none; without a browser, those that need none.
    #[must_use]
    pub fn new(only: &[Part], with_browser: bool) -> Self {
        let asked = |part: &Part| only.is_empty() || only.contains(part);
        let can = |part: &Part| with_browser || !part.needs_browser();
        let all = Part::value_variants().iter().copied();
        Self(all.filter(asked).filter(can).collect())
    }

    /// Whether this is among them.
    #[must_use]
    pub fn has(&self, part: Part) -> bool {
        self.0.contains(&part)
    }

    /// Whether one of these is among them.
    #[must_use]
    pub fn has_any(&self, parts: &[Part]) -> bool {
        parts.iter().any(|part| self.has(*part))
    }

    /// Whether any of them is seen in a browser.
    #[must_use]
    pub fn need_browser(&self) -> bool {
        self.0.iter().any(|part| part.needs_browser())
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether these are all that there are.
    #[must_use]
    pub fn are_all(&self) -> bool {
        self.0.len() == Part::value_variants().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_are_chosen_and_what_needs_a_browser_is_left_out_without_one() {
        let all = Parts::new(&[], true);
        assert!(all.are_all() && all.need_browser() && all.has(Part::Tab));
        let bare = Parts::new(&[], false);
        assert!(!bare.need_browser() && !bare.has(Part::Tab) && bare.has_any(&[Part::Tab, Part::Wire]));
        let one = Parts::new(&[Part::Files], true);
        assert!(one.has(Part::Files) && !one.has(Part::Wire) && !one.need_browser() && !one.are_all());
        assert!(Parts::new(&[Part::Tab], false).is_empty());
    }
}
