use axum::extract::{Path, RawQuery};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::html;
use url::form_urlencoded;

use crate::ids::stable_digits;

/// `GET /avatars/{network}.svg?name=`: a picture of somebody who does not exist, always the same for the same name.
pub async fn avatar(Path(file): Path<String>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let name = pairs
        .find(|(key, _)| key == "name")
        .map(|(_, name)| name.into_owned())
        .unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let shared = [
        ("cross-origin-resource-policy", "cross-origin"),
        ("access-control-allow-origin", "*"),
    ];
    (headers, shared, draw(&file, &name)).into_response()
}

/// Two arcs and the initials.
fn draw(file: &str, name: &str) -> String {
    let digits = stable_digits(&[file, name], 6);
    let number = |range: std::ops::Range<usize>| {
        digits
            .get(range)
            .and_then(|part| part.parse::<u32>().ok())
            .unwrap_or(0)
    };
    let hue = number(0..3) * 360 / 1000;
    let turn = number(3..6) * 360 / 1000;
    let back = format!("hsl({hue} 55% 38%)");
    let arc = format!("hsl({} 60% 52%)", (hue + 40) % 360);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" width="80" height="80" {
            rect width="80" height="80" fill=(back) {}
            g fill="none" stroke=(arc) stroke-width="9" transform=(format!("rotate({turn} 40 40)")) {
                path d="M-6 20 A 50 50 0 0 1 70 92" {}
                path d="M14 -6 A 60 60 0 0 1 92 74" {}
            }
            text x="40" y="40" dy=".36em" text-anchor="middle" fill="#fff" font-size="32" font-weight="700"
                font-family="system-ui, sans-serif" { (initials(name)) }
        }
    }
    .into_string()
}

fn initials(name: &str) -> String {
    let firsts = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    firsts.take(2).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_two_words() {
        assert_eq!(initials("Maple & Tide Bakery"), "MT");
        assert_eq!(initials("<script>"), "S");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_name_cannot_leave_the_picture() {
        assert!(!draw("x.svg", "<script>alert(1)</script>").contains("<script"));
    }
}
