//! A memory of fixed size: what was touched last stays, the oldest goes. What strangers can fill must not refuse anybody when it is
//! full, and must not grow.

use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;

#[derive(Debug)]
pub(crate) struct Recent<V> {
    most: usize,
    entries: Mutex<LruCache<[u8; 32], V>>,
}

/// Locked, for more than one step.
pub(crate) type Entries<'a, V> = MutexGuard<'a, LruCache<[u8; 32], V>>;

impl<V> Recent<V> {
    /// Keeps `most` entries.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            // With a capacity it would take all of its memory now.
            entries: Mutex::new(LruCache::unbounded()),
        }
    }

    pub(crate) fn entries(&self) -> Entries<'_, V> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes an entry down as the newest.
    pub(crate) fn put(&self, entries: &mut Entries<'_, V>, key: [u8; 32], value: V) {
        entries.put(key, value);
        if entries.len() > self.most {
            entries.pop_lru();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u32) -> [u8; 32] {
        let mut key = [0; 32];
        key[..4].copy_from_slice(&number.to_be_bytes());
        key
    }

    #[test]
    fn the_oldest_makes_room_and_what_is_touched_again_stays() {
        let recent = Recent::new(100);
        for number in 0..600 {
            let mut entries = recent.entries();
            recent.put(&mut entries, key(number), number);
            recent.put(&mut entries, key(0), 0);
        }
        let mut entries = recent.entries();
        assert_eq!(entries.len(), 100);
        assert!(entries.get(&key(0)).is_some(), "touched again and again");
        assert!(entries.get(&key(599)).is_some());
        assert!(entries.get(&key(300)).is_none());
    }
}
