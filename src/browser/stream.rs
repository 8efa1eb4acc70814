//! A response body, read while it arrives.

use futures_util::stream::{self, Stream};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

/// The connection broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// The reader of a body. Dropping it lets the connection go.
struct Reader(ReadableStreamDefaultReader);

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.0.cancel();
    }
}

/// The pieces of `body`, as they come.
pub fn pieces(body: ReadableStream) -> impl Stream<Item = Result<Vec<u8>, Broken>> {
    let reader = body.get_reader().dyn_into().ok().map(Reader);
    stream::unfold(reader, |reader| async move {
        let reader = reader?;
        let Ok(step) = JsFuture::from(reader.0.read()).await else {
            return Some((Err(Broken), None));
        };
        let value = super::field(&step, "value")?;
        let bytes = value.dyn_into::<js_sys::Uint8Array>().ok()?.to_vec();
        Some((Ok(bytes), Some(reader)))
    })
}
