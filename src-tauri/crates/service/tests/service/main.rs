//! The account service from outside: over HTTP, with the client half of OPAQUE, and as a program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

mod at_rest;
mod busy;
mod camera_profiles;
mod client;
mod demo_home;
mod endings;
mod program;
mod security_events;
mod sessions;
mod signing_in;
