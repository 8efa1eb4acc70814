//! Wall-clock time: whole milliseconds in the database, RFC 3339 on the wire.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment, in milliseconds since 1970.
pub type Millis = i64;

pub const SECOND: Millis = 1_000;
pub const MINUTE: Millis = 60 * SECOND;
pub const HOUR: Millis = 60 * MINUTE;

/// This moment.
pub fn now() -> Millis {
    let nanos = OffsetDateTime::now_utc().unix_timestamp_nanos();
    Millis::try_from(nanos / 1_000_000).unwrap_or(Millis::MAX)
}

/// As it stands on the wire: UTC, to the second.
pub fn format(moment: Millis) -> String {
    OffsetDateTime::from_unix_timestamp(moment.div_euclid(SECOND))
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())
}

/// As it stands in a log: UTC, to the millisecond.
pub fn format_millis(moment: Millis) -> String {
    let second = format(moment);
    let millis = moment.rem_euclid(SECOND);
    format!("{}.{millis:03}Z", second.trim_end_matches('Z'))
}

/// Reads a moment of somebody else's.
pub fn parse(text: &str) -> Option<Millis> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    Millis::try_from(time.unix_timestamp_nanos() / 1_000_000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_in_a_log_always_has_three_digits_of_milliseconds() {
        assert_eq!(format_millis(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(format_millis(1_007), "1970-01-01T00:00:01.007Z");
        assert_eq!(format_millis(-1), "1969-12-31T23:59:59.999Z");
        assert_eq!(
            parse(&format_millis(1_795_000_123_450)),
            Some(1_795_000_123_450)
        );
    }
}
