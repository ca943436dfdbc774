//! The companion through its handle, over doubles of all ports: what an owner would notice. And the rules of Wi-Fi,
//! which need no companion.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed expectation is the point of a test

mod accounts;
mod authenticators;
mod away;
mod bad_days;
mod called;
mod camera_access;
mod checkup;
mod computers;
mod contract;
mod device;
mod email_change;
mod events;
mod exposures;
mod forgotten_password;
mod guide;
mod inbox;
mod integrations;
mod listed_breaches;
mod moving;
mod names;
mod new_recovery_key;
mod outbox_rules;
mod passwords;
mod private_names;
mod protection;
mod rehearsal;
mod removals;
mod resets;
mod ringing;
mod scene;
mod second_factor;
mod setup;
mod setup_by_cable;
mod sign_in;
mod sign_in_form;
mod two_factor;
mod what_cameras_say;
mod wifi;
mod your_data;
