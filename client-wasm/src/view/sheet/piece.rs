//! What the dialogs are made of.

use pillion_protocol::content::contact::Contact;
use pillion_wire::id::AccountId;
use web_sys::{Event, HtmlInputElement};

use crate::{
    model::{dialog::Dialog, inquiry::is_waited_for, lights::Session, search},
    reactive::signal::Signal,
    update::person::Act,
    view::{
        avatar,
        element::{Shown, Tag, div, h2, input, p, plain_button, show, span},
        screen::{Part, Screen},
    },
    words::{dialogs, group as words, problem},
};

/// The title of a dialog.
pub fn title(text: &str) -> Tag {
    h2().attr("id", "dialog-title").attr("dir", "auto").child(text)
}

/// The row of buttons at the end.
pub fn actions(buttons: impl crate::view::element::Content) -> Tag {
    div().class("actions").child(buttons)
}

/// Closes the dialog.
pub fn close(screen: Screen) -> Tag {
    plain_button()
        .test("dialog-cancel")
        .press(move || screen.act(Act::CloseDialog))
        .child(dialogs::close(screen.lang()))
}

/// A button for something that the person does.
pub fn button(screen: Screen, test: &str, name: &str, act: Act) -> Tag {
    plain_button()
        .test(test)
        .press(move || screen.act(act.clone()))
        .child(name)
}

/// A button that does nothing yet.
pub fn plain(name: &str, test: &str) -> Tag {
    plain_button().test(test).child(name)
}

/// A button to another dialog.
pub fn door(screen: Screen, test: &str, name: &str, dialog: Dialog) -> Tag {
    button(screen, test, name, Act::Show(dialog))
}

/// Why something did not work; spoken when it appears.
pub fn trouble(screen: Screen) -> Tag {
    let trouble = screen.part(|page| {
        let problem = page.inquiry.problem?;
        Some(problem::sentence(page.lang, problem))
    });
    p().class("problem")
        .attr("role", "alert")
        .test("dialog-problem")
        .text(move || trouble.get().unwrap_or_default())
}

/// Whether the phone is doing what a dialog waits for.
pub fn busy(screen: Screen) -> Part<bool> {
    screen.part(|page| page.errands.any(is_waited_for))
}

/// That the phone is being asked, as long as it is.
pub fn asking(screen: Screen) -> Shown {
    let asking = screen.part(|page| !page.inquiry.is_done() || page.lights.session != Session::Open);
    show(move || {
        let line = asking.get().then(|| words::loading(screen.lang()));
        line.map(|line| p().class("hint").attr("role", "status").child(line))
    })
}

/// A field for one line, and what stands in it.
pub fn field(name: &str, test: &str, value: &str) -> (Tag, Signal<String>) {
    let typed = Signal::new(value.to_owned());
    let field = input()
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("dir", "auto")
        .attr("aria-label", name)
        .attr("placeholder", name)
        .attr("value", value)
        .test(test);
    let element = field.cast::<HtmlInputElement>();
    let field = field.on("input", move |_: Event| {
        if let Some(element) = &element {
            typed.set(element.value());
        }
    });
    (field, typed)
}

/// People as lists name them, by name: who, the name, the handle.
pub fn people<'a>(contacts: impl Iterator<Item = &'a Contact>) -> Vec<(AccountId, String, String)> {
    let named = |contact: &Contact| (contact.account, contact.name.clone(), contact.handle.to_string());
    let mut people: Vec<_> = contacts.map(named).collect();
    people.sort_by_cached_key(|(account, name, _)| (search::plain(name), *account));
    people
}

/// A person: picture, name, and a line under the name.
pub fn person(screen: Screen, name: &str, id: &[u8], under: Option<&str>) -> (Tag, Tag) {
    called(screen, name, name, id, under)
}

/// The same where it is called otherwise than its name, as oneself is.
pub fn called(screen: Screen, name: &str, called: &str, id: &[u8], under: Option<&str>) -> (Tag, Tag) {
    let under = under.map(|under| span().class("hint").attr("dir", "auto").child(under));
    (
        avatar::avatar(screen, name, id),
        span()
            .class("person-names")
            .child((span().class("title").attr("dir", "auto").child(called), under)),
    )
}
