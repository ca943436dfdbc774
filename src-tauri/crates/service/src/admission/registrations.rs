//! How many accounts may be begun from one place: a household needs a few, and each costs the service work and room.

use porchlight_protocol::UnixSeconds;
use sha2::{Digest, Sha256};

use crate::connections::Source;
use crate::recent::Recent;

const AN_HOUR: i64 = 3_600;
/// Places that are counted at the same time.
const MOST_PLACES: usize = 100_000;

#[derive(Debug)]
pub(crate) struct Registrations {
    per_hour: u32,
    places: Recent<Begun>,
}

#[derive(Clone, Copy, Debug)]
struct Begun {
    since: UnixSeconds,
    times: u32,
}

impl Registrations {
    pub(crate) fn new(per_hour: u32) -> Self {
        Self {
            per_hour,
            places: Recent::new(MOST_PLACES),
        }
    }

    /// Whoever a proxy of ours did not name counts as one place.
    ///
    /// # Errors
    /// seconds until there is room again
    pub(crate) fn one_more(&self, source: Source, now: UnixSeconds) -> Result<(), u32> {
        let place: [u8; 32] = Sha256::digest(format!("{:?}", source.0)).into();
        let mut entries = self.places.entries();
        let begun = entries.get(&place).copied();
        let begun = begun.filter(|begun| (0..AN_HOUR).contains(&(now - begun.since)));
        let Begun { since, times } = begun.unwrap_or(Begun {
            since: now,
            times: 0,
        });
        if times >= self.per_hour {
            return Err(u32::try_from(since + AN_HOUR - now).unwrap_or(1));
        }
        let times = times + 1;
        self.places.put(&mut entries, place, Begun { since, times });
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    fn from(number: u32) -> Source {
        Source(Some(std::net::IpAddr::V4(number.into())))
    }

    #[test]
    fn from_one_place_so_many_in_an_hour_and_others_do_not_notice() {
        let registrations = Registrations::new(3);
        for _ in 0..3 {
            registrations.one_more(from(1), 1_000).unwrap();
        }
        assert_eq!(registrations.one_more(from(1), 1_600), Err(3_000));
        registrations.one_more(from(2), 1_600).unwrap();
        registrations.one_more(Source(None), 1_600).unwrap();
        registrations.one_more(from(1), 4_600).unwrap();
    }

    #[test]
    fn twice_as_many_places_as_are_counted_keep_nobody_out() {
        let registrations = Registrations::new(1);
        for number in 0..2 * u32::try_from(MOST_PLACES).unwrap() {
            registrations.one_more(from(number), 1_000).unwrap();
        }
    }
}
