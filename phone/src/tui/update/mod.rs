//! What happens when something happens: pure, a function of the model and one [`event`].
//!
//! 1. [`turn::update`] takes the event and sends it where it belongs: [`panes`] and [`dialogs`] take keys, [`answers`]
//!    what the phone answers, [`follow`] what it tells by itself.
//! 2. At the end of each turn [`follow::seen`] decides whether a read mark moves, and whether older messages are needed.

pub mod answers;
pub mod dialogs;
pub mod editing;
pub mod event;
pub mod follow;
pub mod panes;
pub mod turn;
