//! What the page shows, as plain data.
//!
//! 1. [`page`]: all of it; the rest are its parts. [`table`] is what its lists are made of.
//! 2. [`phase`]: being linked, linked, or open elsewhere.
//! 3. [`lights`] and [`banner`]: what is connected, and what to do when something is not.
//! 4. [`shelf`] with its [`preview`]s and [`search`]: the list of chats, and what was found; [`window`]: what of it is drawn.
//! 5. [`thread`], [`row`] and [`bubble`] with its [`attached`] file and what there is to say [`about`] it, and its [`viewer`]: messages of one chat; [`event`]: what happened to it; [`marks`]: what words look like;
//!    [`jump`]: a message that is looked for; [`gradual`]: which rows are drawn next.
//! 6. [`outbox`] with its [`parcel`]s and [`draft`]: what is written here and not on the phone; [`bar`] and [`emoji`]: what helps writing;
//!    [`errand`]: what the phone is to do; [`inquiry`]: what it is asked for a dialog; [`roster`]: members of groups.
//! 7. [`head`] of the open chat; [`live`]: who is there and who types; [`mention`]: members that a text names.
//! 8. [`choice`]: what was chosen for this browser; [`alert`]: what it notified of.
//!
//! Nothing here knows a browser, a socket or a clock. [`crate::update`] changes it, `view` shows it.

pub mod about;
pub mod alert;
pub mod attached;
pub mod banner;
pub mod bar;
pub mod bubble;
pub mod choice;
pub mod dialog;
pub mod download;
pub mod draft;
pub mod emoji;
pub mod errand;
pub mod event;
pub mod excerpt;
pub mod gallery;
pub mod gradual;
pub mod head;
pub mod inquiry;
pub mod jump;
pub mod lights;
pub mod live;
pub mod marks;
pub mod mention;
pub mod outbox;
pub mod page;
pub mod parcel;
pub mod phase;
pub mod pictures;
pub mod preview;
pub mod roster;
pub mod row;
pub mod search;
pub mod shelf;
pub mod sync;
pub mod table;
pub mod thread;
pub mod viewer;
pub mod voice;
pub mod window;
