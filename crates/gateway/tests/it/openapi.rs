use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::world::{World, attempt_id};

#[tokio::test]
async fn every_call_of_the_served_document_is_routed() {
    let world = World::start().await;
    let document: Value = world
        .http
        .get(world.url("/api/v1/openapi.json"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 10);
    // A call without a session says of an attempt that is not there that it is not found, like a path that is not there.
    let attempt = attempt_id();
    let widget = world.widget("Acme Coffee").await;
    widget.ticket(&attempt, "facebook").await;
    for (path, calls) in paths {
        for method in calls.as_object().unwrap().keys() {
            let filled = path
                .replace("{id}", "x")
                .replace("{attempt}", &attempt)
                .replace("{network}", "facebook");
            let url = world.url(&format!("/api/v1{filled}"));
            let answer = world
                .http
                .request(method.to_uppercase().parse::<Method>().unwrap(), url)
                .send()
                .await
                .unwrap();
            let status = answer.status();
            assert!(
                status != StatusCode::NOT_FOUND && status != StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}: {status}"
            );
        }
    }
}
