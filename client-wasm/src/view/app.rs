//! The whole page, by phase.

use std::rc::Rc;

use leptos::{
    html::{button, div, h1, main, p},
    mount::mount_to_body,
    prelude::*,
};

use super::{
    icon, linking,
    screen::{Do, Look, Screen, Watchers},
    shell,
};
use crate::{model::phase::Phase, update::person::Act};

/// Draws the page for as long as its window lives.
pub fn mount(watchers: Rc<Watchers>, look: Look, act: Do) {
    mount_to_body(move || app(Screen::new(watchers, look, act)));
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

fn app(screen: Screen) -> impl IntoView {
    let kind = screen.part(|page| match page.phase {
        Phase::Starting => Kind::Starting,
        Phase::Linking(_) => Kind::Linking,
        Phase::Linked(_) => Kind::Linked,
        Phase::Elsewhere => Kind::Elsewhere,
        Phase::Broken(_) => Kind::Broken,
    });
    title(screen);
    move || match kind.get() {
        Kind::Starting => ().into_any(),
        Kind::Linking => linking::linking(screen).into_any(),
        Kind::Linked => shell::shell(screen).into_any(),
        Kind::Elsewhere => elsewhere(screen).into_any(),
        Kind::Broken => broken(screen).into_any(),
    }
}

/// The window's title shows how much is unread.
fn title(screen: Screen) {
    let unread = screen.part(|page| page.unread());
    Effect::new(move |_| {
        let title = match unread.get() {
            0 => "Pillion".to_owned(),
            unread => format!("({unread}) Pillion"),
        };
        document().set_title(&title);
    });
}

fn elsewhere(screen: Screen) -> impl IntoView {
    let here = button()
        .r#type("button")
        .class("primary")
        .attr("data-testid", "use-here")
        .on(leptos::ev::click, move |_| screen.act(Act::TakeOver))
        .child("Use here");
    main().class("plain").attr("data-testid", "elsewhere").child((
        icon::logo(),
        h1().child("Pillion is open in another tab"),
        p().child("Only one tab at a time talks to your phone. You can go on here instead."),
        here,
    ))
}

fn broken(screen: Screen) -> impl IntoView {
    let why = screen.part(|page| match &page.phase {
        Phase::Broken(failure) => failure.to_string(),
        _ => String::new(),
    });
    main().class("plain").attr("data-testid", "broken").child((
        icon::logo(),
        h1().child("Pillion cannot start here"),
        div().role("alert").child(p().child(move || why.get())),
    ))
}
