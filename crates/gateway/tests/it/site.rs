use base64::Engine;
use reqwest::{Method, Response, StatusCode, header};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::world::{HOST, INDEX, World};

async fn get(world: &World, path: &str) -> Response {
    world.http.get(world.url(path)).send().await.unwrap()
}

#[tokio::test]
async fn every_route_of_the_page_is_the_page() {
    let world = World::start().await;
    for path in [
        "/",
        "/accounts",
        "/portal",
        "/help",
        "/help/instagram",
        "/enter",
        "/index.html",
    ] {
        let answer = get(&world, path).await;
        assert_eq!(
            (answer.status(), &answer.headers()["content-type"]),
            (StatusCode::OK, &"text/html; charset=utf-8".parse().unwrap()),
            "{path}"
        );
        assert_eq!(answer.headers()["cache-control"], "no-cache");
        assert_eq!(answer.text().await.unwrap(), INDEX, "{path}");
    }
}

#[tokio::test]
async fn t20_each_document_has_a_policy_with_the_hashes_of_its_own_scripts() {
    let world = World::start().await;
    let policy = |answer: &Response| {
        answer.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    let hash = |script: &str| {
        format!(
            "'sha256-{}'",
            base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script))
        )
    };
    let index = policy(&get(&world, "/").await);
    assert!(index.starts_with("default-src 'none'; script-src 'self'"));
    assert!(index.contains("'wasm-unsafe-eval'") && index.contains("frame-ancestors 'none'"));
    assert!(
        index.contains(&hash(
            "import init from '/page-0123456789abcdef.js'; init();"
        )),
        "{index}"
    );
    assert!(
        index.contains(&format!(
            "img-src 'self' data: https: {}",
            world.sandbox.public_url()
        )),
        "{index}"
    );
    let go = policy(&get(&world, "/go.html").await);
    assert!(go.contains(&hash("let go = 1;")) && !go.contains("wasm-unsafe-eval"));
    assert!(!index.contains("unsafe-inline") && !go.contains("unsafe-inline"));
}

