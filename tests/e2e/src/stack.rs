use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use connect_example_host::{ExampleHost, Options as HostOptions};
use connect_gateway::{Config, Gateway};
use connect_sandbox::{Options as SandboxOptions, Sandbox};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::browser::pause;
use crate::port::free_port;
use crate::{Line, PATIENCE, choose_cryptography};

const API_KEY: &str = "e2e-ayrshare-key";
const SERVER_KEY: &str = "cap_sk_e2e0123456789abcdefghijklmnopqrstuvwxyz";
const ENCRYPTION_KEY: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const WEBHOOK_SECRET: &str = "e2e-webhook-secret-0123456789";

/// Gateway, sandbox and example host, on free ports. Browsers reach the gateway through a line that can have faults.
pub struct Stack {
    /// The stand-in for Ayrshare; taken out while it is stopped.
    sandbox: Option<Sandbox>,
    sandbox_options: SandboxOptions,
    gateway: Gateway,
    line: Line,
    host: ExampleHost,
    http: reqwest::Client,
    _data: tempfile::TempDir,
}

impl Stack {
    /// Starts all of it for a brand of this name.
    pub async fn start(brand: &str) -> Result<Self> {
        choose_cryptography();
        let data = tempfile::tempdir()?;
        let mut sandbox_options = SandboxOptions {
            api_key: API_KEY.into(),
            allow_http_webhooks: true,
            state_file: Some(data.path().join("sandbox.json")),
            ..SandboxOptions::default()
        };
        // It is stopped and started again at the same address.
        sandbox_options.listen.set_port(free_port()?);
        let sandbox = Sandbox::start(sandbox_options.clone()).await?;
        sandbox_options.public_url = Some(sandbox.public_url());

        let gateway_port = free_port()?;
        let host_port = free_port()?;
        let gateway_url = format!("http://127.0.0.1:{gateway_port}");
        let line = Line::open().await?;
        line.direct(gateway_url.clone());
        let host_url = format!("http://localhost:{host_port}");
        let gateway = Gateway::start(Config {
            listen: format!("127.0.0.1:{gateway_port}"),
            public_url: Some(line.url()),
            data_dir: data.path().join("gateway"),
            server_key: Some(SecretString::from(SERVER_KEY)),
            encryption_key: Some(SecretString::from(ENCRYPTION_KEY)),
            ayrshare_url: sandbox.api_url(),
            ayrshare_api_key: Some(SecretString::from(API_KEY)),
            webhook_secret: Some(SecretString::from(WEBHOOK_SECRET)),
            allowed_origins: vec![host_url.clone()],
            sign_in_url: Some(format!("{host_url}/connect")),
            // With the operator's own keys of an X app; without, Ayrshare's page asks the person for them.
            x_api_key: Some(SecretString::from("e2e-x-key")),
            x_api_secret: Some(SecretString::from("e2e-x-secret")),
            site_dir: site_dir()?,
            ..Config::default()
        })
        .await?;
        let mut host_options = HostOptions {
            listen: ([127, 0, 0, 1], host_port).into(),
            public_url: Some(host_url),
            gateway: line.url(),
            server_key: SecretString::from(SERVER_KEY),
            user_id: "demo".into(),
            brand: brand.into(),
            ..HostOptions::default()
        };
        host_options.react_app = std::env::var_os("CONNECT_REACT_DIR").map(PathBuf::from);
        host_options.image_origins = vec![sandbox.public_url()];
        let host = ExampleHost::start(host_options).await?;
        let stack = Self {
            sandbox: Some(sandbox),
            sandbox_options,
            gateway,
            line,
            host,
            http: reqwest::Client::new(),
            _data: data,
        };
        stack.register_webhook(&gateway_url).await?;
        Ok(stack)
    }

