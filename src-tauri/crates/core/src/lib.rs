//! What Porchlight is, without a window, a network, a keychain, a file, a clock or an environment of its own.
//!
//! - [`backoff`]: how long to wait before the next try
//! - [`companion`]: the one task that owns all state; everything else asks it
//! - [`session`]: signed out, signing in, active, reset — a pure function with a diagram beside it
//! - [`cameras`]: cameras, their nicknames, the registry over all connections
//! - [`authenticator`]: codes for the second factor of accounts elsewhere
//! - [`outbox`]: edits that a service has not confirmed yet
//! - [`alerts`]: what the owner should know
//! - [`checkup`]: the security checklist, worked out from facts
//! - [`guide`]: the way back after an incident, worked out from facts
//! - [`listed_breaches`]: breaches in a public list, of the makes that the owner has
//! - [`password`]: choosing one: advice, what is refused, and whether it has leaked
//! - [`plain_text`]: what others call themselves, as one plain line
//! - [`private_names`]: what owners call cameras whose service keeps no names
//! - [`ports`]: what the outside must provide (services, keychain, database, desktop, clock)
//! - [`view`]: all that may reach the webview, and nothing else
//! - [`error`]: what can go wrong, said as what can be done
//! - [`secret`]: values that do not print and are wiped
//! - [`wifi`]: networks, the codes that cameras scan, and a camera's way into the list

pub mod alerts;
pub mod authenticator;
pub mod backoff;
pub mod cameras;
pub mod checkup;
pub mod companion;
pub mod email_changes;
pub mod error;
pub mod guide;
pub mod listed_breaches;
pub mod outbox;
pub mod password;
pub mod plain_text;
pub mod ports;
pub mod private_names;
pub mod secret;
pub mod session;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod time;
pub mod view;
pub mod wifi;