#[tokio::test]
async fn no_page_cuts_its_opener_off_and_none_can_be_framed() {
    let world = World::start().await;
    for path in [
        "/",
        "/go.html",
        "/done.html?a=x",
        "/connect-accounts.js",
        "/api/v1/portal",
        "/nothing",
    ] {
        let answer = get(&world, path).await;
        let headers = answer.headers();
        assert!(
            !headers.contains_key("cross-origin-opener-policy"),
            "{path}"
        );
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["x-frame-options"], "DENY", "{path}");
        assert!(
            headers.contains_key("content-security-policy") || path.ends_with(".js"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_widget_can_be_loaded_by_every_page() {
    let world = World::start().await;
    for path in [
        "/connect-accounts.js",
        "/page-0123456789abcdef_bg.wasm",
        "/networks/facebook.svg",
    ] {
        let answer = get(&world, path).await;
        assert_eq!(
            answer.headers()["access-control-allow-origin"],
            "*",
            "{path}"
        );
        assert_eq!(
            answer.headers()["cross-origin-resource-policy"],
            "cross-origin",
            "{path}"
        );
    }
    assert_eq!(
        get(&world, "/page-0123456789abcdef_bg.wasm")
            .await
            .headers()["content-type"],
        "application/wasm"
    );
}

#[tokio::test]
async fn files_with_a_hash_are_kept_for_good_and_the_rest_is_asked_for_again() {
    let world = World::start().await;
    let hashed = get(&world, "/big-00112233445566ff.js").await;
    assert_eq!(
        hashed.headers()["cache-control"],
        "public, max-age=31536000, immutable"
    );
    let plain = get(&world, "/connect-accounts.js").await;
    assert_eq!(plain.headers()["cache-control"], "no-cache");
    let etag = plain.headers()["etag"].clone();
    let again = world
        .http
        .get(world.url("/connect-accounts.js"))
        .header(header::IF_NONE_MATCH, etag)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn files_come_compressed_to_who_can_read_that() {
    let world = World::start().await;
    let get = |accepts: &'static str| {
        world
            .http
            .get(world.url("/big-00112233445566ff.js"))
            .header("accept-encoding", accepts)
            .send()
    };
    let plain = get("identity").await.unwrap();
    assert!(!plain.headers().contains_key("content-encoding"));
    let plain = plain.bytes().await.unwrap();
    for (accepts, coding) in [("gzip, deflate, br", "br"), ("gzip", "gzip")] {
        let answer = get(accepts).await.unwrap();
        assert_eq!(answer.headers()["content-encoding"], coding);
        assert_eq!(answer.headers()["vary"], "accept-encoding");
        assert!(answer.bytes().await.unwrap().len() < plain.len() / 10);
    }
}

#[tokio::test]
async fn nothing_outside_of_the_built_page_can_be_read() {
    let world = World::start().await;
    for path in [
        "/.secret",
        "/../data/connect.sqlite",
        "/%2e%2e/data/connect.sqlite",
        "/networks/../../data/connect.sqlite",
        "/networks",
        "/networks/",
    ] {
        assert_eq!(
            get(&world, path).await.status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert_eq!(
        world
            .http
            .post(world.url("/connect-accounts.js"))
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
    assert_eq!(
        world
            .http
            .request(Method::HEAD, world.url("/"))
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn who_has_no_session_is_sent_to_the_hosts_sign_in() {
    let world = World::start_with(
        |_| {},
        |config| config.sign_in_url = Some("https://host.example/connect".to_owned()),
    )
    .await;
    for path in ["/", "/accounts", "/portal"] {
        let answer = get(&world, path).await;
        assert_eq!(
            (answer.status(), &answer.headers()["location"]),
            (
                StatusCode::FOUND,
                &"https://host.example/connect".parse().unwrap()
            ),
            "{path}"
        );
    }
    for path in ["/enter", "/help", "/help/x", "/go.html", "/done.html"] {
        assert_eq!(get(&world, path).await.status(), StatusCode::OK, "{path}");
    }
    let session = world.mint_with(json!({"user_id": "u1"})).await;
    let cookie = world.portal_cookie(&session).await;
    let with_cookie = world
        .http
        .get(world.url("/"))
        .header("cookie", cookie)
        .send()
        .await
        .unwrap();
    assert_eq!(with_cookie.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_code_for_a_camera_leads_to_our_own_pages_and_listed_origins_only() {
    let world = World::start().await;
    let code = async |address: &str| {
        let query: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
        get(&world, &format!("/qr.svg?for={query}")).await
    };
    for good in [
        world.url("/portal"),
        format!("{HOST}/settings?tab=accounts"),
    ] {
        let answer = code(&good).await;
        assert_eq!(answer.status(), StatusCode::OK, "{good}");
        assert_eq!(answer.headers()["content-type"], "image/svg+xml");
        assert_eq!(
            answer.headers()["cross-origin-resource-policy"],
            "cross-origin"
        );
        assert!(answer.text().await.unwrap().contains("<svg"));
    }
    for (bad, status) in [
        ("https://evil.example/".to_owned(), StatusCode::FORBIDDEN),
        ("http://localhost:4303/".to_owned(), StatusCode::FORBIDDEN),
        ("javascript:alert(1)".to_owned(), StatusCode::BAD_REQUEST),
        ("/portal".to_owned(), StatusCode::BAD_REQUEST),
        (String::new(), StatusCode::BAD_REQUEST),
        (
            world.url(&format!("/{}", "a".repeat(400))),
            StatusCode::BAD_REQUEST,
        ),
    ] {
        assert_eq!(code(&bad).await.status(), status, "{bad}");
    }
    assert_eq!(
        get(&world, "/qr.svg").await.status(),
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn the_return_page_is_in_the_first_language_asked_for_that_there_is() {
    let world = World::start().await;
    for (asked, words) in [
        ("de-AT,de;q=0.9,en;q=0.8", "fertig"),
        ("xx, DE;q=0.5", "fertig"),
        ("en-GB,de;q=0.5", "connected"),
        ("../../go.html,*", "connected"),
        ("", "connected"),
    ] {
        let answer = world
            .http
            .get(world.url("/done.html"))
            .header("accept-language", asked)
            .send()
            .await
            .unwrap();
        let vary: Vec<_> = answer.headers().get_all("vary").iter().collect();
        assert!(
            vary.iter().any(|name| *name == "accept-language"),
            "{asked}"
        );
        assert!(answer.text().await.unwrap().contains(words), "{asked}");
    }
}
