//! How often a test tries what chance decides: properties, and races that are run again and again. `make test` tries each a bounded
//! number of times, `make soak` so many times as often.

/// Says how many times as often as usual; a whole number. `make soak` sets it, and `PROPTEST_CASES` for the properties that
/// name no number of cases of their own.
pub const VARIABLE: &str = "PORCHLIGHT_SOAK";

/// How often it is tried in this run: `usual` times in `make test`.
///
/// # Panics
/// When [`VARIABLE`] is no number: a soak that tried no more than usual would say nothing.
#[allow(clippy::panic, reason = "for tests only")]
pub fn rounds(usual: u32) -> u32 {
    let Some(times) = std::env::var_os(VARIABLE) else {
        return usual;
    };
    match times.to_str().and_then(|times| times.parse::<u32>().ok()) {
        Some(times) if times > 0 => usual.saturating_mul(times),
        Some(_) | None => panic!("{VARIABLE} is {}, and no number", times.display()),
    }
}
