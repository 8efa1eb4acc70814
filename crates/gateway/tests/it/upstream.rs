use std::time::{Duration, Instant};

use cases::case;
use connect_contract::ProblemCode;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{HOST, World, attempt_id, problem, refused};

async fn portal_under(fault: Value) -> (ProblemCode, Option<u32>, Duration) {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    world.fault("GET /user", fault).await;
    let begun = Instant::now();
    let problem = problem(widget.call(Method::GET, "/portal").send().await.unwrap()).await;
    (problem.code, problem.retry_after, begun.elapsed())
}

#[tokio::test]
async fn f05_a_truncated_answer_is_never_half_a_list() {
    assert_eq!(
        portal_under(json!({"fault": "truncated"})).await.0,
        ProblemCode::UpstreamMalformed
    );
}

#[tokio::test]
async fn f04_a_hang_ends_after_fifteen_seconds() {
    let (code, _, took) = portal_under(json!({"fault": "hang"})).await;
    assert_eq!(code, ProblemCode::UpstreamTimeout);
    assert!((14..18).contains(&took.as_secs()), "{took:?}");
}

#[tokio::test]
async fn f08_f57_a_refusal_is_one_of_the_brand_and_says_nothing_of_the_key() {
    for status in [401, 402, 403, 404] {
        let (code, ..) =
            portal_under(json!({"fault": "status", "status": status, "code": 102})).await;
        assert_eq!(code, ProblemCode::UpstreamRefused, "{status}");
    }
}

#[tokio::test]
async fn f11_f56_a_429_is_told_with_a_time_and_silences_the_profile() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    world
        .fault("GET /user", json!({"fault": "rate_limited", "times": 1}))
        .await;
    let answer = widget.call(Method::GET, "/portal").send().await.unwrap();
    let retry_after = answer.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse::<u32>()
        .unwrap();
    let first = problem(answer).await;
    assert_eq!(
        (first.code, first.retry_after),
        (ProblemCode::RateLimited, Some(retry_after))
    );
    assert!((1..=300).contains(&retry_after));
    for _ in 0..20 {
        assert_eq!(
            refused(widget.call(Method::GET, "/portal")).await,
            ProblemCode::RateLimited
        );
    }
    assert_eq!(world.calls("GET /user").await, 1);
    // Another brand is not held up.
    world.widget("Other Brand").await.portal().await;
}

#[tokio::test]
async fn f12_a_failing_ayrshare_is_unavailable_and_is_asked_once_for_each_call() {
    for status in [500, 502, 503, 504] {
        let world = World::start().await;
        let widget = world.widget("Acme Coffee").await;
        let attempt = attempt_id();
        widget.linking_page(&attempt, "facebook").await;
        let ticket = widget.ticket(&attempt, "facebook").await;
        let unread = world.widget("Other Brand").await;
        let fault = json!({"fault": "status", "status": status});
        for route in ["GET /user", "POST /profiles/link-sessions"] {
            world.fault(route, fault.clone()).await;
        }
        assert_eq!(
            refused(unread.call(Method::GET, "/portal")).await,
            ProblemCode::UpstreamUnavailable,
            "{status}"
        );
        case(&format!("list, {status}"));
        assert!(widget.attempt(&attempt).await.is_open(), "{status}");
        case(&format!("attempt, {status}"));
        assert_eq!(
            refused(world.redeem(&ticket, HOST)).await,
            ProblemCode::UpstreamUnavailable,
            "{status}"
        );
        assert_eq!(world.calls("POST /profiles/link-sessions").await, 2);
        world.clear_faults().await;
        let again = world.redeem(&ticket, HOST).send().await.unwrap();
        assert!(again.status().is_success(), "the same ticket, {status}");
        case(&format!("start, {status}"));
    }
}

#[tokio::test]
async fn f13_f14_f17_what_is_not_json_is_malformed() {
    for fault in ["malformed", "html", "empty"] {
        assert_eq!(
            portal_under(json!({"fault": fault})).await.0,
            ProblemCode::UpstreamMalformed,
            "{fault}"
        );
    }
}

#[tokio::test]
async fn f23_an_ayrshare_that_is_not_there_is_unavailable_and_comes_back() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    widget.portal().await;
    let address = world.sandbox.address();
    // Younger than two seconds is still good; older is not.
    let World {
        sandbox,
        gateway,
        config,
        http,
        dir,
    } = world;
    sandbox.stop().await;
    tokio::time::sleep(Duration::from_millis(2100)).await;
    let options = connect_sandbox::Options {
        api_key: crate::world::API_KEY.to_owned(),
        listen: address,
        ..Default::default()
    };
    let portal = http.get(format!(
        "{}/api/v1/portal",
        gateway.as_ref().unwrap().public_url()
    ));
    let token = widget_token(&config, &dir);
    assert!(token.is_none());
    assert_eq!(refused(portal).await, ProblemCode::SessionMissing);
    connect_sandbox::Sandbox::start(options)
        .await
        .unwrap()
        .stop()
        .await;
}

/// Tokens are not kept anywhere.
fn widget_token(_: &connect_gateway::Config, dir: &tempfile::TempDir) -> Option<String> {
    let bytes = std::fs::read(dir.path().join("data/connect.sqlite")).unwrap();
    String::from_utf8_lossy(&bytes)
        .find("cap_st_")
        .map(|at| at.to_string())
}

