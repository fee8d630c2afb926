//! What every piece of the page knows.

use std::rc::Rc;

use leptos::prelude::*;

use crate::{model::page::Page, update::person::Act};

/// Shows the page to a function.
pub type Look = Rc<dyn Fn(&mut dyn FnMut(&Page))>;

/// Takes what the person did.
pub type Do = Rc<dyn Fn(Act)>;

/// The page, to look at and to act on.
#[derive(Clone, Copy)]
pub struct Screen {
    changed: StoredValue<ArcTrigger>,
    look: StoredValue<Look, LocalStorage>,
    act: StoredValue<Do, LocalStorage>,
}

impl Screen {
    /// A screen that is told through `changed` when it should look again.
    #[must_use]
    pub fn new(changed: ArcTrigger, look: Look, act: Do) -> Self {
        Self { changed: StoredValue::new(changed), look: StoredValue::new_local(look), act: StoredValue::new_local(act) }
    }

    /// Looks once.
    pub fn look<T>(self, see: impl FnOnce(&Page) -> T) -> Option<T> {
        let mut see = Some(see);
        let mut seen = None;
        let look = self.look.get_value();
        look(&mut |page| seen = see.take().map(|see| see(page)));
        seen
    }

    /// Part of the page, as it is at any time. What depends on it is drawn again only when the part itself changes.
    pub fn part<T: PartialEq + Send + Sync + Default + 'static>(
        self,
        pick: impl Fn(&Page) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| {
            self.changed.get_value().track();
            self.look(&pick).unwrap_or_default()
        })
    }

    /// The person did something.
    pub fn act(self, act: Act) {
        let take = self.act.get_value();
        take(act);
    }
}

impl core::fmt::Debug for Screen {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Screen")
    }
}
