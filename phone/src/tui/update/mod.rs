//! What happens when something happens: pure, a function of the model and one [`event`].
//!
//! 1. [`turn::update`] takes the event and sends it where it belongs: [`panes`] and [`dialogs`] take keys, [`mouse`] the mouse, [`answers`]
//!    what the phone answers, [`follow`] what it tells by itself.
//!    - In the panes: [`chats`] for the list, [`picking`] and [`acts`] for the messages, [`writing`] for the composer.
//!    - In the dialogs: [`choices`] for small questions, [`search`] for the search, [`group`] and [`choose`] for groups,
//!      [`person`] for a contact, [`links`] for the browsers, [`blocked`] for the block list,
//!      [`code`] for what others scan, [`drawing`] for what they scan elsewhere.
//!    - [`drafts`] keeps what is written in step with other screens; [`live`] tells that somebody writes, or is there;
//!      [`naming`] completes the handles of members, and emoji; [`gallery`] asks for the pictures of files that are in view.
//! 2. At the end of each turn [`follow::seen`] decides whether a read mark moves, and whether older messages are needed.

pub mod acts;
pub mod answers;
pub mod blocked;
pub mod chats;
pub mod choices;
pub mod choose;
pub mod code;
pub mod dialogs;
pub mod drafts;
pub mod drawing;
pub mod editing;
pub mod event;
pub mod face;
pub mod follow;
pub mod gallery;
pub mod group;
pub mod links;
pub mod live;
pub mod mouse;
pub mod naming;
pub mod panes;
pub mod person;
pub mod picking;
pub mod search;
pub mod share;
pub mod turn;
pub mod writing;
