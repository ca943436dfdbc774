//! Secret keys in base32 (RFC 4648 §6), as people copy them: grouped, in any case, padded or not.

use totp_rs::Secret;
use zeroize::Zeroizing;

use super::pasted::PastedError;

/// Characters: 80 bits, which is what many makers give. RFC 4226 §4, R6 asks for more; that is between them and their servers.
const FEWEST: usize = 16;
/// Characters: of 128 octets, which is twice the longest of RFC 6238.
const MOST: usize = 205;

/// `text` is trimmed, and in NFKC.
pub(super) fn parse(text: &str) -> Result<Secret, PastedError> {
    let mut letters: Zeroizing<String> = Zeroizing::new(
        text.chars()
            .filter(|c| !is_between_groups(*c))
            .map(|c| c.to_ascii_uppercase())
            .collect(),
    );
    let unpadded = letters.trim_end_matches('=').len();
    letters.truncate(unpadded);
    if letters.is_empty() {
        return Err(PastedError::NotFound);
    }
    if letters.bytes().all(|b| b.is_ascii_digit()) {
        return Err(of_digits(letters.len()));
    }
    if !letters.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(PastedError::NotFound);
    }
    let base32 = letters
        .bytes()
        .all(|b| matches!(b, b'A'..=b'Z' | b'2'..=b'7'));
    if letters.len() < FEWEST {
        return Err(too_short(text, &letters, base32));
    }
    // Of sixteen characters of base32, one key in six million has no letter after F. Recovery codes often have none.
    if letters.bytes().all(|b| b.is_ascii_hexdigit()) || is_list(text) {
        return Err(PastedError::RecoveryCode);
    }
    match (base32, has_hyphen(text)) {
        (false, true) => return Err(PastedError::RecoveryCode),
        (false, false) => return Err(PastedError::NotBase32),
        (true, _) => {}
    }
    if letters.len() > MOST {
        return Err(PastedError::TooLong);
    }
    // RFC 4648 §6: whole octets end after 2, 4, 5, 7 or 8 characters.
    if matches!(letters.len() % 8, 1 | 3 | 6) {
        return Err(PastedError::Incomplete);
    }
    Secret::try_from_base32(letters.as_str()).map_err(|_| PastedError::NotBase32)
}

/// Recovery codes are often written like that, keys seldom.
pub(super) fn has_hyphen(text: &str) -> bool {
    text.chars().any(is_hyphen)
}

fn of_digits(digits: usize) -> PastedError {
    match digits {
        ..=8 => PastedError::Code,
        _ => PastedError::RecoveryCode,
    }
}

fn too_short(text: &str, letters: &str, base32: bool) -> PastedError {
    let digits = letters.bytes().filter(u8::is_ascii_digit).count();
    if has_hyphen(text) {
        PastedError::RecoveryCode
    } else if letters.len() <= 8 && 2 * digits > letters.len() {
        // Six digits, one of which was read as a letter.
        PastedError::Code
    } else if base32 {
        PastedError::Incomplete
    } else {
        PastedError::RecoveryCode
    }
}

/// Several lines of the same length.
fn is_list(text: &str) -> bool {
    let mut lengths = text.lines().map(|line| line.trim().chars().count());
    let first = lengths.next().unwrap_or_default();
    let rest: Vec<_> = lengths.filter(|length| *length > 0).collect();
    rest.len() >= 2 && rest.iter().all(|length| *length == first)
}

fn is_between_groups(c: char) -> bool {
    c.is_whitespace()
        || is_hyphen(c)
        || matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
