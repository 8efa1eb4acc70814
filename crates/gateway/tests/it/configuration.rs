use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use connect_gateway::{Config, Gateway};
use tokio::process::Command;

use crate::world::{API_KEY, ENCRYPTION_KEY, SERVER_KEY, config};

/// Starts the program with a sound environment, changed by `change`. What it said, if it ended.
async fn run(dir: &Path, change: &[(&str, &str)]) -> Option<(Option<i32>, String)> {
    config(dir, "http://127.0.0.1:1/api");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gateway"));
    command
        .env_clear()
        .current_dir(dir)
        .env("CONNECT_LISTEN", "127.0.0.1:0")
        .env("CONNECT_SERVER_KEY", SERVER_KEY)
        .env("CONNECT_ENCRYPTION_KEY", ENCRYPTION_KEY)
        .env("CONNECT_AYRSHARE_API_KEY", API_KEY)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    for (name, value) in change {
        command.env(name, value);
    }
    let ended = tokio::time::timeout(Duration::from_secs(5), command.output()).await;
    let output = ended.ok()?.unwrap();
    assert!(output.stdout.is_empty());
    Some((
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    ))
}

#[tokio::test]
async fn f62_a_wrong_setting_ends_the_start_with_one_line_that_names_the_key_and_never_the_value() {
    for (name, value, key) in [
        ("CONNECT_LISTEN", "canary-value", "listen"),
        ("CONNECT_LISTEN", "0.0.0.0:0", "listen"),
        (
            "CONNECT_PUBLIC_URL",
            "http://canary-value.example",
            "public_url",
        ),
        (
            "CONNECT_PUBLIC_URL",
            "https://canary-value.example/path",
            "public_url",
        ),
        ("CONNECT_SERVER_KEY", "canary-value", "server_key"),
        ("CONNECT_SERVER_KEY", "cap_sk_canary-value", "server_key"),
        (
            "CONNECT_ENCRYPTION_KEY",
            "Y2FuYXJ5LXZhbHVl",
            "encryption_key",
        ),
        (
            "CONNECT_AYRSHARE_URL",
            "http://canary-value.example",
            "ayrshare_url",
        ),
        (
            "CONNECT_AYRSHARE_API_KEY",
            "canary-value\nx",
            "ayrshare_api_key",
        ),
        ("CONNECT_AYRSHARE_LINK", "canary-value", "ayrshare_link"),
        ("CONNECT_AYRSHARE_MODE", "canary-value", "ayrshare_mode"),
        ("CONNECT_X_API_KEY", "canary-value", "x_api_secret"),
        ("CONNECT_X_API_SECRET", "canary-value", "x_api_key"),
        ("CONNECT_WEBHOOK_SECRET", "canary-value", "webhook_secret"),
        (
            "CONNECT_ALLOWED_ORIGINS",
            "https://canary-value.example/",
            "allowed_origins",
        ),
        (
            "CONNECT_ALLOWED_ORIGINS",
            "http://canary-value.example",
            "allowed_origins",
        ),
        ("CONNECT_SUPPORT_URL", "canary-value", "support_url"),
        (
            "CONNECT_SIGN_IN_URL",
            "javascript:canary-value",
            "sign_in_url",
        ),
        ("CONNECT_NETWORKS_OFF", "canary-value", "networks_off"),
        (
            "CONNECT_SERVER_KEY_FILE",
            "/nowhere/canary-value",
            "SERVER_KEY_FILE",
        ),
        ("CONNECT_CANARY", "canary-value", "CONNECT_CANARY"),
        ("CONNECT_CONFIG", "/nowhere/at-all.toml", "config"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let begun = Instant::now();
        let (code, said) = run(dir.path(), &[(name, value)])
            .await
            .unwrap_or_else(|| panic!("{name}={value} was taken"));
        assert_eq!(code, Some(1), "{name}");
        assert!(
            begun.elapsed() < Duration::from_secs(1),
            "{name}: {:?}",
            begun.elapsed()
        );
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(
            said.contains(key) && !said.contains("canary-value"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn f62_a_missing_secret_is_named() {
    for key in [
        "CONNECT_SERVER_KEY",
        "CONNECT_ENCRYPTION_KEY",
        "CONNECT_AYRSHARE_API_KEY",
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (_, said) = run(dir.path(), &[(key, "")]).await.unwrap();
        assert!(said.contains("is missing") && said.contains(key), "{said}");
    }
}

#[tokio::test]
async fn the_file_is_read_and_the_environment_wins() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("gateway.toml");
    std::fs::write(dir.path().join("key"), format!("{SERVER_KEY}\n")).unwrap();
    let write = |text: String| std::fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();

    write(format!(
        "server_key_file = '{}'\nayrshare_mode = 'nonsense'",
        dir.path().join("key").display()
    ));
    let (_, said) = run(
        dir.path(),
        &[("CONNECT_CONFIG", path), ("CONNECT_SERVER_KEY", "")],
    )
    .await
    .unwrap();
    assert!(said.contains("ayrshare_mode"), "{said}");
    assert!(
        run(
            dir.path(),
            &[
                ("CONNECT_CONFIG", path),
                ("CONNECT_SERVER_KEY", ""),
                ("CONNECT_AYRSHARE_MODE", "grid")
            ]
        )
        .await
        .is_none()
    );

    for (text, named) in [
        ("surprise = 1", "surprise"),
        ("listen = 1", "listen"),
        ("allowed_origins = [1]", "allowed_origins"),
        ("= canary", "config"),
    ] {
        write(text.to_owned());
        let (_, said) = run(dir.path(), &[("CONNECT_CONFIG", path)]).await.unwrap();
        assert!(
            said.contains(named) && said.lines().count() == 1 && !said.contains("canary"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn f62_a_taken_port_a_folder_that_cannot_be_written_and_a_missing_page_are_one_clear_line() {
    let dir = tempfile::tempdir().unwrap();
    let sound = config(dir.path(), "http://127.0.0.1:1/api");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let blocked = dir.path().join("a file, not a folder");
    std::fs::write(&blocked, "").unwrap();
    for (broken, key) in [
        (
            Config {
                listen: taken.local_addr().unwrap().to_string(),
                ..sound.clone()
            },
            "listen",
        ),
        (
            Config {
                data_dir: blocked.join("data"),
                ..sound.clone()
            },
            "data_dir",
        ),
        (
            Config {
                site_dir: dir.path().join("nothing"),
                ..sound.clone()
            },
            "site_dir",
        ),
        (
            Config {
                site_dir: dir.path().join("dist/networks"),
                ..sound.clone()
            },
            "site_dir",
        ),
    ] {
        let Err(error) = Gateway::start(broken).await else {
            panic!("{key} was taken")
        };
        let line = error.to_string();
        assert!(
            line.starts_with(key) && line.lines().count() == 1 && line.contains(": "),
            "{line}"
        );
    }
    Gateway::start(sound).await.unwrap().stop().await;
}
