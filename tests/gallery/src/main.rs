//! Every state of the portal in every theme and language at once. `?lang=de` and `?theme=dark` leave the others out, and
//! `?lang=qps` is the language of [`pseudo`].

mod pseudo;
mod scenes;

use connect_accounts::browser::words;
use connect_accounts::components::{card_grid, failure_panel};
use connect_accounts::portal::Portal;
use connect_core::{Event, Failure};
use connect_words::Text;
use leptos::mount::mount_to;
use leptos::prelude::*;
use scenes::scenes;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, UrlSearchParams};

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

fn main() {
    // Without a document there is nobody to look at it.
    let _ = draw();
}

fn draw() -> Option<()> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let asked = UrlSearchParams::new_with_str(&window.location().search().ok()?).ok()?;
    let (language, theme) = (asked.get("lang"), asked.get("theme"));
    let main = document.query_selector("main").ok()??;
    for (tag, text) in languages() {
        if language.as_ref().is_some_and(|wanted| *wanted != tag) {
            continue;
        }
        for look in ["light", "dark"] {
            if theme.as_deref().is_none_or(|wanted| wanted == look) {
                section(&document, &main, &tag, text, look)?;
            }
        }
    }
    Some(())
}

/// Every language with its tag, and the one that nobody speaks.
fn languages() -> Vec<(String, &'static Text)> {
    let pseudo = PACKS.first().map(|english| pseudo::pack(english));
    let spoken = PACKS.iter().map(|pack| (None, (*pack).to_owned()));
    let unspoken = pseudo.map(|pack| (Some("qps".to_owned()), pack));
    spoken
        .chain(unspoken)
        .filter_map(|(tag, pack)| {
            let text = words::of(pack)?;
            Some((tag.unwrap_or_else(|| text.tag().to_owned()), text))
        })
        .collect()
}

fn section(
    document: &Document,
    main: &Element,
    tag: &str,
    text: &'static Text,
    theme: &str,
) -> Option<()> {
    let look = add(document, main, "section", "look")?;
    look.set_attribute("lang", text.tag()).ok()?;
    look.set_attribute("dir", text.direction()).ok()?;
    look.set_attribute("style", &format!("color-scheme: {theme}"))
        .ok()?;
    let heading = add(document, &look, "h2", "look-name")?;
    heading.set_text_content(Some(&format!("{tag}, {theme}")));
    let all = add(document, &look, "div", "scenes")?;
    for scene in scenes() {
        let place = place(document, &all, scene.name)?;
        let portal = mounted(place, text, || card_grid().into_any());
        for event in scene.events() {
            portal.send(event);
        }
    }
    for (name, failure) in [
        ("no answer in time", Failure::TimedOut),
        ("something else answered", Failure::Unreadable),
    ] {
        let place = place(document, &all, name)?;
        let portal = mounted(place, text, move || failure_panel(&failure).into_any());
        portal.send(Event::Started);
    }
    Some(())
}

fn place(document: &Document, all: &Element, name: &str) -> Option<HtmlElement> {
    let scene = add(document, all, "div", "scene")?;
    let heading = add(document, &scene, "h3", "")?;
    heading.set_text_content(Some(name));
    heading.set_attribute("lang", "en").ok()?;
    heading.set_attribute("dir", "ltr").ok()?;
    add(document, &scene, "div", "content")?.dyn_into().ok()
}

fn mounted(
    place: HtmlElement,
    text: &'static Text,
    view: impl Fn() -> AnyView + 'static,
) -> Portal {
    let owner = Owner::new();
    let portal = owner.with(|| Portal::new(text));
    mount_to(place, move || {
        provide_context(portal);
        view()
    })
    .forget();
    // It is there for as long as the page.
    std::mem::forget(owner);
    portal
}

fn add(document: &Document, parent: &Element, tag: &str, class: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_class_name(class);
    parent.append_child(&element).ok()?;
    Some(element)
}
