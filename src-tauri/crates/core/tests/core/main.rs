//! The companion through its handle, over doubles of all ports: what an owner would notice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed expectation is the point of a test

mod accounts;
mod bad_days;
mod events;
mod names;
mod outbox_rules;
mod protection;
mod resets;
mod scene;
mod sign_in;
