use serde::Serialize;

/// A failure, as RFC 9457 (`application/problem+json`) with two fields of our own: `code` and `support_id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// An address that names the kind of problem: `/problems/` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// One English sentence for a developer. What a person reads is chosen by `code`.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Stable name; what a program decides by.
    pub code: ProblemCode,
    /// Finds the failure in the backend's log. Shown to the person to tell support.
    pub support_id: String,
    /// Seconds to wait before trying again, where waiting helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Where a person without a session gets one: the host's page, if the operator named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in_url: Option<String>,
}

impl Problem {
    /// A problem of `code`, to be found in the log under `support_id`.
    pub fn new(code: ProblemCode, support_id: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{}", code.as_str()),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            support_id: support_id.into(),
            retry_after: None,
            sign_in_url: None,
        }
    }
}

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:literal, $title:literal;)*) => {
        /// Every way in which a call can fail.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ProblemCode {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
            /// A code that this version does not know; never written.
            #[serde(rename = "unknown")]
            Unknown,
        }

        impl ProblemCode {
            /// Every code that is written.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The code as it stands on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Unknown => "unknown",
                }
            }

            /// The HTTP status that goes with it.
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$variant => $status,)*
                    Self::Unknown => 500,
                }
            }

            /// One sentence for a developer.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)*
                    Self::Unknown => "An unknown problem.",
                }
            }
        }
    };
}

problem_codes! {
    /// The body or a parameter is not what the contract says.
    InvalidRequest = "invalid_request", 400, "The request is not what the contract says.";
    /// A session token or an authorisation in the query of an address.
    SecretInAddress = "secret_in_address", 400, "A secret must not be part of an address.";
    /// No session, or one that ended.
    SessionMissing = "session_missing", 401, "There is no session.";
    /// The session ended by time.
    SessionExpired = "session_expired", 401, "The session has ended.";
    /// The one-time code of a portal address was used or is too old.
    CodeUsed = "code_used", 401, "This portal address was used already or is too old.";
    /// The host's server key is wrong.
    ServerKeyRefused = "server_key_refused", 401, "The server key is not valid.";
    /// A page of this origin may not use the session.
    OriginNotAllowed = "origin_not_allowed", 403, "This origin is not on the session's list.";
    /// The call does not prove that our own page made it.
    CrossSiteRequest = "cross_site_request", 403, "The call does not come from the portal.";
    /// The session may not do this.
    ScopeDenied = "scope_denied", 403, "The session may not do this.";
    /// Ayrshare suspended the profile, or the plan lacks it.
    UpstreamRefused = "upstream_refused", 403, "Ayrshare does not allow this for the brand.";
    /// No such thing.
    NotFound = "not_found", 404, "There is nothing here.";
    /// The method is not offered here.
    MethodNotAllowed = "method_not_allowed", 405, "This method is not offered here.";
    /// The network cannot be linked by this brand.
    NetworkOff = "network_off", 409, "The network is switched off for this brand.";
    /// The dialog named an account that is not the linked one.
    AccountChanged = "account_changed", 409, "Another account is linked by now.";
    /// The ticket was used.
    TicketUsed = "ticket_used", 409, "The ticket was used already or is too old.";
    /// The attempt is over.
    AttemptOver = "attempt_over", 409, "The link attempt is over.";
    /// Somebody else's brand at Ayrshare has this name.
    DuplicatedBrand = "duplicated_brand", 409, "A brand of this name exists already.";
    /// Instagram: a personal account (Ayrshare's code 322).
    ProfessionalAccountNeeded = "professional_account_needed", 422, "The Instagram account is not a professional one.";
    /// Permissions were left out (Ayrshare's code 161).
    PermissionsMissing = "permissions_missing", 422, "Not all permissions were granted.";
    /// X: the operator's app keys are missing (Ayrshare's code 419).
    AppKeysMissing = "app_keys_missing", 422, "The operator has not set up app keys for X.";
    /// The network refused for another reason.
    LinkRefused = "link_refused", 422, "The network did not allow the link.";
    /// Too large a body.
    TooLarge = "too_large", 413, "The body is too large.";
    /// Not JSON.
    UnsupportedMediaType = "unsupported_media_type", 415, "The body has to be application/json.";
    /// The caller speaks a contract that is no longer spoken here.
    UpgradeRequired = "upgrade_required", 426, "This version is no longer served.";
    /// Too many calls.
    RateLimited = "rate_limited", 429, "Too many calls.";
    /// Something broke here.
    Internal = "internal", 500, "Something broke in the gateway.";
    /// Ayrshare answered something that is not what it documents.
    UpstreamMalformed = "upstream_malformed", 502, "Ayrshare gave an answer that cannot be read.";
    /// Ayrshare cannot be reached or fails.
    UpstreamUnavailable = "upstream_unavailable", 503, "Ayrshare cannot be reached.";
    /// The gateway's own storage cannot be read or written.
    StorageUnavailable = "storage_unavailable", 503, "The gateway's storage does not answer.";
    /// Ayrshare took too long.
    UpstreamTimeout = "upstream_timeout", 504, "Ayrshare took too long.";
}
