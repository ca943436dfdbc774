//! Whether a password is in a list of those that have leaked, asked by k-anonymity: the list learns the first 20 bits of the
//! password's SHA-1, which some thousand leaked passwords share, and the answer is searched here.

use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};
use specta::Type;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::ports::breach_list::{BreachList, NoAnswer};
use crate::secret::Password;

/// Bytes of an answer that are read at most; one of a thousand padded lines has about 45 kB.
pub const LONGEST_ANSWER: usize = 1024 * 1024;
const PREFIX: usize = 5;
const SUFFIX: usize = 35;

/// What the list said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "breach")]
pub enum Breach {
    Found {
        times: u32,
    },
    /// Offline, too slow, or the answer made no sense. Nothing is known, and nothing is held up.
    NotChecked,
    NotFound,
    /// The list is not asked: in the demo home, or because it was turned off.
    Off,
}

/// All that is ever sent: five hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RangePrefix([u8; PREFIX]);

impl RangePrefix {
    /// Upper case.
    pub fn as_str(&self) -> &str {
        // Hexadecimal digits only.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// SHA-1 of a password in hexadecimal digits. Wiped when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
struct Fingerprint(String);

impl Fingerprint {
    fn of(password: &Password) -> Self {
        let mut digest = Sha1::digest(password.expose().as_bytes());
        let text = hex::encode_upper(digest);
        digest.as_mut_slice().zeroize();
        Self(text)
    }

    fn prefix(&self) -> RangePrefix {
        let mut prefix = [0; PREFIX];
        prefix.copy_from_slice(&self.0.as_bytes()[..PREFIX]);
        RangePrefix(prefix)
    }

    fn suffix(&self) -> &str {
        &self.0[PREFIX..]
    }
}

/// Never fails: what cannot be found out holds nobody up.
pub async fn look_up(list: Option<&dyn BreachList>, password: &Password) -> Breach {
    let Some(list) = list else {
        return Breach::Off;
    };
    let fingerprint = Fingerprint::of(password);
    match list.range(fingerprint.prefix()).await {
        Ok(answer) => match times_in(&answer, fingerprint.suffix()) {
            Some(0) => Breach::NotFound,
            Some(times) => Breach::Found { times },
            None => Breach::NotChecked,
        },
        Err(NoAnswer) => Breach::NotChecked,
    }
}

/// Lines of 35 hexadecimal digits, a colon and a number, separated by CRLF or LF; a number of 0 is padding. `None` when it is
/// anything else, an empty answer and a hotel's sign-in page among it.
fn times_in(answer: &[u8], suffix: &str) -> Option<u32> {
    if answer.len() > LONGEST_ANSWER {
        return None;
    }
    let text = std::str::from_utf8(answer).ok()?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let mut times = 0_u32;
    for line in text.split('\n') {
        let (found, count) = entry(line.strip_suffix('\r').unwrap_or(line))?;
        if found.eq_ignore_ascii_case(suffix) {
            times = times.saturating_add(count);
        }
    }
    Some(times)
}

fn entry(line: &str) -> Option<(&str, u32)> {
    let (suffix, count) = line.split_once(':')?;
    let sound = suffix.len() == SUFFIX
        && suffix.bytes().all(|c| c.is_ascii_hexdigit())
        && (1..=10).contains(&count.len())
        && count.bytes().all(|c| c.is_ascii_digit());
    // More than that many times is as bad.
    let count = count.parse::<u64>().ok()?;
    sound.then(|| (suffix, u32::try_from(count).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// SHA-1 of "password" (FIPS 180-4): 5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8.
    const SUFFIX_OF_PASSWORD: &str = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";

    #[test]
    fn five_digits_go_out_and_the_rest_stays() {
        let fingerprint = Fingerprint::of(&Password::new("password"));
        assert_eq!(fingerprint.prefix().as_str(), "5BAA6");
        assert_eq!(fingerprint.suffix(), SUFFIX_OF_PASSWORD);
    }

    #[test]
    fn padding_counts_for_nothing_and_lines_may_end_either_way() {
        let other = "0".repeat(35);
        let line = |suffix: &str, count: &str| format!("{suffix}:{count}");
        let crlf = [line(&other, "7"), line(SUFFIX_OF_PASSWORD, "9545824")].join("\r\n");
        assert_eq!(
            times_in(crlf.as_bytes(), SUFFIX_OF_PASSWORD),
            Some(9_545_824)
        );
        let lf = format!("{}\n", crlf.replace('\r', ""));
        assert_eq!(times_in(lf.as_bytes(), SUFFIX_OF_PASSWORD), Some(9_545_824));
        let lower = crlf.to_lowercase();
        assert_eq!(
            times_in(lower.as_bytes(), SUFFIX_OF_PASSWORD),
            Some(9_545_824)
        );
        let padded = line(SUFFIX_OF_PASSWORD, "0");
        assert_eq!(times_in(padded.as_bytes(), SUFFIX_OF_PASSWORD), Some(0));
        let huge = line(SUFFIX_OF_PASSWORD, "9999999999");
        assert_eq!(
            times_in(huge.as_bytes(), SUFFIX_OF_PASSWORD),
            Some(u32::MAX)
        );
    }

    #[test]
    fn anything_else_tells_nothing() {
        let good = format!("{SUFFIX_OF_PASSWORD}:3");
        let html = "<html><body>Welcome to our hotel</body></html>";
        let long = format!("{good}\n").repeat(LONGEST_ANSWER / good.len() + 1);
        for bad in [
            "",
            "\n",
            html,
            &format!("{good}\n\n{good}"),
            &format!("{good}\n{html}"),
            &format!("{good} "),
            &format!("{SUFFIX_OF_PASSWORD}:"),
            &format!("{SUFFIX_OF_PASSWORD}:-3"),
            &format!("{SUFFIX_OF_PASSWORD}:+3"),
            &format!("{SUFFIX_OF_PASSWORD}:12345678901"),
            &format!("{}:3", &SUFFIX_OF_PASSWORD[1..]),
            &format!("G{}:3", &SUFFIX_OF_PASSWORD[1..]),
            &long,
        ] {
            let shown: String = bad.chars().take(60).collect();
            assert_eq!(
                times_in(bad.as_bytes(), SUFFIX_OF_PASSWORD),
                None,
                "{shown}"
            );
        }
        assert_eq!(times_in(&[0xff, 0xfe], SUFFIX_OF_PASSWORD), None);
    }

    proptest! {
        #[test]
        fn no_answer_makes_it_fail(answer in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = times_in(&answer, SUFFIX_OF_PASSWORD);
        }
    }
}
