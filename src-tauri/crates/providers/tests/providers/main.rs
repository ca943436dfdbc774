//! The client of our account service against the real service, and against servers with bad manners.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed preparation fails the test"
)]

mod bad_days;
mod breach_catalogue;
mod cameras;
mod certificates;
mod computers;
mod contract;
mod email;
mod events;
mod home;
mod integrations;
mod names;
mod pairing;
mod password;
mod recovery;
mod restarts;
mod scale;
mod sign_in;
mod toy;
mod two_factor;
mod your_data;
