//! Sets everything up.

use std::rc::Rc;

use pillion_wire::origin::Origin;
use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
use web_sys::{Event, EventTarget, Window};

use super::{about::about, choices, media, run::Runner};
use crate::{
    client::io::{Input, Settings},
    model::{
        page::{Page, Watch},
        phase::{Failure, Phase},
    },
    update::person::Act,
    view::{
        app,
        screen::{Do, Look, Watchers},
    },
    words::lang::Lang,
};

/// How long a tab waits for the lock before it says that another has it, in milliseconds: a page that is being reloaded
/// lets go of it a moment after the new one has asked.
const OTHER_TAB_MS: i32 = 500;

/// Starts the page. Called once by `www/app.js`.
#[wasm_bindgen]
pub fn start() {
    let Some(window) = web_sys::window() else { return };
    let settings = match settings(&window) {
        Ok(settings) => settings,
        Err(failure) => return broken(lang(&window), failure),
    };
    let watchers = Rc::new(Watchers::default());
    let watching = Rc::clone(&watchers);
    let runner = Runner::new(window.clone(), settings, move |page| watching.look(page));
    let (looking, hearing) = (Rc::clone(&runner), Rc::clone(&runner));
    media::begin(move |act| hearing.input(Input::Act(act)));
    let acting = Rc::clone(&runner);
    let look: Look = Rc::new(move |see| looking.look(|page| see(page)));
    let act: Do = Rc::new(move |act| acting.input(Input::Act(act)));
    // The view holds the runner from here on, and lives as long as its window.
    app::mount(watchers, look, act);
    begin(&window, &runner);
}

/// Shows a page that cannot begin.
fn broken(lang: Lang, failure: Failure) {
    let page = Page {
        lang,
        phase: Phase::Broken(failure),
        ..Page::default()
    };
    app::mount(Rc::default(), Rc::new(move |see| see(&page)), Rc::new(|_| {}));
}

fn begin(window: &Window, runner: &Rc<Runner>) {
    if !window.is_secure_context() {
        return runner.input(Input::Broken(Failure::NotSecure));
    }
    runner.tabs().wait();
    let waiting = Rc::clone(runner);
    let closed = Closure::once_into_js(move || {
        if !waiting.tabs().is_held() {
            waiting.input(Input::Taken);
        }
    });
    let _timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(closed.unchecked_ref(), OTHER_TAB_MS);
    listen(window, "online", runner, |_, runner| runner.input(Input::Nudge));
    listen(window, "pillion-newer", runner, |_, runner| {
        runner.input(Input::Act(Act::Newer))
    });
    listen(window, "beforeunload", runner, |event, runner| {
        // The browser asks the person, in its own words.
        if runner.look(|page| page.would_lose()) {
            event.prevent_default();
        }
    });
    listen(window, "focus", runner, |_, runner| watch(runner));
    listen(window, "blur", runner, |_, runner| watch(runner));
    if let Some(document) = window.document() {
        listen(&document, "visibilitychange", runner, |_, runner| {
            watch(runner);
            runner.input(Input::Nudge);
        });
    }
    watch(runner);
}

/// Whether someone looks at the page.
fn watch(runner: &Rc<Runner>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let present = !document.hidden() && document.has_focus().unwrap_or(false);
    let before = runner.look(|page| page.watch);
    if before.present != present {
        runner.input(Input::Act(Act::Watch(Watch { present, ..before })));
    }
}

/// Calls `hear` at each event, as long as the page lives.
fn listen(target: &EventTarget, event: &str, runner: &Rc<Runner>, hear: impl Fn(&Event, &Rc<Runner>) + 'static) {
    let runner = Rc::clone(runner);
    let closure = Closure::<dyn FnMut(Event)>::new(move |event| hear(&event, &runner));
    let _added = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// The relay is the one that serves the page, unless the page names another.
fn settings(window: &Window) -> Result<Settings, Failure> {
    let origin = window.location().origin().unwrap_or_default();
    let named = window
        .document()
        .and_then(|document| document.query_selector("meta[name=pillion-relay]").ok().flatten())
        .and_then(|meta| meta.get_attribute("content"))
        .filter(|content| !content.is_empty());
    let relay = Origin::parse(named.as_deref().unwrap_or(&origin)).map_err(Failure::BadRelay)?;
    let agent = window.navigator().user_agent().unwrap_or_default();
    Ok(Settings {
        relay,
        about: about(&agent, &origin),
        lang: lang(window),
        choice: choices::read(),
    })
}

/// The first of the person's languages that the page speaks.
fn lang(window: &Window) -> Lang {
    let tags = window.navigator().languages();
    Lang::preferred(tags.iter().filter_map(|tag| tag.as_string()))
}
