//! How long things may take, in milliseconds. Measured in three browsers; see `docs/architecture.md`.

/// The browser gave no window: how long our start page has to say hello before that counts as blocked.
pub const HELLO_WITHOUT_WINDOW_MS: u32 = 1_500;

/// The browser gave a window: how long our start page has to say hello.
pub const HELLO_WITH_WINDOW_MS: u32 = 2_500;

/// After so many polls of an attempt (9.5 s) a window that never said hello is not there, wherever the person looks.
pub const HELLO_POLLS: u32 = 3;

/// The person is back on the page and nothing has happened yet: when to offer a way on.
pub const FOCUS_BACK_MS: u32 = 2_000;

/// Windows may say as much as they like: the wait between two questions on their word.
pub const ASK_AGAIN_MS: u32 = 400;

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

/// The gateway sends a heartbeat every 15 seconds. A live stream that flowed and is silent for longer than two of them is
/// dead: a proxy cut it and told nobody.
pub const STREAM_SILENCE_MS: u64 = 40_000;

/// How long a live stream may take until something comes, and then until the first heartbeat.
pub const STREAM_FIRST_SILENCE_MS: u64 = 20_000;

/// A live stream that lasted for so long works.
pub const STREAM_STANDS_MS: u64 = 5_000;

/// Failures of the live stream in a row after which the portal is polled.
pub const STREAM_FAILURES: u32 = 3;

/// How often the portal is polled while there is no live stream.
pub const STREAM_POLL_MS: u64 = 15_000;

/// The live stream is not opened more often than that.
pub const STREAM_APART_MS: u64 = 1_000;

/// A tab that waited longer than that for its turn to read the live stream was not the first one.
pub const STREAM_LOCK_MS: u64 = 1_000;

/// The longest wait before the live stream is opened again, by how often it failed in a row. The wait itself is a random
/// part of that.
pub const fn stream_wait_ms(failures: u32) -> u32 {
    match failures {
        0 | 1 => 1_000,
        2 => 2_000,
        3 => 4_000,
        4 => 8_000,
        5 => 16_000,
        _ => 30_000,
    }
}
