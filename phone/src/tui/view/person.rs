//! The screen of a contact.

use ratatui::buffer::Buffer;

use super::{
    canvas::{BAD, BOLD, DIM, GOOD, NORMAL, WARN},
    code::{Sheet, file, outcome, sheet},
    window::{line, window},
};
use crate::{
    screen::plain,
    tui::model::{
        person::{Person, Step},
        state::Model,
    },
};

/// Digits in one group of a safety number.
const GROUP: usize = 5;

/// Groups in one row.
const ROW: usize = 6;

/// Draws the screen of a contact; returns where the cursor stands, if here.
pub fn draw(buffer: &mut Buffer, model: &Model, person: &Person) -> Option<(u16, u16)> {
    let contact = model.shown().contacts.get(&person.account)?;
    let name = plain::name(&contact.name);
    let (state, style) = match (contact.key_changed, contact.verified) {
        (true, _) => (
            format!(
                "The key of {name} has changed, and nothing is sent to it. Compare the number, then press a to accept it."
            ),
            BAD,
        ),
        (_, true) => ("✓ Verified: you have compared this number.".to_owned(), GOOD),
        (_, false) => ("Not verified yet.".to_owned(), WARN),
    };
    let mut lines = vec![(state, style)];
    lines.extend(person.outcome.as_ref().map(outcome));
    lines.push(("Both phones show this number if nobody is in between:".to_owned(), DIM));
    lines.extend(rows(person.number.as_deref()).into_iter().map(|row| (row, BOLD)));
    let keys: &[&str] = match (contact.key_changed, contact.verified) {
        (true, _) => &[
            "c compare · a accept the key · b block · f file · y copy · z QR · Esc",
            "c compare · a accept the key · f file · z QR · Esc",
        ],
        (_, true) => &[
            "c compare · v unverify · w timer · b block · f file · y copy · z QR · Esc",
            "c compare · v unverify · f file · y copy · z QR · Esc",
        ],
        (_, false) => &[
            "c compare · v verified · w timer · b block · f file · y copy · z QR · Esc",
            "c compare · v verified · f file · y copy · z QR · Esc",
        ],
    };
    let title = format!("{name}  {}", contact.handle);
    sheet(
        buffer,
        &Sheet {
            title: &title,
            lines: &lines,
            code: person.code.as_deref(),
            alone: person.alone,
            keys,
        },
    );
    match &person.step {
        Step::Look => None,
        Step::Compare(typed) => {
            let what = format!(
                "Paste the safety code that the phone of {name} shows for your chat, or type the path of a picture of it:"
            );
            let lines = [line(what, NORMAL)];
            window(buffer, "Compare", &lines, Some(typed), "Enter compare · Esc leave it")
        }
        Step::File(typed) => file(buffer, typed),
        Step::Asking => window(buffer, "Compare", &[line("Comparing…", NORMAL)], None, "Esc close"),
        Step::Sure(question, _) => {
            let lines = [line(question, WARN)];
            window(buffer, "Please confirm", &lines, None, "y yes · n no")
        }
    }
}

/// The digits in groups, in two rows.
fn rows(number: Option<&str>) -> Vec<String> {
    let Some(number) = number else {
        return vec!["…".to_owned()];
    };
    let digits: Vec<char> = plain::line(number).chars().collect();
    let groups: Vec<String> = digits.chunks(GROUP).map(|group| group.iter().collect()).collect();
    groups.chunks(ROW).map(|row| format!("  {}", row.join(" "))).collect()
}
