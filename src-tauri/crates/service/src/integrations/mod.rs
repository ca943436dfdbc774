//! Voice assistants and automations that owners let at some of their cameras: the service as an OAuth 2.0 provider
//! (RFC 6749, with the practice of RFC 9700).
//!
//! ```text
//!  the client's page ─► /oauth/authorize ─► the page shows 47 ─► the app asks: 12, 47 or 83? ─► code ─► /oauth/token
//! ```
//!
//! - A browser page never asks for a password. It shows a number; the owner, signed in to the app, chooses the same one and says
//!   which cameras are let out under which names.
//! - PKCE with S256, but for a confidential client that was registered as one that does without; redirect addresses letter for letter,
//!   but for the port of a public client on the owner's own computer (RFC 8252 §7.3); codes of one minute that serve once.
//! - Refresh tokens rotate; the successor of a token is the same each time until it was used, and a minute longer, so an answer that is
//!   lost costs nothing, and a copy that is used later ends the link.
//! - One integration for each account and client. Linking again puts new tokens in the place of the old ones, and cameras keep
//!   the identifiers that the client knows.
//! - Sessions come and go without a word to integrations: neither a password, nor a second factor, nor a reset unlinks one.
//!
//! - [`clients`]: who may ask, registered by the people who run the service
//! - [`asking`]: the browser's side, up to the code
//! - [`owner`]: the owner's side
//! - [`tokens`]: the client's side
//! - [`incident`]: unlinking many at once
//! - [`limits`]: how often an owner can be asked

pub mod asking;
pub mod clients;
pub mod incident;
pub mod limits;
pub mod owner;
mod release;
pub mod tokens;
mod told;

pub(crate) use asking::place as request_place;
pub(crate) use release::place as release_place;

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::bytes::Bytes;
use rand::RngCore;
use rand::rngs::OsRng;
use zeroize::Zeroizing;

use crate::service::Service;

/// Seconds that a browser page waits for its owner.
pub const REQUEST_VALID_FOR: i64 = 300;
/// Seconds that a `login_hint` names an account.
pub const HINT_VALID_FOR: i64 = 600;
/// Seconds from the redirect to the token request (RFC 6749 §4.1.2 allows ten minutes).
pub const CODE_VALID_FOR: i64 = 60;
/// Seconds that an access token is good for.
pub const ACCESS_VALID_FOR: i64 = 3_600;
/// Seconds in which the refresh token before is only late, once an access token of its successor was used.
pub const LATE_FOR: i64 = 60;
/// The third wrong number ends a request.
pub const TRIES: u32 = 3;
/// The only scope (RFC 6749 §3.3).
pub const SCOPE: &str = "cameras";

/// A used code is recognised for a day.
pub(crate) const CODES_KEPT: i64 = 24 * 3_600;
/// A spent refresh token is recognised for a month.
pub(crate) const SPENT_KEPT: i64 = 30 * 24 * 3_600;
/// What was unlinked can be linked again with the same cameras for a year: incidents are long.
pub(crate) const UNLINKED_KEPT: i64 = 365 * 24 * 3_600;

impl Service {
    /// What the database knows of a code, a token, a hint, or what a browser holds.
    fn oauth_index(&self, kind: Kind, text: &str) -> [u8; 32] {
        let purpose: &[u8] = match kind {
            Kind::Access => b"oauth-access-token",
            Kind::Browser => b"oauth-browser",
            Kind::Code => b"oauth-code",
            Kind::Hint => b"oauth-login-hint",
            Kind::Refresh => b"oauth-refresh-token",
        };
        self.inner.secrets.keyed(purpose, text.as_bytes())
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Access,
    Browser,
    Code,
    Hint,
    Refresh,
}

/// 256 random bits, as base64url.
fn random_token() -> Zeroizing<String> {
    let mut bytes = Zeroizing::new([0; 32]);
    OsRng.fill_bytes(bytes.as_mut_slice());
    Zeroizing::new(Bytes::encode(bytes.as_slice()))
}

/// Up to this second, and not in it.
fn expired(expires_at: UnixSeconds, now: UnixSeconds) -> bool {
    expires_at <= now
}
