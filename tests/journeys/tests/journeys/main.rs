//! Owners' journeys: the real companion, vault and providers against the real service, over a line that can be cut.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed preparation fails the test"
)]

mod bad_days;
mod first_days;
mod forgeries;
#[cfg(target_os = "linux")]
mod keychain;
mod own_process;
mod renames;
mod resets;
mod secrets;
