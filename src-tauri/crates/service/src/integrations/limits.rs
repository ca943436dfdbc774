//! How often an owner can be asked. Everybody can type an address, so what is counted is the address, with an account or without;
//! what the owner's own computers begin is counted for itself, so that no stranger uses it up.
//!
//! - An address, or an account's own computers: [`IN_TEN_MINUTES`] requests in ten minutes, [`IN_A_DAY`] in a day.
//! - A new request of a client takes the place of its older one: an owner sees one for each client and way.
//! - From one place addresses are typed [`FROM_ONE_PLACE`] times as often, whatever they are.
//! - A request takes three wrong numbers and five minutes ([`super::TRIES`], [`super::REQUEST_VALID_FOR`]).
//! - [`MOST_WAITING`] pages wait at the same time for who typed an address; the oldest ends for the next one. What owners' computers
//!   began does not end for it.

use std::collections::VecDeque;

use porchlight_protocol::UnixSeconds;

use crate::recent::Recent;

/// A household, or the many behind one address of a provider.
pub const FROM_ONE_PLACE: usize = 4;
pub const IN_TEN_MINUTES: usize = 5;
pub const IN_A_DAY: usize = 20;
pub const MOST_WAITING: u32 = 10_000;

const TEN_MINUTES: i64 = 600;
const A_DAY: i64 = 24 * 3_600;

/// When each key was asked, newest last. In memory: a restart forgets it, and who is not counted is not refused.
#[derive(Debug)]
pub struct Asked(Recent<VecDeque<UnixSeconds>>);

impl Asked {
    /// Counts for `most` keys at the same time.
    pub fn new(most: usize) -> Self {
        Self(Recent::new(most))
    }

    /// A place may ask `as_often` as an address.
    ///
    /// # Errors
    /// seconds until there is room again
    pub fn once_more(&self, whom: &[u8; 32], as_often: usize, now: UnixSeconds) -> Result<(), u32> {
        let mut all = self.0.entries();
        let mut times = all.peek(whom).cloned().unwrap_or_default();
        while times.front().is_some_and(|at| now - at >= A_DAY) {
            times.pop_front();
        }
        for (most, within) in [(IN_A_DAY, A_DAY), (IN_TEN_MINUTES, TEN_MINUTES)] {
            if let Some(oldest) = times
                .len()
                .checked_sub(most * as_often)
                .and_then(|i| times.get(i))
                && now - oldest < within
            {
                return Err(u32::try_from(within - (now - oldest)).unwrap_or(60));
            }
        }
        times.push_back(now);
        self.0.put(&mut all, *whom, times);
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_asked_five_times_in_ten_minutes_and_twenty_times_in_a_day() {
        let (asked, ada) = (Asked::new(10), [1; 32]);
        let mut now = 1_000;
        for round in 0..IN_A_DAY / IN_TEN_MINUTES {
            for _ in 0..IN_TEN_MINUTES {
                asked.once_more(&ada, 1, now).unwrap();
            }
            assert!(asked.once_more(&ada, 1, now).is_err(), "round {round}");
            now += TEN_MINUTES;
        }
        let wait = asked.once_more(&ada, 1, now).unwrap_err();
        assert!(
            asked.once_more(&[2; 32], 1, now).is_ok(),
            "another one is asked"
        );
        assert!(asked.once_more(&ada, 1, now + i64::from(wait)).is_ok());
    }

    #[test]
    fn however_many_others_are_asked_nobody_new_is_refused() {
        let asked = Asked::new(100);
        for number in 0..600_u32 {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&number.to_be_bytes());
            asked.once_more(&key, 1, 1_000).unwrap();
        }
    }
}
