//! What Porchlight is, without a window, a network, a keychain, a file, a clock or an environment of its own.
//!
//! - [`companion`]: the one task that owns all state; everything else asks it
//! - [`session`]: signed out, signing in, active, reset — a pure function with a diagram beside it
//! - [`cameras`]: cameras, their nicknames, the registry over all connections
//! - [`outbox`]: edits that a service has not confirmed yet
//! - [`alerts`]: what the owner should know
//! - [`ports`]: what the outside must provide (services, keychain, database, desktop, clock)
//! - [`view`]: all that may reach the webview, and nothing else
//! - [`error`]: what can go wrong, said as what can be done
//! - [`secret`]: values that do not print and are wiped

pub mod alerts;
pub mod cameras;
pub mod companion;
pub mod error;
pub mod outbox;
pub mod ports;
pub mod secret;
pub mod session;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod time;
pub mod view;
