//! The program as a whole: what it writes to its log, and how it ends.

use std::process::Stdio;
use std::time::Duration;

use connect_sandbox::{Options, Sandbox};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};

use crate::world::{API_KEY, ENCRYPTION_KEY, SERVER_KEY, WEBHOOK_SECRET, config};

struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
    log: Vec<String>,
}

impl Program {
    fn start(dir: &std::path::Path, ayrshare_url: &str) -> Self {
        config(dir, ayrshare_url);
        let mut child = Command::new(env!("CARGO_BIN_EXE_gateway"))
            .env_clear()
            .current_dir(dir)
            .envs([
                ("CONNECT_LISTEN", "127.0.0.1:0"),
                ("CONNECT_SERVER_KEY", SERVER_KEY),
                ("CONNECT_ENCRYPTION_KEY", ENCRYPTION_KEY),
                ("CONNECT_AYRSHARE_API_KEY", API_KEY),
                ("CONNECT_AYRSHARE_URL", ayrshare_url),
                ("CONNECT_WEBHOOK_SECRET", WEBHOOK_SECRET),
                ("CONNECT_LOG", "debug"),
            ])
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        Self {
            child,
            lines,
            log: Vec::new(),
        }
    }

    async fn public_url(&mut self) -> String {
        loop {
            let line = self.lines.next_line().await.unwrap().expect("it ended");
            self.log.push(line.clone());
            let entry: Value = serde_json::from_str(&line).unwrap();
            if entry["fields"]["message"] == "listening" {
                return entry["fields"]["public_url"].as_str().unwrap().to_owned();
            }
        }
    }

    async fn terminate(mut self) -> (Option<i32>, Vec<String>) {
        let id = self.child.id().unwrap().to_string();
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .await
            .unwrap();
        while let Some(line) = self.lines.next_line().await.unwrap() {
            self.log.push(line);
        }
        (self.child.wait().await.unwrap().code(), self.log)
    }
}

#[tokio::test]
async fn t1_t35_the_log_is_json_and_holds_no_secret_and_a_supervisor_ends_it_softly() {
    let sandbox = Sandbox::start(Options {
        api_key: API_KEY.to_owned(),
        ..Options::default()
    })
    .await
    .unwrap();
    let dir = tempfile::tempdir().unwrap();
    let mut program = Program::start(dir.path(), &sandbox.api_url());
    let base = program.public_url().await;
    let http = Client::builder().no_proxy().build().unwrap();
    let mint = |user: &str| {
        let request = http
            .post(format!("{base}/api/v1/sessions"))
            .bearer_auth(SERVER_KEY);
        request.json(&json!({"user_id": user})).send()
    };
    let session: connect_contract::CreatedSession = mint("u1").await.unwrap().json().await.unwrap();
    assert_eq!(mint("escape \u{1b}[31m").await.unwrap().status(), 400);
    for token in [session.token.as_str(), "cap_st_wrong", SERVER_KEY] {
        for path in [
            "/portal",
            "/links/x%0d%0aforged",
            "/portal?token=canary-in-address",
        ] {
            let request = http
                .get(format!("{base}/api/v1{path}"))
                .bearer_auth(token)
                .header("origin", "https://evil\u{e9}.example");
            request.send().await.unwrap();
        }
    }
    let begun = std::time::Instant::now();
    let (code, log) = program.terminate().await;
    assert_eq!(code, Some(0));
    assert!(begun.elapsed() < Duration::from_secs(10));
    let code_of_portal = session.portal_url.split('=').next_back().unwrap();
    for line in &log {
        serde_json::from_str::<Value>(line).unwrap();
        for secret in [
            SERVER_KEY,
            ENCRYPTION_KEY,
            API_KEY,
            WEBHOOK_SECRET,
            &session.token,
            code_of_portal,
            "canary-in-address",
        ] {
            assert!(!line.contains(secret), "{line}");
        }
    }
    assert!(
        log.iter()
            .any(|line| line.contains("server_key_in_browser"))
    );
    sandbox.stop().await;
}
