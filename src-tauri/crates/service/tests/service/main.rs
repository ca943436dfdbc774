//! The account service from outside: over HTTP, with the client half of OPAQUE, and as a program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

mod administrators;
mod at_rest;
mod authenticator;
mod busy;
mod camera_profiles;
mod checked;
mod client;
mod computers;
mod deletions;
mod demo_assistants;
mod demo_cameras;
mod demo_home;
mod description;
mod edge;
mod email_change;
mod emails;
mod endings;
mod exact;
mod full_disk;
mod guessing;
mod incident_tools;
mod incidents;
mod key_rotation;
mod key_rotation_at_rest;
mod large_answers;
mod leak_drill;
mod link_pages;
mod link_survives;
mod link_tokens;
mod linking;
mod new_recovery_key;
mod openid_client;
mod out_of_memory;
mod pairing;
mod partners;
mod password;
mod password_recovery;
mod password_recovery_bad_days;
mod permissions;
mod program;
mod proofs;
mod quotas;
mod recovery_key;
mod registration;
mod rehearsal;
mod removing_cameras;
mod second_factor;
mod security_events;
mod sessions;
mod signing_in;
mod strangers;
mod third_party;
mod two_factor;
mod under_way;
mod unread;
mod ways_in;
mod your_data;
