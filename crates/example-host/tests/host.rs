//! The example host in front of a gateway that is a few lines of axum.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot help fails the test"
)]

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use connect_example_host::{ExampleHost, Options, StartError};
use serde_json::{Value, json};

/// What the gateway was asked for: the authorisation and the body.
type Asked = Arc<Mutex<Vec<(String, Value)>>>;

const SESSION: &str =
    r#"{"token":"cap_st_1","portal_url":"http://127.0.0.1:4300/enter#code=abc","new_field":1}"#;

async fn mint(
    State(asked): State<Asked>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> impl IntoResponse {
    let authorisation = headers["authorization"].to_str().unwrap().to_owned();
    let right = authorisation == "Bearer cap_sk_right";
    asked.lock().unwrap().push((authorisation, body));
    match right {
        true => (StatusCode::CREATED, SESSION.to_owned()),
        false => (
            StatusCode::UNAUTHORIZED,
            json!({ "code": "server_key_refused" }).to_string(),
        ),
    }
}

async fn gateway() -> (String, Asked) {
    let asked = Asked::default();
    let router = Router::new()
        .route("/api/v1/sessions", post(mint))
        .with_state(asked.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    (format!("http://{address}"), asked)
}

async fn host(gateway: &str, server_key: &str) -> ExampleHost {
    let options = Options {
        gateway: gateway.to_owned(),
        server_key: server_key.into(),
        ..Options::default()
    };
    ExampleHost::start(options).await.unwrap()
}

/// A browser's view of the host, without following redirects.
fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

fn header<'a>(answer: &'a reqwest::Response, name: &str) -> &'a str {
    answer.headers()[name].to_str().unwrap()
}

#[tokio::test]
async fn the_widget_gets_the_gateways_answer_unchanged_for_this_origin_only() {
    let (gateway, asked) = gateway().await;
    let host = host(&gateway, "cap_sk_right").await;

    let address = format!("http://{}/connect-session", host.address());
    let answer = client().post(address).send().await.unwrap();

    assert_eq!(
        (answer.status().as_u16(), header(&answer, "cache-control")),
        (201, "no-store")
    );
    assert_eq!(answer.text().await.unwrap(), SESSION);
    let (authorisation, body) = asked.lock().unwrap().remove(0);
    assert_eq!(authorisation, "Bearer cap_sk_right");
    let origin = format!("http://localhost:{}", host.address().port());
    assert_eq!(
        body,
        json!({ "user_id": "demo", "display_name": "Acme Coffee", "allowed_origins": [origin] })
    );
    host.stop().await;
}

#[tokio::test]
async fn the_way_into_the_portal_page_is_a_redirect_that_nobody_keeps() {
    let (gateway, asked) = gateway().await;
    let host = host(&gateway, "cap_sk_right").await;

    let answer = client()
        .get(format!("http://{}/connect", host.address()))
        .send()
        .await
        .unwrap();

    assert_eq!(
        (answer.status().as_u16(), header(&answer, "cache-control")),
        (303, "no-store")
    );
    assert_eq!(
        header(&answer, "location"),
        "http://127.0.0.1:4300/enter#code=abc"
    );
    let (_, body) = asked.lock().unwrap().remove(0);
    assert_eq!(
        body.get("allowed_origins"),
        None,
        "a session of the portal page is embedded nowhere"
    );
    host.stop().await;
}

#[tokio::test]
async fn a_gateway_that_is_down_is_told_to_programs_and_to_people() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let down = format!("http://{}", taken.local_addr().unwrap());
    drop(taken);
    let host = host(&down, "cap_sk_right").await;
    let origin = format!("http://{}", host.address());

    let answer = client()
        .post(format!("{origin}/connect-session"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status().as_u16(), 503);
    assert_eq!(header(&answer, "content-type"), "application/problem+json");
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(
        (&problem["status"], &problem["code"]),
        (&json!(503), &json!("gateway_unreachable"))
    );

    let answer = client()
        .get(format!("{origin}/connect"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status().as_u16(), 503);
    let page = answer.text().await.unwrap();
    assert!(
        page.contains("The gateway does not answer. Is it running?"),
        "{page}"
    );
    assert!(page.contains("Back to the dashboard"));

    let dashboard = client().get(&origin).send().await.unwrap();
    assert_eq!(
        dashboard.status().as_u16(),
        200,
        "the rest of the app goes on"
    );
    host.stop().await;
}

#[tokio::test]
async fn a_wrong_server_key_is_told_without_telling_the_key() {
    let (gateway, _) = gateway().await;
    let host = host(&gateway, "cap_sk_wrong").await;

    let address = format!("http://{}/connect-session", host.address());
    let answer = client().post(address).send().await.unwrap();

    assert_eq!(answer.status().as_u16(), 502);
    let text = answer.text().await.unwrap();
    assert!(
        text.contains("server_key_refused") && !text.contains("cap_sk"),
        "{text}"
    );
    host.stop().await;
}

#[tokio::test]
async fn another_sites_page_cannot_make_this_host_mint_sessions() {
    let (gateway, asked) = gateway().await;
    let host = host(&gateway, "cap_sk_right").await;

    for site in ["cross-site", "same-site"] {
        let address = format!("http://{}/connect-session", host.address());
        let answer = client()
            .post(address)
            .header("sec-fetch-site", site)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), 403, "{site}");
    }
    assert!(asked.lock().unwrap().is_empty());
    host.stop().await;
}

