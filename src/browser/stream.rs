//! A response body, read while it arrives.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

/// A body that is being read. Dropping it lets the connection go.
pub struct Body(ReadableStreamDefaultReader);

impl Body {
    /// Starts to read; nothing where another reader has it.
    pub fn new(stream: &ReadableStream) -> Option<Self> {
        stream.get_reader().dyn_into().ok().map(Self)
    }

    /// The next piece; nothing at the end, and when the connection breaks.
    pub async fn next(&self) -> Option<Vec<u8>> {
        let step = JsFuture::from(self.0.read()).await.ok()?;
        let piece = super::field(&step, "value")?;
        Some(piece.dyn_into::<js_sys::Uint8Array>().ok()?.to_vec())
    }

    /// All that comes, as text. Nothing if it is no text, or more than `most` bytes: then the rest is not waited for.
    pub async fn text(self, most: usize) -> Option<String> {
        let mut whole = Vec::new();
        while let Some(piece) = self.next().await {
            whole.extend_from_slice(&piece);
            if whole.len() > most {
                return None;
            }
        }
        String::from_utf8(whole).ok()
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        // Of a call that was ended meanwhile it fails, which is nobody's matter, least of all the host page's.
        let cancelled = JsFuture::from(self.0.cancel());
        spawn_local(async move { drop(cancelled.await) });
    }
}
