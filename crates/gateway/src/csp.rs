//! Content-Security-Policy, built in one place.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::auth::Origin;

/// A policy: nothing is allowed but what is added.
pub struct Csp {
    script: Vec<String>,
    style: Vec<String>,
    img: Vec<String>,
    framed_by: Vec<String>,
    trusted_types: bool,
}

impl Csp {
    /// For an answer that is no document.
    pub const NOTHING: &str =
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// For a document of ours: own files, pictures from any https place (the networks', which have no fixed one), and the
    /// inline scripts and styles that stand in this very file.
    pub fn of_document(html: &str) -> Self {
        let own = || vec!["'self'".to_owned()];
        let with_hashes = |tag| {
            own()
                .into_iter()
                .chain(inline(html, tag).map(hash_source))
                .collect()
        };
        Self {
            script: with_hashes("script"),
            style: with_hashes("style"),
            img: ["'self'", "data:", "https:"].map(str::to_owned).to_vec(),
            framed_by: Vec::new(),
            trusted_types: false,
        }
    }

    /// Lets pages of these origins put the document into a frame. Without any, nobody may. (T17)
    pub fn framed_by(mut self, origins: &[Origin]) -> Self {
        let origins = origins.iter().map(|origin| origin.as_str().to_owned());
        self.framed_by = origins.collect();
        self
    }

    /// No text becomes markup or script in the document, and no policy of its own makes an exception. (T21)
    pub fn with_trusted_types(mut self) -> Self {
        self.trusted_types = true;
        self
    }

    /// Lets the document compile WebAssembly.
    pub fn with_wasm(mut self) -> Self {
        self.script.push("'wasm-unsafe-eval'".to_owned());
        self
    }

    /// Shows pictures of one more origin.
    pub fn with_pictures_of(mut self, origin: Option<&Origin>) -> Self {
        self.img
            .extend(origin.map(|origin| origin.as_str().to_owned()));
        self
    }

    /// As it stands in the header.
    pub fn header(&self) -> String {
        let mut text = String::from("default-src 'none'");
        for (directive, sources) in [
            ("script-src", &self.script),
            ("style-src", &self.style),
            ("img-src", &self.img),
        ] {
            // Writing to a string cannot fail.
            let _ = write!(text, "; {directive} {}", sources.join(" "));
        }
        text.push_str("; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ");
        match self.framed_by.is_empty() {
            true => text.push_str("'none'"),
            false => text.push_str(&self.framed_by.join(" ")),
        }
        if self.trusted_types {
            text.push_str("; require-trusted-types-for 'script'; trusted-types 'none'");
        }
        text
    }
}

fn hash_source(content: &str) -> String {
    format!(
        "'sha256-{}'",
        STANDARD.encode(Sha256::digest(content.as_bytes()))
    )
}

/// The contents of every inline element `tag`: those with an address load a file and hold nothing.
fn inline<'a>(html: &'a str, tag: &str) -> impl Iterator<Item = &'a str> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}"));
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let start = find_ignoring_case(rest, &open)?;
            let after = &rest[start + open.len()..];
            let end_of_tag = after.find('>')?;
            let (attributes, body) = (&after[..end_of_tag], &after[end_of_tag + 1..]);
            // `<scripty>` is another element.
            if !attributes.is_empty()
                && !attributes.starts_with(|next: char| next.is_whitespace() || next == '/')
            {
                rest = body;
                continue;
            }
            let end = find_ignoring_case(body, &close)?;
            rest = &body[end..];
            let loads_a_file = attributes
                .split_whitespace()
                .any(|attribute| attribute.to_ascii_lowercase().starts_with("src="));
            if !loads_a_file {
                return Some(&body[..end]);
            }
        }
    })
}

fn find_ignoring_case(text: &str, part: &str) -> Option<usize> {
    text.as_bytes()
        .windows(part.len())
        .position(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t20_inline_scripts_are_named_by_their_hash_and_nothing_else_inline_runs() {
        let html = r#"<head><style>a{}</style><script type="module">let a = 1;</script><script src="/x.js"></script></head>"#;
        let policy = Csp::of_document(html).with_wasm().header();
        assert!(policy.contains(&format!(
            "script-src 'self' {} 'wasm-unsafe-eval';",
            hash_source("let a = 1;")
        )));
        assert!(policy.contains(&format!("style-src 'self' {};", hash_source("a{}"))));
        assert_eq!(policy.matches("'sha256-").count(), 2);
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn t17_t21_only_who_is_listed_may_frame_a_document_and_no_text_becomes_markup_in_it() {
        let listed = ["https://a.example", "https://b.example"].map(Origin::parse);
        let listed: Vec<_> = listed.into_iter().flatten().collect();
        let of = |listed| Csp::of_document("").framed_by(listed).with_trusted_types();
        assert!(of(&listed).header().ends_with(
            "; frame-ancestors https://a.example https://b.example; require-trusted-types-for 'script'; trusted-types 'none'"
        ));
        assert!(of(&[]).header().contains("; frame-ancestors 'none';"));
        let plain = Csp::of_document("").header();
        assert!(plain.ends_with("; frame-ancestors 'none'"), "{plain}");
    }

    #[test]
    fn other_elements_of_a_similar_name_are_left_out() {
        assert_eq!(
            inline("<scripty>x</scripty><SCRIPT>y</SCRIPT>", "script").collect::<Vec<_>>(),
            ["y"]
        );
    }
}
