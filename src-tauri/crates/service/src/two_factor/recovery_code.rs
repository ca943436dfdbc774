//! Recovery codes: 80 bits each, in letters that are not mistaken for one another (Crockford's base 32).
//!
//! That many bits cannot be guessed at any rate, so that a keyed hash keeps them and wrong ones need not be counted
//! (NIST SP 800-63B §3.1.2.2 asks for limits below 64).

use rand::RngCore;
use rand::rngs::OsRng;
use zeroize::Zeroizing;

/// How many the owner gets.
pub const HOW_MANY: usize = 10;
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 16;

/// `K7QM-2V9R-XH4T-8WZN`
pub fn new() -> String {
    let mut random = Zeroizing::new([0; LENGTH]);
    OsRng.fill_bytes(random.as_mut_slice());
    let mut code = String::with_capacity(LENGTH + 3);
    for (at, byte) in random.iter().enumerate() {
        if at > 0 && at % 4 == 0 {
            code.push('-');
        }
        // 256 is a multiple of 32: each letter is as likely.
        code.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    code
}

/// What is hashed, from what was typed. `None` when it cannot be one.
pub fn normal(typed: &str) -> Option<Zeroizing<String>> {
    let mut code = Zeroizing::new(String::with_capacity(LENGTH));
    for letter in typed.chars().filter(|c| !matches!(c, ' ' | '-')) {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if code.len() == LENGTH || !LETTERS.iter().any(|known| char::from(*known) == letter) {
            return None;
        }
        code.push(letter);
    }
    (code.len() == LENGTH).then_some(code)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    #[test]
    fn a_code_can_be_typed_as_people_type() {
        let code = new();
        assert_eq!((code.len(), code.matches('-').count()), (19, 3));
        assert_ne!(code, new());
        let plain = code.replace('-', "");
        let typings = [
            code.clone(),
            plain.clone(),
            code.to_lowercase(),
            code.replace('-', " "),
            plain.replace('0', "o").replace('1', "l"),
        ];
        for typed in typings {
            assert_eq!(normal(&typed).unwrap().as_str(), plain);
        }
    }

    #[test]
    fn what_is_no_code_is_none() {
        let plain = new().replace('-', "");
        for typed in [
            String::new(),
            plain[1..].to_owned(),
            format!("{plain}0"),
            format!("{}U", &plain[1..]),
            format!("{}é", &plain[1..]),
        ] {
            assert!(normal(&typed).is_none(), "{typed}");
        }
    }
}
