//! A sandbox, a gateway, and the parties that talk to them.

use std::path::{Path, PathBuf};

use connect_contract::{CreatedSession, NetworkId, Problem, ProblemCode};
use connect_gateway::{Config, Gateway};
use connect_sandbox::{Options, Sandbox};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

pub use crate::widget::Widget;

pub const SERVER_KEY: &str = "cap_sk_canary0123456789abcdefghijklmnopqrstuv";
pub const ENCRYPTION_KEY: &str = "Y2FuYXJ5LWVuY3J5cHRpb24ta2V5LTMyLWJ5dGVzISE=";
pub const API_KEY: &str = "canary-ayrshare-api-key";
pub const WEBHOOK_SECRET: &str = "canary-webhook-secret";
/// An origin on the gateway's list.
pub const HOST: &str = "http://localhost:4302";
/// Another one on it.
pub const OTHER_HOST: &str = "https://other.example";

pub struct World {
    pub sandbox: Sandbox,
    pub gateway: Option<Gateway>,
    pub config: Config,
    pub http: Client,
    pub dir: TempDir,
}

impl World {
    pub async fn start() -> Self {
        Self::start_with(|_| {}, |_| {}).await
    }

    pub async fn start_with(
        change_sandbox: impl FnOnce(&mut Options),
        change_gateway: impl FnOnce(&mut Config),
    ) -> Self {
        let mut options = Options {
            api_key: API_KEY.to_owned(),
            allow_http_webhooks: true,
            ..Options::default()
        };
        change_sandbox(&mut options);
        let sandbox = Sandbox::start(options).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        let mut config = config(dir.path(), &sandbox.api_url());
        change_gateway(&mut config);
        let gateway = Gateway::start(config.clone()).await.unwrap();
        let http = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            sandbox,
            gateway: Some(gateway),
            config,
            http,
            dir,
        }
    }

    pub fn gateway(&self) -> &Gateway {
        self.gateway.as_ref().unwrap()
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.gateway().public_url())
    }

    pub fn data_dir(&self) -> PathBuf {
        self.config.data_dir.clone()
    }

    /// Stops the gateway and starts it again with the same data.
    ///
    /// On another port: somebody else may have been given the one that it left.
    pub async fn restart(&mut self) {
        self.gateway.take().unwrap().stop().await;
        self.gateway = Some(Gateway::start(self.config.clone()).await.unwrap());
    }

    /// A call of the host's server.
    pub fn host(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, self.url(&format!("/api/v1{path}")))
            .bearer_auth(SERVER_KEY)
    }

    pub async fn mint_with(&self, body: Value) -> CreatedSession {
        let answer = self
            .host(Method::POST, "/sessions")
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(
            answer.status(),
            StatusCode::CREATED,
            "{}",
            answer.text().await.unwrap()
        );
        answer.json().await.unwrap()
    }

    /// A session for a page on `HOST`.
    pub async fn mint(&self, user: &str) -> CreatedSession {
        self.mint_with(json!({"user_id": user, "allowed_origins": [HOST]}))
            .await
    }

    pub async fn widget(&self, user: &str) -> Widget<'_> {
        self.widget_of(&self.mint(user).await)
    }

    pub fn widget_of(&self, session: &CreatedSession) -> Widget<'_> {
        Widget {
            world: self,
            token: session.token.clone(),
        }
    }

    /// Orders something of the sandbox.
    pub async fn sandbox(&self, method: Method, path: &str, body: Value) {
        let url = format!("{}/_sandbox{path}", self.sandbox.public_url());
        let answer = self
            .http
            .request(method, url)
            .json(&body)
            .send()
            .await
            .unwrap();
        assert!(
            answer.status().is_success(),
            "{path}: {}",
            answer.text().await.unwrap()
        );
    }

    pub async fn fault(&self, route: &str, fault: Value) {
        let mut rule = fault;
        rule["route"] = json!(route);
        self.sandbox(Method::POST, "/faults", rule).await;
    }

    pub async fn clear_faults(&self) {
        self.sandbox(Method::DELETE, "/faults", Value::Null).await;
    }

    /// Links in the sandbox, without a person.
    pub async fn link_behind_the_back(&self, title: &str, platform: &str, account: Value) {
        self.sandbox(
            Method::POST,
            "/link",
            json!({"title": title, "platform": platform, "account": account}),
        )
        .await;
    }

    pub async fn sandbox_read(&self, path: &str) -> Value {
        let url = format!("{}/_sandbox{path}", self.sandbox.public_url());
        self.http
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    /// Calls that reached the sandbox, such as `GET /user`.
    pub async fn calls(&self, call: &str) -> usize {
        let calls = self.sandbox_read("/calls").await;
        let is_it = |entry: &&Value| {
            call == format!(
                "{} {}",
                entry["method"].as_str().unwrap(),
                entry["path"].as_str().unwrap()
            )
        };
        calls.as_array().unwrap().iter().filter(is_it).count()
    }

    /// Registers the gateway's webhook at the sandbox.
    pub async fn register_webhook(&self) {
        let config = Config {
            public_url: Some(self.gateway().public_url()),
            ..self.config.clone()
        };
        connect_gateway::register_webhook(config).await.unwrap();
    }
}

