use axum::http::{HeaderMap, header};
use url::Url;

/// A web origin, exactly as a browser writes it in the `Origin` header.
///
/// Two origins are equal if their text is: no case folding, no default ports, no trailing dot. A browser always writes
/// the one canonical form, so everything else is not from a browser or not on the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin(String);

impl Origin {
    /// Takes `text` if it is an origin in canonical form.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let origin = Self::of(&url)?;
        (origin.0 == text).then_some(origin)
    }

    /// The origin of an `http` or `https` address.
    pub fn of(url: &Url) -> Option<Self> {
        matches!(url.scheme(), "http" | "https").then(|| Self(url.origin().ascii_serialization()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its host, and its port if it has one, as a person reads it in the address bar.
    pub fn host(&self) -> &str {
        self.0.split_once("://").map_or(&self.0, |(_, host)| host)
    }

    /// What the request says about its page: `None` without the header, `Some(Err)` for one that is no origin.
    pub fn of_request(headers: &HeaderMap) -> Option<Result<Self, ()>> {
        let value = headers.get(header::ORIGIN)?;
        Some(value.to_str().ok().and_then(Self::parse).ok_or(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t6_only_the_form_that_a_browser_writes_is_an_origin() {
        for good in [
            "https://app.example.com",
            "http://localhost:4302",
            "https://xn--bcher-kva.example",
            "http://[::1]:8080",
        ] {
            assert!(Origin::parse(good).is_some(), "{good}");
        }
        for bad in [
            "null",
            "",
            "*",
            "https://app.example.com/",
            "https://app.example.com:443",
            "HTTPS://app.example.com",
            "https://App.example.com",
            "https://bücher.example",
            "https://a@app.example.com",
            "https://app.example.com/x",
            "https://app.example.com?x",
            "file://",
            "javascript:alert(1)",
            "https://app.example.com https://b.example",
        ] {
            assert!(Origin::parse(bad).is_none(), "{bad}");
        }
    }
}
