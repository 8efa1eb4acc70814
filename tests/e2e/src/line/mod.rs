//! The line between the browser and the gateway, and what can be wrong with it.

mod body;
mod order;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use axum::body::{Body, to_bytes};
use http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HOST, LOCATION,
    TRANSFER_ENCODING,
};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::port::free_port;

pub use order::{Fault, Order};

const LARGEST_REQUEST: usize = 1 << 20;

/// A reverse proxy in front of the gateway. Without an order it passes everything on as it comes, streams included.
///
/// A person can have one too: `Line::open`, `direct` it to a gateway that has its address as `public_url`, and order.
pub struct Line {
    inner: Arc<Inner>,
    address: SocketAddr,
    /// Connections end with it.
    breaking: watch::Sender<()>,
}

struct Inner {
    http: reqwest::Client,
    gateway: Mutex<String>,
    elsewhere: SocketAddr,
    orders: Mutex<Vec<Order>>,
    passed: Mutex<Vec<(Instant, String)>>,
    strayed: Mutex<Vec<String>>,
    poured: Arc<AtomicUsize>,
    narrow: Arc<tokio::sync::Mutex<()>>,
    streams: Arc<AtomicUsize>,
}

impl Line {
    /// Opens it on a free port, leading nowhere yet.
    pub async fn open() -> Result<Self> {
        // A browser may have been another story's, so no two lines are one origin.
        let listener = TcpListener::bind(("127.0.0.1", free_port()?)).await?;
        let elsewhere = TcpListener::bind(("127.0.0.1", free_port()?)).await?;
        let address = listener.local_addr()?;
        let inner = Arc::new(Inner {
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()?,
            gateway: Mutex::default(),
            elsewhere: elsewhere.local_addr()?,
            orders: Mutex::default(),
            passed: Mutex::default(),
            strayed: Mutex::default(),
            poured: Arc::default(),
            narrow: Arc::default(),
            streams: Arc::default(),
        });
        let breaking = watch::Sender::new(());
        let line = Arc::clone(&inner);
        tokio::spawn(accept(listener, breaking.subscribe(), move |stream| {
            let line = Arc::clone(&line);
            serve(stream, move |request| Arc::clone(&line).carry(request))
        }));
        let line = Arc::clone(&inner);
        tokio::spawn(accept(elsewhere, breaking.subscribe(), move |stream| {
            let line = Arc::clone(&line);
            serve(stream, move |request| {
                let answer = line.hear_astray(&request);
                async move { Ok::<_, Infallible>(answer) }
            })
        }));
        Ok(Self {
            inner,
            address,
            breaking,
        })
    }

    /// Where browsers reach the gateway.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Leads to the gateway at this address from now on.
    pub fn direct(&self, gateway: String) {
        *lock(&self.inner.gateway) = gateway;
    }

    /// Something goes wrong from now on, besides what does already.
    pub fn order(&self, order: Order) {
        let breaks = matches!(order.fault, Fault::Gone);
        lock(&self.inner.orders).push(order);
        if breaks {
            self.breaking.send_replace(());
        }
    }

    /// Nothing goes wrong any more.
    pub fn clear(&self) {
        lock(&self.inner.orders).clear();
    }

    /// When something whose path begins so was asked for, from the first time on.
    pub fn asked(&self, path: &str) -> Vec<Instant> {
        let passed = lock(&self.inner.passed);
        let asked = passed.iter().filter(|(_, asked)| asked.starts_with(path));
        asked.map(|(when, _)| *when).collect()
    }

    /// What arrived at the host that [`Fault::Redirect`] leads to: requests with all their headers.
    pub fn strayed(&self) -> Vec<String> {
        lock(&self.inner.strayed).clone()
    }

    /// How many live streams are open.
    pub fn open_streams(&self) -> usize {
        self.inner.streams.load(Ordering::Relaxed)
    }

    /// How much of bodies without an end was taken, in bytes.
    pub fn poured(&self) -> usize {
        self.inner.poured.load(Ordering::Relaxed)
    }
}

impl Inner {
    /// Carries one request to the gateway and its answer back, as far as the orders let it. An error breaks the
    /// connection.
    async fn carry(self: Arc<Self>, mut request: Request<Incoming>) -> Result<Response<Body>> {
        let path = request.uri().path().to_owned();
        // A browser's question whether it may ask is the gateway's to answer, as long as somebody answers.
        let preflight = request.method() == http::Method::OPTIONS;
        let fault = self.fault_for(&path, preflight);
        let is_stream = !preflight && path == "/api/v1/events";
        if !preflight {
            lock(&self.passed).push((Instant::now(), path));
        }
        match &fault {
            Some(Fault::Gone) => anyhow::bail!("gone"),
            Some(Fault::Hang) => std::future::pending().await,
            Some(Fault::Answer {
                status,
                headers,
                body,
            }) => {
                let mut answer = Response::builder().status(*status);
                if let Some(origin) = request.headers().get("origin") {
                    // Otherwise the widget could not tell it from no answer.
                    answer = answer
                        .header("access-control-allow-origin", origin)
                        .header("access-control-expose-headers", "date, retry-after");
                }
                for (name, value) in headers {
                    answer = answer.header(*name, value);
                }
                return Ok(answer.body(Body::from(body.clone()))?);
            }
            Some(Fault::Redirect) => {
                let mut answer = Response::builder()
                    // The kind that repeats the method and the body.
                    .status(StatusCode::TEMPORARY_REDIRECT)
                    .header(LOCATION, format!("http://{}/", self.elsewhere));
                if let Some(origin) = request.headers().get("origin") {
                    answer = answer.header("access-control-allow-origin", origin);
                }
                return Ok(answer.body(Body::empty())?);
            }
            Some(Fault::Slow) => tokio::time::sleep(Duration::from_millis(400)).await,
            // Packed, it would be no file at all.
            Some(Fault::Flipped) => {
                request.headers_mut().remove(ACCEPT_ENCODING);
            }
            _ => {}
        }
        let mut answer = self.ask_gateway(request).await?;
        if is_stream {
            answer = answer.map(|body| body::counted(body, &self.streams));
        }
        match fault {
            Some(fault) => self.spoil(answer, fault).await,
            None => Ok(answer),
        }
    }

