//! How long things may take, in milliseconds. Measured in three browsers; see `docs/architecture.md`.

/// The browser gave no window: how long our start page has to say hello before that counts as blocked.
pub const HELLO_WITHOUT_WINDOW_MS: u32 = 1_500;

/// The browser gave a window: how long our start page has to say hello.
pub const HELLO_WITH_WINDOW_MS: u32 = 2_500;

/// After so many polls of an attempt (9.5 s) a window that never said hello is not there, wherever the person looks.
pub const HELLO_POLLS: u32 = 3;

/// The person is back on the page and nothing has happened yet: when to offer a way on.
pub const FOCUS_BACK_MS: u32 = 2_000;

/// The wait before the poll of an attempt with the number `polls`, counted from 0.
pub const fn poll_ms(polls: u32) -> u32 {
    match polls {
        0 => 1_500,
        1 => 3_000,
        2..=5 => 5_000,
        _ => 15_000,
    }
}

/// The wait before a failed read of the portal is tried again, by how often it failed in a row.
pub const fn retry_ms(failures: u32) -> u32 {
    match failures {
        0 | 1 => 1_000,
        2 => 2_000,
        3 => 4_000,
        _ => 8_000,
    }
}
