use connect_sandbox::{Options, Sandbox};
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use url::form_urlencoded;

/// A sandbox and somebody to call it.
pub struct World {
    pub sandbox: Sandbox,
    pub client: Client,
}

/// An answer of the API.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

/// A page as a browser without scripts would see it.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub url: url::Url,
    pub text: String,
}

/// A profile that was made for a test.
#[derive(Clone)]
pub struct Brand {
    pub key: String,
    pub ref_id: String,
}

pub fn http() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .tls_danger_accept_invalid_certs(true)
        .no_proxy()
        .build()
        .unwrap()
}

impl World {
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        Self {
            sandbox: Sandbox::start(options).await.unwrap(),
            client: http(),
        }
    }

    /// A call with the API key, and a profile's key if there is one.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        key: Option<&str>,
        body: Option<Value>,
    ) -> Answer {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.sandbox.api_url()));
        request = request.bearer_auth(Options::default().api_key);
        if let Some(key) = key {
            request = request.header("profile-key", key);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.unwrap();
        assert_eq!(
            headers["content-type"], "application/json; charset=utf-8",
            "{text}"
        );
        Answer {
            status,
            headers,
            body: serde_json::from_str(&text).unwrap(),
        }
    }

    pub async fn brand(&self, title: &str) -> Brand {
        let answer = self
            .call(
                Method::POST,
                "/profiles",
                None,
                Some(json!({"title": title})),
            )
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let text = |key: &str| answer.body[key].as_str().unwrap().to_owned();
        Brand {
            key: text("profileKey"),
            ref_id: text("refId"),
        }
    }

    pub async fn user(&self, brand: &Brand) -> Value {
        let answer = self
            .call(Method::GET, "/user", Some(&brand.key), None)
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    /// A link session; the answer with its `sessionId` and `url`.
    pub async fn link_session(&self, brand: &Brand, body: Value) -> Value {
        let answer = self
            .call(
                Method::POST,
                "/profiles/link-sessions",
                Some(&brand.key),
                Some(body),
            )
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    /// The status of a link session.
    pub async fn session_status(&self, brand: &Brand, session: &Value) -> Value {
        let path = format!(
            "/profiles/link-sessions/{}",
            session["sessionId"].as_str().unwrap()
        );
        self.call(Method::GET, &path, Some(&brand.key), None)
            .await
            .body
    }

    /// A control endpoint.
    pub async fn control(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let url = format!("{}/_sandbox{path}", self.sandbox.public_url());
        let response = self
            .client
            .request(method, url)
            .json(&body)
            .send()
            .await
            .unwrap();
        (response.status(), response.json().await.unwrap_or_default())
    }

    /// Opens a page.
    pub async fn open(&self, url: &str) -> Page {
        let url = url::Url::parse(&self.sandbox.public_url())
            .unwrap()
            .join(url)
            .unwrap();
        Page::of(self.client.get(url).send().await.unwrap()).await
    }

    /// Follows a link by its text.
    pub async fn follow(&self, page: &Page, name: &str) -> Page {
        let (before, _) = page
            .text
            .split_once(&format!(">{name}</a>"))
            .unwrap_or_else(|| panic!("no link {name:?}: {}", page.text));
        let (_, href) = before.rsplit_once("href=\"").unwrap();
        self.open(&unescape(href.split('"').next().unwrap())).await
    }

    /// Presses the button of a form, with every field as the page has it and some typed over.
    pub async fn press(&self, page: &Page, button: &str, typed: &[(&str, &str)]) -> Page {
        let form = page.form_with(button);
        let mut fields = form.fields;
        for (name, value) in typed {
            fields.retain(|(given, _)| given != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&fields)
            .finish();
        let url = page.url.join(&form.action).unwrap();
        let request = if form.method == "post" {
            self.client
                .post(url)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body)
        } else {
            self.client.get(format!("{url}?{body}"))
        };
        Page::of(request.send().await.unwrap()).await
    }

    /// Goes the whole way of a network that asks for consent; the page at the end.
    pub async fn consent(&self, brand: &Brand, network: &str, name: &str) -> Page {
        let session = self
            .link_session(
                brand,
                json!({"allowedSocial": [network], "origin": "https://app.example"}),
            )
            .await;
        let page = self.open(session["url"].as_str().unwrap()).await;
        let mut page = self.open(&page.first_sign_in()).await;
        page = self.press(&page, "Continue", &[("name", name)]).await;
        if page.text.contains("Choose a ") {
            page = self.press(&page, "Continue", &[]).await;
        }
        self.press(&page, "Allow all", &[]).await
    }
}

struct Form {
    method: String,
    action: String,
    fields: Vec<(String, String)>,
}

impl Page {
    async fn of(response: reqwest::Response) -> Self {
        let (status, headers, url) = (
            response.status(),
            response.headers().clone(),
            response.url().clone(),
        );
        Self {
            status,
            headers,
            url,
            text: response.text().await.unwrap(),
        }
    }

    /// The messages that the page would post to its opener.
    pub fn events(&self) -> Value {
        let (_, rest) = self
            .text
            .split_once("data-events=\"")
            .unwrap_or_else(|| panic!("no events: {}", self.text));
        serde_json::from_str(&unescape(rest.split('"').next().unwrap())).unwrap()
    }

    /// Whether its script would close the window.
    pub fn closes(&self) -> bool {
        self.text.contains("data-close=\"true\"")
    }

    /// The address behind the first "Link ..." of a linking page.
    pub fn first_sign_in(&self) -> String {
        let (_, rest) = self
            .text
            .split_once("href=\"/networks/")
            .unwrap_or_else(|| panic!("{}", self.text));
        unescape(&format!("/networks/{}", rest.split('"').next().unwrap()))
    }

    /// The form that has a button of that name, with what a browser would send by itself.
    fn form_with(&self, button: &str) -> Form {
        let forms = self
            .text
            .split("<form ")
            .skip(1)
            .map(|form| form.split("</form>").next().unwrap());
        let form = forms
            .into_iter()
            .find(|form| form.contains(&format!(">{button}</button>")))
            .unwrap_or_else(|| panic!("no button {button:?}: {}", self.text));
        let mut fields = Vec::new();
        for input in form
            .split("<input ")
            .skip(1)
            .map(|input| input.split('>').next().unwrap())
        {
            let is_choice = input.contains("type=\"radio\"") || input.contains("type=\"checkbox\"");
            if !is_choice || input.contains(" checked") {
                fields.push((
                    attribute(input, "name").unwrap(),
                    attribute(input, "value").unwrap_or_default(),
                ));
            }
        }
        for pressed in form
            .split("<button ")
            .skip(1)
            .filter(|rest| rest.contains(&format!(">{button}</button>")))
        {
            let (tag, text) = pressed.split_once('>').unwrap();
            if let (true, Some(name)) = (
                text.starts_with(&format!("{button}<")),
                attribute(tag, "name"),
            ) {
                fields.push((name, attribute(tag, "value").unwrap()));
            }
        }
        let opening = form.split('>').next().unwrap();
        Form {
            method: attribute(opening, "method").unwrap(),
            action: attribute(opening, "action").unwrap(),
            fields,
        }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = format!(" {tag}")
        .split_once(&format!(" {name}=\""))
        .map(|(a, b)| (a.to_owned(), b.to_owned()))?;
    Some(unescape(rest.split('"').next().unwrap()))
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
