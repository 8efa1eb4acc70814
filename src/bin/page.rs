//! Entry of the full page.

use connect_accounts::app::App;
use wasm_bindgen::JsCast;

fn main() {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"))
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = found {
        // The skeleton that the HTML drew makes way.
        element.set_inner_html("");
        leptos::mount::mount_to(element, App).forget();
    }
}
