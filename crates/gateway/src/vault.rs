//! Encryption at rest, for the one kind of secret that has to be readable again: profile keys.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::error::Error;

const NONCE: usize = 24;

/// Seals and opens with XChaCha20-Poly1305. The row's owner is part of what is authenticated, so a sealed value that was
/// copied to another row does not open there.
#[derive(Clone)]
pub struct Vault {
    cipher: XChaCha20Poly1305,
    key_id: String,
}

/// What is stored.
pub struct Sealed {
    /// Names the key, not the secret.
    pub key_id: String,
    /// Nonce and ciphertext.
    pub bytes: Vec<u8>,
}

impl Vault {
    pub fn new(key: &[u8; 32]) -> Self {
        let digest = Sha256::new()
            .chain_update(b"connect-gateway key id")
            .chain_update(key)
            .finalize();
        Self {
            cipher: XChaCha20Poly1305::new(&Key::from(*key)),
            key_id: hex::encode(&digest[..8]),
        }
    }

    pub fn seal(&self, owner: &str, secret: &SecretString) -> Result<Sealed, Error> {
        let mut nonce = [0u8; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| Error::internal("no random bytes"))?;
        let payload = Payload {
            msg: secret.expose_secret().as_bytes(),
            aad: owner.as_bytes(),
        };
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::internal("a profile key could not be sealed"))?;
        Ok(Sealed {
            key_id: self.key_id.clone(),
            bytes: [nonce.as_slice(), &sealed].concat(),
        })
    }

    pub fn open(&self, owner: &str, sealed: &Sealed) -> Result<SecretString, Error> {
        if sealed.key_id != self.key_id {
            return Err(Error::internal(
                "a profile key was sealed with another encryption_key: start the gateway with that one",
            ));
        }
        let broken =
            || Error::internal("a stored profile key does not open: the row was damaged or moved");
        let (nonce, bytes) = sealed
            .bytes
            .split_first_chunk::<NONCE>()
            .ok_or_else(broken)?;
        let payload = Payload {
            msg: bytes,
            aad: owner.as_bytes(),
        };
        let plain = self
            .cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| broken())?;
        String::from_utf8(plain)
            .map(SecretString::from)
            .map_err(|_| broken())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t2_what_was_sealed_opens_for_its_owner_only() {
        let vault = Vault::new(&[7; 32]);
        let sealed = vault
            .seal("alice", &SecretString::from("profile-key"))
            .unwrap();
        assert!(!sealed.bytes.windows(11).any(|part| part == b"profile-key"));
        assert_eq!(
            vault.open("alice", &sealed).unwrap().expose_secret(),
            "profile-key"
        );
        assert!(vault.open("mallory", &sealed).is_err());
    }

    #[test]
    fn t2_another_key_does_not_open_it() {
        let sealed = Vault::new(&[7; 32])
            .seal("alice", &SecretString::from("profile-key"))
            .unwrap();
        assert!(Vault::new(&[8; 32]).open("alice", &sealed).is_err());
    }
}
