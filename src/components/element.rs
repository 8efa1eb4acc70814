//! Elements, all of one type.
//!
//! `view!` gives every tag, every attribute and every closure a type of its own, and leptos has code for each of them:
//! two thirds of what the portal's views weighed. This is the same view as data: leptos still draws it, and a part that is
//! drawn again changes only what differs. `docs/decisions/0005-small-bundles.md` has the figures.

mod draw;

use std::borrow::Cow;
use std::sync::Arc;

use connect_words::Plain;
use leptos::prelude::*;
use leptos::web_sys;

use crate::text::text;

/// Words on the screen or in an attribute.
pub type Words = Cow<'static, str>;

/// What can be said, or stand in an attribute.
pub trait IntoWords {
    /// As words.
    fn into_words(self) -> Words;
}

/// In the language of the portal that it is drawn for.
impl IntoWords for Plain {
    fn into_words(self) -> Words {
        text().say(self).into()
    }
}

impl IntoWords for Words {
    fn into_words(self) -> Words {
        self
    }
}

impl IntoWords for &'static str {
    fn into_words(self) -> Words {
        self.into()
    }
}

impl IntoWords for String {
    fn into_words(self) -> Words {
        self.into()
    }
}

/// What an element does when something happens to it.
type Handler = Arc<dyn Fn(web_sys::Event) + Send + Sync>;

/// What happens with an element as soon as it is made, before it stands in the document.
type Made = Box<dyn FnOnce(&web_sys::Element) + Send>;

/// A part of a view that is drawn again when what it reads changes.
pub type Dynamic = Box<dyn FnMut() -> AnyView + Send>;

/// Makes a [`Dynamic`].
pub fn dynamic<C: Child>(mut draw: impl FnMut() -> C + Send + 'static) -> Dynamic {
    Box::new(move || draw().into_child())
}

/// An element with its attributes, what it does, and its children.
///
/// On the heap, so that a chain of calls hands on a pointer. Measured: copying the parts from call to call was 11 KB
/// of the page's program, 2 KB in brotli.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, Words)>,
    handlers: Vec<(&'static str, Handler)>,
    made: Option<Made>,
    children: Vec<AnyView>,
}

/// Starts an element.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        handlers: Vec::new(),
        made: None,
        children: Vec::new(),
    }))
}

/// Starts a button that does one thing.
pub fn button(class: &'static str, act: impl Fn() + Send + Sync + 'static) -> Element {
    el("button")
        .class(class)
        .attr("part", "button")
        .attr("type", "button")
        .on("click", move |_| act())
}

/// Starts a link that leaves the product.
pub fn link_away(href: impl IntoWords) -> Element {
    el("a")
        .attr("href", href)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
}

impl Element {
    /// Its classes.
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// An attribute.
    pub fn attr(self, name: &'static str, value: impl IntoWords) -> Self {
        self.attr_if(name, Some(value))
    }

    /// An attribute that is not always there.
    pub fn attr_if(mut self, name: &'static str, value: Option<impl IntoWords>) -> Self {
        if let Some(value) = value {
            self.0.attributes.push((name, value.into_words()));
        }
        self
    }

    /// What it does when `event` happens to it. The listener stands at the element itself, where no listener of a host
    /// page can come before it from further out.
    pub fn on(
        mut self,
        event: &'static str,
        act: impl Fn(web_sys::Event) + Send + Sync + 'static,
    ) -> Self {
        self.0.handlers.push((event, Arc::new(act)));
        self
    }

    /// What to do with the element once it is made.
    pub fn made(mut self, act: impl FnOnce(&web_sys::Element) + Send + 'static) -> Self {
        self.0.made = Some(Box::new(act));
        self
    }

    /// A child, after those it has.
    pub fn child(mut self, child: impl Child) -> Self {
        self.0.children.push(child.into_child());
        self
    }

    /// Children, after those it has.
    pub fn children<C: Child>(mut self, children: impl IntoIterator<Item = C>) -> Self {
        self.0
            .children
            .extend(children.into_iter().map(Child::into_child));
        self
    }
}

/// What can stand in an element.
pub trait Child {
    /// As a view of leptos. A child that is not there keeps its place, so that the others keep theirs.
    fn into_child(self) -> AnyView;
}

impl Child for AnyView {
    fn into_child(self) -> AnyView {
        self
    }
}

impl Child for Element {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl Child for Dynamic {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl Child for Plain {
    fn into_child(self) -> AnyView {
        self.into_words().into_any()
    }
}

impl Child for Words {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl Child for &'static str {
    fn into_child(self) -> AnyView {
        Words::from(self).into_any()
    }
}

impl Child for String {
    fn into_child(self) -> AnyView {
        Words::from(self).into_any()
    }
}

impl Child for () {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl<C: Child> Child for Option<C> {
    fn into_child(self) -> AnyView {
        match self {
            Some(child) => child.into_child(),
            None => ().into_any(),
        }
    }
}

impl<C: Child> Child for Vec<C> {
    fn into_child(self) -> AnyView {
        let children: Vec<AnyView> = self.into_iter().map(Child::into_child).collect();
        children.into_any()
    }
}