#[tokio::test]
async fn the_dashboard_holds_the_widget_under_a_strict_policy() {
    let host = host("https://connect.example", "cap_sk_right").await;

    let answer = client()
        .get(format!("http://{}/", host.address()))
        .send()
        .await
        .unwrap();

    let policy = header(&answer, "content-security-policy").to_owned();
    assert!(
        policy.contains("script-src 'self' https://connect.example 'wasm-unsafe-eval';"),
        "{policy}"
    );
    assert!(
        policy.contains("connect-src 'self' https://connect.example;"),
        "{policy}"
    );
    assert!(answer.headers().get("cross-origin-opener-policy").is_none());
    let page = answer.text().await.unwrap();
    for part in [
        r#"<connect-accounts gateway="https://connect.example" session-endpoint="/connect-session">"#,
        r#"<script type="module" src="https://connect.example/connect-accounts.js">"#,
        r#"<a href="/reports">Reports</a>"#,
        r#"<a href="/" aria-current="page">Dashboard</a>"#,
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(
        !page.contains("style=") && !page.contains("<style"),
        "nothing inline"
    );
    host.stop().await;
}

#[tokio::test]
async fn every_page_loads_by_itself_and_an_unknown_address_is_told() {
    let host = host("https://connect.example", "cap_sk_right").await;
    let pages = [
        ("/reports", 200, "<h1>Reports</h1>"),
        ("/settings", 200, "<h1>Settings</h1>"),
        ("/host.css", 200, "connect-accounts {"),
        ("/host.js", 200, "addEventListener"),
        ("/healthz", 200, "ok"),
        ("/nowhere", 404, "There is no such page"),
    ];
    for (path, status, part) in pages {
        let answer = client()
            .get(format!("http://{}{path}", host.address()))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), status, "{path}");
        assert!(answer.text().await.unwrap().contains(part), "{path}");
    }
    host.stop().await;
}

#[tokio::test]
async fn a_brand_with_markup_in_its_name_is_only_text() {
    let options = Options {
        brand: "<b>Bold & Co</b>".to_owned(),
        ..Options::default()
    };
    let host = ExampleHost::start(options).await.unwrap();
    let answer = client()
        .get(format!("http://{}/", host.address()))
        .send()
        .await
        .unwrap();
    let page = answer.text().await.unwrap();
    assert!(page.contains("&lt;b&gt;Bold &amp; Co&lt;/b&gt; Studio") && !page.contains("<b>Bold"));
    host.stop().await;
}

#[tokio::test]
async fn the_port_is_free_after_a_stop_even_with_a_connection_left_open() {
    let host = host("https://connect.example", "cap_sk_right").await;
    let address = host.address();
    let idle = tokio::net::TcpStream::connect(address).await.unwrap();
    host.stop().await;
    drop(idle);
    let again = ExampleHost::start(Options {
        listen: address,
        ..Options::default()
    })
    .await
    .unwrap();
    assert_eq!(again.address(), address);
    again.stop().await;
}

#[tokio::test]
async fn options_that_cannot_work_are_refused_with_the_flag_to_change() {
    let public = Options {
        listen: "0.0.0.0:0".parse().unwrap(),
        ..Options::default()
    };
    assert!(matches!(
        ExampleHost::start(public).await,
        Err(StartError::NotLoopback(_))
    ));
    let path = Options {
        gateway: "http://127.0.0.1:4300/api".to_owned(),
        ..Options::default()
    };
    let problem = ExampleHost::start(path).await.unwrap_err().to_string();
    assert!(
        problem.starts_with("--gateway http://127.0.0.1:4300/api: give an origin"),
        "{problem}"
    );
}

#[tokio::test]
async fn the_app_in_react_is_served_by_type_under_the_policy_of_every_page_and_nothing_outside_of_it()
 {
    let folder = std::env::temp_dir().join(format!("example-host-react-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    for name in ["index.html", "assets/a.js", "assets/a_bg.wasm"] {
        std::fs::write(folder.join(name), name).unwrap();
    }
    let (gateway, _) = gateway().await;
    let host = ExampleHost::start(Options {
        gateway: gateway.clone(),
        react_app: Some(folder.clone()),
        ..Options::default()
    })
    .await
    .unwrap();
    let get = |path: &str| {
        client()
            .get(format!("http://{}{path}", host.address()))
            .send()
    };

    for (path, kind) in [
        ("/react/", "text/html; charset=utf-8"),
        ("/react/assets/a.js", "text/javascript; charset=utf-8"),
        ("/react/assets/a_bg.wasm", "application/wasm"),
    ] {
        let answer = get(path).await.unwrap();
        assert_eq!(
            (answer.status(), header(&answer, "content-type")),
            (StatusCode::OK, kind)
        );
        let policy = header(&answer, "content-security-policy");
        assert!(!policy.contains("unsafe-inline") && policy.contains("'wasm-unsafe-eval'"));
    }
    let config: Value = get("/react/config.json")
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(
        config,
        json!({ "gateway": gateway, "brand": "Acme Coffee" })
    );
    for path in [
        "/react/none.js",
        "/react/..%2Fhost.rs",
        "/react/%2Fetc%2Fpasswd",
    ] {
        assert_eq!(
            get(path).await.unwrap().status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    host.stop().await;
    std::fs::remove_dir_all(folder).unwrap();

    let without = ExampleHost::start(Options::default()).await.unwrap();
    let answer = client()
        .get(format!("http://{}/react/", without.address()))
        .send();
    assert_eq!(answer.await.unwrap().status(), StatusCode::NOT_FOUND);
}
