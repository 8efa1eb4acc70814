use cases::case;
use connect_contract::ProblemCode;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::world::{HOST, OTHER_HOST, World, attempt_id, refused};

#[tokio::test]
async fn t6_the_token_works_from_its_own_origins_only() {
    let world = World::start().await;
    let session = world.mint("Acme Coffee").await;
    let own = world.gateway().public_url();
    for path in [
        "/portal",
        "/links/x",
        "/accounts/facebook/impact",
        "/events",
    ] {
        for origin in [
            "https://evil.example",
            OTHER_HOST,
            "null",
            "http://localhost:4303",
            "https://localhost:4302",
            "http://sub.localhost:4302",
            "http://localhost.:4302",
            "HTTP://localhost:4302",
            "http://LOCALHOST:4302",
            "http://localhost:4302/",
            "http://localhost:4302 https://a.example",
            "http://xn--lcalhost-n4a:4302",
        ] {
            let request = world
                .http
                .get(world.url(&format!("/api/v1{path}")))
                .bearer_auth(&session.token)
                .header("origin", origin);
            assert_eq!(
                refused(request).await,
                ProblemCode::OriginNotAllowed,
                "{path} {origin}"
            );
        }
    }
    for origin in [HOST, own.as_str()] {
        let answer = world
            .http
            .get(world.url("/api/v1/portal"))
            .bearer_auth(&session.token)
            .header("origin", origin)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{origin}");
    }
    let from_nowhere = world
        .http
        .get(world.url("/api/v1/portal"))
        .bearer_auth(&session.token)
        .header("sec-fetch-site", "cross-site");
    assert_eq!(refused(from_nowhere).await, ProblemCode::OriginNotAllowed);
}

