//! The account service: keeps sealed records that a leak cannot expose.
//!
//! An owner's computer seals nicknames, rooms and Wi-Fi names before they come here; the service holds the
//! blobs, knows addresses and tokens only by keyed hashes, never meets a password, and can end every session
//! with one written row. Its keys lie outside its database.
//!
//! ```text
//!  http ─► accounts · sign_in · two_factor · password · sessions · cameras · pairings · events · incidents · integrations ──► store (SQLite)
//!   ▲ admission           │                                                ▲
//!   │                     └► secrets (files of their own)                   └─ wakes (poll, server-sent events)
//!  running · tls
//! ```
//!
//! - [`service`]: one service: [`Service::open`], [`Config`]
//! - [`running`]: a service that listens: [`Service::serve_on`], [`RunningService`]; [`tls`] for everybody beyond
//!   this computer
//! - [`accounts`], [`sign_in`]: registration and sign-in by OPAQUE (RFC 9807); [`invitations`]: who may register
//! - [`two_factor`]: codes of an authenticator (RFC 6238), recovery codes, and what wrong ones come to
//! - [`fresh_proof`]: the password once more, before what a borrowed computer must not do (RFC 9470)
//! - [`password`]: another password in the place of the one in force
//! - [`email_change`]: another address, and for a day the one before again
//! - [`sessions`]: tokens bound to device keys (RFC 9449), and the signed word when one is over; `proofs`: each is good once
//! - [`computers`]: what the computers of an account are called, and ending one from another
//! - [`cameras`]: sealed profiles, written over the revision that was seen, once per idempotency key
//! - [`pairings`]: bringing a camera to an account by a token that serves once
//! - [`events`], [`wakes`]: security events (RFC 8417), fetched by poll (RFC 8936), woken by server-sent events
//! - [`incidents`]: ending sessions, one or all; announcing what lay open; correcting; the audit record
//! - [`integrations`]: voice assistants and automations, let at some cameras by the owner (OAuth 2.0, RFC 6749)
//! - [`your_data`]: all that is kept about an account, shown or taken away; `farewells`: its computers are told
//! - [`admission`]: how many at once, and how many tries; `recent`: counts that strangers cannot fill up
//! - `health`: whether it can do its work, for those who run it
//! - [`secrets`]: keys that never lie in the database; [`rotation`]: another key in the place of one
//! - [`store`]: all SQL
//! - [`demo`]: the demo home
//! - [`leak_drill`]: what a copy of everything would expose: nothing, shown
//! - [`refusal`], [`clock`], [`crash`]

pub mod accounts;
pub mod admission;
pub mod cameras;
pub mod clock;
pub mod computers;
mod connections;
pub mod crash;
pub mod demo;
pub mod email_change;
pub mod events;
mod farewells;
pub mod fresh_proof;
mod health;
mod http;
pub mod incidents;
pub mod integrations;
pub mod invitations;
pub mod leak_drill;
pub mod pairings;
pub mod password;
pub mod password_recovery;
mod proofs;
pub mod quotas;
mod recent;
pub mod refusal;
pub mod rotation;
pub mod running;
pub mod secrets;
pub mod service;
pub mod sessions;
pub mod sign_in;
pub mod store;
pub mod tls;
pub mod two_factor;
pub mod wakes;
pub mod your_data;

pub use clock::Clock;
pub use connections::{ConnectionLimits, files};
pub use demo::DemoHome;
pub use http::description;
pub use http::edge::Authority;
pub use incidents::{Incident, IncidentError, Whose};
pub use rotation::{Consequences, OldKey, Rotated, RotationError};
pub use running::{RunningService, ServeError};
pub use secrets::RotatingKey;
pub use service::{Config, Limits, OpenError, Service};
pub use store::{CameraState, DatabaseUrl};
