//! The list of linked browsers.

use pillion_wire::id::LinkId;

use super::composer::Composer;

/// An open list.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// Which one the keys mean.
    pub selected: usize,
    /// What the keys do.
    pub step: Step,
}

/// What the keys do.
#[derive(Debug, Clone, Default)]
pub enum Step {
    /// They choose one.
    #[default]
    Look,
    /// They answer whether to end that link.
    Unlink(LinkId),
    /// They answer whether to end all links.
    All,
    /// They write the name of that one.
    Name(LinkId, Composer),
}
