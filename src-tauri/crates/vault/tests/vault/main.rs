//! The vault as the rest of the program meets it: one contract for every implementation, the real keychain of a private
//! desktop, a real encrypted database, and what can befall them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what went wrong by ending"
)]

#[cfg(windows)]
mod credential_manager;
mod damage;
mod door;
mod formats;
#[cfg(target_os = "linux")]
mod full_disk;
mod inbox;
#[cfg(target_os = "linux")]
mod keychain;
#[cfg(target_os = "linux")]
mod keychains;
#[cfg(target_os = "linux")]
mod killed;
#[cfg(target_os = "linux")]
mod log;
#[cfg(target_os = "linux")]
mod out_of_memory;
#[cfg(target_os = "linux")]
mod own_process;
#[cfg(target_os = "linux")]
mod prompter;
mod samples;
mod secret_vault;
mod store;
