//! The sentences of the reader's language: loaded while the program was, and never let go.

use std::cell::RefCell;

use connect_words::{Locale, Text};
use js_sys::{Array, Intl, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::window;

const KEY: &str = "connectAccountsWords";

/// What the HTML of the page asked for. Nothing if it did not come, or belongs to another program than this.
pub async fn of_page() -> Option<&'static Text> {
    let window = window()?;
    let promise = Reflect::get(&window, &JsValue::from_str(KEY)).ok()?;
    let pack = JsFuture::from(promise.dyn_into::<js_sys::Promise>().ok()?).await;
    let text = of(pack.ok()?.as_string()?)?;
    let root = window.document()?.document_element()?;
    let _ = root.set_attribute("lang", text.tag());
    let _ = root.set_attribute("dir", text.direction());
    Some(text)
}

thread_local! {
    /// Every pack is kept once, with what was read of it, however often a widget or the help is opened in its language. A
    /// program is the widget's or the help's, so all of them are of one kind.
    static KNOWN: RefCell<Vec<(&'static str, &'static Text)>> = const { RefCell::new(Vec::new()) };
}

/// The sentences of a pack. A page reads one, and each widget in it may read another.
pub fn of(pack: String) -> Option<&'static Text> {
    kept(pack, |pack| Text::read(pack, LOCALE))
}

/// The sentences of a pack, and of the help's.
#[cfg(feature = "help")]
pub fn with_help(pack: String, help: String) -> Option<&'static Text> {
    kept(pack, |pack| {
        Text::read(pack, LOCALE)?.with_help(String::leak(help))
    })
}

fn kept(pack: String, read: impl FnOnce(&'static str) -> Option<Text>) -> Option<&'static Text> {
    let found = KNOWN.with_borrow(|known| {
        let known = known.iter().find(|(known, _)| *known == pack);
        known.map(|(_, text)| *text)
    });
    if found.is_some() {
        return found;
    }
    let pack: &str = String::leak(pack);
    let text: &Text = Box::leak(Box::new(read(pack)?));
    KNOWN.with_borrow_mut(|known| known.push((pack, text)));
    Some(text)
}

/// What the browser knows about languages.
const LOCALE: Locale = Locale { category, number };

fn category(tag: &str, number: u32) -> String {
    let rules = Intl::PluralRules::new(&tags(tag), &Object::new());
    rules.select(number.into()).into()
}

fn number(tag: &str, number: u32) -> String {
    js_sys::Number::from(number).to_locale_string(tag).into()
}

/// A moment as the language writes it, with the day, in minutes.
pub fn moment(tag: &str, rfc3339: &str) -> String {
    let style = js_sys::JSON::parse(r#"{"dateStyle":"medium","timeStyle":"short"}"#);
    let moment = js_sys::Date::new(&JsValue::from_str(rfc3339));
    moment
        .to_locale_string(tag, &style.unwrap_or_default())
        .into()
}

/// Whether every word that was typed is somewhere in the text, whatever the case. By the browser's tables and search: ours
/// would weigh 8 KB.
pub fn says(text: &str, typed: &str) -> bool {
    let text = JsString::from(text).to_lower_case();
    let typed = JsString::from(typed).to_lower_case().trim();
    typed
        .split(" ")
        .iter()
        .all(|word| text.includes(&String::from(JsString::from(word)), 0))
}

fn tags(tag: &str) -> Array {
    Array::of1(&JsValue::from_str(tag))
}
