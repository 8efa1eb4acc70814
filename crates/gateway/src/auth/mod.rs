//! Who is calling, and from where.

mod browser;
mod caller;
mod cookie;
mod origin;
mod server_key;
mod tokens;

pub use browser::{require_own_page, sends_from_elsewhere};
pub use caller::Caller;
pub use cookie::{Cookies, read_cookie};
pub use origin::Origin;
pub use server_key::ServerCaller;
pub use tokens::{Digest, NewToken, SERVER_KEY_PREFIX, TokenKind};
