//! So many tries for one key: five at once, and then each after a longer wait.

use porchlight_protocol::UnixSeconds;

use crate::recent::Recent;

/// Tries that cost nothing but the try.
pub(super) const FREE_TRIES: u32 = 5;
/// The wait after each further one doubles up to this many seconds.
pub(super) const LONGEST_LOCK: i64 = 900;
/// Without a try for this long, a key starts afresh.
pub(super) const FORGOTTEN_AFTER: i64 = 24 * 3600;

/// Tries by key. A key is nothing that strangers can use for somebody else: a session, an account's own computer, or where a stranger
/// comes from together with the address that is tried. A key that was forgotten for want of room is as free as a new one.
#[derive(Debug)]
pub struct Tries(Recent<Count>);

#[derive(Clone, Copy, Debug)]
struct Count {
    tries: u32,
    last: UnixSeconds,
    open_at: UnixSeconds,
}

impl Tries {
    /// Counts for `most` keys at the same time.
    pub fn new(most: usize) -> Self {
        Self(Recent::new(most))
    }

    /// Counts one more.
    ///
    /// # Errors
    /// seconds until the next one may be made; it is not counted then
    pub fn one_more(&self, key: &[u8; 32], now: UnixSeconds) -> Result<(), u32> {
        let mut all = self.0.entries();
        let mut count = all.peek(key).copied().unwrap_or(Count {
            tries: 0,
            last: now,
            open_at: now,
        });
        if now - count.last >= FORGOTTEN_AFTER {
            count.tries = 0;
        } else if now < count.open_at {
            return Err(u32::try_from(count.open_at - now).unwrap_or(u32::MAX));
        }
        count.tries = count.tries.saturating_add(1);
        count.last = now;
        if let Some(beyond) = count.tries.checked_sub(FREE_TRIES) {
            let wait = 1_i64
                .checked_shl(beyond.min(10) + 1)
                .unwrap_or(LONGEST_LOCK);
            count.open_at = now + wait.min(LONGEST_LOCK);
        }
        self.0.put(&mut all, *key, count);
        Ok(())
    }

    /// Seconds until the next one may be made.
    pub fn wait(&self, key: &[u8; 32], now: UnixSeconds) -> Option<u32> {
        let count = self.0.entries().peek(key).copied()?;
        let waits = now < count.open_at && now - count.last < FORGOTTEN_AFTER;
        waits.then(|| u32::try_from(count.open_at - now).unwrap_or(u32::MAX))
    }

    pub fn succeeded(&self, key: &[u8; 32]) {
        self.0.entries().pop(key);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_with_each_try_and_end_with_success() {
        let (tries, ada) = (Tries::new(10), [1; 32]);
        let mut now = 1_000;
        for _ in 0..FREE_TRIES {
            tries.one_more(&ada, now).unwrap();
        }
        let mut last = 0;
        for _ in 0..12 {
            let must_wait = tries.one_more(&ada, now).unwrap_err();
            assert!(must_wait > last || i64::from(must_wait) == LONGEST_LOCK);
            assert_eq!(tries.wait(&ada, now), Some(must_wait));
            last = must_wait;
            now += i64::from(must_wait);
            tries.one_more(&ada, now).unwrap();
        }
        assert!(
            tries.one_more(&[2; 32], now).is_ok(),
            "another key does not wait"
        );
        tries.succeeded(&ada);
        assert!(tries.one_more(&ada, now).is_ok());
    }

    #[test]
    fn however_many_others_are_counted_nobody_new_is_refused() {
        let tries = Tries::new(1_000);
        for number in 0..6_000_u32 {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&number.to_be_bytes());
            for _ in 0..FREE_TRIES {
                tries.one_more(&key, 1_000).unwrap();
            }
        }
    }
}
