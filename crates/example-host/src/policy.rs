//! The Content-Security-Policies of the pages with the widget: the strictest that work, entry by entry.

use std::hash::{BuildHasher, Hasher, RandomState};

use serde::Deserialize;

/// Where browsers report what they refused.
pub const REPORTS: &str = "/csp-reports";

/// Ways to allow the widget that need no origin for scripts, or give less than the usual policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Scripts that have this answer's own word.
    Nonce,
    /// What a script loads that is named by its content.
    StrictDynamic,
    /// The gateway's pictures and nobody else's.
    Narrow,
}

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

/// The only inline script of a page under [`Policy::StrictDynamic`]. It loads the scripts of the page, which are named in
/// its own element.
pub const LOADER: &str = r#"for (const src of document.currentScript.dataset.load.split(" ")) document.head.append(Object.assign(document.createElement("script"), { type: "module", src, async: false }));"#;

/// How a policy names [`LOADER`].
const LOADER_HASH: &str = "'sha256-ffoU9mqdDMEv9qC2+dJHk55J22/rY4buM0mRO4Q32cc='";

impl Policy {
    /// `policy`, changed. A nonce is good for this answer only.
    pub fn of(self, policy: &str, gateway: &str, nonce: &str) -> String {
        let others = format!("script-src 'self' {gateway} ");
        match self {
            Self::Nonce => policy.replace(&others, &format!("script-src 'nonce-{nonce}' ")),
            Self::StrictDynamic => policy.replace(
                &others,
                &format!("script-src {LOADER_HASH} 'strict-dynamic' "),
            ),
            Self::Narrow => {
                let is_for_images = |entry: &&str| entry.starts_with("img-src ");
                let usual = policy.split("; ").find(is_for_images).unwrap_or_default();
                policy.replace(usual, &format!("img-src {gateway}"))
            }
        }
    }
}

/// A word that nobody can guess: the keys of a hasher are the system's random numbers.
pub fn nonce() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
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
    fn f74_other_ways_to_allow_it_name_no_origin_for_scripts_or_none_but_the_gateway_for_pictures()
    {
        let gateway = "https://connect.example";
        let usual = for_widget_of(gateway, &["https://pictures.example".into()]);
        let entry = |policy: Policy, name: &str| {
            let policy = policy.of(&usual, gateway, "n1");
            let found = policy.split("; ").find(|entry| entry.starts_with(name));
            found.map(str::to_owned)
        };
        assert_eq!(
            entry(Policy::Nonce, "script-src").as_deref(),
            Some("script-src 'nonce-n1' 'wasm-unsafe-eval'")
        );
        assert_eq!(
            entry(Policy::StrictDynamic, "script-src"),
            Some(format!(
                "script-src {LOADER_HASH} 'strict-dynamic' 'wasm-unsafe-eval'"
            ))
        );
        assert_eq!(
            entry(Policy::Narrow, "img-src").as_deref(),
            Some("img-src https://connect.example")
        );
    }

    #[test]
    fn no_two_answers_have_one_nonce() {
        assert_ne!(nonce(), nonce());
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
