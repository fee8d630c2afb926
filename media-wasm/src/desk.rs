//! Takes orders from the page, and tells it how far they are.

use std::{cell::Cell, cell::RefCell, collections::BTreeMap, rc::Rc};

use js_sys::Reflect;
use pillion_protocol::crypto::{digest::Digest, key::StreamKey};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use crate::{
    come, excerpt, leave,
    order::{Order, Told, What},
    shelf,
    trouble::Trouble,
};

/// Begins to take orders. Called once by `www/media/worker.js`.
#[wasm_bindgen]
pub fn start() {
    let desk = Rc::new(Desk::default());
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| desk.take(&event.data()));
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // As long as the worker lives.
    hear.forget();
}

/// The worker.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// What is under way, by job.
#[derive(Debug, Default)]
struct Desk(RefCell<BTreeMap<String, Running>>);

/// A job under way, and what is wanted of the same file after it: only one of them may have its sealed bytes open.
#[derive(Debug)]
struct Running {
    job: Job,
    next: Option<(Order, JsValue)>,
}

/// One file that something is done with.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    name: Rc<str>,
    stopped: Rc<Cell<bool>>,
}

impl Job {
    /// Goes on, unless it is stopped.
    pub(crate) fn going(&self) -> Result<(), Trouble> {
        if self.stopped.get() {
            return Err(Trouble::Stopped);
        }
        Ok(())
    }

    /// Tells how far it is.
    pub(crate) fn at(&self, step: &'static str, bytes: u64) {
        if !self.stopped.get() {
            tell(&self.told(step, bytes), None);
        }
    }

    fn told(&self, step: &'static str, bytes: u64) -> Told<'_> {
        Told {
            job: &self.name,
            step,
            bytes,
            digest: None,
        }
    }
}

impl Desk {
    fn take(self: &Rc<Self>, message: &JsValue) {
        let Some(order) = Order::read(message) else {
            return;
        };
        if let Some(running) = self.0.borrow_mut().get_mut(&order.job) {
            running.job.stopped.set(true);
            if order.what != What::Stop {
                running.next = Some((order, message.clone()));
            }
            return;
        }
        let desk = Rc::clone(self);
        let message = message.clone();
        spawn_local(async move { desk.work(order, message).await });
    }

    async fn work(&self, order: Order, message: JsValue) {
        let name = order.job.clone();
        let mut next = Some((order, message));
        while let Some((order, message)) = next {
            let job = Job {
                name: name.as_str().into(),
                stopped: Rc::default(),
            };
            let running = Running {
                job: job.clone(),
                next: None,
            };
            self.0.borrow_mut().insert(name.clone(), running);
            work(&order, &message, &job).await;
            next = self.0.borrow_mut().remove(&name).and_then(|running| running.next);
        }
    }
}

async fn work(order: &Order, message: &JsValue, job: &Job) {
    let done = match order.what {
        What::Seal => seal(order, message, job).await,
        What::Send => send(order, job).await,
        What::Open => open(order, job).await,
        What::Read => read(order, job).await,
        What::Drop => {
            if let Some(key) = key_of(order).ok().filter(|_| !order.url.is_empty()) {
                // There may be no room, or no network; then it is free by itself after two days.
                let _given_up = leave::give_up(order, &key).await;
            }
            // It may never have been there.
            let _removed = shelf::remove(&order.job).await;
            Ok(())
        }
        What::Stop => Ok(()),
    };
    match done {
        // Who has stopped it knows.
        Ok(()) | Err(Trouble::Stopped) => {}
        Err(trouble) => tell(&job.told(trouble.word(), 0), None),
    }
}

async fn seal(order: &Order, message: &JsValue, job: &Job) -> Result<(), Trouble> {
    let file = Reflect::get(message, &"file".into()).unwrap_or_default();
    let file: File = file.dyn_into().map_err(|_| Trouble::Source)?;
    let digest = leave::seal(order, &key_of(order)?, &file, job).await?;
    job.going()?;
    let told = Told {
        digest: Some(&digest.0),
        ..job.told("sealed", order.bytes)
    };
    tell(&told, None);
    Ok(())
}

async fn send(order: &Order, job: &Job) -> Result<(), Trouble> {
    leave::send(order, &key_of(order)?, job).await?;
    job.at("sent", order.bytes);
    Ok(())
}

async fn open(order: &Order, job: &Job) -> Result<(), Trouble> {
    let digest = order.digest.as_slice().try_into().map_err(|_| Trouble::Damaged)?;
    let blob = come::open(order, &key_of(order)?, Digest(digest), job).await?;
    job.going()?;
    tell(&job.told("opened", order.bytes), Some(("blob", &blob)));
    Ok(())
}

async fn read(order: &Order, job: &Job) -> Result<(), Trouble> {
    let bytes = excerpt::read(order, &key_of(order)?, job).await?;
    job.going()?;
    tell(&job.told("read", order.bytes), Some(("data", &bytes.buffer())));
    Ok(())
}

fn key_of(order: &Order) -> Result<StreamKey, Trouble> {
    let bytes = order.key.as_slice().try_into().map_err(|_| Trouble::Damaged)?;
    Ok(StreamKey::from_bytes(bytes))
}

fn tell(told: &Told<'_>, with: Option<(&str, &JsValue)>) {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_bytes_as_arrays(false);
    let Ok(message) = told.serialize(&serializer) else {
        return;
    };
    if let Some((name, value)) = with {
        // A plain object takes any field.
        let _set = Reflect::set(&message, &name.into(), value);
    }
    let _told = scope().post_message(&message);
}
