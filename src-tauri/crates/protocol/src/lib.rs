//! The language between Porchlight's own account service and its clients: data, and the few
//! pure functions that both sides must agree on to the byte. No I/O, no clock: times come in.
//!
//! - [`opaque`]: the OPAQUE suite (RFC 9807) and the slow hash that runs on the owner's computer
//! - [`account`]: creating an account, signing in and out
//! - [`dpop`]: proofs that bind a session to a device key (RFC 9449)
//! - [`camera`]: cameras and the sealed profile that holds their nickname
//! - [`pairing`]: bringing a camera to an account
//! - [`proof_of_work`]: what a try costs a computer that the account does not know
//! - [`recovery_key`]: the key on paper that opens the vault and stands in for the second factor
//! - [`sealing`]: the vault key, and padded authenticated encryption
//! - [`email`]: an e-mail address in the one form that both sides use
//! - [`email_change`]: another address for an account, and the one before in its place again
//! - [`event`]: security event tokens (RFC 8417) and how they are polled (RFC 8936)
//! - [`event_key`]: how the key that signs those events is followed by another
//! - [`exposure`]: what is announced when data lay open, and its revisions
//! - [`integration`]: voice assistants and automations that the owner lets at cameras (RFC 6749)
//! - [`plain`]: names that are one line, and turn nothing around
//! - [`problem`]: what a refusal looks like (RFC 9457)
//! - [`jws`]: compact signatures (RFC 7515), EdDSA only
//! - [`service`]: what a service says about itself
//! - [`session`]: the computers that are signed in to an account
//! - [`two_factor`]: codes of an authenticator app, and recovery codes (RFC 6238)
//! - [`your_data`]: everything that is kept about an account, and its deletion

pub mod account;
pub mod bytes;
pub mod camera;
pub mod dpop;
pub mod email;
pub mod email_change;
pub mod event;
pub mod event_key;
pub mod exposure;
pub mod integration;
pub mod jws;
pub mod opaque;
pub mod pairing;
pub mod password;
pub mod password_recovery;
pub mod plain;
pub mod problem;
pub mod proof_of_work;
pub mod recovery_key;
pub mod sealing;
pub mod service;
pub mod session;
pub mod two_factor;
pub mod your_data;

/// Seconds since 1970-01-01T00:00:00Z, as in `iat` of RFC 7519.
pub type UnixSeconds = i64;
