//! Choosing a picture from a file, or none any more.

use js_sys::Uint8Array;
use minicbor::bytes::ByteVec;
use pillion_protocol::content::account_ask::AccountAsk;
use web_sys::{CustomEvent, HtmlInputElement};

use super::piece::plain;
use crate::{
    model::pictures,
    update::person::Act,
    view::{
        avatar,
        element::{Shown, Tag, div, fieldset, input, legend, show},
        screen::Screen,
    },
    words::picture as words,
};

/// A button that lets a person choose a file. `www/picture.js` makes a small picture of it and says so to the field.
pub fn chooser(screen: Screen, mut chosen: impl FnMut(ByteVec) + 'static) -> (Tag, Tag) {
    let field = input()
        .attr("type", "file")
        .attr("accept", "image/*")
        .attr("hidden", "")
        .test("picture-file")
        .on("picture", move |event: CustomEvent| {
            chosen(Uint8Array::new(&event.detail()).to_vec().into());
        });
    let file = field.cast::<HtmlInputElement>();
    let open = move || {
        if let Some(file) = &file {
            file.click();
        }
    };
    let button = plain(words::choose(screen.lang()), "picture-choose").press(open);
    (button, field)
}

/// The same with a button that takes the picture away that `id` has.
pub fn picture(
    screen: Screen,
    id: Vec<u8>,
    act: impl Fn(Option<ByteVec>) -> Act + Clone + 'static,
) -> ((Tag, Tag), Shown) {
    let there = screen.part(move |page| pictures::of(page, &id).is_some());
    let other = act.clone();
    let remove = show(move || {
        let act = act.clone();
        let remove = || plain(words::remove(screen.lang()), "picture-remove").press(move || screen.act(act(None)));
        there.get().then(remove)
    });
    (chooser(screen, move |bytes| screen.act(other(Some(bytes)))), remove)
}

/// The picture of the account: a part of the settings.
pub fn own(screen: Screen) -> Shown {
    let me = screen.part(|page| page.account.as_ref().map(|account| (account.id, account.name.clone())));
    show(move || {
        let (account, name) = me.get()?;
        let id = account.0.to_vec();
        let set = |picture| Act::Account(AccountAsk::SetPicture { picture });
        Some(
            fieldset().child((
                legend().child(words::own(screen.lang())),
                div()
                    .class("own-picture")
                    .child((avatar::avatar(screen, &name, &id), picture(screen, id, set))),
            )),
        )
    })
}
