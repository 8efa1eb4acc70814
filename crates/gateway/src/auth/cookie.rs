use axum::http::{HeaderMap, HeaderValue, header};

use crate::error::Error;

/// The portal page's cookies. Under https they are `__Host-` and `Secure`; on loopback http WebKit refuses `Secure`.
#[derive(Clone, Copy)]
pub struct Cookies {
    is_https: bool,
}

/// Names the brand whose linking page this browser opened last. Not a secret and no authority.
const LAST_BRAND_SECONDS: u32 = 30 * 24 * 3600;

impl Cookies {
    pub fn new(is_https: bool) -> Self {
        Self { is_https }
    }

    /// Of the session.
    pub fn session_name(self) -> &'static str {
        if self.is_https {
            "__Host-connect_session"
        } else {
            "connect_session"
        }
    }

    /// Of the brand that was opened last.
    pub fn last_brand_name(self) -> &'static str {
        if self.is_https {
            "__Host-connect_last"
        } else {
            "connect_last"
        }
    }

    /// Keeps the session until the browser is closed.
    pub fn set_session(self, token: &str) -> Result<HeaderValue, Error> {
        self.set(self.session_name(), token, "")
    }

    /// Remembers the brand.
    pub fn set_last_brand(self, mark: &str) -> Result<HeaderValue, Error> {
        self.set(
            self.last_brand_name(),
            mark,
            &format!("; Max-Age={LAST_BRAND_SECONDS}"),
        )
    }

    fn set(self, name: &str, value: &str, more: &str) -> Result<HeaderValue, Error> {
        let secure = if self.is_https { "; Secure" } else { "" };
        HeaderValue::try_from(format!(
            "{name}={value}; HttpOnly; SameSite=Lax; Path=/{secure}{more}"
        ))
        .map_err(|_| Error::internal("a cookie could not be written"))
    }
}

/// The value of a cookie that the browser sent.
pub fn read_cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            (key.trim() == name).then(|| value.trim())
        })
}