pub fn config(dir: &Path, ayrshare_url: &str) -> Config {
    let site_dir = dir.join("dist");
    if !site_dir.exists() {
        write_site(&site_dir);
    }
    Config {
        listen: "127.0.0.1:0".to_owned(),
        data_dir: dir.join("data"),
        site_dir,
        server_key: Some(SERVER_KEY.into()),
        encryption_key: Some(ENCRYPTION_KEY.into()),
        ayrshare_url: ayrshare_url.to_owned(),
        ayrshare_api_key: Some(API_KEY.into()),
        webhook_secret: Some(WEBHOOK_SECRET.into()),
        allowed_origins: vec![HOST.to_owned(), OTHER_HOST.to_owned()],
        ..Config::default()
    }
}

pub const INDEX: &str = "<!doctype html><html><head><style>body{margin:0}</style><script type=\"module\">import init from '/page-0123456789abcdef.js'; init();</script></head><body>the portal</body></html>";

fn write_site(folder: &Path) {
    std::fs::create_dir_all(folder.join("networks")).unwrap();
    for (name, content) in [
        ("index.html", INDEX),
        (
            "go.html",
            "<!doctype html><script>let go = 1;</script>opening",
        ),
        (
            "done.html",
            "<!doctype html><script>let done = 1;</script>connected",
        ),
        ("done.de.html", "<!doctype html>fertig"),
        (
            "embed.html",
            "<!doctype html><script>let embed = 1;</script>framed",
        ),
        ("embed.de.html", "<!doctype html>gerahmt"),
        ("connect-accounts.js", "export {};"),
        (
            "page-0123456789abcdef.js",
            "export default function init() {}",
        ),
        ("page-0123456789abcdef_bg.wasm", "\0asm"),
        (
            "networks/facebook.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        (".secret", "not for the web"),
    ] {
        std::fs::write(folder.join(name), content).unwrap();
    }
    std::fs::write(
        folder.join("big-00112233445566ff.js"),
        "let a = 'a long line that repeats';\n".repeat(400),
    )
    .unwrap();
}

impl World {
    /// What the start page in an embed sends.
    pub fn redeem(&self, ticket: &str, opener_origin: &str) -> RequestBuilder {
        self.http
            .post(self.url("/api/v1/links/redeem"))
            .header("origin", self.gateway().public_url())
            .header("sec-fetch-site", "same-origin")
            .json(&json!({"ticket": ticket, "opener_origin": opener_origin}))
    }

    /// The portal page after it exchanged its code: the value of the `Cookie` header.
    pub async fn portal_cookie(&self, session: &CreatedSession) -> String {
        let answer = self.exchange(&session.portal_url).send().await.unwrap();
        assert_eq!(
            answer.status(),
            StatusCode::NO_CONTENT,
            "{}",
            answer.text().await.unwrap()
        );
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    pub fn exchange(&self, portal_url: &str) -> RequestBuilder {
        let code = portal_url.split("#code=").nth(1).unwrap();
        self.page_call(Method::POST, "/sessions/exchange")
            .json(&json!({"code": code}))
    }

    /// A call of our own page.
    pub fn page_call(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, self.url(&format!("/api/v1{path}")))
            .header("x-connect-accounts", "1")
            .header("origin", self.gateway().public_url())
            .header("sec-fetch-site", "same-origin")
    }
}

/// A new attempt id. The tests need no secret ones.
pub fn attempt_id() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!(
        "00000000-0000-4000-8000-{:012x}",
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}

pub fn network(id: &str) -> NetworkId {
    NetworkId::new(id)
}

/// Reads a problem and checks its form.
pub async fn problem(answer: Response) -> Problem {
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let request_id = answer.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let problem: Problem = answer.json().await.unwrap();
    assert_eq!(
        (problem.status, problem.support_id.as_str()),
        (status, request_id.as_str())
    );
    problem
}

pub async fn refused(request: RequestBuilder) -> ProblemCode {
    problem(request.send().await.unwrap()).await.code
}
