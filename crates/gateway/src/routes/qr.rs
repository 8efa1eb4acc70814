//! An address as a code for a camera: the way from a browser inside another app to a real one on another device.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use connect_contract::ProblemCode;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Deserialize;
use url::Url;

use crate::auth::Origin;
use crate::error::Error;
use crate::state::App;

/// More does not fit a code that a camera reads from a phone's screen.
const LONGEST_ADDRESS: usize = 400;

/// What is asked for.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(rename = "for")]
    address: String,
}

/// `GET /qr.svg?for=…`: only for our own pages and those of listed origins, so that nobody can hand out codes in our name
/// that lead elsewhere.
pub async fn draw(
    State(app): State<Arc<App>>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Error> {
    let address = wanted
        .map(|Query(Wanted { address })| address)
        .ok()
        .filter(|address| address.len() <= LONGEST_ADDRESS)
        .ok_or(ProblemCode::InvalidRequest)?;
    let origin = Url::parse(&address)
        .ok()
        .and_then(|url| Origin::of(&url))
        .ok_or(ProblemCode::InvalidRequest)?;
    if origin != app.own_origin && !app.lists_origin(&origin) {
        return Err(ProblemCode::OriginNotAllowed.into());
    }
    let code = encoded(&address).ok_or(ProblemCode::InvalidRequest)?;
    // Always dark on light with its margin: cameras do not read it the other way round.
    let image = code
        .render::<svg::Color<'_>>()
        .min_dimensions(200, 200)
        .build();
    Ok((
        [
            (header::CONTENT_TYPE, "image/svg+xml"),
            (header::CACHE_CONTROL, "private, max-age=3600"),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                "cross-origin",
            ),
        ],
        image,
    )
        .into_response())
}

fn encoded(address: &str) -> Option<QrCode> {
    QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).ok()
}

#[cfg(test)]
mod tests {
    use qrcode::Color;

    use super::*;

    #[test]
    fn a_camera_reads_the_address_that_was_put_in() {
        for length in [20, 90, LONGEST_ADDRESS] {
            let address = format!("https://app.example/{}", "a".repeat(length - 20));
            let code = encoded(&address).unwrap();
            let (width, colors) = (code.width(), code.to_colors());
            let (scale, margin) = (4, 4);
            let size = (width + 2 * margin) * scale;
            let mut seen = rqrr::PreparedImage::prepare_from_greyscale(size, size, |x, y| {
                let at = |pixel: usize| {
                    (pixel / scale)
                        .checked_sub(margin)
                        .filter(|module| *module < width)
                };
                match (at(x), at(y)) {
                    (Some(x), Some(y)) if colors[y * width + x] == Color::Dark => 0,
                    _ => 255,
                }
            });
            let (_, read) = seen.detect_grids()[0].decode().unwrap();
            assert_eq!(read, address);
        }
    }
}
