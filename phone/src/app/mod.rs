//! The phone itself, as a pure machine: what happens to an account, whoever carries the bytes.
//!
//! 1. A driver gives one [`event::Input`] to [`phone::Phone::handle`], then takes every [`event::Output`], then calls
//!    again at `wake_at`. The only thing that the machine touches itself is its database: each step is one transaction at
//!    [`work`], or a [`fault`]. An [`account`] is made before, and its [`keys`] are held while the phone runs; chance comes from [`rng`].
//! 2. [`relay`] is the conversation with the relay: let in, [`take_up`] what is to be done, [`publish`] key packages, send the
//!    [`outbox`], take [`mail`] and [`catch_up`] with it; questions that it has not answered are [`pending`].
//! 3. A message's way out is [`mod@write`], the first one's [`start`]; its way in is [`mail`], a stranger's through the [`inbox`], and the
//!    [`writer`] is looked at. What phones say to one another is a [`letter`], of newer phones an [`unreadable`] one; [`receipt`]s tell what came and was seen; an
//!    [`echo`] answers by itself. What is said in a chat that was restored is [`held`] until it has a new group.
//! 4. What is done to a message later: [`mod@edit`], [`delete`], [`react`], its [`timer`]; to a chat: [`shelf`]; to people: [`accept`],
//!    [`changed`], [`trust`].
//! 5. [`answer`] is the one place that answers requests, whichever of the [`screens`] asks: [`sync`], [`history`], [`search`],
//!    [`contacts`], [`act`]. They see what is stored through a [`view`].
//! 6. [`owner`] is what is said of the account itself, [`picture`] what it and its chats look like; [`live`] is what is told at once or never: [`typing`], [`presence`], as [`hint`]s.
//! 7. [`pairing`] and [`grant`] make links to browsers, [`links`] carries their sessions, [`unlink`] ends them.
//! 8. Groups of many: [`group`] answers, [`create`] makes one with packages that it [`gather`]s, [`alter`] changes it in a
//!    [`slot`], [`spread`] brings a blob to all members; [`news`] of others' changes become lines in the thread ([`happened`], with the
//!    [`people`] of it); [`invite`] lets people ask to come in; [`kept`] holds what comes too early.
//! 9. A [`mod@file`] is sealed and saved; a [`transfer`] brings it to the relay, and from there, [`again`] where its copy is over and the sender is [`asked`]; its bytes are [`haul`]ed by the driver;
//!    how far they have [`moved`] is told on the side; room that is not needed is [`vacate`]d; voice notes that were [`played`] are marked.
//!
//! Persist before act: whatever is acknowledged, answered or shown has been committed before (rule `R-MLS-1`). All memory
//! can be lost at any instant; what the database says is what happened.
//!
//! What this is not: it knows no socket, no clock and no source of randomness of its own.

pub mod accept;
pub mod account;
pub mod act;
pub mod again;
pub mod alter;
pub mod answer;
pub mod asked;
pub mod catch_up;
pub mod changed;
pub mod contacts;
pub mod create;
pub mod delete;
pub mod echo;
pub mod edit;
pub mod event;
pub mod fault;
pub mod file;
pub mod gather;
pub mod grant;
pub mod group;
pub mod happened;
pub mod haul;
pub mod held;
pub mod hint;
pub mod history;
pub mod inbox;
pub mod invite;
pub mod kept;
pub mod keys;
pub mod letter;
pub mod links;
pub mod live;
pub mod mail;
pub mod moved;
pub mod news;
pub mod outbox;
pub mod owner;
pub mod pairing;
pub mod pending;
pub mod people;
pub mod phone;
pub mod picture;
pub mod played;
pub mod presence;
pub mod publish;
pub mod react;
pub mod receipt;
pub mod relay;
pub mod rng;
pub mod screens;
pub mod search;
pub mod shelf;
pub mod slot;
pub mod spread;
pub mod start;
pub mod sync;
pub mod take_up;
pub mod timer;
pub mod transfer;
pub mod trust;
pub mod typing;
pub mod unlink;
pub mod unreadable;
pub mod vacate;
pub mod view;
pub mod work;
pub mod write;
pub mod writer;