    /// An address of the page.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.gateway.public_url())
    }

    /// The line between the browser and the gateway.
    pub fn line(&self) -> &Line {
        &self.line
    }

    /// The host app with this query: how it embeds the widget.
    pub fn host_page(&self, query: &str) -> String {
        format!("{}/{query}", self.host.public_url())
    }

    /// The host app in React, which `CONNECT_REACT_DIR` holds the build of, with this query.
    pub fn react_page(&self, query: &str) -> String {
        format!("{}/react/{query}", self.host.public_url())
    }

    /// A page of another site with the host app in a frame.
    pub fn frame_page(&self, query: &str) -> String {
        format!("{}/frame{query}", self.host.other_site())
    }

    /// A file of the site that the build named by its content, as browsers ask for it.
    pub fn file(&self, start: &str, end: &str) -> Result<String> {
        let folder = std::fs::read_dir(site_dir()?)?;
        let names = folder.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut named = names.filter(|name| name.starts_with(start) && name.ends_with(end));
        let name = named
            .next()
            .with_context(|| format!("no file {start}…{end}"))?;
        Ok(format!("/{name}"))
    }

    /// What browsers reported to the host of its Content-Security-Policy.
    pub async fn reports(&self) -> Result<Vec<String>> {
        let answer = self.http.get(self.host_page("csp-reports")).send().await?;
        Ok(serde_json::from_str(
            &answer.error_for_status()?.text().await?,
        )?)
    }

    /// What every network's page sends as its `Cross-Origin-Opener-Policy`.
    pub async fn provider_coop(&self, value: &str) -> Result<()> {
        let body = json!({ "network": "*", "value": value });
        self.control(reqwest::Method::PUT, "coop", body)
            .await
            .map(drop)
    }

    /// Stops the sandbox: Ayrshare is down.
    pub async fn stop_sandbox(&mut self) {
        if let Some(sandbox) = self.sandbox.take() {
            sandbox.stop().await;
        }
    }

    /// Starts it again, where it was and with what it knew.
    pub async fn start_sandbox(&mut self) -> Result<()> {
        // A process that started while it was being stopped may hold the port until it is another program.
        let until = Instant::now() + PATIENCE;
        let sandbox = loop {
            match Sandbox::start(self.sandbox_options.clone()).await {
                Err(_) if Instant::now() < until => pause().await,
                started => break started?,
            }
        };
        self.sandbox = Some(sandbox);
        Ok(())
    }

    /// Waits until the gateway asks Ayrshare again instead of answering from its memory, which it does for two seconds.
    pub async fn forget(&self) {
        tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
    }

    /// Asks the sandbox's control endpoint for something.
    pub async fn control(&self, method: reqwest::Method, path: &str, body: Value) -> Result<Value> {
        let url = format!("{}/_sandbox/{path}", self.sandbox_url()?);
        let answer = self
            .http
            .request(method, url)
            .json(&body)
            .send()
            .await?
            .error_for_status()?;
        let text = answer.text().await?;
        Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Asks the sandbox to fail, as `POST /_sandbox/faults` describes.
    pub async fn fault(&self, fault: Value) -> Result<()> {
        self.control(reqwest::Method::POST, "faults", fault)
            .await
            .map(drop)
    }

    /// When the brand's account of this network was linked, in milliseconds since 1970, by the sandbox's own books.
    pub async fn linked_at(&self, network: &str) -> Result<Option<i64>> {
        let state = self
            .control(reqwest::Method::GET, "state", json!({}))
            .await?;
        Ok(link_of(&state, network)
            .and_then(|link| link.get("visible_at"))
            .and_then(Value::as_i64))
    }

    /// Whether the brand has an account of this network linked, by the same books.
    pub async fn linked_at_ayrshare(&self, network: &str) -> Result<bool> {
        Ok(self.linked_at(network).await?.is_some())
    }

    /// Stops everything. Needed so that no server outlives its test.
    pub async fn stop(mut self) {
        self.stop_sandbox().await;
        self.host.stop().await;
        self.gateway.stop().await;
    }

    /// Where the sandbox's pages are.
    pub fn sandbox_url(&self) -> Result<String> {
        self.sandbox
            .as_ref()
            .map(Sandbox::public_url)
            .context("the sandbox is stopped")
    }

    async fn register_webhook(&self, gateway_url: &str) -> Result<()> {
        let url = format!("{}/api/hook/webhook", self.sandbox_url()?);
        let body = json!({
            "action": "social",
            "url": format!("{gateway_url}/webhooks/ayrshare"),
            "secret": WEBHOOK_SECRET,
        });
        self.http
            .post(url)
            .bearer_auth(API_KEY)
            .json(&body)
            .send()
            .await?
            .error_for_status()?;
        Ok(())
    }
}

/// The link of this network, of whichever profile in there.
fn link_of<'a>(state: &'a Value, network: &str) -> Option<&'a Value> {
    match state {
        Value::Object(fields) => fields
            .get("links")
            .and_then(|links| links.get(network))
            .or_else(|| fields.values().find_map(|field| link_of(field, network))),
        Value::Array(items) => items.iter().find_map(|item| link_of(item, network)),
        _ => None,
    }
}

/// The optimised build: what a user gets is what is tested.
fn site_dir() -> Result<PathBuf> {
    let dir = std::env::var_os("CONNECT_SITE_DIR").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist")),
        PathBuf::from,
    );
    anyhow::ensure!(
        dir.join("index.html").is_file(),
        "no page was built in {}: run `cargo verify`",
        dir.display()
    );
    Ok(dir)
}
