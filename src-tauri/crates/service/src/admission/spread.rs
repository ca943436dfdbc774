//! When those who are sent away should be back: one after the other, at the pace at which the service works, so that the
//! next wave is no wave.

/// Longest time that somebody is sent away for, in seconds. Beyond it the spread starts again from the queue's end: the
/// pace is an estimate, and an owner should not have to wait for its error.
pub const LONGEST_WAIT: f64 = 120.0;
/// Requests of one who comes back: the two halves of the sign-in, the second factor or a poll, the list of cameras.
const REQUESTS_EACH: f64 = 4.0;

/// Time is counted in seconds from any fixed moment; it comes in from outside.
#[derive(Debug, Default)]
pub struct Spread {
    /// When the next one who is sent away should be back.
    next: f64,
}

impl Spread {
    /// How long to stay away, in seconds: at least until the `queue` requests that wait already are done, each of which
    /// takes `each` seconds of the service.
    pub fn wait(&mut self, now: f64, queue: usize, each: f64) -> f64 {
        let after_queue = now + (queue as f64 * each).min(LONGEST_WAIT);
        if self.next > now + LONGEST_WAIT {
            self.next = after_queue;
        }
        self.next = self.next.max(after_queue) + each * REQUESTS_EACH;
        (self.next - now).clamp(1.0, LONGEST_WAIT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_sent_away_for_a_turn_of_their_own() {
        let mut spread = Spread::default();
        let waits: Vec<f64> = (0..1_000).map(|_| spread.wait(0.0, 100, 0.01)).collect();
        assert!(waits.is_sorted());
        assert!((waits[0] - 1.04).abs() < 1e-9, "{}", waits[0]);
        assert!((waits[999] - waits[0] - 999.0 * 0.04).abs() < 1e-6);
    }

    #[test]
    fn nobody_is_sent_away_for_longer_than_two_minutes() {
        let mut spread = Spread::default();
        let waits: Vec<f64> = (0..2_400_000)
            .map(|_| spread.wait(5.0, 2_048, 0.001))
            .collect();
        assert!(waits.iter().all(|wait| (1.0..=LONGEST_WAIT).contains(wait)));
        let late = waits.iter().filter(|wait| **wait > LONGEST_WAIT / 2.0);
        assert!(late.count() > 1_000_000, "spread over the whole of it");
    }

    #[test]
    fn after_a_quiet_time_the_spread_starts_from_now() {
        let mut spread = Spread::default();
        for _ in 0..1_000 {
            spread.wait(0.0, 10, 0.01);
        }
        assert!(spread.wait(10_000.0, 10, 0.01) < 2.0);
    }
}
