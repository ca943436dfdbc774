//! What the next try for one key has to cost: nothing at first, then a proof of work, twice as much for each doubling of the tries. It
//! refuses nobody, so that nobody can use it to shut somebody else out.

use porchlight_protocol::UnixSeconds;

use crate::recent::Recent;

/// Leading zero bits of the first proofs: some 65,000 hashes, a few hundredths of a second.
const FIRST_BITS: u8 = 16;
/// Of the dearest: 17 million hashes, some seconds on an owner's computer.
const MOST_BITS: u8 = 24;

#[derive(Debug)]
pub(super) struct Effort {
    free: u32,
    /// Seconds without a try.
    forgotten_after: i64,
    counts: Recent<Count>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    tries: u32,
    last: UnixSeconds,
}

impl Effort {
    /// `free` tries cost nothing; counts for `most` keys at the same time.
    pub(super) fn new(free: u32, forgotten_after: i64, most: usize) -> Self {
        Self {
            free,
            forgotten_after,
            counts: Recent::new(most),
        }
    }

    /// Leading zero bits of the proof for the next try; 0 where none is wanted.
    pub(super) fn bits(&self, key: &[u8; 32], now: UnixSeconds) -> u8 {
        let tries = self.tries(key, now);
        match (tries / self.free).checked_ilog2() {
            Some(doublings) => u8::try_from(doublings)
                .unwrap_or(MOST_BITS)
                .saturating_add(FIRST_BITS)
                .min(MOST_BITS),
            None => 0,
        }
    }

    pub(super) fn one_more(&self, key: &[u8; 32], now: UnixSeconds) {
        let tries = self.tries(key, now).saturating_add(1);
        let count = Count { tries, last: now };
        let mut counts = self.counts.entries();
        self.counts.put(&mut counts, *key, count);
    }

    /// One try was no guess.
    pub(super) fn take_back(&self, key: &[u8; 32]) {
        if let Some(count) = self.counts.entries().peek_mut(key) {
            count.tries = count.tries.saturating_sub(1);
        }
    }

    pub(super) fn forget(&self, key: &[u8; 32]) {
        self.counts.entries().pop(key);
    }

    fn tries(&self, key: &[u8; 32], now: UnixSeconds) -> u32 {
        let count = self.counts.entries().peek(key).copied();
        let count = count.filter(|count| now - count.last < self.forgotten_after);
        count.map_or(0, |count| count.tries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_are_free_at_first_and_then_cost_more_up_to_a_bound() {
        let (effort, ada) = (Effort::new(5, 3_600, 10), [1; 32]);
        let mut bits = Vec::new();
        for _ in 0..5_000 {
            bits.push(effort.bits(&ada, 0));
            effort.one_more(&ada, 0);
        }
        assert_eq!(bits[..5], [0; 5]);
        assert_eq!(
            (bits[5], bits[9], bits[10]),
            (FIRST_BITS, FIRST_BITS, FIRST_BITS + 1)
        );
        assert!(bits.is_sorted());
        assert_eq!(bits.last(), Some(&MOST_BITS));
        assert_eq!(effort.bits(&[2; 32], 0), 0, "another key");
        assert_eq!(effort.bits(&ada, 3_600), 0, "after an hour of peace");
        effort.forget(&ada);
        assert_eq!(effort.bits(&ada, 0), 0);
    }
}
