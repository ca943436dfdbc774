//! Wi-Fi: the owner's network and its password, and the ways in which a camera learns them.
//!
//! - [`network`]: names and passwords of networks, by the rules of IEEE 802.11
//! - [`CameraPage`]: where a camera can be visited
//! - [`psk`]: the key that is derived from a password
//! - [`warnings`]: what the owner should know before anything is sent
//! - [`code`]: the code that a camera scans, by family, and its drawing
//! - [`explain`]: codes that the owner has and Porchlight cannot use, explained
//! - [`setup`]: how a camera learns of the network
//! - [`plans`]: what is kept of a set-up and of a move

mod camera_page;
pub mod code;
pub mod explain;
pub mod network;
pub mod plans;
pub mod psk;
pub mod setup;
pub mod warnings;

pub use camera_page::CameraPage;
pub use network::{
    Bands, ChosenNetwork, NearbyNetwork, Passphrase, PassphraseError, RawKey, Security, Ssid,
    SsidError, WifiSecret,
};