/// Says `answer` to whoever comes, and cuts the line: in good order, or by a reset.
fn listener(answer: &'static [u8], resets: bool) -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut caller in listener.incoming().map_while(Result::ok) {
            let _ = std::io::Read::read(&mut caller, &mut [0; 512]);
            let _ = std::io::Write::write_all(&mut caller, answer);
            if resets {
                let _ = socket2::SockRef::from(&caller).set_linger(Some(Duration::ZERO));
            }
        }
    });
    port
}

#[tokio::test]
async fn f23_an_ayrshare_that_cannot_be_reached_is_unavailable_in_every_way() {
    for (what, address) in [
        ("no name", "https://ayrshare.invalid/api".to_owned()),
        ("refused", "http://127.0.0.1:1/api".to_owned()),
        (
            "no TLS",
            format!(
                "https://127.0.0.1:{}/api",
                listener(b"HTTP/1.1 400 Bad Request\r\n\r\n", false)
            ),
        ),
        (
            "reset",
            format!("http://127.0.0.1:{}/api", listener(b"", true)),
        ),
        (
            "closed",
            format!("http://127.0.0.1:{}/api", listener(b"", false)),
        ),
    ] {
        let world = World::start_with(|_| {}, |config| config.ayrshare_url = address).await;
        let begun = Instant::now();
        let mint = world
            .host(Method::POST, "/sessions")
            .json(&json!({"user_id": "u1"}));
        let code = refused(mint).await;
        // Where nobody answers for names either, that is found out by the time it takes.
        let is_told = code == ProblemCode::UpstreamUnavailable
            || (what == "no name" && code == ProblemCode::UpstreamTimeout);
        assert!(is_told, "{what}: {code:?}");
        assert!(begun.elapsed() < Duration::from_secs(10), "{what}");
        case(what);
    }
}

#[tokio::test]
async fn a_page_that_reads_again_at_once_gets_what_it_just_had() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let before = widget.portal().await.as_of;
    world
        .fault("GET /user", json!({"fault": "status", "status": 500}))
        .await;
    assert_eq!(widget.portal().await.as_of, before);
    tokio::time::sleep(Duration::from_millis(2100)).await;
    assert_eq!(
        refused(widget.call(Method::GET, "/portal")).await,
        ProblemCode::UpstreamUnavailable
    );
    world.clear_faults().await;
    widget.portal().await;
}

#[tokio::test]
async fn the_faults_of_a_title_do_what_they_say() {
    let world = World::start().await;
    for (title, code) in [
        ("sim-500", ProblemCode::UpstreamUnavailable),
        ("sim-403", ProblemCode::UpstreamRefused),
        ("sim-429", ProblemCode::RateLimited),
        ("sim-html", ProblemCode::UpstreamMalformed),
        ("sim-truncated", ProblemCode::UpstreamMalformed),
        ("sim-malformed", ProblemCode::UpstreamMalformed),
        ("sim-empty", ProblemCode::UpstreamMalformed),
        ("sim-suspended", ProblemCode::UpstreamRefused),
    ] {
        let widget = world.widget(title).await;
        assert_eq!(
            refused(widget.call(Method::GET, "/portal")).await,
            code,
            "{title}"
        );
    }
    let begun = Instant::now();
    world.widget("sim-slow").await.portal().await;
    assert!(begun.elapsed() >= Duration::from_secs(3));
}

#[tokio::test]
async fn f06_a_link_that_ayrshare_refuses_says_why() {
    for (code, expected) in [
        (419, ProblemCode::AppKeysMissing),
        (322, ProblemCode::ProfessionalAccountNeeded),
        (161, ProblemCode::PermissionsMissing),
        (189, ProblemCode::UpstreamRefused),
    ] {
        let world = World::start().await;
        let widget = world.widget("Acme Coffee").await;
        let ticket = widget.ticket(&attempt_id(), "facebook").await;
        world
            .fault(
                "POST /profiles/link-sessions",
                json!({"fault": "status", "status": 400, "code": code}),
            )
            .await;
        assert_eq!(
            refused(world.redeem(&ticket, HOST)).await,
            expected,
            "{code}"
        );
        case(&format!("Ayrshare's code {code}"));
    }
}

#[tokio::test]
async fn f57_a_wrong_api_key_makes_no_brand_and_tells_nobody_why() {
    let world = World::start_with(
        |_| {},
        |config| config.ayrshare_api_key = Some("wrong".into()),
    )
    .await;
    let request = world
        .host(Method::POST, "/sessions")
        .json(&json!({"user_id": "u1"}));
    assert_eq!(refused(request).await, ProblemCode::UpstreamRefused);
}

#[tokio::test]
async fn without_any_ayrshare_the_gateway_is_up_and_says_so() {
    let world = World::start_with(
        |_| {},
        |config| config.ayrshare_url = "http://127.0.0.1:1/api".to_owned(),
    )
    .await;
    let request = world
        .host(Method::POST, "/sessions")
        .json(&json!({"user_id": "u1"}));
    assert_eq!(refused(request).await, ProblemCode::UpstreamUnavailable);
    for path in ["/healthz", "/readyz"] {
        assert!(
            world
                .http
                .get(world.url(path))
                .send()
                .await
                .unwrap()
                .status()
                .is_success(),
            "{path}"
        );
    }
}
