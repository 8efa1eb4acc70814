//! The Content-Security-Policies of the pages with the widget: the strictest that work, entry by entry.

/// Where browsers report what they refused.
pub const REPORTS: &str = "/csp-reports";

/// The policy for a page with the widget of the gateway at this origin.
pub fn for_widget_of(gateway: &str, image_origins: &[String]) -> String {
    let images = image_origins
        .iter()
        .map(|origin| format!(" {origin}"))
        .collect::<String>();
    [
        "default-src 'none'".to_owned(),
        // The custom element and its glue come from the gateway; 'wasm-unsafe-eval' allows WebAssembly and no `eval`.
        format!("script-src 'self' {gateway} 'wasm-unsafe-eval'"),
        // The host's own endpoint; the gateway's API, its event stream and the WebAssembly file.
        format!("connect-src 'self' {gateway}"),
        // The host's own style sheet. The widget's are made by script, and no policy is asked about those.
        "style-src 'self'".to_owned(),
        // The networks' icons from the gateway; people's pictures from wherever the networks keep them.
        format!("img-src 'self' data: https: {gateway}{images}"),
        // What the widget does not need, and a host should not give.
        "base-uri 'none'".to_owned(),
        "form-action 'self'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
        format!("report-uri {REPORTS}"),
    ]
    .join("; ")
}

/// The same where also scripts may write no markup: as apps around a browser have it.
pub fn strict(policy: &str) -> String {
    format!("{policy}; require-trusted-types-for 'script'; trusted-types 'none'")
}

/// The policy for a page that has the gateway's frame instead.
pub fn for_frame_of(gateway: &str) -> String {
    [
        "default-src 'none'".to_owned(),
        // The frame.
        format!("frame-src {gateway}"),
        // The element that makes it and speaks with it. No WebAssembly runs in this page.
        format!("script-src 'self' {gateway}"),
        // The host's own: its endpoint, its style sheet, its icon.
        "connect-src 'self'".to_owned(),
        "style-src 'self'".to_owned(),
        "img-src data:".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'self'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
        // Works with it, too.
        "require-trusted-types-for 'script'".to_owned(),
        "trusted-types 'none'".to_owned(),
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_opens_only_what_the_widget_needs() {
        let policy = for_widget_of("https://connect.example", &[]);
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self' https://connect.example 'wasm-unsafe-eval'; \
             connect-src 'self' https://connect.example; style-src 'self'; \
             img-src 'self' data: https: https://connect.example; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'; report-uri /csp-reports"
        );
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }

    #[test]
    fn t21_a_page_with_the_frame_gives_the_gateway_two_entries_and_runs_no_webassembly() {
        let policy = for_frame_of("https://connect.example");
        let of_gateway: Vec<_> = policy
            .split("; ")
            .filter(|entry| entry.contains("https://connect.example"))
            .collect();
        assert_eq!(
            of_gateway,
            [
                "frame-src https://connect.example",
                "script-src 'self' https://connect.example"
            ]
        );
        assert!(!policy.contains("unsafe"), "{policy}");
    }
}
