//! Servers that misbehave on demand, on loopback, and what else tests need of the world outside.
//!
//! - [`unruly`]: a server with bad manners
//! - [`tls`]: certificates, good and bad
//! - [`proxy`]: a line to a real service that can be cut, held up and tampered with
//! - [`desktop`]: a private desktop session with its own keychain
//! - [`canary`]: a search for words that must not be there

pub mod canary;
#[cfg(target_os = "linux")]
pub mod desktop;
pub mod proxy;
pub mod tls;
pub mod unruly;
