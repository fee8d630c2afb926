//! The whole page, by phase.

use std::rc::Rc;

use super::{
    browser::document,
    element::{Content as _, Tag, div, h1, main, p, plain_button, show},
    icon, keys,
    screen::{Do, Look, Screen, Watchers},
    shell,
};
use crate::{
    model::phase::Phase,
    reactive::effect::run,
    update::person::Act,
    words::{app as words, linking},
};

/// Draws the page for as long as its window lives.
pub fn mount(watchers: Rc<Watchers>, look: Look, act: Do) {
    let screen = Screen::new(watchers, look, act);
    title(screen);
    language(screen);
    keys::listen(screen);
    let kind = screen.part(|page| (Kind::of(&page.phase), page.lang));
    let pieces = show(move || match kind.get().0 {
        Kind::Starting => None,
        Kind::Linking => Some(super::linking::linking(screen)),
        Kind::Linked => Some(shell::shell(screen)),
        Kind::Elsewhere => Some(elsewhere(screen)),
        Kind::Broken => Some(broken(screen)),
    });
    if let Some(body) = document().body() {
        pieces.add_to(&body);
    }
}

/// What a person can tell apart at a glance.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Starting,
    Linking,
    Linked,
    Elsewhere,
    Broken,
}

impl Kind {
    const fn of(phase: &Phase) -> Self {
        match phase {
            Phase::Starting => Self::Starting,
            Phase::Linking(_) => Self::Linking,
            Phase::Linked(_) => Self::Linked,
            Phase::Elsewhere => Self::Elsewhere,
            Phase::Broken(_) => Self::Broken,
        }
    }
}

/// The window's title shows how much is unread, and its picture that something is.
fn title(screen: Screen) {
    let unread = screen.part_by(|page| page.chats.changes(), |page| page.unread());
    run(Box::new(move || {
        document().set_title(&match unread.get() {
            0 => "Pillion".to_owned(),
            unread => format!("({unread}) Pillion"),
        });
        let picture = document().query_selector("link[rel=icon]").ok().flatten();
        if let Some(picture) = picture {
            let name = if unread.now() == 0 {
                "logo.svg"
            } else {
                "logo-unread.svg"
            };
            let _shown = picture.set_attribute("href", name);
        }
    }));
}

/// The document says which language it is in, for whoever reads it aloud.
fn language(screen: Screen) {
    let lang = screen.part(|page| page.lang);
    run(Box::new(move || {
        if let Some(root) = document().document_element() {
            let _told = root.set_attribute("lang", lang.get().tag());
        }
    }));
}

fn elsewhere(screen: Screen) -> Tag {
    let lang = screen.lang();
    let here = plain_button()
        .class("primary")
        .test("use-here")
        .press(move || screen.act(Act::TakeOver))
        .child(words::use_here(lang));
    main().class("plain").test("elsewhere").child((
        icon::logo(),
        h1().child(words::elsewhere(lang)),
        p().child(words::one_tab(lang)),
        here,
    ))
}

fn broken(screen: Screen) -> Tag {
    let why = screen.part(|page| match &page.phase {
        Phase::Broken(failure) => linking::failure(page.lang, failure),
        _ => String::new(),
    });
    main().class("plain").test("broken").child((
        icon::logo(),
        h1().child(words::cannot_start(screen.lang())),
        div().attr("role", "alert").child(p().text(move || why.get())),
    ))
}
