//! What owners' journeys are made of: a [`house`] with a real service, [`computer`]s with the real companion and vault,
//! a [`clock`] whose waits are short, and a desktop that remembers what it was asked to show.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed preparation fails the test"
)]

pub mod authenticator;
pub mod clock;
pub mod computer;
pub mod house;
pub mod log;
mod surroundings;
