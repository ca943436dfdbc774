//! What this computer hears of Wi-Fi, and the cameras that it reaches before they are on the network.
//!
//! - [`nearby`]: the networks around, and the saved password of one: NetworkManager, CoreWLAN, wlanapi
//! - `heard`: access points become networks, whoever heard them
//! - [`reach`]: cameras within reach, whichever way they speak
//! - [`improv`]: Improv Wi-Fi over a USB cable
//! - [`thingino`]: the set-up page of a camera with a network of its own

mod heard;
pub mod improv;
pub mod nearby;
pub mod reach;
mod strength;
pub mod thingino;