#[tokio::test]
async fn t6_cors_names_only_listed_origins_and_never_allows_the_cookie() {
    let world = World::start().await;
    let preflight = |origin: &str| {
        world
            .http
            .request(Method::OPTIONS, world.url("/api/v1/portal"))
            .header("origin", origin)
            .header("access-control-request-method", "GET")
            .header("access-control-request-headers", "authorization")
    };
    let allowed = preflight(HOST).send().await.unwrap();
    assert_eq!(allowed.status(), StatusCode::NO_CONTENT);
    assert_eq!(allowed.headers()["access-control-allow-origin"], HOST);
    assert!(
        allowed.headers()["access-control-allow-headers"]
            .to_str()
            .unwrap()
            .contains("authorization")
    );
    assert!(
        !allowed
            .headers()
            .contains_key("access-control-allow-credentials")
    );
    for origin in ["https://evil.example", "null", "http://localhost:4302/"] {
        let answer = preflight(origin).send().await.unwrap();
        assert!(
            !answer.headers().contains_key("access-control-allow-origin"),
            "{origin}"
        );
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    }
    // A failure can be read by the page, too.
    let failed = world
        .http
        .get(world.url("/api/v1/portal"))
        .header("origin", HOST)
        .send()
        .await
        .unwrap();
    assert_eq!(failed.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(failed.headers()["access-control-allow-origin"], HOST);
    // What it needs to wait as long as it is asked to, by the gateway's own clock.
    let readable = failed.headers()["access-control-expose-headers"]
        .to_str()
        .unwrap();
    for header in ["date", "retry-after"] {
        assert!(readable.contains(header), "{readable}");
    }
}

#[tokio::test]
async fn t32_the_cookie_alone_changes_nothing() {
    let world = World::start().await;
    let session = world.mint("Acme Coffee").await;
    let cookie = world.portal_cookie(&session).await;
    let url = world.url("/api/v1/links");
    let body = json!({"attempt": attempt_id(), "network": "facebook"}).to_string();
    let post = || {
        world
            .http
            .post(&url)
            .header("cookie", &cookie)
            .body(body.clone())
    };
    let json = "application/json";
    for request in [
        post().header("content-type", "application/x-www-form-urlencoded"),
        post().header("content-type", "text/plain"),
        post().header("content-type", json),
        post()
            .header("content-type", json)
            .header("x-connect-accounts", "1")
            .header("sec-fetch-site", "cross-site"),
        post()
            .header("content-type", json)
            .header("x-connect-accounts", "1")
            .header("sec-fetch-site", "same-site"),
        post()
            .header("content-type", json)
            .header("x-connect-accounts", "1")
            .header("origin", HOST),
        post()
            .header("content-type", json)
            .header("x-connect-accounts", "1")
            .header("origin", "null"),
        world
            .http
            .delete(world.url("/api/v1/accounts/facebook"))
            .header("cookie", &cookie)
            .header("x-connect-confirm", "f"),
    ] {
        assert_eq!(refused(request).await, ProblemCode::CrossSiteRequest);
    }
    let foreign_read = world
        .http
        .get(world.url("/api/v1/portal"))
        .header("cookie", &cookie)
        .header("sec-fetch-site", "cross-site");
    assert_eq!(refused(foreign_read).await, ProblemCode::CrossSiteRequest);
    let good = world
        .page_call(Method::POST, "/links")
        .header("cookie", &cookie)
        .header("content-type", json)
        .body(body.clone());
    assert_eq!(good.send().await.unwrap().status(), StatusCode::CREATED);
}

#[tokio::test]
async fn t3_a_secret_in_an_address_is_refused() {
    let world = World::start().await;
    let session = world.mint("Acme Coffee").await;
    for query in [
        "token=x",
        "access_token=x",
        "TOKEN=x",
        "a=1&token=",
        &format!("x={}", session.token),
        "code=1",
    ] {
        for path in ["/api/v1/portal", "/api/v1/events", "/accounts", "/healthz"] {
            let request = world
                .http
                .get(world.url(&format!("{path}?{query}")))
                .bearer_auth(&session.token);
            assert_eq!(
                refused(request).await,
                ProblemCode::SecretInAddress,
                "{path}?{query}"
            );
        }
    }
}

#[tokio::test]
async fn t41_the_stream_takes_a_token_from_the_header_alone() {
    let world = World::start().await;
    let token = world.mint("Acme Coffee").await.token;
    let stream = |query: &str| world.http.get(world.url(&format!("/api/v1/events{query}")));
    assert_eq!(refused(stream("")).await, ProblemCode::SessionMissing);
    case("no token");
    for name in ["token", "access_token", "session", "x"] {
        let query = format!("?{name}={token}");
        assert_eq!(
            refused(stream(&query)).await,
            ProblemCode::SecretInAddress,
            "{name}"
        );
        case(&format!("?{name}="));
    }
    let good = stream("").bearer_auth(&token).send().await.unwrap();
    assert_eq!(good.status(), StatusCode::OK);
}

#[tokio::test]
async fn t29_odd_bodies_are_refused_and_nothing_breaks() {
    let world = World::start().await;
    let post = |body: Vec<u8>| {
        world
            .host(Method::POST, "/sessions")
            .header("content-type", "application/json")
            .body(body)
    };
    for body in [
        b"".to_vec(),
        b"nothing".to_vec(),
        b"{\"user_id\":\"\xff\"}".to_vec(),
        b"{\"user_id\":\"a\\u0000\"}".to_vec(),
        b"[]".to_vec(),
        b"{\"user_id\":\"a\",\"user_id\":\"b\"}".to_vec(),
        [b"[".repeat(10_000), b"]".repeat(10_000)].concat(),
        [0x1f, 0x8b, 8, 0, 0].to_vec(),
    ] {
        assert_eq!(refused(post(body)).await, ProblemCode::InvalidRequest);
    }
    assert_eq!(
        refused(post(vec![b'a'; 65 * 1024 + 1])).await,
        ProblemCode::TooLarge
    );
    let chunks =
        futures_util::stream::iter((0..100).map(|_| Ok::<_, std::io::Error>(vec![b' '; 10_000])));
    let endless = world
        .host(Method::POST, "/sessions")
        .header("content-type", "application/json")
        .body(reqwest::Body::wrap_stream(chunks));
    assert_eq!(refused(endless).await, ProblemCode::TooLarge);
    let no_type = world.host(Method::POST, "/sessions").body("{}");
    assert_eq!(refused(no_type).await, ProblemCode::UnsupportedMediaType);
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_as_well() {
    let world = World::start().await;
    let get = |path: &str| world.http.get(world.url(path));
    assert_eq!(refused(get("/api/v1/nothing")).await, ProblemCode::NotFound);
    assert_eq!(refused(get("/nothing.js")).await, ProblemCode::NotFound);
    assert_eq!(refused(get("/metrics")).await, ProblemCode::NotFound);
    assert_eq!(
        refused(get("/api/v1/sessions")).await,
        ProblemCode::MethodNotAllowed
    );
    assert_eq!(
        refused(world.http.post(world.url("/healthz"))).await,
        ProblemCode::MethodNotAllowed
    );
}

#[tokio::test]
async fn t28_half_a_header_line_holds_no_connection() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let world = World::start().await;
    let mut socket = tokio::net::TcpStream::connect(world.gateway().address())
        .await
        .unwrap();
    socket
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-dr")
        .await
        .unwrap();
    let mut answer = Vec::new();
    let ended = tokio::time::timeout(
        std::time::Duration::from_secs(15),
        socket.read_to_end(&mut answer),
    )
    .await;
    assert!(ended.is_ok(), "still open after 15 s");
}
