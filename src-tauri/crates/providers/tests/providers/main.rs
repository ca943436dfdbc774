//! The client of our account service against the real service, and against servers with bad manners.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed preparation fails the test"
)]

mod bad_days;
mod cameras;
mod certificates;
mod events;
mod home;
mod sign_in;
