//! How long to wait before the next try: exponential, with full jitter, so that computers that lost a service together
//! do not come back together.

use std::time::Duration;

use rand::Rng;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);

#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// After `failures` in a row.
    pub(super) fn at(failures: u32) -> Self {
        Self { failures }
    }

    /// After one more failure. What the service asks for is waited in any case.
    pub(super) fn after(&mut self, retry_after: Option<u32>) -> Duration {
        let jitter = rand::thread_rng().gen_range(Duration::ZERO..=self.ceiling());
        self.failures = self.failures.saturating_add(1);
        jitter + Duration::from_secs(retry_after.unwrap_or_default().into())
    }

    fn ceiling(&self) -> Duration {
        FIRST
            .saturating_mul(2_u32.saturating_pow(self.failures))
            .min(LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_half_a_minute_and_no_further() {
        let ceilings: Vec<u64> = (0..8)
            .map(|failures| Backoff::at(failures).ceiling().as_secs())
            .collect();
        assert_eq!(ceilings, [1, 2, 4, 8, 16, 30, 30, 30]);
        assert_eq!(Backoff::at(u32::MAX).ceiling(), LONGEST);
    }

    #[test]
    fn a_service_that_names_a_time_is_given_it() {
        let waited = Backoff::default().after(Some(120));
        assert!(waited >= Duration::from_secs(120));
        assert!(waited <= Duration::from_secs(121));
    }
}
