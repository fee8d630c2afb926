//! A round picture: what somebody has chosen, or else the initials of a name, in a colour that belongs to the account.

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use pillion_protocol::content::picture::PictureId;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::{
    element::{Tag, img, show, span},
    screen::Screen,
};
use crate::{
    model::{pictures, table::Table},
    update::person::Act,
};

/// Colours that white text can be read on; `style.css` has one class for each.
const COLOURS: u8 = 8;

thread_local! {
    /// Where the browser has the pictures that were shown, so that one that is drawn anew is there at once.
    static SHOWN: RefCell<Table<PictureId, String>> = RefCell::default();
}

/// Draws the one of whoever has this id. It chooses the colour too, so that an account has the same one everywhere.
pub fn avatar(screen: Screen, name: &str, id: &[u8]) -> Tag {
    coloured(screen, name, id, id)
}

/// Draws the one of whoever has this id, in the colour of `seed`.
pub fn coloured(screen: Screen, name: &str, seed: &[u8], id: &[u8]) -> Tag {
    let class = ["avatar colour-", &colour(seed)].concat();
    let id = id.to_vec();
    let picture = screen.part(move |page| {
        let id = pictures::of(page, &id)?;
        Some((id, page.pictures.bytes(id).is_some()))
    });
    let image = show(move || {
        let (id, there) = picture.get()?;
        if !there {
            screen.act(Act::See(id));
            return None;
        }
        Some(image(&address(screen, id)?))
    });
    let tag = span().class(&class).attr("aria-hidden", "true");
    tag.child((initials(name), image))
}

/// An image over the initials.
pub fn image(address: &str) -> Tag {
    img().attr("src", address).attr("alt", "")
}

/// Where the browser has a picture, if it is here.
pub fn address(screen: Screen, id: PictureId) -> Option<String> {
    if let Some(shown) = SHOWN.with_borrow(|shown| shown.get(&id).cloned()) {
        return Some(shown);
    }
    let address = screen.look(|page| page.pictures.bytes(id).and_then(lend)).flatten()?;
    SHOWN.with_borrow_mut(|shown| shown.insert(id, address.clone()));
    Some(address)
}

/// Lends bytes to the browser as a JPEG and nothing else; where it has them.
pub fn lend(bytes: &[u8]) -> Option<String> {
    let kind = BlobPropertyBag::new();
    kind.set_type("image/jpeg");
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// The number of a seed's colour.
pub fn colour(seed: &[u8]) -> String {
    let sum = seed
        .iter()
        .fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte));
    (sum % COLOURS).to_string()
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let letters = first.into_iter().chain(words.next_back());
    letters.flat_map(char::to_uppercase).collect()
}
