//! Doubles of the ports: a clock that tests move, a desktop that remembers, a vault in memory, a service on demand.
//! Only for tests, of this crate and of others (feature `testing`).

mod clock;
mod desktop;
mod service;
mod vault;

pub use clock::ManualClock;
pub use desktop::{RecordingDesktop, Seen};
pub use service::{FakeService, FakeServices, camera};
pub use vault::{FakeDoor, MemorySecrets, MemoryStore};

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A test that failed while holding a lock has failed already.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
