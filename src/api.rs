//! The typed client of the backend API. Nothing else does HTTP.

use std::cell::RefCell;

use connect_contract::{
    API_BASE, AccountId, AttemptId, CLIENT_HEADER, CONFIRM_HEADER, ExchangeCode, Impact,
    LinkAttempt, NetworkId, Portal, Problem, StartLink, StartedLink,
};
use connect_core::Failure;
use futures_util::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::{AbortController, ReadableStream};

use crate::browser::host::HostSession;
use crate::browser::preload;

/// The gateway itself gives Ayrshare 15 seconds, so an answer can come that late.
const TIMEOUT_MS: u32 = 20_000;

/// How calls are authorised.
enum Session {
    /// The portal page: the browser adds the cookie.
    Cookie,
    /// A widget: the host gives a token, which stays in memory.
    Host {
        host: HostSession,
        token: RefCell<Option<String>>,
    },
}

/// The client. Dropping it ends what is on its way.
pub struct Api {
    base: String,
    session: Session,
    life: Option<AbortController>,
}

impl Drop for Api {
    fn drop(&mut self) {
        // Without a reason: gloo-net 0.6 does not take one that is no Error.
        if let Some(life) = &self.life {
            life.abort();
        }
    }
}

impl Api {
    /// For the portal page: same origin, cookie.
    pub fn for_page() -> Self {
        Self {
            base: String::new(),
            session: Session::Cookie,
            life: AbortController::new().ok(),
        }
    }

    /// For a widget: the gateway's origin, a token from the host.
    pub fn for_widget(gateway: &str, host: HostSession) -> Self {
        let session = Session::Host {
            host,
            token: RefCell::new(None),
        };
        Self {
            base: gateway.to_owned(),
            session,
            life: AbortController::new().ok(),
        }
    }

    /// Turns the one-time code of the page's address into the cookie.
    ///
    /// # Errors
    /// When the code was used or is too old, or nothing can be reached.
    pub async fn exchange(&self, code: String) -> Result<(), Failure> {
        self.send(
            Method::POST,
            "/sessions/exchange",
            Some(&ExchangeCode { code }),
            None,
        )
        .await
        .map(drop)
    }

    /// Everything that the portal shows. The first call takes the answer that the HTML asked for.
    ///
    /// # Errors
    /// As every call: see [`Failure`].
    pub async fn portal(&self) -> Result<Portal, Failure> {
        if let Session::Cookie = self.session
            && let Some(early) = preload::take().await
        {
            return decode(early.status, &early.body);
        }
        self.call::<(), _>(Method::GET, "/portal", None).await
    }

    /// Tells the backend of an attempt.
    ///
    /// # Errors
    /// As every call: see [`Failure`].
    pub async fn start_link(
        &self,
        attempt: AttemptId,
        network: NetworkId,
    ) -> Result<StartedLink, Failure> {
        self.call(
            Method::POST,
            "/links",
            Some(&StartLink { attempt, network }),
        )
        .await
    }

    /// Where an attempt stands.
    ///
    /// # Errors
    /// As every call: see [`Failure`].
    pub async fn link_attempt(&self, attempt: &AttemptId) -> Result<LinkAttempt, Failure> {
        self.call::<(), _>(Method::GET, &format!("/links/{}", attempt.as_str()), None)
            .await
    }

    /// Stops an attempt.
    ///
    /// # Errors
    /// As every call: see [`Failure`].
    pub async fn stop_link(&self, attempt: &AttemptId) -> Result<LinkAttempt, Failure> {
        self.call::<(), _>(
            Method::DELETE,
            &format!("/links/{}", attempt.as_str()),
            None,
        )
        .await
    }

    /// What an unlink would touch.
    ///
    /// # Errors
    /// As every call: see [`Failure`].
    pub async fn impact(&self, network: &NetworkId) -> Result<Impact, Failure> {
        self.call::<(), _>(Method::GET, &format!("/accounts/{network}/impact"), None)
            .await
    }

