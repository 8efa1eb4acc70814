//! Entry of the full page.

use connect_accounts::app::{App, AppProps};
use connect_accounts::browser::words;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

fn main() {
    spawn_local(async {
        // Without words the page stays as the HTML drew it, which turns into plain links.
        if let (Some(text), Some(element)) = (words::of_page().await, place()) {
            // The skeleton makes way.
            element.set_inner_html("");
            leptos::mount::mount_to(element, move || App(AppProps { text })).forget();
        }
    });
}

fn place() -> Option<web_sys::HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.get_element_by_id("app")?.dyn_into().ok()
}
