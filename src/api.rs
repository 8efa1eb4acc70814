//! The typed client of the backend API. Nothing else does HTTP.

mod answer;

use std::rc::Rc;

use connect_contract::{
    API_BASE, AccountId, AttemptId, CLIENT_HEADER, CONFIRM_HEADER, Impact, LinkAttempt, NetworkId,
    Portal, StartedLink,
};
use connect_core::{Because, Failure};
use futures_util::future::{Either, LocalBoxFuture, select};
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal, ReadableStream, RequestCache, RequestRedirect};

use self::answer::{refusal, text};
use crate::browser::host::HostSession;
use crate::browser::{json, preload};

/// The gateway itself gives Ayrshare 15 seconds, so an answer can come that late.
const TIMEOUT_MS: u32 = 20_000;

/// The read of everything.
const PORTAL: &str = "/portal";

/// What only a widget does is not in the page's bundle, which has the router.
const WIDGET: bool = cfg!(not(feature = "router"));

/// How calls are authorised.
enum Session {
    /// The portal page: the browser adds the cookie.
    Cookie,
    /// A widget: the host gives a token, which stays in memory.
    Host(HostSession),
}

/// What to do with the outcome of a call. A callback, because each future of its own would be a state machine in the
/// bundle: there is one for all calls.
pub trait Done<T>: FnOnce(Result<T, Failure>) + 'static {}

impl<T, F: FnOnce(Result<T, Failure>) + 'static> Done<T> for F {}

/// The client. Each call ends with a [`Failure`] or with what it asked for; dropping the client ends what is on its way.
pub struct Api {
    base: String,
    session: Session,
    life: Life,
}

/// Dropping it ends the calls that were made with it, and lets their connections go: a browser has six for an origin.
struct Life(Option<AbortController>);

impl Life {
    fn new() -> Self {
        Self(AbortController::new().ok())
    }

    fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        // Without a reason: gloo-net 0.6 does not take one that is no Error.
        if let Some(life) = &self.0 {
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
            life: Life::new(),
        }
    }

    /// For a widget: the gateway's origin, a token from the host.
    pub fn for_widget(gateway: &str, host: HostSession) -> Self {
        Self {
            base: gateway.to_owned(),
            session: Session::Host(host),
            life: Life::new(),
        }
    }

    /// Turns the one-time code of the page's address into the cookie.
    pub fn exchange(self: &Rc<Self>, code: &str, done: impl Done<()>) {
        let call = Call::new(Method::POST, "/sessions/exchange").with_body(&[("code", code)]);
        self.do_it(call, done);
    }

    /// Everything that the portal shows.
    pub fn portal(self: &Rc<Self>, done: impl Done<Portal>) {
        self.ask(Call::new(Method::GET, PORTAL), done);
    }

    /// Whether the stream's first bytes come. Dropping the future ends it: behind a proxy that collects it would last.
    ///
    /// # Errors
    /// As every call: see [`Failure`].
    #[cfg(feature = "help")]
    pub async fn streams(&self) -> Result<bool, Failure> {
        let life = Life::new();
        let call = Call::new(Method::GET, "/events");
        let response = self.authorised(&call, life.signal()).await?;
        if !response.ok() {
            return Err(refusal(&response, &text(&response).await));
        }
        let stream = response.body().ok_or(Failure::Unreadable)?;
        let body = crate::browser::stream::Body::new(&stream).ok_or(Failure::Unreadable)?;
        Ok(body.next().await.is_some())
    }

    /// The same as [`Api::portal`], to wait for.
    ///
    /// # Errors
    /// As every call: see [`Failure`].
    #[cfg(feature = "help")]
    pub async fn read_portal(&self) -> Result<Portal, Failure> {
        let text = self.send(Call::new(Method::GET, PORTAL)).await?;
        json::read(&text).ok_or(Failure::Unreadable)
    }

    /// Tells the backend of an attempt.
    pub fn start_link(
        self: &Rc<Self>,
        attempt: &AttemptId,
        network: &NetworkId,
        done: impl Done<StartedLink>,
    ) {
        let body = [("attempt", attempt.as_str()), ("network", network.as_str())];
        self.ask(Call::new(Method::POST, "/links").with_body(&body), done);
    }

    /// Where an attempt stands.
    pub fn link_attempt(
        self: &Rc<Self>,
        attempt: &AttemptId,
        because: Because,
        done: impl Done<LinkAttempt>,
    ) {
        let path = ["/links/", attempt.as_str(), "?because=", because.as_str()].concat();
        self.ask(Call::new(Method::GET, path), done);
    }

    /// What was seen of an attempt, as text.
    pub fn report(self: &Rc<Self>, attempt: &AttemptId, done: impl Done<String>) {
        let path = ["/links/", attempt.as_str(), "/report"].concat();
        self.ask(Call::new(Method::GET, path), done);
    }

    /// Stops an attempt.
    pub fn stop_link(self: &Rc<Self>, attempt: &AttemptId, done: impl Done<()>) {
        let path = ["/links/", attempt.as_str()].concat();
        self.do_it(Call::new(Method::DELETE, path), done);
    }

    /// What an unlink would touch.
    pub fn impact(self: &Rc<Self>, network: &NetworkId, done: impl Done<Impact>) {
        let path = ["/accounts/", network.as_str(), "/impact"].concat();
        self.ask(Call::new(Method::GET, path), done);
    }

    /// Unlinks the account that the person saw.
    pub fn unlink(self: &Rc<Self>, network: &NetworkId, account: &AccountId, done: impl Done<()>) {
        let path = ["/accounts/", network.as_str()].concat();
        self.do_it(Call::new(Method::DELETE, path).about(account), done);
    }

    /// Says that the account that the person saw may stay, although it was not linked here.
    pub fn keep(self: &Rc<Self>, network: &NetworkId, account: &AccountId, done: impl Done<()>) {
        let path = ["/accounts/", network.as_str(), "/keep"].concat();
        self.do_it(Call::new(Method::POST, path).about(account), done);
    }

    /// Opens the live stream.
    ///
    /// # Errors
    /// As every call: see [`Failure`].
    pub async fn events(&self, last: Option<&str>) -> Result<ReadableStream, Failure> {
        let mut call = Call::new(Method::GET, "/events");
        if let Some(last) = last {
            call = call.with_header("last-event-id", last.to_owned());
        }
        let response = self.authorised(&call, self.life.signal()).await?;
        if !response.ok() {
            return Err(refusal(&response, &text(&response).await));
        }
        response.body().ok_or(Failure::Unreadable)
    }

    fn ask<T: DeserializeOwned>(self: &Rc<Self>, call: Call, done: impl Done<T>) {
        let read = |text: String| json::read(&text).ok_or(Failure::Unreadable);
        self.start(call, Box::new(move |answer| done(answer.and_then(read))));
    }

    fn do_it(self: &Rc<Self>, call: Call, done: impl Done<()>) {
        self.start(call, Box::new(move |answer| done(answer.map(drop))));
    }

    /// The one future of every call but the stream's.
    fn start(self: &Rc<Self>, call: Call, done: Box<dyn FnOnce(Result<String, Failure>)>) {
        let api = Rc::clone(self);
        spawn_local(async move { done(api.send(call).await) });
    }

    /// Sends and reads the whole answer, within the time limit. A status of failure is a [`Failure`].
    async fn send(&self, call: Call) -> Result<String, Failure> {
        let answer = async {
            let life = Life::new();
            let response = match self.early(&call).await {
                Some(early) => early,
                None => match self.authorised(&call, life.signal()).await {
                    Err(Failure::Unreachable) if self.is_withheld(&call).await => {
                        return Err(Failure::Withheld);
                    }
                    answer => answer?,
                },
            };
            let text = text(&response).await;
            if response.ok() {
                Ok(text)
            } else {
                Err(refusal(&response, &text))
            }
        };
        match select(Box::pin(answer), TimeoutFuture::new(TIMEOUT_MS)).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => Err(Failure::TimedOut),
        }
    }

    /// The answer that the HTML asked for.
    async fn early(&self, call: &Call) -> Option<Response> {
        if WIDGET || call.path != PORTAL {
            return None;
        }
        preload::take().await.map(Response::from)
    }

    /// Whether the gateway answers, only not for the API: a browser tells that from no answer for nobody. A file that every
    /// page may read does.
    async fn is_withheld(&self, call: &Call) -> bool {
        if call.path != PORTAL {
            return false;
        }
        let file =
            RequestBuilder::new(&format!("{}/icon.svg", self.base)).cache(RequestCache::NoStore);
        file.send().await.is_ok_and(|answer| answer.ok())
    }

    /// One try; for a widget whose token is refused a second one with a new token, and no more.
    fn authorised<'a>(
        &'a self,
        call: &'a Call,
        signal: Option<AbortSignal>,
    ) -> LocalBoxFuture<'a, Result<Response, Failure>> {
        Box::pin(async move {
            let known = self.token(None).await;
            let response = self.once(call, known.as_deref(), &signal).await?;
            if response.status() != 401 || known.is_none() {
                return Ok(response);
            }
            let renewed = self.token(known.as_deref()).await;
            self.once(call, renewed.as_deref(), &signal).await
        })
    }

    async fn token(&self, refused: Option<&str>) -> Option<String> {
        match &self.session {
            Session::Host(host) => host.token(refused).await,
            Session::Cookie => None,
        }
    }

    fn once(
        &self,
        call: &Call,
        token: Option<&str>,
        signal: &Option<AbortSignal>,
    ) -> LocalBoxFuture<'static, Result<Response, Failure>> {
        let url = format!("{}{API_BASE}{}", self.base, call.path);
        let mut request = RequestBuilder::new(&url)
            .method(call.method.clone())
            .header(CLIENT_HEADER, "1")
            // Whoever sends elsewhere is not the gateway: it gets no token.
            .redirect(RequestRedirect::Manual)
            // Firefox lets a second call of an address wait until it knows whether the first may be kept: of two streams the
            // second one never began.
            .cache(RequestCache::NoStore)
            .abort_signal(signal.as_ref());
        if let Some((name, value)) = &call.header {
            request = request.header(name, value);
        }
        if let Some(token) = token {
            request = request.header("authorization", &format!("Bearer {token}"));
        }
        let request = match &call.body {
            Some(body) => request
                .header("content-type", "application/json")
                .body(body),
            None => request.build(),
        };
        Box::pin(async move {
            let request = request.map_err(|_| Failure::Unreachable)?;
            outlives_page(request)
                .send()
                .await
                .map_err(|_| Failure::Unreachable)
        })
    }
}

/// Sent to its end also if the page is closed meanwhile: what a person confirmed counts. gloo-net has no name for that. Not
/// for a widget, whose calls a browser asks the gateway about first: some refuse such a call then.
fn outlives_page(request: Request) -> Request {
    if WIDGET || request.method() == Method::GET {
        return request;
    }
    let request = web_sys::Request::from(request);
    let init = web_sys::RequestInit::new();
    let _ = js_sys::Reflect::set(&init, &"keepalive".into(), &true.into());
    web_sys::Request::new_with_request_and_init(&request, &init)
        .unwrap_or(request)
        .into()
}

/// One call, before it is authorised.
struct Call {
    method: Method,
    path: String,
    header: Option<(&'static str, String)>,
    body: Option<String>,
}

impl Call {
    fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            header: None,
            body: None,
        }
    }

    fn with_body(mut self, fields: &[(&str, &str)]) -> Self {
        self.body = json::write(fields);
        self
    }

    /// Names the account that the person saw. A header holds no more than ASCII; an account's id may be any text.
    fn about(self, account: &AccountId) -> Self {
        let confirm = js_sys::encode_uri_component(&account.0).into();
        self.with_header(CONFIRM_HEADER, confirm)
    }

    fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.header = Some((name, value));
        self
    }
}