    /// Unlinks the account that the person saw.
    ///
    /// # Errors
    /// As every call: see [`Failure`].
    pub async fn unlink(&self, network: &NetworkId, account: &AccountId) -> Result<(), Failure> {
        // A header holds no more than ASCII; an account's id may be any text.
        let confirm = js_sys::encode_uri_component(&account.0)
            .as_string()
            .unwrap_or_default();
        let path = format!("/accounts/{network}");
        self.send::<()>(
            Method::DELETE,
            &path,
            None,
            Some((CONFIRM_HEADER, &confirm)),
        )
        .await
        .map(drop)
    }

    /// Opens the live stream.
    ///
    /// # Errors
    /// As every call: see [`Failure`].
    pub async fn events(&self, last: Option<&str>) -> Result<ReadableStream, Failure> {
        let last = last.map(|id| ("last-event-id", id));
        let response = self
            .authorised::<()>(Method::GET, "/events", None, last)
            .await?;
        if !response.ok() {
            return Err(refusal(
                response.status(),
                &response.text().await.unwrap_or_default(),
            ));
        }
        response.body().ok_or(Failure::Unreadable)
    }

    async fn call<B: Serialize, T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
    ) -> Result<T, Failure> {
        let (status, text) = self.send(method, path, body, None).await?;
        decode(status, &text)
    }

    /// Sends and reads the whole answer, within the time limit. A status of failure is a [`Failure`].
    async fn send<B: Serialize>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        header: Option<(&str, &str)>,
    ) -> Result<(u16, String), Failure> {
        let answer = async {
            let response = self.authorised(method, path, body, header).await?;
            let status = response.status();
            let text = response.text().await.map_err(|_| Failure::Unreachable)?;
            if response.ok() {
                Ok((status, text))
            } else {
                Err(refusal(status, &text))
            }
        };
        match select(Box::pin(answer), TimeoutFuture::new(TIMEOUT_MS)).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => Err(Failure::TimedOut),
        }
    }

    /// One try; for a widget whose token is refused a second one with a new token, and no more.
    async fn authorised<B: Serialize>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        header: Option<(&str, &str)>,
    ) -> Result<Response, Failure> {
        let known = self.token().await;
        let response = self
            .once(method.clone(), path, body, header, known.as_deref())
            .await?;
        if response.status() != 401 || known.is_none() {
            return Ok(response);
        }
        if let Session::Host { token, .. } = &self.session {
            token.replace(None);
        }
        let renewed = self.token().await;
        self.once(method, path, body, header, renewed.as_deref())
            .await
    }

    async fn token(&self) -> Option<String> {
        let Session::Host { host, token } = &self.session else {
            return None;
        };
        let known = token.borrow().clone();
        if known.is_some() {
            return known;
        }
        let fresh = host.token().await;
        token.replace(fresh.clone());
        fresh
    }

    async fn once<B: Serialize>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        header: Option<(&str, &str)>,
        token: Option<&str>,
    ) -> Result<Response, Failure> {
        let url = format!("{}{API_BASE}{path}", self.base);
        let signal = self.life.as_ref().map(AbortController::signal);
        let mut request = RequestBuilder::new(&url)
            .method(method)
            .header(CLIENT_HEADER, "1")
            .abort_signal(signal.as_ref());
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        if let Some(token) = token {
            request = request.header("authorization", &format!("Bearer {token}"));
        }
        let request = match body {
            Some(body) => {
                let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
                request
                    .header("content-type", "application/json")
                    .body(body)
            }
            None => request.build(),
        };
        let request = request.map_err(|_| Failure::Unreachable)?;
        request.send().await.map_err(|_| Failure::Unreachable)
    }
}

/// A body as what it should be. Whatever is not this API's JSON is [`Failure::Unreadable`], and its text is never shown.
fn decode<T: DeserializeOwned>(status: u16, body: &str) -> Result<T, Failure> {
    if !(200..300).contains(&status) {
        return Err(refusal(status, body));
    }
    serde_json::from_str(body).map_err(|_| Failure::Unreadable)
}

/// What a status of failure means.
fn refusal(status: u16, body: &str) -> Failure {
    match serde_json::from_str::<Problem>(body) {
        Ok(problem) => Failure::Problem(problem),
        // A status of a proxy between here and the gateway.
        Err(_) if matches!(status, 502..=504) => Failure::Unreachable,
        Err(_) => Failure::Unreadable,
    }
}
