//! What the phone was asked to do for the person, and has not answered.
//!
//! An errand that a cut interrupts is asked again in the next session. That is harmless: it carries an intent, or says what
//! shall be and not what shall change.

use pillion_protocol::content::request::Ask;

use super::table::Table;

/// All errands, in the order in which they were given.
#[derive(Debug, Default)]
pub struct Errands(Table<u64, Errand>);

#[derive(Debug)]
struct Errand {
    ask: Ask,
    /// The phone was asked in this session.
    asked: bool,
}

impl Errands {
    /// Adds one behind all others.
    pub fn give(&mut self, ask: Ask) {
        let number = self.0.last().map_or(1, |last| last.saturating_add(1));
        self.0.insert(number, Errand { ask, asked: false });
    }

    /// Those to ask now; they count as asked from here on.
    pub fn take_ready(&mut self) -> Vec<(u64, Ask)> {
        let ready = self.0.iter_mut().filter(|(_, errand)| !errand.asked);
        ready
            .map(|(number, errand)| {
                errand.asked = true;
                (*number, errand.ask.clone())
            })
            .collect()
    }

    /// Whether there is one of a kind.
    #[must_use]
    pub fn any(&self, kind: impl Fn(&Ask) -> bool) -> bool {
        self.0.values().any(|errand| kind(&errand.ask))
    }

    /// The phone has answered one.
    pub fn done(&mut self, number: u64) -> Option<Ask> {
        self.0.remove(&number).map(|errand| errand.ask)
    }

    /// The session is gone.
    pub fn ask_again(&mut self) {
        for errand in self.0.values_mut() {
            errand.asked = false;
        }
    }
}
