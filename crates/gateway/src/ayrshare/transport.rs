//! One HTTP call: what is sent, what is accepted, and what each kind of failure is called.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::AyrshareError;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TOTAL_TIMEOUT: Duration = Duration::from_secs(15);
const LARGEST_ANSWER: usize = 1024 * 1024;
/// Ayrshare sends no `Retry-After`.
const DEFAULT_PAUSE: u32 = 60;
const LONGEST_PAUSE: u32 = 300;

/// Sends calls with the API key.
pub struct Transport {
    client: Client,
    base: String,
    api_key: SecretString,
}

impl Transport {
    pub fn new(base: &str, api_key: SecretString) -> Result<Self, reqwest::Error> {
        install_tls();
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TOTAL_TIMEOUT)
            // A redirect would carry the keys to another host.
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()?;
        Ok(Self {
            client,
            base: base.to_owned(),
            api_key,
        })
    }

    /// A call to `path`, which starts with a slash and holds nothing that a caller chose.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(self.api_key.expose_secret())
    }

    /// Sends it and reads the JSON object that answers a success.
    pub async fn send(&self, request: RequestBuilder) -> Result<Value, AyrshareError> {
        let response = request.send().await.map_err(|error| classify(&error))?;
        let status = response.status().as_u16();
        match status {
            200..=299 => {}
            429 => {
                return Err(AyrshareError::RateLimited {
                    retry_after: pause(response.headers()),
                });
            }
            300..=399 => return Err(AyrshareError::Malformed("a redirect")),
            500.. => return Err(AyrshareError::Failing { status }),
            _ => {
                let code = read_object(response)
                    .await
                    .ok()
                    .as_ref()
                    .and_then(error_code);
                return Err(AyrshareError::Refused { status, code });
            }
        }
        let body = read_object(response).await?;
        // Some failures come with status 200.
        if body.get("status").and_then(Value::as_str) == Some("error") {
            return Err(AyrshareError::Refused {
                status,
                code: error_code(&body),
            });
        }
        Ok(body)
    }
}

/// Secrets in headers are marked, so that no log of the client prints them.
pub fn secret_header(secret: &SecretString) -> Result<HeaderValue, AyrshareError> {
    let mut value = HeaderValue::from_str(secret.expose_secret())
        .map_err(|_| AyrshareError::Malformed("a key that fits no header"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn install_tls() {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        // An error means that somebody else in this process installed one; theirs will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

fn classify(error: &reqwest::Error) -> AyrshareError {
    if error.is_timeout() {
        AyrshareError::Timeout
    } else if error.is_connect() || error.is_request() {
        AyrshareError::Unreachable
    } else {
        AyrshareError::Malformed("the answer broke off")
    }
}

async fn read_object(response: Response) -> Result<Value, AyrshareError> {
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
    if !is_json {
        return Err(AyrshareError::Malformed("it is not application/json"));
    }
    let bytes = read_capped(response).await?;
    match serde_json::from_slice(&bytes) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(AyrshareError::Malformed("it is not a JSON object")),
        Err(_) => Err(AyrshareError::Malformed("it is not JSON")),
    }
}

async fn read_capped(mut response: Response) -> Result<Vec<u8>, AyrshareError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| {
        if error.is_timeout() {
            AyrshareError::Timeout
        } else {
            AyrshareError::Malformed("the answer broke off")
        }
    })? {
        if bytes.len() + chunk.len() > LARGEST_ANSWER {
            return Err(AyrshareError::Malformed("it is larger than 1 MiB"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// The code of a refusal: flat, in `errors[]`, or under the noun of the call.
fn error_code(body: &Value) -> Option<i64> {
    let in_list = || {
        body.get("errors")?
            .as_array()?
            .iter()
            .find_map(|error| number(error.get("code")?))
    };
    let in_noun = || {
        body.as_object()?
            .values()
            .find_map(|part| number(part.get("code")?))
    };
    body.get("code")
        .and_then(number)
        .or_else(in_list)
        .or_else(in_noun)
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// How long to leave the profile alone, in seconds.
fn pause(headers: &HeaderMap) -> u32 {
    let header = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs());
    let seconds = header("retry-after").or_else(|| {
        // Older answers tell the reset in milliseconds: as a moment or as a span.
        header("x-ratelimit-reset").map(|reset| match reset {
            1_000_000_000_000.. => (reset / 1_000).saturating_sub(now),
            1_000_000_000.. => reset.saturating_sub(now),
            _ => reset.div_ceil(1_000),
        })
    });
    seconds.map_or(DEFAULT_PAUSE, |seconds| {
        u32::try_from(seconds)
            .unwrap_or(LONGEST_PAUSE)
            .clamp(1, LONGEST_PAUSE)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_flat_in_a_list_and_under_a_noun() {
        for body in [
            r#"{"status":"error","code":146}"#,
            r#"{"status":"error","code":"146"}"#,
            r#"{"errors":[{"code":146}]}"#,
            r#"{"profile":{"code":146}}"#,
        ] {
            assert_eq!(
                error_code(&serde_json::from_str(body).unwrap()),
                Some(146),
                "{body}"
            );
        }
        assert_eq!(error_code(&serde_json::json!({"message": "no"})), None);
    }

    #[test]
    fn f11_the_pause_is_read_in_every_form_and_never_endless() {
        let headers = |name: &'static str, value: &str| {
            HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())])
        };
        assert_eq!(pause(&headers("retry-after", "7")), 7);
        assert_eq!(pause(&headers("x-ratelimit-reset", "4200")), 5);
        assert_eq!(pause(&headers("x-ratelimit-reset", "99999999999999")), 300);
        assert_eq!(
            pause(&headers("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")),
            60
        );
        assert_eq!(pause(&HeaderMap::new()), 60);
    }
}
