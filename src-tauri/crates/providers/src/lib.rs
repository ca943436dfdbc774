//! Clients that talk to account services and cameras.
//!
//! - [`registry`]: which client serves a connection, and which addresses are allowed
//! - [`transport`]: HTTP and TLS with limits on time and size, and what can go wrong with them
//! - [`breach_lists`]: lists of passwords that have leaked
//! - [`inside`]: pages that a service may have opened
//! - [`porchlight`]: our own account service
//!
//! Nothing here decides anything: a provider asks, checks signatures, and says what came back.

pub mod breach_lists;
pub mod inside;
pub mod porchlight;
pub mod registry;
pub mod transport;

pub use registry::{DemoAddress, Registry};
pub use transport::{Limits, Network, Roots};
