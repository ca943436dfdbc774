//! The Wi-Fi networks around this computer, as its own system knows them. Never logged: names say where somebody lives.
//!
//! - `network_manager` (Linux), `core_wlan` (macOS), `wlan_api` (Windows): who is asked

#[cfg(target_os = "macos")]
mod core_wlan;
#[cfg(target_os = "linux")]
mod network_manager;
#[cfg(windows)]
mod wlan_api;
#[cfg(any(windows, test))]
mod wlan_profile;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::nearby_networks::NearbyNetworks;
#[cfg(any(target_os = "macos", windows))]
use porchlight_core::ports::nearby_networks::NearbyTrouble;

#[cfg(target_os = "macos")]
pub use core_wlan::CoreWlan;
#[cfg(target_os = "linux")]
pub use network_manager::NetworkManager;
#[cfg(windows)]
pub use wlan_api::WlanApi;

/// Asks this computer's own system; `clock` ends what takes too long.
pub fn for_this_computer(clock: Arc<dyn Clock>) -> impl NearbyNetworks {
    #[cfg(target_os = "linux")]
    return NetworkManager::new(clock);
    #[cfg(target_os = "macos")]
    return CoreWlan::new(clock);
    #[cfg(windows)]
    return WlanApi::new(clock);
}

/// `None`: not done in time, and given up.
async fn within<T>(clock: &dyn Clock, limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        done = work => Some(done),
        () = clock.sleep(limit) => None,
    }
}

/// The same for systems whose calls block. One that never ends keeps its thread.
#[cfg(any(target_os = "macos", windows))]
async fn in_time<T: Send + 'static>(
    clock: &dyn Clock,
    limit: Duration,
    work: impl FnOnce() -> Result<T, NearbyTrouble> + Send + 'static,
) -> Result<T, NearbyTrouble> {
    match within(clock, limit, tokio::task::spawn_blocking(work)).await {
        Some(Ok(answer)) => answer,
        Some(Err(_)) | None => Err(NearbyTrouble::Unavailable),
    }
}
