//! How leptos draws an [`Element`].

use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{RemoveEventHandler, Rndr, types};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

use super::{Element, Handler, Words};

/// A drawn [`Element`].
pub struct Drawn {
    tag: &'static str,
    node: types::Element,
    attributes: Vec<(&'static str, Words)>,
    listeners: Vec<RemoveEventHandler<types::Element>>,
    children: Vec<AnyViewState>,
}

fn listen(
    node: &types::Element,
    handlers: Vec<(&'static str, Handler)>,
) -> Vec<RemoveEventHandler<types::Element>> {
    handlers
        .into_iter()
        .map(|(name, handler)| {
            let act = move |event: types::Event| handler(event.into());
            Rndr::add_event_listener(node, name, Box::new(act))
        })
        .collect()
}

impl Render for Element {
    type State = Drawn;

    fn build(self) -> Drawn {
        let parts = *self.0;
        let svg = matches!(parts.tag, "svg" | "path").then_some("http://www.w3.org/2000/svg");
        let node = Rndr::create_element(parts.tag, svg);
        for (name, value) in &parts.attributes {
            Rndr::set_attribute(&node, name, value);
        }
        let children = parts
            .children
            .into_iter()
            .map(|child| {
                let mut child = child.build();
                child.mount(&node, None);
                child
            })
            .collect();
        if let Some(made) = parts.made {
            made(&node);
        }
        Drawn {
            tag: parts.tag,
            listeners: listen(&node, parts.handlers),
            node,
            attributes: parts.attributes,
            children,
        }
    }

    fn rebuild(self, drawn: &mut Drawn) {
        if self.0.tag != drawn.tag {
            let mut new = self.build();
            drawn.insert_before_this(&mut new);
            drawn.unmount();
            *drawn = new;
            return;
        }
        let parts = *self.0;
        for attribute in &parts.attributes {
            if !drawn.attributes.contains(attribute) {
                Rndr::set_attribute(&drawn.node, attribute.0, &attribute.1);
            }
        }
        for (name, _) in &drawn.attributes {
            if !parts.attributes.iter().any(|(kept, _)| kept == name) {
                Rndr::remove_attribute(&drawn.node, name);
            }
        }
        drawn.attributes = parts.attributes;
        drawn.listeners = listen(&drawn.node, parts.handlers);
        let mut children = parts.children.into_iter();
        let mut kept = 0;
        for (old, new) in drawn.children.iter_mut().zip(children.by_ref()) {
            new.rebuild(old);
            kept += 1;
        }
        for mut gone in drawn.children.drain(kept..) {
            gone.unmount();
        }
        for child in children {
            let mut child = child.build();
            child.mount(&drawn.node, None);
            drawn.children.push(child);
        }
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        Rndr::remove(&self.node);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.node.parent_element();
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.node));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.node.clone()]
    }
}

impl AddAnyAttr for Element {
    type Output<NewAttr: Attribute> = Self;

    // Only `view!` spreads attributes over what a component gave back, and nothing here is drawn that way.
    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self
    where
        Self: RenderHtml,
    {
        self
    }
}

impl RenderHtml for Element {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = "<p></p>".len();

    fn dry_resolve(&mut self) {
        for child in &mut self.0.children {
            child.dry_resolve();
        }
    }

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        _: Vec<AnyAttribute>,
    ) {
        let parts = *self.0;
        html.push('<');
        html.push_str(parts.tag);
        for (name, value) in parts.attributes {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            html.push_str(&value.replace('&', "&amp;").replace('"', "&quot;"));
            html.push('"');
        }
        html.push('>');
        if !matches!(parts.tag, "img" | "input") {
            *position = Position::FirstChild;
            for child in parts.children {
                child.to_html_with_buf(html, position, escape, mark_branches, Vec::new());
            }
            html.push_str("</");
            html.push_str(parts.tag);
            html.push('>');
        }
        *position = Position::NextChild;
    }

    // The page draws over what its HTML showed; it takes no element over.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Drawn {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::el;

    #[test]
    fn t19_an_attribute_cannot_leave_its_quotes() {
        let html = el("img").attr("alt", "a\" onerror=\"x & y").to_html();
        assert_eq!(html, "<img alt=\"a&quot; onerror=&quot;x &amp; y\">");
    }
}
