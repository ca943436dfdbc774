//! The language between Porchlight's own account service and its clients: data, and the few
//! pure functions that both sides must agree on to the byte. No I/O, no clock: times come in.
//!
//! - [`opaque`]: the OPAQUE suite (RFC 9807) and the slow hash that runs on the owner's computer
//! - [`account`]: creating an account, signing in and out
//! - [`dpop`]: proofs that bind a session to a device key (RFC 9449)
//! - [`camera`]: cameras and the sealed profile that holds their nickname
//! - [`sealing`]: the vault key, the recovery key, and padded authenticated encryption
//! - [`event`]: security event tokens (RFC 8417) and how they are polled (RFC 8936)
//! - [`problem`]: what a refusal looks like (RFC 9457)
//! - [`jws`]: compact signatures (RFC 7515), EdDSA only
//! - [`service`]: what a service says about itself

pub mod account;
pub mod bytes;
pub mod camera;
pub mod dpop;
pub mod event;
pub mod jws;
pub mod opaque;
pub mod problem;
pub mod sealing;
pub mod service;

/// Seconds since 1970-01-01T00:00:00Z, as in `iat` of RFC 7519.
pub type UnixSeconds = i64;
