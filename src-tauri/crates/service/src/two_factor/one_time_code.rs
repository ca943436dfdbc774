//! Codes of an authenticator: RFC 6238 with SHA-1, six digits and 30 s, which is all that every app understands.

use porchlight_protocol::UnixSeconds;
use rand::RngCore;
use rand::rngs::OsRng;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

/// Seconds that a code is shown for.
pub(crate) const STEP: i64 = 30;
/// Steps before and after the present one whose codes are right: somebody typed slowly, a clock is a little off.
const TOLERANCE: u16 = 1;
/// Steps before and after in which a wrong clock is recognised: ten minutes.
const RECOGNISED: u16 = 20;

/// What a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Of this time step (RFC 6238 §4.2).
    Right(i64),
    /// Of a step within ten minutes: the authenticator's clock is wrong. It is not to be accepted.
    WrongClock {
        step: i64,
        /// Seconds that it is ahead; negative when it is behind.
        ahead: i64,
    },
    Wrong,
}

/// 160 bits (RFC 4226 §4, R6).
pub fn new_secret() -> Zeroizing<Vec<u8>> {
    let mut secret = Zeroizing::new(vec![0; 20]);
    OsRng.fill_bytes(&mut secret);
    secret
}

/// Base32, and an `otpauth://` address. `None` when the secret is not one.
///
/// Apps split the label at colons, so there is none in what they are to show.
pub fn for_authenticator(secret: &[u8], issuer: &str, label: &str) -> Option<(String, String)> {
    let shown = |text: &str| text.replace(':', " ").trim().to_owned();
    let issuer = Some(shown(issuer)).filter(|issuer| !issuer.is_empty());
    let totp = Builder::new()
        .with_secret(secret)
        .with_issuer(issuer)
        .with_account_name(shown(label))
        .build()
        .ok()?;
    Some((totp.secret().to_base32(), totp.to_url().ok()?))
}

/// Six digits as they were typed: spaces, which apps show, count for nothing.
pub fn digits(typed: &str) -> Option<Zeroizing<String>> {
    let code: String = typed.chars().filter(|c| *c != ' ').collect();
    let code = Zeroizing::new(code);
    (code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

/// Compares in constant time. `None` when the secret is not one.
pub fn judge(secret: &[u8], code: &str, now: UnixSeconds) -> Option<Judgement> {
    let at = u64::try_from(now).unwrap_or(0);
    let step_of = |steps| {
        let found = totp(secret, steps)?.check(code, at);
        Some(found.and_then(|step| i64::try_from(step).ok()))
    };
    if let Some(step) = step_of(TOLERANCE)? {
        return Some(Judgement::Right(step));
    }
    Some(match step_of(RECOGNISED)? {
        Some(step) => Judgement::WrongClock {
            step,
            ahead: (step - now.max(0) / STEP) * STEP,
        },
        None => Judgement::Wrong,
    })
}

fn totp(secret: &[u8], steps: u16) -> Option<Totp> {
    Builder::new()
        .with_secret(secret)
        .with_skew(steps)
        .build()
        .ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    /// RFC 6238 Appendix B, SHA-1, whose eight digits end in our six.
    const VECTORS: [(i64, &str); 6] = [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ];

    #[test]
    fn the_codes_are_those_of_the_standard() {
        for (at, code) in VECTORS {
            let judged = judge(SECRET, &code[2..], at);
            assert_eq!(judged, Some(Judgement::Right(at / 30)), "{at}");
        }
    }

    #[test]
    fn a_code_is_right_a_step_early_and_late_and_then_a_matter_of_the_clock() {
        let at = 1_234_567_890;
        let step = at / 30;
        for late in [-30, 0, 30] {
            let judged = judge(SECRET, "005924", at + late).unwrap();
            assert_eq!(judged, Judgement::Right(step), "{late}");
        }
        for late in [-600, -60, 60, 600] {
            let judged = judge(SECRET, "005924", at + late).unwrap();
            let off = Judgement::WrongClock { step, ahead: -late };
            assert_eq!(judged, off, "{late}");
        }
        for late in [-86_400, -630, 630, 86_400] {
            let judged = judge(SECRET, "005924", at + late).unwrap();
            assert_eq!(judged, Judgement::Wrong, "{late}");
        }
    }

    #[test]
    fn six_digits_are_six_digits() {
        assert_eq!(digits(" 005 924 ").unwrap().as_str(), "005924");
        for typed in [
            "",
            "12345",
            "1234567",
            "12345a",
            "+12345",
            "-12345",
            "１２３４５６",
            "12345６",
            "12\u{a0}3456",
        ] {
            assert!(digits(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn what_an_authenticator_scans_has_one_colon_no_plus_and_no_padding() {
        let (base32, uri) = for_authenticator(SECRET, "Home: sweet", "ada:b@example.org").unwrap();
        assert_eq!(base32, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let (path, query) = uri.split_once('?').unwrap();
        assert_eq!(path, "otpauth://totp/Home%20%20sweet:ada%20b%40example.org");
        assert!(query.contains(&format!("secret={base32}")), "{query}");
        assert!(query.contains("issuer=Home%20%20sweet"), "{query}");
        assert!(!uri.contains('+'));
    }
}
