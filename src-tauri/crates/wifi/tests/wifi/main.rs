//! Networks and cameras within reach, from outside, against real parts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what went wrong by ending"
)]

#[cfg(unix)]
mod cable;
mod common;
#[cfg(target_os = "linux")]
mod computer;
#[cfg(target_os = "linux")]
mod nearby;
#[cfg(unix)]
mod official_client;
mod own_network;
#[cfg(target_os = "linux")]
mod saved_password;
#[cfg(unix)]
mod secrets;
#[cfg(not(target_os = "linux"))]
mod this_computer;
