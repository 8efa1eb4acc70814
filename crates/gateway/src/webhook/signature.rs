use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// The second one comes along while the secret is being changed.
const HEADERS: [&str; 2] = [
    "x-authorization-content-sha256",
    "x-authorization-content-sha256-v2",
];

/// Whether the raw body was signed with our secret, compared in constant time. Whether Ayrshare writes hex or base64 is
/// not documented, so either will do. (T24)
pub fn is_signed(headers: &HeaderMap, body: &[u8], secret: &SecretString) -> bool {
    HEADERS
        .iter()
        .flat_map(|name| headers.get_all(*name))
        .filter_map(|value| decode(value.to_str().ok()?.trim()))
        .any(|signature| verify(&signature, body, secret))
}

fn verify(signature: &[u8], body: &[u8], secret: &SecretString) -> bool {
    // A key of any length is fine for HMAC.
    Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .is_ok_and(|mac| mac.chain_update(body).verify_slice(signature).is_ok())
}

fn decode(text: &str) -> Option<Vec<u8>> {
    // 32 bytes are 64 characters of hex and 44 of base64.
    match text.len() {
        64 => hex::decode(text).ok(),
        44 => STANDARD.decode(text).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(body: &[u8], secret: &str) -> Vec<u8> {
        Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .unwrap()
            .chain_update(body)
            .finalize()
            .into_bytes()
            .to_vec()
    }

    fn headers(name: &'static str, value: String) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())])
    }

    #[test]
    fn t24_hex_and_base64_and_the_second_header_are_taken() {
        let secret = SecretString::from("a webhook secret");
        let mac = signed(b"{}", "a webhook secret");
        for name in HEADERS {
            assert!(is_signed(&headers(name, hex::encode(&mac)), b"{}", &secret));
            assert!(is_signed(
                &headers(name, STANDARD.encode(&mac)),
                b"{}",
                &secret
            ));
        }
    }

    #[test]
    fn t24_each_flipped_bit_is_refused() {
        let secret = SecretString::from("a webhook secret");
        let body = br#"{"action":"social"}"#;
        let mac = signed(body, "a webhook secret");
        for bit in 0..body.len() * 8 {
            let mut changed = body.to_vec();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!is_signed(
                &headers(HEADERS[0], hex::encode(&mac)),
                &changed,
                &secret
            ));
        }
        for bit in 0..mac.len() * 8 {
            let mut changed = mac.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!is_signed(
                &headers(HEADERS[0], hex::encode(&changed)),
                body,
                &secret
            ));
        }
        assert!(!is_signed(&HeaderMap::new(), body, &secret));
    }
}
