//! Elements of the page, made one by one.
//!
//! Frameworks make a type of each element with all that is in it; the code for those types was a third of the page's weight.
//! These functions make the same elements through one type. What changes does so by [`crate::reactive`]: effects run when a signal
//! or a [`super::screen::Part`] changes, and end with the piece that they belong to.
//!
//! There is no way to put HTML in: texts become text nodes.

use super::browser::document;
use crate::reactive::{effect::run, owner::keep, signal::Signal};
use wasm_bindgen::{JsCast, UnwrapThrowExt, closure::Closure, intern};
use web_sys::{Element, Event, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// One element.
#[derive(Debug, Clone)]
pub struct Tag(Element);

/// Writes a function for each element.
macro_rules! tags {
    ($($name:ident)*) => {
        $(
            #[doc = concat!("`<", stringify!($name), ">`")]
            #[must_use]
            pub fn $name() -> Tag {
                tag(stringify!($name))
            }
        )*
    };
}

tags!(a button dialog div fieldset figcaption figure form h1 h2 header img input kbd label legend li main nav ol p progress section span textarea ul);

/// An element by its name.
#[must_use]
#[inline(never)]
pub fn tag(name: &str) -> Tag {
    Tag(document()
        .create_element(intern(name))
        .expect_throw("a name of an element"))
}

/// An element of a picture.
#[must_use]
#[inline(never)]
pub fn svg(name: &str) -> Tag {
    Tag(document()
        .create_element_ns(Some(intern(SVG)), intern(name))
        .expect_throw("a name of an element"))
}

/// The body of the page.
#[must_use]
pub fn body() -> Option<Tag> {
    document().body().map(|body| Tag(body.into()))
}

/// A real button, which does not send a form.
#[must_use]
#[inline(never)]
pub fn plain_button() -> Tag {
    button().attr("type", "button")
}

impl Tag {
    /// The element itself.
    #[must_use]
    pub const fn element(&self) -> &Element {
        &self.0
    }

    /// The element itself, as what it is.
    #[must_use]
    pub fn cast<E: JsCast + Clone>(&self) -> Option<E> {
        self.0.dyn_ref::<E>().cloned()
    }

    /// Another element with the same attributes and the same elements in it; without what listens or follows.
    #[must_use]
    pub fn copy(&self) -> Self {
        let copy = self.0.clone_node_with_deep(true).expect_throw("an element is copied");
        Self(copy.unchecked_into())
    }

    /// Sets an attribute.
    #[must_use]
    #[inline(never)]
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _named = self.0.set_attribute(intern(name), value);
        self
    }

    /// Sets the classes.
    #[must_use]
    #[inline(never)]
    pub fn class(self, names: &str) -> Self {
        self.attr("class", intern(names))
    }

    /// Sets what tests know it by.
    #[must_use]
    #[inline(never)]
    pub fn test(self, id: &str) -> Self {
        self.attr("data-testid", intern(id))
    }

    /// Sets the name that is spoken, and shown by the pointer, of a control that shows only a picture.
    #[must_use]
    #[inline(never)]
    pub fn named(self, name: &str) -> Self {
        self.attr("aria-label", name).attr("title", name)
    }

    /// Keeps an attribute as `value` says; without one it is not there.
    #[must_use]
    pub fn bind(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.bound(name, Box::new(value))
    }

    /// What of it does not depend on the closure's type, so that the page has it once.
    #[inline(never)]
    fn bound(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.0.clone();
        intern(name);
        run(Box::new(move || {
            let _named = match value() {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        }));
        self
    }

    /// Keeps an attribute that is there or not.
    #[must_use]
    pub fn toggle(self, name: &'static str, there: impl Fn() -> bool + 'static) -> Self {
        self.bind(name, move || there().then(String::new))
    }

    /// Keeps the text as `text` says.
    #[must_use]
    pub fn text(self, text: impl Fn() -> String + 'static) -> Self {
        self.says(Box::new(text))
    }

    #[inline(never)]
    fn says(self, text: Box<dyn Fn() -> String>) -> Self {
        let element = self.0.clone();
        run(Box::new(move || element.set_text_content(Some(&text()))));
        self
    }

    /// Does something with each event, as long as the piece is there.
    #[must_use]
    pub fn on<E: JsCast + 'static>(self, event: &str, mut hear: impl FnMut(E) + 'static) -> Self {
        let hear: Box<dyn FnMut(Event)> = Box::new(move |event| hear(event.unchecked_into()));
        self.listen(event, hear)
    }

    /// Does something when it is pressed, by pointer or key.
    #[must_use]
    pub fn press(self, mut act: impl FnMut() + 'static) -> Self {
        self.listen("click", Box::new(move |_| act()))
    }

    /// Puts something in, behind what is there.
    #[must_use]
    pub fn child(self, content: impl Content) -> Self {
        content.add_to(&self.0);
        self
    }

    #[inline(never)]
    fn listen(self, event: &str, hear: Box<dyn FnMut(Event)>) -> Self {
        let closure = Closure::wrap(hear);
        let _added = self
            .0
            .add_event_listener_with_callback(intern(event), closure.as_ref().unchecked_ref());
        keep(closure);
        self
    }
}