    async fn ask_gateway(&self, request: Request<Incoming>) -> Result<Response<Body>> {
        let (head, body) = request.into_parts();
        let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
        let url = format!("{}{path}", lock(&self.gateway));
        let body = to_bytes(Body::new(body), LARGEST_REQUEST).await?;
        let mut headers = head.headers;
        headers.remove(CONNECTION);
        let answer = self
            .http
            .request(head.method, url)
            .headers(headers)
            .body(body)
            .send()
            .await?;
        let mut answer = Response::from(answer).map(Body::new);
        answer.headers_mut().remove(CONNECTION);
        answer.headers_mut().remove(TRANSFER_ENCODING);
        Ok(answer)
    }

    async fn spoil(&self, mut answer: Response<Body>, fault: Fault) -> Result<Response<Body>> {
        let headers = answer.headers_mut();
        Ok(match fault {
            Fault::Cut { after } => answer.map(|body| body::cut(body, after)),
            Fault::Flipped => {
                let (head, body) = answer.into_parts();
                let mut whole = to_bytes(body, LARGEST_REQUEST).await?.to_vec();
                let middle = whole.len() / 2;
                whole[middle] ^= 1;
                Response::from_parts(head, Body::from(whole))
            }
            Fault::Typed(kind) => {
                headers.remove(CONTENT_TYPE);
                if let Some(kind) = kind {
                    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
                }
                answer
            }
            Fault::Endless => {
                headers.remove(CONTENT_LENGTH);
                answer.map(|body| body::endless(body, Arc::clone(&self.poured)))
            }
            Fault::Bomb => {
                headers.remove(CONTENT_LENGTH);
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                let (head, body) = answer.into_parts();
                let whole = to_bytes(body, LARGEST_REQUEST).await?;
                Response::from_parts(head, Body::from(body::bomb(&whole)?))
            }
            Fault::NoCors => {
                let named = |name: &http::HeaderName| name.as_str().starts_with("access-control-");
                let kept = headers.iter().filter(|(name, _)| !named(name));
                *headers = kept
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect::<HeaderMap>();
                answer
            }
            Fault::Short(length) => answer.map(|body| body::short(body, length)),
            Fault::Held => answer.map(body::held),
            Fault::Storm { after, text } => answer.map(|body| body::storm(body, after, text)),
            Fault::Slow => answer.map(|body| body::slow(body, Arc::clone(&self.narrow))),
            Fault::Gone | Fault::Hang | Fault::Answer { .. } | Fault::Redirect => answer,
        })
    }

    /// The newest order for this path, used up by one.
    fn fault_for(&self, path: &str, preflight: bool) -> Option<Fault> {
        let mut orders = lock(&self.orders);
        let concerned = |order: &&mut Order| {
            order.is_for(path)
                && (!preflight
                    || matches!(
                        order.fault,
                        Fault::Gone | Fault::Hang | Fault::NoCors | Fault::Slow
                    ))
        };
        let order = orders.iter_mut().rev().find(concerned)?;
        if let Some(times) = &mut order.times {
            *times -= 1;
        }
        Some(order.fault.clone())
    }

    /// The other host lets every page ask it anything.
    fn hear_astray(&self, request: &Request<Incoming>) -> Response<Body> {
        let mut heard = format!("{} {}\n", request.method(), request.uri());
        for (name, value) in request.headers().iter().filter(|(name, _)| *name != HOST) {
            heard.push_str(&format!(
                "{name}: {}\n",
                String::from_utf8_lossy(value.as_bytes())
            ));
        }
        lock(&self.strayed).push(heard);
        let mut answer = Response::new(Body::from("{}"));
        for name in ["origin", "headers", "methods"] {
            let value = match name {
                "headers" => {
                    "authorization, content-type, last-event-id, x-connect-accounts, x-connect-confirm"
                }
                _ => "*",
            };
            if let Ok(name) =
                http::HeaderName::try_from(format!("access-control-allow-{name}").as_str())
            {
                answer
                    .headers_mut()
                    .insert(name, HeaderValue::from_static(value));
            }
        }
        answer
    }
}

/// Serves every connection until the line breaks or ends; what comes after a break is served again.
async fn accept<F: Future<Output = ()> + Send + 'static>(
    listener: TcpListener,
    mut breaking: watch::Receiver<()>,
    serve: impl Fn(TcpStream) -> F,
) {
    loop {
        tokio::select! {
            connection = listener.accept() => {
                let Ok((stream, _)) = connection else { continue };
                // Small pieces of a stream are not to wait for each other.
                let _ = stream.set_nodelay(true);
                let mut breaking = breaking.clone();
                breaking.mark_unchanged();
                let served = serve(stream);
                tokio::spawn(async move {
                    tokio::select! {
                        () = served => {}
                        _ = breaking.changed() => {}
                    }
                });
            }
            changed = breaking.changed() => if changed.is_err() { return },
        }
    }
}

async fn serve<F, E>(stream: TcpStream, answer: impl Fn(Request<Incoming>) -> F)
where
    F: Future<Output = std::result::Result<Response<Body>, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    // How a connection ends is the browser's matter, or an order's.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service_fn(answer))
        .await;
}

fn lock<T>(value: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
