use serde_json::{Value, json};

use crate::world::AccountFields;

/// What a person asked for by typing `sim-...` as the name at the sign-in. Words can be combined.
#[derive(Clone, Copy, Debug)]
pub struct PersonFaults<'a> {
    name: &'a str,
}

/// The names and what they do, as the pages list them.
pub const NAMES: &[(&str, &str)] = &[
    ("sim-322", "Instagram: not a professional account"),
    ("sim-161", "Facebook: permissions are missing"),
    ("sim-419", "X: the operator's keys are missing"),
    ("sim-refused", "the network refuses"),
    ("sim-no-avatar", "an account without a picture"),
    ("sim-no-id", "an account without an id"),
    ("sim-nulls", "fields that are null"),
    ("sim-hostile", "a name full of markup and tricky characters"),
    ("sim-long", "a very long name"),
    (
        "sim-slow-save",
        "success is told before the account is saved",
    ),
    ("sim-lost-message", "the opener hears nothing"),
    ("sim-stay-open", "the window does not close itself"),
    (
        "sim-opener-navigate",
        "the network sends the page behind to another address",
    ),
];

/// Right-to-left override, a bidi isolate and a zero-width joiner: text that tries to look like other text.
const TRICKY: &str = "\u{202e}moc.live\u{202c} \u{2066}\u{200d}";

impl<'a> PersonFaults<'a> {
    /// Reads a name.
    pub fn of(name: &'a str) -> Self {
        Self { name }
    }

    fn asks(&self, word: &str) -> bool {
        self.name.contains(word)
    }

    /// The error that ends the attempt, if one was asked for: Ayrshare's code and a sentence.
    pub fn error(&self) -> Option<(Option<u32>, &'static str)> {
        let errors = [
            (
                "sim-322",
                Some(322),
                "This Instagram account is not a professional account.",
            ),
            (
                "sim-161",
                Some(161),
                "The Facebook authorization was lost. Unlink and link again.",
            ),
            (
                "sim-419",
                Some(419),
                "x_credentials_required: X needs the keys of your own app.",
            ),
            (
                "sim-refused",
                None,
                "The network refused the authorization.",
            ),
        ];
        errors
            .into_iter()
            .find(|(word, ..)| self.asks(word))
            .map(|(_, code, message)| (code, message))
    }

    /// The success is told before the account is saved.
    pub fn saves_late(&self) -> bool {
        self.asks("sim-slow-save")
    }

    /// The opener hears nothing.
    pub fn is_silent(&self) -> bool {
        self.asks("sim-lost-message")
    }

    /// The window does not close itself.
    pub fn stays_open(&self) -> bool {
        self.asks("sim-stay-open")
    }

    /// The network's page sends its opener away (tabnabbing).
    pub fn moves_opener(&self) -> bool {
        self.asks("sim-opener-navigate")
    }

    /// Spoils the account that is being linked.
    pub fn spoil(&self, account: &mut AccountFields) {
        if self.asks("sim-no-avatar") {
            account.remove("userImage");
        }
        if self.asks("sim-no-id") {
            account.remove("id");
        }
        if self.asks("sim-nulls") {
            for key in ["id", "username", "userImage", "profileUrl", "description"] {
                account.insert(key.to_owned(), Value::Null);
            }
        }
        if self.asks("sim-hostile") {
            let name =
                format!("<img src=x onerror=alert(1)></script><script>alert(2)</script>{TRICKY}");
            account.insert("displayName".to_owned(), json!(name));
            account.insert("username".to_owned(), json!("\"><svg onload=alert(3)>"));
            account.insert("profileUrl".to_owned(), json!("javascript:alert(4)"));
            account.insert(
                "userImage".to_owned(),
                json!("data:text/html,<script>alert(5)</script>"),
            );
        }
        if self.asks("sim-long") {
            account.insert(
                "displayName".to_owned(),
                json!("Longwindedness ".repeat(200).trim_end()),
            );
            account.insert("username".to_owned(), json!("longwindedness".repeat(100)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_combined() {
        let faults = PersonFaults::of("sim-stay-open sim-lost-message");
        assert!(faults.stays_open() && faults.is_silent() && !faults.saves_late());
    }

    #[test]
    fn a_missing_avatar_is_really_missing() {
        let mut account = AccountFields::new();
        account.insert("userImage".to_owned(), json!("http://localhost/a.svg"));
        PersonFaults::of("sim-no-avatar").spoil(&mut account);
        assert!(!account.contains_key("userImage"));
    }
}
