//! A widget in a host page, as the gateway sees it: a bearer token and an origin.

use std::time::{Duration, Instant};

use connect_contract::{
    Account, AttemptState, LinkAttempt, NetworkStanding, Portal, RedeemedLink, Standing,
    StartedLink,
};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::json;

use crate::world::{HOST, World};

/// The widget in a page of `HOST`.
#[derive(Clone)]
pub struct Widget<'a> {
    pub world: &'a World,
    pub token: String,
}

impl Widget<'_> {
    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.world
            .http
            .request(method, self.world.url(&format!("/api/v1{path}")))
            .bearer_auth(&self.token)
            .header("origin", HOST)
            .header("sec-fetch-site", "cross-site")
    }

    pub async fn portal(&self) -> Portal {
        let answer = self.call(Method::GET, "/portal").send().await.unwrap();
        assert_eq!(
            answer.status(),
            StatusCode::OK,
            "{}",
            answer.text().await.unwrap()
        );
        answer.json().await.unwrap()
    }

    pub async fn card(&self, network: &str) -> NetworkStanding {
        let networks = self.portal().await.networks;
        let is_it = |card: &NetworkStanding| card.network.as_str() == network;
        networks.into_iter().find(is_it).unwrap()
    }

    pub async fn standing(&self, network: &str) -> Standing {
        self.card(network).await.standing
    }

    pub async fn account(&self, network: &str) -> Account {
        self.standing(network).await.account().unwrap().clone()
    }

    pub fn start(&self, attempt: &str, network: &str) -> RequestBuilder {
        self.call(Method::POST, "/links")
            .json(&json!({"attempt": attempt, "network": network}))
    }

    pub async fn ticket(&self, attempt: &str, network: &str) -> String {
        let answer = self.start(attempt, network).send().await.unwrap();
        assert_eq!(
            answer.status(),
            StatusCode::CREATED,
            "{}",
            answer.text().await.unwrap()
        );
        answer.json::<StartedLink>().await.unwrap().ticket.0
    }

    /// From the click to Ayrshare's page.
    pub async fn linking_page(&self, attempt: &str, network: &str) -> String {
        let ticket = self.ticket(attempt, network).await;
        let answer = self.world.redeem(&ticket, HOST).send().await.unwrap();
        assert_eq!(
            answer.status(),
            StatusCode::OK,
            "{}",
            answer.text().await.unwrap()
        );
        answer.json::<RedeemedLink>().await.unwrap().url
    }

    pub async fn attempt(&self, attempt: &str) -> AttemptState {
        let answer = self
            .call(Method::GET, &format!("/links/{attempt}"))
            .send()
            .await
            .unwrap();
        assert_eq!(
            answer.status(),
            StatusCode::OK,
            "{}",
            answer.text().await.unwrap()
        );
        answer.json::<LinkAttempt>().await.unwrap().state
    }

    /// Asks as the page does, until there is an outcome.
    pub async fn outcome(&self, attempt: &str) -> AttemptState {
        let begun = Instant::now();
        loop {
            let state = self.attempt(attempt).await;
            if !state.is_open() || begun.elapsed() > Duration::from_secs(10) {
                return state;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    pub fn unlink(&self, network: &str, account: &str) -> RequestBuilder {
        self.call(Method::DELETE, &format!("/accounts/{network}"))
            .header("x-connect-confirm", percent_encoded(account))
    }

    pub fn keep(&self, network: &str, account: &str) -> RequestBuilder {
        self.call(Method::POST, &format!("/accounts/{network}/keep"))
            .header("x-connect-confirm", percent_encoded(account))
    }
}

fn percent_encoded(account: &str) -> String {
    percent_encoding::utf8_percent_encode(account, percent_encoding::NON_ALPHANUMERIC).to_string()
}
