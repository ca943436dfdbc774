//! How long to wait before the next try: exponential, with full jitter, so that computers that lost a service together
//! do not come back together.

use std::time::Duration;

use rand::Rng;

const FIRST: Duration = Duration::from_secs(1);
/// An owner who looks at the window again soon sees it connected again.
const LONGEST: Duration = Duration::from_secs(30);
/// A service that says that it is overloaded is left in peace.
const LONGEST_OVERLOADED: Duration = Duration::from_secs(300);

#[derive(Clone, Debug, Default)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// After `failures` in a row.
    pub fn at(failures: u32) -> Self {
        Self { failures }
    }

    /// After one more failure. What the service asks for (`Retry-After`, in seconds) is waited in any case.
    pub fn after(&mut self, retry_after: Option<u32>) -> Duration {
        self.after_with(retry_after, &mut rand::thread_rng())
    }

    /// The same with the given chance.
    pub fn after_with(&mut self, retry_after: Option<u32>, rng: &mut impl Rng) -> Duration {
        let longest = retry_after.map_or(LONGEST, |_| LONGEST_OVERLOADED);
        let jitter = rng.gen_range(Duration::ZERO..=self.ceiling(longest));
        self.failures = self.failures.saturating_add(1);
        jitter + Duration::from_secs(retry_after.unwrap_or_default().into())
    }

    fn ceiling(&self, longest: Duration) -> Duration {
        FIRST
            .saturating_mul(2_u32.saturating_pow(self.failures))
            .min(longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ceilings(longest: Duration) -> Vec<u64> {
        (0..11)
            .map(|failures| Backoff::at(failures).ceiling(longest).as_secs())
            .collect()
    }

    #[test]
    fn waits_grow_to_half_a_minute_and_no_further() {
        assert_eq!(ceilings(LONGEST), [1, 2, 4, 8, 16, 30, 30, 30, 30, 30, 30]);
        assert_eq!(Backoff::at(u32::MAX).ceiling(LONGEST), LONGEST);
    }

    #[test]
    fn a_service_that_is_overloaded_is_left_in_peace_for_up_to_five_minutes() {
        assert_eq!(
            ceilings(LONGEST_OVERLOADED),
            [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
        );
    }

    #[test]
    fn a_service_that_names_a_time_is_given_it() {
        let waited = Backoff::default().after(Some(120));
        assert!(waited >= Duration::from_secs(120));
        assert!(waited <= Duration::from_secs(121));
    }
}
