//! Owners' journeys: the real companion, vault and providers against the real service, over a line that can be cut.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed preparation fails the test"
)]

#[cfg(target_os = "linux")]
mod authenticators;
mod bad_days;
mod breaches;
mod email_changes;
mod first_days;
mod forgeries;
mod forgotten_password;
mod inbox;
#[cfg(target_os = "linux")]
mod kept_home;
#[cfg(target_os = "linux")]
mod keychain;
mod leak_day;
mod own_process;
mod passwords;
mod recovery;
mod removals;
mod renames;
mod resets;
mod rotated_keys;
mod secrets;
mod two_factor;
mod two_factor_killed;
