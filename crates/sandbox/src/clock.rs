use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// A moment as milliseconds since 1970, which is what the state file holds.
pub type Millis = i64;

const ISO: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
const ISO_MILLIS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

/// Now.
pub fn now() -> Millis {
    let nanos = OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000;
    Millis::try_from(nanos).unwrap_or(Millis::MAX)
}

/// `YYYY-MM-DDThh:mm:ssZ`, the form that Ayrshare documents.
pub fn iso(at: Millis) -> String {
    write(at, ISO)
}

/// The same with milliseconds, which some of Ayrshare's samples carry. Link times use it, so that an account
/// that is linked twice within a second has two different times.
pub fn iso_millis(at: Millis) -> String {
    write(at, ISO_MILLIS)
}

fn write(at: Millis, format: &[BorrowedFormatItem<'_>]) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1_000_000)
        .ok()
        .and_then(|moment| moment.format(format).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_ayrshare_documents_them() {
        assert_eq!(iso(1_700_000_000_123), "2023-11-14T22:13:20Z");
        assert_eq!(iso_millis(1_700_000_000_123), "2023-11-14T22:13:20.123Z");
    }
}
