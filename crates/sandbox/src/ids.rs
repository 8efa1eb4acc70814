use sha2::{Digest, Sha256};

/// A reference id of a profile: 40 hexadecimal digits.
pub fn ref_id() -> String {
    random_hex(20)
}

/// A profile key: four groups of eight, upper case.
pub fn profile_key() -> String {
    let digits = random_hex(16).to_uppercase();
    [&digits[..8], &digits[8..16], &digits[16..24], &digits[24..]].join("-")
}

/// The secret part of a linking URL.
pub fn link_token() -> String {
    format!("ayr_ls_{}", random_hex(24))
}

/// Names a link session for the calls that ask about it; it opens nothing.
pub fn link_session_id() -> String {
    format!("ls_{}", random_hex(12))
}

/// Names a webhook event (`hookId`) or a delivery.
pub fn event_id() -> String {
    random_hex(10)
}

/// What a person pastes for the Telegram bot.
pub fn telegram_code() -> String {
    random_hex(4).to_uppercase()
}

/// Digits that are always the same for the same words: ids of invented accounts.
pub fn stable_digits(words: &[&str], length: usize) -> String {
    stable_bytes(words)
        .iter()
        .map(|byte| char::from(b'0' + byte % 10))
        .take(length)
        .collect()
}

/// Lower-case letters and digits that are always the same for the same words.
pub fn stable_hex(words: &[&str], length: usize) -> String {
    let mut text = hex::encode(stable_bytes(words));
    text.truncate(length);
    text
}

fn stable_bytes(words: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for word in words {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    hash.finalize().into()
}

fn random_hex(bytes: usize) -> String {
    let mut buffer = vec![0; bytes];
    // A machine without a source of randomness cannot run a test double either; zeros are as good as anything then.
    let _ = getrandom::fill(&mut buffer);
    hex::encode(buffer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_shapes_of_the_samples() {
        assert_eq!(ref_id().len(), 40);
        assert_eq!(profile_key().len(), 35);
        assert!(link_token().starts_with("ayr_ls_"));
        assert_ne!(link_token(), link_token());
    }

    #[test]
    fn invented_ids_stay_the_same() {
        assert_eq!(
            stable_digits(&["facebook", "Harbor"], 15),
            stable_digits(&["facebook", "Harbor"], 15)
        );
        assert_ne!(
            stable_digits(&["facebook", "Harbor"], 15),
            stable_digits(&["gmb", "Harbor"], 15)
        );
    }
}
