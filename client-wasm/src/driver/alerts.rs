//! Notifications of the desktop.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use pillion_protocol::content::id::ChatId;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AudioContext, Notification, NotificationOptions, NotificationPermission};

use crate::model::{alert::Alert, table::Table};

/// Two notifications within this time make one sound, in milliseconds.
const QUIET_MS: f64 = 1_500.0;

/// How long the sound is, in seconds.
const SOUND_S: f64 = 0.35;

/// The two tones of the sound, in hertz: a fourth.
const TONES: [f32; 2] = [587.3, 784.0];

/// What happened to one.
#[derive(Debug, Clone, Copy)]
pub enum Told {
    /// The person clicked on it.
    Opened(ChatId),
    /// The browser lets the page notify, or not.
    Allowed(bool),
}

/// One that stands.
struct Standing {
    shown: Notification,
    /// Called at a click: it must live as long as the notification.
    _open: Closure<dyn FnMut()>,
}

/// The notifications that stand.
pub struct Alerts {
    standing: RefCell<Table<ChatId, Standing>>,
    sounded: Cell<f64>,
    tell: Rc<dyn Fn(Told)>,
}

impl Alerts {
    /// None stands.
    #[must_use]
    pub fn new(tell: impl Fn(Told) + 'static) -> Self {
        Self {
            standing: RefCell::default(),
            sounded: Cell::new(0.0),
            tell: Rc::new(tell),
        }
    }

    /// Asks the browser whether the page may notify.
    pub fn ask(&self) {
        let tell = Rc::clone(&self.tell);
        let asked = Notification::request_permission();
        spawn_local(async move {
            if let Ok(asked) = asked {
                let _answered = JsFuture::from(asked).await;
            }
            tell(Told::Allowed(is_allowed()));
        });
    }

    /// Shows one, unless the page itself can be seen.
    pub fn show(&self, alert: &Alert) {
        let hidden = web_sys::window().and_then(|window| window.document());
        if !hidden.is_some_and(|document| document.hidden()) || !is_allowed() {
            return;
        }
        let options = NotificationOptions::new();
        options.set_body(&alert.body);
        options.set_tag(&alert.chat.to_hex());
        options.set_icon("logo.svg");
        options.set_silent(Some(true));
        let Ok(shown) = Notification::new_with_options(&alert.title, &options) else {
            return;
        };
        let (tell, chat, clicked) = (Rc::clone(&self.tell), alert.chat, shown.clone());
        let open = Closure::<dyn FnMut()>::new(move || {
            if let Some(window) = web_sys::window() {
                let _focused = window.focus();
            }
            clicked.close();
            tell(Told::Opened(chat));
        });
        shown.set_onclick(Some(open.as_ref().unchecked_ref()));
        self.standing.borrow_mut().insert(chat, Standing { shown, _open: open });
        if alert.sound {
            self.sound();
        }
    }

    /// Takes one away.
    pub fn end(&self, chat: ChatId) {
        if let Some(standing) = self.standing.borrow_mut().remove(&chat) {
            standing.end();
        }
    }

    /// Takes all away.
    pub fn end_all(&self) {
        for (_, standing) in core::mem::take(&mut *self.standing.borrow_mut()) {
            standing.end();
        }
    }

    fn sound(&self) {
        let now = js_sys::Date::now();
        if now >= self.sounded.get() + QUIET_MS {
            self.sounded.set(now);
            let _silent = play();
        }
    }
}

impl Standing {
    fn end(self) {
        self.shown.set_onclick(None);
        self.shown.close();
    }
}

impl core::fmt::Debug for Alerts {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Alerts({})", self.standing.borrow().len())
    }
}

fn is_allowed() -> bool {
    Notification::permission() == NotificationPermission::Granted
}

/// Two soft tones, made here: no file is loaded.
fn play() -> Result<(), wasm_bindgen::JsValue> {
    let context = AudioContext::new()?;
    let start = context.current_time();
    let mut last = None;
    for (tone, at) in TONES.into_iter().zip([start, start + SOUND_S / 2.0]) {
        let (voice, volume) = (context.create_oscillator()?, context.create_gain()?);
        voice.frequency().set_value(tone);
        volume.gain().set_value_at_time(0.12, at)?;
        volume.gain().exponential_ramp_to_value_at_time(0.0005, at + SOUND_S)?;
        voice.connect_with_audio_node(&volume)?;
        volume.connect_with_audio_node(&context.destination())?;
        voice.start_with_when(at)?;
        voice.stop_with_when(at + SOUND_S)?;
        last = Some(voice);
    }
    if let Some(voice) = last {
        let done = Closure::once_into_js(move || drop(context.close()));
        voice.set_onended(Some(done.unchecked_ref()));
    }
    Ok(())
}
