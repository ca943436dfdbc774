//! How often an owner can be asked. Everybody can type an address, so what is counted is the address, with an account or without;
//! what the owner's own computers begin is counted for itself, so that no stranger uses it up.
//!
//! - An address, or an account's own computers: [`IN_TEN_MINUTES`] requests in ten minutes, [`IN_A_DAY`] in a day.
//! - A new request of a client takes the place of its older one: an owner sees one for each client and way.
//! - A request takes three wrong numbers and five minutes ([`super::TRIES`], [`super::REQUEST_VALID_FOR`]).
//! - [`MOST_WAITING`] pages wait at the same time, of everybody.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use porchlight_protocol::UnixSeconds;

pub const IN_TEN_MINUTES: usize = 5;
pub const IN_A_DAY: usize = 20;
pub const MOST_WAITING: u32 = 10_000;

const TEN_MINUTES: i64 = 600;
const A_DAY: i64 = 24 * 3_600;
/// Addresses that are counted at the same time; in memory, a restart forgets them.
const MOST_COUNTED: usize = 100_000;

/// When each address was asked, newest last.
#[derive(Debug, Default)]
pub struct Asked(Mutex<HashMap<[u8; 32], VecDeque<UnixSeconds>>>);

impl Asked {
    /// # Errors
    /// seconds until there is room again
    pub fn once_more(&self, whom: &[u8; 32], now: UnixSeconds) -> Result<(), u32> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_COUNTED && !all.contains_key(whom) {
            all.retain(|_, times| times.back().is_some_and(|last| now - last < TEN_MINUTES));
            if all.len() >= MOST_COUNTED {
                return Err(60);
            }
        }
        let times = all.entry(*whom).or_default();
        while times.front().is_some_and(|at| now - at >= A_DAY) {
            times.pop_front();
        }
        for (most, within) in [(IN_A_DAY, A_DAY), (IN_TEN_MINUTES, TEN_MINUTES)] {
            if let Some(oldest) = times.len().checked_sub(most).and_then(|i| times.get(i))
                && now - oldest < within
            {
                return Err(u32::try_from(within - (now - oldest)).unwrap_or(60));
            }
        }
        times.push_back(now);
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_asked_five_times_in_ten_minutes_and_twenty_times_in_a_day() {
        let (asked, ada) = (Asked::default(), [1; 32]);
        let mut now = 1_000;
        for round in 0..IN_A_DAY / IN_TEN_MINUTES {
            for _ in 0..IN_TEN_MINUTES {
                asked.once_more(&ada, now).unwrap();
            }
            assert!(asked.once_more(&ada, now).is_err(), "round {round}");
            now += TEN_MINUTES;
        }
        let wait = asked.once_more(&ada, now).unwrap_err();
        assert!(
            asked.once_more(&[2; 32], now).is_ok(),
            "another one is asked"
        );
        assert!(asked.once_more(&ada, now + i64::from(wait)).is_ok());
    }
}
