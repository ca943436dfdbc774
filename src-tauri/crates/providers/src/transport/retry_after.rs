//! `Retry-After` (RFC 9110 §10.2.3): when a busy service wants to see us again.

use reqwest::header::{HeaderMap, RETRY_AFTER};

/// When a service is busy and does not say for how long.
pub(super) const WHEN_UNSAID: u32 = 5;
/// Nobody is sent away for longer than an hour.
const LONGEST: u32 = 3600;

/// The form in seconds. A date (the other form) would be read against a clock that may be wrong, and no service
/// of ours sends one: it counts as unsaid.
pub(super) fn seconds(headers: &HeaderMap) -> Option<u32> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // More digits than fit are still a number.
    digits.then(|| text.parse().unwrap_or(LONGEST).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn of(value: &'static str) -> Option<u32> {
        seconds(&HeaderMap::from_iter([(
            RETRY_AFTER,
            HeaderValue::from_static(value),
        )]))
    }

    #[test]
    fn only_a_number_of_seconds_up_to_an_hour_counts() {
        assert_eq!(of("7"), Some(7));
        assert_eq!(of("99999999999999"), Some(3600));
        assert_eq!(of("-1"), None);
        assert_eq!(of("soon"), None);
        assert_eq!(of("Fri, 31 Dec 1999 23:59:59 GMT"), None);
        assert_eq!(seconds(&HeaderMap::new()), None);
    }
}
