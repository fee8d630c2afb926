//! The second of the [`super::twins`]: a database in a storage bucket.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::IdbFactory;

use super::{
    storage::{Change, Failed, Keys, Storage},
    twins::All,
};

/// The name of the bucket.
const BUCKET: &str = "spare";

/// Nobody waits longer for it, in milliseconds: a page without it is better than none.
const PATIENCE_MS: i32 = 3_000;

/// So much may wait to be done; beyond it, it is given up until the page is opened again.
const MOST_WAITING: usize = 256;

/// The database.
#[derive(Debug)]
pub struct Spare {
    storage: Storage,
    /// When nothing holds its bucket any more, Chromium forgets the writes that are under way in it.
    _bucket: JsValue,
}

impl Spare {
    /// A database that is no bucket's, for tests.
    #[must_use]
    pub const fn of(storage: Storage) -> Self {
        Self {
            storage,
            _bucket: JsValue::NULL,
        }
    }

    /// Opens it, or makes it; `None` in browsers without buckets.
    async fn open() -> Result<Option<Self>, Failed> {
        let Some(buckets) = buckets() else { return Ok(None) };
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let bucket = call(&buckets, "open", Some(&options)).await?;
        let databases: IdbFactory = Reflect::get(&bucket, &"indexedDB".into())?.dyn_into()?;
        Ok(Some(Self {
            storage: Storage::open_in(&databases).await?,
            _bucket: bucket,
        }))
    }

    /// Deletes it and all that it holds.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn delete() -> Result<(), Failed> {
        if let Some(buckets) = buckets() {
            call(&buckets, "delete", None).await?;
        }
        Ok(())
    }

    async fn run(&self, work: Work) -> Result<(), Failed> {
        match work {
            Work::All(all) => {
                if All::of(&self.storage).await? != all {
                    self.storage.wipe().await?;
                    all.fill(&self.storage).await?;
                }
                Ok(())
            }
            Work::Keys(keys) => self.storage.set_keys(&keys).await,
            Work::Changes(changes) => self.storage.change(&changes).await,
        }
    }
}

/// What it is to do after the first one.
#[derive(Debug)]
pub enum Work {
    /// Hold this, whatever it holds.
    All(All),
    /// Store the keys.
    Keys(Keys),
    /// Do all of these or none.
    Changes(Vec<Change>),
}

/// Does one thing after the other, and opens the database for the first of them.
#[derive(Debug, Default)]
pub struct Follower {
    spare: RefCell<Option<Rc<Spare>>>,
    waiting: RefCell<VecDeque<Work>>,
    busy: Cell<bool>,
    /// It has failed or is not wanted any more. Opened again, it is put right.
    over: Cell<bool>,
}

impl Follower {
    /// One that has its database.
    #[must_use]
    pub fn of(spare: Spare) -> Self {
        Self {
            spare: RefCell::new(Some(Rc::new(spare))),
            ..Self::default()
        }
    }

    /// All that it holds; `None` if there is no such database or it does not answer.
    pub async fn all(self: &Rc<Self>) -> Option<All> {
        let (found, follower) = (Rc::new(RefCell::new(None)), self.clone());
        let find = found.clone();
        let reading = future_to_promise(async move {
            let spare = follower.spare().await?;
            if let Some(spare) = spare {
                let all = All::of(&spare.storage).await?;
                find.replace(Some(all));
            }
            Ok(JsValue::UNDEFINED)
        });
        let late = Promise::new(&mut |done, _| {
            let window = web_sys::window();
            let _set =
                window.map(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, PATIENCE_MS));
        });
        let _first = JsFuture::from(Promise::race(&Array::of2(&reading, &late))).await;
        found.take()
    }

    /// Does it, as soon as all that was to be done before is done.
    pub fn follow(self: &Rc<Self>, work: Work) {
        if self.over.get() {
            return;
        }
        self.waiting.borrow_mut().push_back(work);
        if self.waiting.borrow().len() > MOST_WAITING {
            return self.stop();
        }
        if !self.busy.replace(true) {
            let follower = self.clone();
            spawn_local(async move {
                if follower.work().await.is_err() {
                    follower.stop();
                }
                follower.busy.set(false);
            });
        }
    }

    /// Does nothing any more.
    pub fn stop(&self) {
        self.over.set(true);
        self.waiting.take();
        self.spare.take();
    }

    async fn work(&self) -> Result<(), Failed> {
        loop {
            let work = self.waiting.borrow_mut().pop_front();
            let Some(work) = work else { return Ok(()) };
            let spare = self.spare().await?.ok_or(Failed)?;
            // While it was being opened all may have been deleted, and must not come back.
            if self.over.get() {
                return Ok(());
            }
            spare.run(work).await?;
        }
    }

    async fn spare(&self) -> Result<Option<Rc<Spare>>, Failed> {
        let open = self.spare.borrow().clone();
        if open.is_some() || self.over.get() {
            return Ok(open);
        }
        let opened = Spare::open().await?.map(Rc::new);
        self.spare.replace(opened.clone());
        Ok(opened)
    }
}

/// What opens buckets. The stable part of web-sys does not know it, so all is called by name.
fn buckets() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let buckets = Reflect::get(&navigator, &"storageBuckets".into()).ok()?;
    buckets.is_object().then_some(buckets)
}

async fn call(buckets: &JsValue, name: &str, options: Option<&Object>) -> Result<JsValue, Failed> {
    let function: Function = Reflect::get(buckets, &name.into())?.dyn_into()?;
    let options = options.map_or(JsValue::UNDEFINED, JsValue::from);
    let promise: Promise = function.call2(buckets, &BUCKET.into(), &options)?.dyn_into()?;
    Ok(JsFuture::from(promise).await?)
}
