use crate::ayrshare::{Ayrshare, AyrshareError};
use crate::config::{Config, ConfigError};

/// Why the webhook could not be registered.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// A setting is missing or wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Ayrshare did not take it.
    #[error("Ayrshare did not take the webhook: {0}")]
    Ayrshare(String),
}

impl From<AyrshareError> for RegisterError {
    fn from(error: AyrshareError) -> Self {
        Self::Ayrshare(error.to_string())
    }
}

/// Registers `{public_url}/webhooks/ayrshare` for Ayrshare's action `social`. The address that was registered comes back.
///
/// # Errors
/// If `public_url` or `webhook_secret` is missing, or Ayrshare refuses.
pub async fn register_webhook(config: Config) -> Result<String, RegisterError> {
    let settings = config.check()?;
    let missing = |key| ConfigError::new(key, "is needed to register the webhook");
    let public_url = settings.public_url.ok_or_else(|| missing("public_url"))?;
    let secret = settings
        .webhook_secret
        .ok_or_else(|| missing("webhook_secret"))?;
    let address = format!(
        "{}/webhooks/ayrshare",
        public_url.as_str().trim_end_matches('/')
    );
    let ayrshare = Ayrshare::new(settings.ayrshare)
        .map_err(|error| RegisterError::Ayrshare(error.to_string()))?;
    ayrshare.register_webhook(&address, &secret).await?;
    Ok(address)
}
