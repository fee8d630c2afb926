//! What is about to be sent: files, and what is said with them.

use pillion_protocol::content::id::ChatId;
use web_sys::{Event, HtmlTextAreaElement};

use super::piece::{actions, title};
use crate::{
    model::parcel::Chosen,
    update::{parcel::Order, person::Act},
    view::{
        attached,
        dialogs::cancel,
        element::{Tag, button, div, form, li, p, plain_button, span, textarea, ul},
        icon::{Icon, icon},
        screen::Screen,
    },
    words::{dialogs, files as words, problem, sending, thread},
};

/// Files before they are sent.
pub fn attach(screen: Screen, chat: ChatId, files: &[Chosen]) -> Tag {
    let lang = screen.lang();
    let trouble = screen.part(move |page| {
        let problem = page.drafts.problem(chat)?;
        Some(problem::sentence(page.lang, problem))
    });
    let list: Vec<_> = files.iter().map(|file| chosen(screen, file)).collect();
    let caption = textarea()
        .attr("rows", "2")
        .attr("dir", "auto")
        .attr("autofocus", "")
        .attr("aria-label", sending::caption(lang))
        .attr("placeholder", sending::caption(lang))
        .test("caption");
    let field = caption.cast::<HtmlTextAreaElement>();
    if let Some(field) = &field {
        field.set_value(
            &screen
                .look(|page| page.drafts.text(chat).to_owned())
                .unwrap_or_default(),
        );
    }
    let caption = caption.on("input", move |_: Event| {
        if let Some(field) = &field {
            screen.act(Act::Type(chat, field.value()));
        }
    });
    let send = button()
        .attr("type", "submit")
        .class("primary")
        .test("attach-send")
        .child(thread::send(lang));
    form()
        .test("attach")
        .on("submit", move |event: Event| {
            event.prevent_default();
            screen.act(Act::Parcel(Order::Send));
        })
        .child((
            title(&sending::to_send(lang, files.len())),
            ul().class("chosen").child(list),
            caption,
            p().class("problem")
                .attr("role", "alert")
                .text(move || trouble.get().unwrap_or_default()),
            actions((cancel(screen, dialogs::cancel(lang)), send)),
        ))
}

fn chosen(screen: Screen, file: &Chosen) -> Tag {
    let (lang, number) = (screen.lang(), file.number);
    let remove = plain_button()
        .class("round")
        .named(&[sending::remove(lang), " ", file.name.as_str()].concat())
        .press(move || screen.act(Act::Parcel(Order::Remove(number))))
        .child(icon(Icon::Close));
    let look = file.look.as_ref().map(|seen| attached::small(screen, seen.look));
    li().class("file").test("chosen").child((
        look.unwrap_or_else(|| icon(Icon::File)),
        div().class("names").child((
            span().class("title").attr("dir", "auto").child(file.name.as_str()),
            span().class("hint").child(words::size(lang, file.bytes)),
        )),
        remove,
    ))
}
