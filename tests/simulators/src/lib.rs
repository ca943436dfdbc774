//! Servers that misbehave on demand, on loopback, and what else tests need of the world outside.
//!
//! - [`unruly`]: a server with bad manners
//! - [`tls`]: certificates, good and bad
//! - [`proxy`]: a line to a real service that can be cut, held up and tampered with, and that holds it to its openapi.json
//! - [`bus`], [`desktop`]: a private D-Bus, and a private desktop session with its own keychain
//! - [`network_manager`]: a NetworkManager that hears what a test wants it to hear
//! - [`notifications`], [`tray_host`]: the session's notification service and its tray
//! - [`improv`]: a camera on a serial cable
//! - [`improv_sdk`]: the official client of such cameras
//! - [`thingino`]: the set-up page of a camera with a network of its own
//! - [`breach_list`]: a list of leaked passwords
//! - [`breach_catalogue`]: a list of breaches
//! - [`browser`]: a browser without a window
//! - [`canary`]: a search for words that must not be there

pub mod breach_catalogue;
pub mod breach_list;
pub mod browser;
#[cfg(target_os = "linux")]
pub mod bus;
#[cfg(unix)]
mod cable;
#[cfg(target_os = "linux")]
pub mod desktop;
#[cfg(unix)]
pub mod improv;
pub mod improv_sdk;
#[cfg(target_os = "linux")]
mod keychain;
#[cfg(target_os = "linux")]
pub mod network_manager;
#[cfg(target_os = "linux")]
pub mod notifications;
mod promises;
pub mod proxy;
pub mod thingino;
pub mod tls;
#[cfg(target_os = "linux")]
pub mod tray_host;
pub mod unruly;

pub use porchlight_canary as canary;
