/// What the public documentation of Ayrshare does not tell. Every field is a guess that a real account may prove wrong;
/// `DIFFERENCES.md` lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guesses {
    /// HTTP status of a call with a `Profile-Key` that nobody has.
    pub wrong_profile_key_status: u16,
    /// Its Ayrshare code. `None` leaves the field out.
    pub wrong_profile_key_code: Option<u32>,
    /// HTTP status that goes with code 501, a revoked link session.
    pub link_revoked_status: u16,
    /// HTTP status that goes with code 502, a link session that nobody made.
    pub link_not_found_status: u16,
    /// HTTP status that goes with code 503, an expired link session.
    pub link_expired_status: u16,
    /// HTTP status that goes with code 504, Max Pack needed.
    pub max_pack_status: u16,
    /// HTTP status that goes with code 189, no JWT could be made.
    pub jwt_failed_status: u16,
    /// Whether `DELETE /profiles/social` takes `pinterest` and `snapchat`, which its documentation does not list.
    pub unlink_takes_every_network: bool,
    /// The longest profile title.
    pub title_limit: usize,
    /// How the webhook signature is written.
    pub signature: SignatureEncoding,
    /// Whether a page in grid mode that shows one network closes its window after a success or a cancel, as one in
    /// direct mode does.
    pub closes_after_one_network: bool,
}

/// How the HMAC of a webhook is written in its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureEncoding {
    /// Lower-case hexadecimal digits.
    Hex,
    /// Standard base64 with padding.
    Base64,
}

impl Default for Guesses {
    fn default() -> Self {
        Self {
            wrong_profile_key_status: 403,
            wrong_profile_key_code: None,
            link_revoked_status: 400,
            link_not_found_status: 404,
            link_expired_status: 400,
            max_pack_status: 403,
            jwt_failed_status: 400,
            unlink_takes_every_network: true,
            title_limit: 500,
            signature: SignatureEncoding::Hex,
            closes_after_one_network: true,
        }
    }
}