/// What can stand in an element.
pub trait Content {
    /// Puts it in, behind what is there.
    fn add_to(self, parent: &Node);
}

impl Content for Tag {
    #[inline(never)]
    fn add_to(self, parent: &Node) {
        let _added = parent.append_child(&self.0);
    }
}

impl Content for &str {
    #[inline(never)]
    fn add_to(self, parent: &Node) {
        let _added = parent.append_child(&document().create_text_node(self));
    }
}

impl Content for String {
    fn add_to(self, parent: &Node) {
        self.as_str().add_to(parent);
    }
}

impl<C: Content> Content for Option<C> {
    fn add_to(self, parent: &Node) {
        if let Some(content) = self {
            content.add_to(parent);
        }
    }
}

impl<C: Content> Content for Vec<C> {
    fn add_to(self, parent: &Node) {
        for content in self {
            content.add_to(parent);
        }
    }
}

/// Several things, one behind the other.
macro_rules! several {
    ($($part:ident)*) => {
        impl<$($part: Content),*> Content for ($($part,)*) {
            #[allow(non_snake_case, reason = "the parts are named like their types")]
            fn add_to(self, parent: &Node) {
                let ($($part,)*) = self;
                $($part.add_to(parent);)*
            }
        }
    };
}

several!(A B);
several!(A B C);
several!(A B C D);
several!(A B C D E);
several!(A B C D E F);
several!(A B C D E F G);
several!(A B C D E F G H);

/// Something that is drawn anew whenever what it looks at changes.
pub struct Shown(Box<dyn FnMut(&Node)>);

impl core::fmt::Debug for Shown {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Shown")
    }
}

/// Shows what `draw` makes.
pub fn show<C: Content>(mut draw: impl FnMut() -> C + 'static) -> Shown {
    Shown(Box::new(move |parent| draw().add_to(parent)))
}

impl Content for Shown {
    /// Two empty comments hold the place, since what is between them may be nothing.
    #[inline(never)]
    fn add_to(self, parent: &Node) {
        let Self(mut draw) = self;
        let (from, to) = (document().create_comment(""), document().create_comment(""));
        let _added = (parent.append_child(&from), parent.append_child(&to));
        run(Box::new(move || {
            let fragment = document().create_document_fragment();
            draw(&fragment);
            let Some(parent) = to.parent_node() else { return };
            while let Some(old) = from.next_sibling().filter(|next| *next != **to) {
                let _removed = parent.remove_child(&old);
            }
            let _added = parent.insert_before(&fragment, Some(&to));
        }));
    }
}

/// A signal's value as text, for [`Tag::text`].
pub fn text_of(signal: Signal<&'static str>) -> impl Fn() -> String {
    move || signal.get().to_owned()
}
