//! What is done again whenever something changes that it looked at.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use super::{
    owner::{self, Owner},
    trigger::Trigger,
};

thread_local! {
    static RUNNING: RefCell<Option<Rc<Effect>>> = const { RefCell::new(None) };
    static WAITING: RefCell<Vec<Rc<Effect>>> = const { RefCell::new(Vec::new()) };
}

/// One such thing.
pub struct Effect {
    act: RefCell<Box<dyn FnMut()>>,
    /// Of what is made while it runs.
    owner: Owner,
    looked_at: RefCell<Vec<Trigger>>,
    waits: Cell<bool>,
    over: Cell<bool>,
}

/// Ends it with the piece to which it belongs.
struct Running(Rc<Effect>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.over.set(true);
        self.0.let_go();
    }
}

impl core::fmt::Debug for Effect {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Effect({} triggers)", self.looked_at.borrow().len())
    }
}

/// Does something now, and again whenever something changes that it looked at, as long as the piece is there that is being
/// drawn. What it made the time before ends first.
#[inline(never)]
pub fn run(act: Box<dyn FnMut()>) {
    let effect = Rc::new(Effect {
        act: RefCell::new(act),
        owner: Owner::current().child(),
        looked_at: RefCell::default(),
        waits: Cell::new(false),
        over: Cell::new(false),
    });
    owner::keep(Running(effect.clone()));
    effect.run();
}

/// The one that runs now.
pub(super) fn running() -> Option<Rc<Effect>> {
    RUNNING.with_borrow(Clone::clone)
}

/// Runs all that wait, and what they wake. The browser calls it when what is running now has ended.
pub fn settle() {
    loop {
        let waiting = WAITING.take();
        if waiting.is_empty() {
            return;
        }
        for effect in waiting {
            effect.waits.set(false);
            if !effect.over.get() {
                effect.run();
            }
        }
    }
}

impl Effect {
    fn run(self: &Rc<Self>) {
        self.let_go();
        let before = RUNNING.replace(Some(self.clone()));
        self.owner.with(|| (self.act.borrow_mut())());
        RUNNING.replace(before);
    }

    fn let_go(&self) {
        for trigger in self.looked_at.take() {
            trigger.forget(self);
        }
        self.owner.end();
    }

    pub(super) fn looked_at(&self, trigger: Trigger) {
        self.looked_at.borrow_mut().push(trigger);
    }

    pub(super) fn wake(self: Rc<Self>) {
        if self.waits.replace(true) {
            return;
        }
        let first = WAITING.with_borrow_mut(|waiting| {
            waiting.push(self);
            waiting.len() == 1
        });
        if first {
            soon();
        }
    }
}

/// Calls [`settle`] when what is running now has ended. Without a browser whoever tests calls it.
fn soon() {
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_futures::spawn_local(async { settle() });
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::reactive::signal::Signal;

    /// What was done, and a function that does it.
    fn diary() -> (Rc<RefCell<Vec<String>>>, impl Fn(String) + Clone) {
        let lines = Rc::new(RefCell::new(Vec::new()));
        let writes = lines.clone();
        (lines, move |line| writes.borrow_mut().push(line))
    }

    #[test]
    fn it_runs_at_once_and_once_after_many_changes() {
        let (lines, write) = diary();
        let (one, two) = (Signal::new(1), Signal::new(10));
        run(Box::new(move || write(format!("{}", one.get() + two.get()))));
        one.set(2);
        two.set(20);
        one.set(3);
        assert_eq!(*lines.borrow(), ["11"], "not before what is running has ended");
        settle();
        assert_eq!(*lines.borrow(), ["11", "23"]);
        settle();
        assert_eq!(lines.borrow().len(), 2);
    }

    #[test]
    fn what_it_no_longer_looks_at_does_not_wake_it() {
        let (lines, write) = diary();
        let (which, left, right) = (Signal::new(true), Signal::new(1), Signal::new(2));
        run(Box::new(move || {
            let side = if which.get() { left } else { right };
            write(side.get().to_string());
        }));
        which.set(false);
        settle();
        left.set(9);
        settle();
        right.set(3);
        settle();
        assert_eq!(*lines.borrow(), ["1", "2", "3"]);
    }

    #[test]
    fn one_that_ends_before_its_turn_is_not_run() {
        let (lines, write) = diary();
        let (shown, text) = (Signal::new(true), Signal::new(1));
        run(Box::new(move || {
            if shown.get() {
                let write = write.clone();
                run(Box::new(move || write(text.get().to_string())));
            }
        }));
        // The outer one is woken first, and ends the inner one.
        shown.set(false);
        text.set(2);
        settle();
        text.set(3);
        settle();
        assert_eq!(*lines.borrow(), ["1"]);
    }

    #[test]
    fn what_is_looked_at_inside_wakes_the_inner_one_alone() {
        let (lines, write) = diary();
        let text = Signal::new(1);
        let outer = write.clone();
        run(Box::new(move || {
            outer("outer".into());
            let write = write.clone();
            run(Box::new(move || write(text.get().to_string())));
        }));
        text.set(2);
        settle();
        assert_eq!(*lines.borrow(), ["outer", "1", "2"]);
    }

    #[test]
    fn a_piece_that_has_ended_waits_for_nothing() {
        let owner = Owner::default();
        let trigger = Trigger::default();
        let tracked = trigger.clone();
        owner.with(|| run(Box::new(move || tracked.track())));
        assert_eq!(format!("{trigger:?}"), "Trigger(1 effects)");
        owner.end();
        assert_eq!(format!("{trigger:?}"), "Trigger(0 effects)");
    }

    #[test]
    fn what_an_effect_changes_wakes_others_in_the_same_go() {
        let (lines, write) = diary();
        let (one, two) = (Signal::new(1), Signal::new(0));
        run(Box::new(move || two.set(one.get() * 2)));
        run(Box::new(move || write(two.get().to_string())));
        one.set(4);
        settle();
        assert_eq!(lines.borrow().last().unwrap(), "8");
    }
}
