//! From a scanned code to a link.
//!
//! | step | page | phone | message |
//! |---|---|---|---|
//! | 1 | [`page::Offer`] shows a code | | |
//! | 2 | | [`phone::Scan::start`] | `hello`: the phone's key and what it is |
//! | 3 | [`page::Offer::answer`]; shows the check | | `answer`: what the browser is |
//! | 4 | | [`phone::Scan::receive`]; shows the check and asks its user | |
//! | 5 | | [`phone::Introduced::grant`], link stored as pending | `grant` |
//! | 6 | [`page::Met::receive`]; link stored | | `kept` |
//! | 7 | | [`phone::Granting::receive`]; link marked active | `active` |
//! | 8 | [`page::Waiting::receive`]; ready | | |
//!
//! Nothing is granted before the person on the phone has said yes. Each state is consumed by its step, so that none can
//! happen twice. A crash leaves either no link, or one that the phone lists as pending and can remove.
//!
//! This module does not decide how long a person may think, and sends nothing: the caller carries the bytes through the
//! relay's rendezvous.
//!
//! ```
//! # use rand_core::SeedableRng;
//! # use pillion_protocol::pairing::{about::*, grant::Owner, page::{Decision, Offer}, phone::Scan};
//! # use pillion_protocol::code::LinkCode;
//! # use pillion_wire::{handle::Handle, id::AccountId, origin::Origin, time::Timestamp};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(1);
//! # let (now, relay) = (Timestamp(0), Origin::parse("https://relay.example")?);
//! // The page shows a code.
//! let offer = Offer::new(now, relay.clone(), &mut rng);
//! let shown = offer.code().to_url();
//!
//! // The phone scans it and says hello; the page answers.
//! let code = LinkCode::parse(&shown)?;
//! let (scan, hello) = Scan::start(code, &relay, &PhoneAbout::new("Alice", "0.1.0"), &mut rng)?;
//! let browser = BrowserAbout::new("Firefox 151", "Linux", "https://relay.example");
//! let (met, answer) = offer.answer(now, &hello, &browser, &mut rng)?;
//! let introduced = scan.receive(&answer)?;
//!
//! // Both show the same signs, and the person on the phone says yes.
//! assert_eq!(met.check(), introduced.check());
//! # let owner = Owner { account: AccountId([1; 32]), handle: Handle::parse("alice")?, name: Line::clean("Alice") };
//! let (granting, grant, phone_link) = introduced.grant(&owner, &mut rng)?;
//! let Decision::Granted { link: page_link, kept, waiting } = met.receive(&grant)? else { unreachable!() };
//! let active = granting.receive(&kept)?;
//! waiting.receive(&active)?;
//! assert_eq!(page_link.keys.current, phone_link.key);
//! # Ok(())
//! # }
//! ```
//!
//! Source: docs/protocol.md, rules `R-PAIR-*`.

pub mod about;
pub mod grant;
pub mod page;
pub mod phone;
pub mod problem;
pub mod prologue;
