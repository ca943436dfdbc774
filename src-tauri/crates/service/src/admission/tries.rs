//! So many tries for one address.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use porchlight_protocol::UnixSeconds;

use crate::refusal::Refusal;

/// Tries that cost nothing but the try.
const FREE_TRIES: u32 = 5;
/// The wait after each further one doubles up to this many seconds.
const LONGEST_LOCK: i64 = 900;
/// Without a try for this long, an address starts afresh.
const FORGOTTEN_AFTER: i64 = 24 * 3600;
const MOST_ADDRESSES: usize = 100_000;

/// Sign-in tries by address, whether it has an account or not. One start of OPAQUE is one guess at the
/// password, so starts are counted, and a good sign-in clears the count.
#[derive(Debug, Default)]
pub struct Tries(Mutex<HashMap<[u8; 32], Address>>);

#[derive(Clone, Copy, Debug)]
struct Address {
    tries: u32,
    last: UnixSeconds,
    open_at: UnixSeconds,
}

impl Tries {
    /// # Errors
    /// [`Refusal::TooManyTries`]
    pub fn one_more(&self, email_index: &[u8; 32], now: UnixSeconds) -> Result<(), Refusal> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_ADDRESSES && !all.contains_key(email_index) {
            all.retain(|_, a| now - a.last < FORGOTTEN_AFTER);
            if all.len() >= MOST_ADDRESSES {
                // Somebody is trying addresses by the hundred thousand: keep those that are being guessed at.
                all.retain(|_, a| a.tries > FREE_TRIES);
            }
            if all.len() >= MOST_ADDRESSES {
                return Err(Refusal::TooManyTries { retry_after: 60 });
            }
        }
        let address = all.entry(*email_index).or_insert(Address {
            tries: 0,
            last: now,
            open_at: now,
        });
        if now - address.last >= FORGOTTEN_AFTER {
            *address = Address {
                tries: 0,
                last: now,
                open_at: now,
            };
        }
        if now < address.open_at {
            let retry_after = u32::try_from(address.open_at - now).unwrap_or(u32::MAX);
            return Err(Refusal::TooManyTries { retry_after });
        }
        address.tries = address.tries.saturating_add(1);
        address.last = now;
        if let Some(beyond) = address.tries.checked_sub(FREE_TRIES) {
            let wait = 1_i64
                .checked_shl(beyond.min(10) + 1)
                .unwrap_or(LONGEST_LOCK);
            address.open_at = now + wait.min(LONGEST_LOCK);
        }
        Ok(())
    }

    pub fn succeeded(&self, email_index: &[u8; 32]) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(email_index);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    fn wait(refusal: Refusal) -> u32 {
        refusal.retry_after().unwrap()
    }

    #[test]
    fn waits_grow_with_each_try_and_end_with_success() {
        let (tries, ada) = (Tries::default(), [1; 32]);
        let mut now = 1_000;
        for _ in 0..FREE_TRIES {
            tries.one_more(&ada, now).unwrap();
        }
        let mut last = 0;
        for _ in 0..12 {
            let must_wait = wait(tries.one_more(&ada, now).unwrap_err());
            assert!(must_wait > last || i64::from(must_wait) == LONGEST_LOCK);
            last = must_wait;
            now += i64::from(must_wait);
            tries.one_more(&ada, now).unwrap();
        }
        assert!(
            tries.one_more(&[2; 32], now).is_ok(),
            "another address does not wait"
        );
        tries.succeeded(&ada);
        assert!(tries.one_more(&ada, now).is_ok());
    }
}
