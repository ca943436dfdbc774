//! Doubles of the ports: a clock that tests move, a desktop that remembers, a vault in memory, a service on demand.
//! Only for tests, of this crate and of others (feature `testing`).

mod ability;
mod alerts;
mod breach_catalogue;
mod breach_list;
mod clipboard;
mod clock;
mod desktop;
mod network;
mod service;
mod surroundings;
mod vault;

pub use ability::Ability;
pub use breach_catalogue::FakeCatalogue;
pub use breach_list::FakeBreachList;
pub use clipboard::FakeClipboard;
pub use clock::ManualClock;
pub use desktop::{RecordingDesktop, Seen};
pub use network::{FAKE_NETWORK, FakeNetwork, FakePlaces, Moves};
pub use service::{DEVICE_KEY, FakeService, FakeServices, Paper, camera};
pub use surroundings::{FakeSurroundings, network};
pub use vault::{FakeDoor, MemorySecrets, MemoryStore};

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A test that failed while holding a lock has failed already.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
