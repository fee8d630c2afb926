//! Choosing files to send: a button, or files that are dropped or pasted anywhere.

use js_sys::{Array, Reflect};
use pillion_protocol::content::{file::FileName, media_type::MediaType};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, HtmlInputElement};

use super::{
    element::{Tag, input, plain_button},
    icon::{Icon, icon},
    screen::Screen,
};
use crate::{
    model::parcel::Chosen,
    update::{parcel::Order, person::Act},
    words::sending,
};

/// The button, and the field behind it. `www/media.js` takes the files, wherever they come from, and says so to the field.
pub fn button(screen: Screen) -> (Tag, Tag) {
    let field = input()
        .attr("type", "file")
        .attr("multiple", "")
        .attr("hidden", "")
        .attr("data-attach", "")
        .test("attach-files")
        .on("pillion-files", move |event: CustomEvent| {
            let files = Array::from(&event.detail());
            let chosen = files.iter().filter_map(|file| chosen(&file)).collect();
            screen.act(Act::Parcel(Order::Choose(chosen)));
        });
    let files = field.cast::<HtmlInputElement>();
    let button = plain_button()
        .class("round")
        .test("attach-open")
        .named(sending::attach(screen.lang()))
        .press(move || {
            if let Some(files) = &files {
                files.click();
            }
        })
        .child(icon(Icon::Clip));
    (button, field)
}

/// What is said of a file: its number, name, type and length.
fn chosen(file: &JsValue) -> Option<Chosen> {
    let [number, name, kind, bytes] = [0, 1, 2, 3].map(|at| Reflect::get_u32(file, at).unwrap_or_default());
    let name = name.as_string()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both count")]
    let (number, bytes) = (number.as_f64()? as u32, bytes.as_f64()? as u64);
    let said = kind.as_string().filter(|kind| !kind.is_empty());
    Some(Chosen {
        number,
        kind: said.map_or_else(|| MediaType::of_name(&name), |kind| MediaType::clean(&kind)),
        name: FileName::clean(&name),
        bytes,
        look: None,
    })
}
