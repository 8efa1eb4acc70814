//! Webhook deliveries: signed, repeated until somebody answers, at least once.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::app::{App, Shared, lock};
use crate::clock::{self, Millis};
use crate::guesses::SignatureEncoding;
use crate::ids;
use crate::world::SocialEvent;

/// Deliveries that are remembered.
const KEPT: usize = 1_000;

/// One event on its way to one address.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// `X-Ayrshare-Delivery-Id`, the same on every attempt.
    pub id: String,
    /// Where it goes.
    pub url: String,
    /// What it says.
    pub body: Value,
    /// What the attempts came to: an HTTP status, or what went wrong instead.
    pub attempts: Vec<String>,
    #[serde(skip)]
    secret: Option<String>,
}

/// Makes the delivery of an event. `None` when nobody registered for it.
pub fn prepare(app: &App, event: &SocialEvent) -> Option<Delivery> {
    let hook = app.read(|world| world.hook_for(&event.ref_id, "social").cloned())?;
    let mut body = json!({
        "action": "social",
        "type": event.kind.word(),
        "platform": event.platform,
        "refId": event.ref_id,
        "title": event.title,
        "source": event.source.word(),
        "hookId": ids::event_id(),
        "created": clock::iso(clock::now()),
        "code": 200,
        "status": "success",
        "url": hook.url,
    });
    if let Some(details) = &event.details {
        body["details"] = json!(details);
    }
    if let Some(refresh_by) = event.refresh_by {
        body["refreshBy"] = json!(clock::iso(refresh_by));
    }
    Some(Delivery {
        id: ids::event_id(),
        url: hook.url,
        body,
        attempts: Vec::new(),
        secret: hook.secret,
    })
}

/// Delivers until an answer ends it or the waits are used up.
pub async fn deliver(app: Shared, delivery: Delivery, after: Millis) {
    tokio::time::sleep(Duration::from_millis(u64::try_from(after).unwrap_or(0))).await;
    remember(&app, delivery.clone());
    let mut waits = app.options.webhook_retry_waits.iter();
    for attempt in 1_u32.. {
        let answer = send(&app, &delivery, attempt).await;
        let (word, again) = match answer {
            Ok(status) => (
                status.to_string(),
                matches!(status, 408 | 425 | 429 | 500..),
            ),
            Err(error) => (
                if error.is_timeout() {
                    "timeout".to_owned()
                } else {
                    "no connection".to_owned()
                },
                true,
            ),
        };
        tracing::debug!(url = delivery.url, attempt, answer = word, "webhook");
        note(&app, &delivery.id, word);
        match waits.next() {
            Some(wait) if again => tokio::time::sleep(*wait).await,
            _ => return,
        }
    }
}

async fn send(app: &App, delivery: &Delivery, attempt: u32) -> Result<u16, reqwest::Error> {
    let body = delivery.body.to_string();
    let mut request = app
        .client
        .post(&delivery.url)
        .timeout(app.options.webhook_timeout)
        .header("content-type", "application/json")
        .header("x-ayrshare-delivery-id", &delivery.id)
        .header("x-ayrshare-delivery-attempt", attempt);
    if let Some(secret) = &delivery.secret {
        request = request
            .header("x-authorization-timestamp", clock::now() / 1000)
            .header(
                "x-authorization-content-sha256",
                sign(secret, &body, app.options.guesses.signature),
            );
    }
    Ok(request.body(body).send().await?.status().as_u16())
}

/// The MAC of the raw body; the timestamp is not part of it.
fn sign(secret: &str, body: &str, encoding: SignatureEncoding) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(body.as_bytes());
    let mac = mac.finalize().into_bytes();
    match encoding {
        SignatureEncoding::Hex => hex::encode(mac),
        SignatureEncoding::Base64 => STANDARD.encode(mac),
    }
}

fn remember(app: &App, delivery: Delivery) {
    let mut deliveries = lock(&app.deliveries);
    if deliveries.len() == KEPT {
        deliveries.remove(0);
    }
    deliveries.push(delivery);
}

fn note(app: &App, id: &str, word: String) {
    if let Some(delivery) = lock(&app.deliveries)
        .iter_mut()
        .find(|delivery| delivery.id == id)
    {
        delivery.attempts.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_hmac_of_the_body() {
        // RFC 4231, test case 2.
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(
            sign(
                "Jefe",
                "what do ya want for nothing?",
                SignatureEncoding::Hex
            ),
            expected
        );
    }
}
