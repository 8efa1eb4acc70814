use std::io::Write;
use std::sync::OnceLock;

use axum::body::Bytes;
use axum::http::HeaderMap;
use sha2::{Digest, Sha256};

use super::load::Origins;
use crate::csp::Csp;

/// Quick, for the start; the best one follows.
const QUICK_BROTLI: u32 = 5;
const BEST_BROTLI: u32 = 11;
const BROTLI_WINDOW: u32 = 22;
/// Nothing is gained below.
const LEAST: usize = 256;

/// One file.
pub struct Asset {
    pub content_type: &'static str,
    pub etag: String,
    /// Its name holds a hash of what is in it.
    pub is_hashed: bool,
    /// A page of ours, with its policy.
    pub policy: Option<String>,
    /// Pages of other origins may put it into a frame.
    pub is_framed: bool,
    plain: Bytes,
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
    best_brotli: OnceLock<Bytes>,
}

/// A way to send it.
pub struct Encoded {
    pub name: Option<&'static str>,
    pub bytes: Bytes,
}

impl Asset {
    /// `packed` is the content in brotli, where the build made it.
    pub fn new(
        name: &str,
        content: Vec<u8>,
        packed: Option<Vec<u8>>,
        origins: &Origins<'_>,
    ) -> Self {
        let content_type = content_type(name);
        let shrinks = content.len() >= LEAST
            && !matches!(content_type, "image/png" | "image/webp" | "font/woff2");
        Self {
            content_type,
            etag: hex::encode(&Sha256::digest(&content)[..12]),
            is_hashed: has_hash(name),
            policy: policy(name, &content, origins),
            is_framed: is_frame(name) && !origins.framed_by.is_empty(),
            gzip: shrinks.then(|| gzip(&content)).flatten().map(Bytes::from),
            brotli: (shrinks && packed.is_none())
                .then(|| brotli(&content, QUICK_BROTLI))
                .flatten()
                .map(Bytes::from),
            plain: Bytes::from(content),
            best_brotli: packed.map_or_else(OnceLock::new, |packed| Bytes::from(packed).into()),
        }
    }

    /// Compresses it as well as can be. Takes a while.
    pub fn shrink(&self) {
        if let Some(bytes) = self
            .brotli
            .as_ref()
            .and_then(|_| brotli(&self.plain, BEST_BROTLI))
        {
            let _ = self.best_brotli.set(Bytes::from(bytes));
        }
    }

    /// The size of the file.
    pub fn size(&self) -> usize {
        self.plain.len()
    }

    /// The shortest form that the browser takes.
    pub fn encoded(&self, accepts: &HeaderMap) -> Encoded {
        let takes = |coding: &str| accepts_coding(accepts, coding);
        if let Some(bytes) = self
            .best_brotli
            .get()
            .or(self.brotli.as_ref())
            .filter(|_| takes("br"))
        {
            return Encoded {
                name: Some("br"),
                bytes: bytes.clone(),
            };
        }
        if let Some(bytes) = self.gzip.as_ref().filter(|_| takes("gzip")) {
            return Encoded {
                name: Some("gzip"),
                bytes: bytes.clone(),
            };
        }
        Encoded {
            name: None,
            bytes: self.plain.clone(),
        }
    }
}

fn policy(name: &str, content: &[u8], origins: &Origins<'_>) -> Option<String> {
    if !name.ends_with(".html") {
        return None;
    }
    let policy =
        Csp::of_document(&String::from_utf8_lossy(content)).with_pictures_of(origins.pictures_of);
    // Only the full page and the frame run WebAssembly; the start page and the completion page do without.
    let policy = match name {
        "/index.html" => policy.with_wasm(),
        name if is_frame(name) => policy
            .with_wasm()
            .framed_by(origins.framed_by)
            .with_trusted_types(),
        _ => policy,
    };
    Some(policy.header())
}

/// The frame's document, in whatever language.
fn is_frame(name: &str) -> bool {
    name.starts_with("/embed.") && name.ends_with(".html")
}

fn accepts_coding(headers: &HeaderMap, coding: &str) -> bool {
    let Some(accepts) = headers
        .get("accept-encoding")
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    accepts.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let is_it = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(coding));
        is_it
            && !parts.any(|part| {
                matches!(
                    part.replace(' ', "").as_str(),
                    "q=0" | "q=0.0" | "q=0.00" | "q=0.000"
                )
            })
    })
}

fn gzip(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}

fn brotli(content: &[u8], quality: u32) -> Option<Vec<u8>> {
    let mut packed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut packed, 64 * 1024, quality, BROTLI_WINDOW);
    encoder.write_all(content).ok()?;
    drop(encoder);
    Some(packed)
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Trunk writes `name-0123456789abcdef.js` and `name-0123456789abcdef_bg.wasm`.
fn has_hash(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split(['-', '.', '_'])
        .skip(1)
        .any(|part| part.len() >= 15 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_hash_is_kept_for_good() {
        assert!(has_hash("/page-8a26ba1adcf5b1dd.js"));
        assert!(has_hash("/page-8a26ba1adcf5b1dd_bg.wasm"));
        for name in [
            "/connect-accounts.js",
            "/go.html",
            "/widget_bg.wasm",
            "/networks.svg",
        ] {
            assert!(!has_hash(name), "{name}");
        }
    }

    #[test]
    fn a_browser_that_refuses_brotli_gets_none() {
        let headers = |text: &str| {
            HeaderMap::from_iter([("accept-encoding".parse().unwrap(), text.parse().unwrap())])
        };
        assert!(accepts_coding(&headers("gzip, deflate, br"), "br"));
        assert!(!accepts_coding(&headers("gzip, br;q=0"), "br"));
        assert!(!accepts_coding(&HeaderMap::new(), "br"));
    }
}
