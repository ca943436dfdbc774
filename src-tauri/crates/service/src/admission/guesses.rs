//! Who may make the next guess at a password. An owner's computer that the account knows is counted for itself and for nothing else,
//! so nobody else can keep it out. Strangers wait for what they did themselves: where they come from and which address they tried
//! are counted together. And they pay for what all of them did: many tries at one address, or from one place, cost each
//! further one a proof of work, which an owner on a new computer can bring too.

use porchlight_protocol::UnixSeconds;
use sha2::{Digest, Sha256};

use super::effort::Effort;
use super::tries::{FORGOTTEN_AFTER, FREE_TRIES, Tries};
use crate::connections::Source;

/// Tries from one place that cost nothing: a household, or the many behind one address of a provider. Those that succeed are not
/// counted.
const FREE_FROM_ONE_PLACE: u32 = 50;
/// Seconds without a try after which a place starts afresh.
const PLACE_FORGOTTEN_AFTER: i64 = 3600;

#[derive(Debug)]
pub(crate) struct Guesses {
    by_known: Tries,
    by_strangers: Tries,
    at_addresses: Effort,
    from_places: Effort,
}

/// Who tries, at which address.
#[derive(Clone, Debug)]
pub(crate) enum Guesser {
    /// A device key that the account knows.
    Known { key: [u8; 32] },
    Stranger {
        address: [u8; 32],
        /// Where the try comes from, if that is known; and that together with the address.
        place: Option<([u8; 32], [u8; 32])>,
    },
}

impl Guesser {
    pub(crate) fn known(email_index: &[u8; 32], thumbprint: &str) -> Self {
        Self::Known {
            key: key(&[b"known", email_index, thumbprint.as_bytes()]),
        }
    }

    pub(crate) fn stranger(email_index: &[u8; 32], source: Source) -> Self {
        let place = source.place();
        let place = place.map(|place| (place, key(&[b"stranger", email_index, &place])));
        Self::Stranger {
            address: *email_index,
            place,
        }
    }
}

impl Guesses {
    /// Counts for `most` keys of each sort at the same time.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            by_known: Tries::new(most),
            by_strangers: Tries::new(most),
            at_addresses: Effort::new(FREE_TRIES, FORGOTTEN_AFTER, most),
            from_places: Effort::new(FREE_FROM_ONE_PLACE, PLACE_FORGOTTEN_AFTER, most),
        }
    }

    /// What the next guess has to bring: leading zero bits of a proof of work, 0 for none.
    ///
    /// # Errors
    /// seconds until it may be made
    pub(crate) fn price(&self, who: &Guesser, now: UnixSeconds) -> Result<u8, u32> {
        match who {
            Guesser::Known { .. } => Ok(0),
            Guesser::Stranger { address, place } => {
                let wait = place.and_then(|(_, pair)| self.by_strangers.wait(&pair, now));
                if let Some(wait) = wait {
                    return Err(wait);
                }
                let here = place.map_or(0, |(place, _)| self.from_places.bits(&place, now));
                Ok(self.at_addresses.bits(address, now).max(here))
            }
        }
    }

    /// Counts a guess.
    ///
    /// # Errors
    /// seconds until it may be made; it is not counted then
    pub(crate) fn one_more(&self, who: &Guesser, now: UnixSeconds) -> Result<(), u32> {
        match who {
            Guesser::Known { key } => self.by_known.one_more(key, now),
            Guesser::Stranger { address, place } => {
                if let Some((place, pair)) = place {
                    self.by_strangers.one_more(pair, now)?;
                    self.from_places.one_more(place, now);
                }
                self.at_addresses.one_more(address, now);
                Ok(())
            }
        }
    }

    /// It was no guess: the password was right.
    pub(crate) fn succeeded(&self, who: &Guesser) {
        match who {
            Guesser::Known { key } => self.by_known.succeeded(key),
            Guesser::Stranger { address, place } => {
                self.at_addresses.forget(address);
                if let Some((place, pair)) = place {
                    self.by_strangers.succeeded(pair);
                    self.from_places.take_back(place);
                }
            }
        }
    }
}

/// With the length before each part, so that no two lists of parts are the same bytes.
fn key(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update([u8::try_from(part.len()).unwrap_or(u8::MAX)]);
        hash.update(part);
    }
    hash.finalize().into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use std::net::IpAddr;

    use super::*;

    const ADA: [u8; 32] = [1; 32];

    fn from(number: u32) -> Source {
        Source(Some(IpAddr::V4(number.into())))
    }

    #[test]
    fn whatever_strangers_do_a_known_computer_neither_waits_nor_works() {
        let guesses = Guesses::new(1_000);
        for number in 0..6_000 {
            let stranger = Guesser::stranger(&ADA, from(number % 200));
            let _ = guesses.one_more(&stranger, 1_000);
        }
        let known = Guesser::known(&ADA, "the study's key");
        for _ in 0..FREE_TRIES {
            assert_eq!(guesses.price(&known, 1_000), Ok(0));
            guesses.one_more(&known, 1_000).unwrap();
        }
        assert!(
            guesses.one_more(&known, 1_000).is_err(),
            "for its own tries it waits"
        );
        let other = Guesser::known(&ADA, "the kitchen's key");
        guesses.one_more(&other, 1_000).unwrap();
    }

    #[test]
    fn a_stranger_waits_for_its_own_tries_and_works_for_those_of_all() {
        let guesses = Guesses::new(1_000);
        let attacker = Guesser::stranger(&ADA, from(1));
        for _ in 0..FREE_TRIES {
            assert_eq!(guesses.price(&attacker, 1_000), Ok(0));
            guesses.one_more(&attacker, 1_000).unwrap();
        }
        assert!(guesses.price(&attacker, 1_000).is_err());
        let elsewhere = Guesser::stranger(&ADA, from(2));
        let bits = guesses.price(&elsewhere, 1_000).unwrap();
        assert!(bits > 0, "no wait, but a proof of work");
        let unknown_place = Guesser::stranger(&ADA, Source(None));
        assert_eq!(guesses.price(&unknown_place, 1_000), Ok(bits));
        guesses.succeeded(&elsewhere);
        assert_eq!(guesses.price(&elsewhere, 1_000), Ok(0));
        assert!(
            guesses.price(&attacker, 1_000).is_err(),
            "its wait stays its own"
        );
    }

    #[test]
    fn from_one_place_many_addresses_can_be_tried_only_at_a_price() {
        let guesses = Guesses::new(1_000);
        let at = |number: u32| {
            let mut index = [0; 32];
            index[..4].copy_from_slice(&number.to_be_bytes());
            Guesser::stranger(&index, from(1))
        };
        for number in 0..FREE_FROM_ONE_PLACE {
            assert_eq!(guesses.price(&at(number), 1_000), Ok(0));
            guesses.one_more(&at(number), 1_000).unwrap();
        }
        assert!(guesses.price(&at(1_000), 1_000).unwrap() > 0);
        guesses.succeeded(&at(0));
        assert_eq!(guesses.price(&at(1_000), 1_000), Ok(0), "one was no guess");
        let elsewhere = Guesser::stranger(&ADA, from(2));
        assert_eq!(guesses.price(&elsewhere, 1_000), Ok(0));
    }
}
