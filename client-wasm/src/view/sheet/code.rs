//! A code that others scan, and its text to copy.

use super::piece::{actions, asking, close, title, trouble};
use crate::{
    view::{
        copy,
        element::{Shown, Tag, div, p, show, span},
        qr,
        screen::Screen,
    },
    words::trust as words,
};

/// The code by which others add this account.
pub fn own(screen: Screen) -> Tag {
    let lang = screen.lang();
    div().class("sheet").test("own-code").child((
        title(words::own_code(lang)),
        p().child(words::own_code_what(lang)),
        code(screen),
        asking(screen),
        (trouble(screen), actions(close(screen))),
    ))
}

/// The code that the phone has given for the open dialog.
pub fn code(screen: Screen) -> Shown {
    let code = screen.part(|page| page.inquiry.code.clone());
    show(move || {
        code.get().map(|code| {
            let text = span()
                .class("code-text")
                .test("code-text")
                .attr("dir", "ltr")
                .child(code.as_str());
            div().class("code-box").child((
                div().class("code-picture").child(qr::qr(&code)),
                text,
                copy::copy_button(screen.lang(), &code),
            ))
        })
    })
}
