//! The account service: keeps sealed records that a leak cannot expose.
//!
//! An owner's computer seals nicknames, rooms and Wi-Fi names before they come here; the service holds the
//! blobs, knows addresses and tokens only by keyed hashes, never meets a password, and can end every session
//! with one written row. Its keys lie outside its database.
//!
//! ```text
//!  http ──────────► accounts · sign_in · sessions · cameras · events · incidents ──► store (SQLite)
//!   ▲ admission           │                                   ▲
//!   │                     └► secrets (files of their own)      └─ wakes (poll, server-sent events)
//!  running · tls
//! ```
//!
//! - [`service`]: one service: [`Service::open`], [`Config`]
//! - [`running`]: a service that listens: [`Service::serve_on`], [`RunningService`]; [`tls`] for everybody beyond
//!   this computer
//! - [`accounts`], [`sign_in`]: registration and sign-in by OPAQUE (RFC 9807)
//! - [`sessions`]: tokens bound to device keys (RFC 9449), and the signed word when one is over
//! - [`cameras`]: sealed profiles, written over the revision that was seen, once per idempotency key
//! - [`events`], [`wakes`]: security events (RFC 8417), fetched by poll (RFC 8936), woken by server-sent events
//! - [`incidents`]: ending sessions, one or all
//! - [`admission`]: how many at once, and how many tries
//! - [`secrets`]: keys that never lie in the database
//! - [`store`]: all SQL
//! - [`demo`]: the demo home
//! - [`refusal`], [`clock`]

pub mod accounts;
pub mod admission;
pub mod cameras;
pub mod clock;
pub mod demo;
pub mod events;
mod http;
pub mod incidents;
pub mod refusal;
pub mod running;
pub mod secrets;
pub mod service;
pub mod sessions;
pub mod sign_in;
pub mod store;
pub mod tls;
pub mod wakes;

pub use clock::Clock;
pub use demo::DemoHome;
pub use incidents::Incident;
pub use running::{RunningService, ServeError};
pub use service::{Config, Limits, OpenError, Service};
pub use store::{CameraState, DatabaseUrl};
