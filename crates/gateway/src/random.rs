//! Secrets and names from the operating system's random source.

use crate::error::Error;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// `length` characters of base62: 43 of them hold 256 bits.
///
/// # Errors
/// If the operating system gives no random bytes.
pub fn base62(length: usize) -> Result<String, Error> {
    let mut text = String::with_capacity(length);
    let mut bytes = [0u8; 64];
    while text.len() < length {
        getrandom::fill(&mut bytes).map_err(|_| Error::internal("no random bytes"))?;
        // 248 is the largest multiple of 62 in a byte: what lies above would favour some characters.
        for byte in bytes.iter().filter(|byte| **byte < 248) {
            if text.len() < length {
                text.push(char::from(BASE62[usize::from(byte % 62)]));
            }
        }
    }
    Ok(text)
}
