//! What is a name and what is a password: IEEE 802.11's limits.

use porchlight_core::secret::Password;
use porchlight_core::wifi::{PassphraseError, Ssid, SsidError, WifiSecret, psk};
use proptest::prelude::*;

use super::typed;

#[test]
fn a_name_has_1_to_32_octets_of_any_value() {
    assert_eq!(Ssid::new(""), Err(SsidError::Empty));
    assert_eq!(Ssid::new([b'a'; 33]), Err(SsidError::TooLong));
    for name in [vec![0], vec![b'a'; 32], vec![0xff; 32], b"a\0b".to_vec()] {
        assert_eq!(Ssid::new(name.clone()).unwrap().octets(), name);
    }
    // Octets count, not characters: eight houses fill a name, and a ninth is too much.
    assert!(Ssid::new("🏡".repeat(8)).is_ok());
    assert_eq!(Ssid::new("🏡".repeat(9)), Err(SsidError::TooLong));
}

#[test]
fn a_name_is_never_trimmed_or_composed() {
    for name in ["  Home ", "Cafe\u{301}", "Caf\u{e9}", "home", "Home"] {
        assert_eq!(Ssid::new(name).unwrap().text(), Some(name));
    }
    assert_ne!(Ssid::new("Cafe\u{301}"), Ssid::new("Caf\u{e9}"));
}

#[test]
fn a_name_that_is_not_utf_8_shows_and_keeps_its_octets() {
    let ssid = Ssid::new(*b"Caf\xe9").unwrap();
    assert_eq!(ssid.text(), None);
    assert_eq!(ssid.display(), "Caf\u{fffd}");
    assert_eq!(ssid.octets(), b"Caf\xe9");
}

#[test]
fn a_password_has_8_to_63_printable_ascii_characters() {
    let refused = |password: &str| WifiSecret::parse(&Password::new(password)).err();
    assert_eq!(refused(""), Some(PassphraseError::TooShort));
    assert_eq!(refused(&"a".repeat(7)), Some(PassphraseError::TooShort));
    assert_eq!(refused(&"a".repeat(8)), None);
    assert_eq!(refused(&"a".repeat(63)), None);
    assert_eq!(refused(&"a".repeat(65)), Some(PassphraseError::TooLong));
    for nasty in [
        "pass\0word",
        "pass\nword",
        "pass\tword",
        "pass\u{7f}word",
        "passwörd",
        "🏡🏡🏡🏡🏡🏡🏡🏡",
        "pass\u{2019}word",
    ] {
        assert_eq!(refused(nasty), Some(PassphraseError::NotAscii), "{nasty:?}");
    }
}

#[test]
fn sixty_four_characters_are_a_key_or_nothing() {
    let digits = "0123456789abcdefABCDEF".repeat(3)[..64].to_owned();
    let WifiSecret::RawKey(key) = typed(&digits) else {
        panic!("not a key");
    };
    assert_eq!(hex::encode(key.expose()), digits.to_lowercase());
    for not_hex in ["g".repeat(64), "🏡".repeat(64), " ".repeat(64)] {
        let refused = WifiSecret::parse(&Password::new(not_hex)).err();
        assert_eq!(refused, Some(PassphraseError::NotHex));
    }
}

#[test]
fn neither_names_nor_passwords_print() {
    let secret = typed("correct horse");
    let key = typed(&"ab".repeat(32));
    let ssid = Ssid::new("Number 12").unwrap();
    let printed = format!("{secret:?} {key:?} {ssid:?}");
    for secret in ["correct", "abab", "171", "Number", "12"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

/// IEEE 802.11-2020 annex J.4.2, all three.
#[test]
fn the_key_of_a_password_is_the_standards() {
    for (password, name, key) in [
        (
            "password",
            "IEEE",
            "f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e",
        ),
        (
            "ThisIsAPassword",
            "ThisIsASSID",
            "0dc0d6eb90555ed6419756b9a15ec3e3209b63df707dd508d14581f8982721af",
        ),
        (
            &"a".repeat(32),
            &"Z".repeat(32),
            "becb93866bb8c3832cb777c2f559807c8c59afcb6eae734885001300a981cc62",
        ),
    ] {
        let WifiSecret::Passphrase(passphrase) = typed(password) else {
            panic!("not a password");
        };
        let derived = psk::derive(&passphrase, &Ssid::new(name).unwrap());
        assert_eq!(hex::encode(derived.expose()), key);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_password_is_kept_as_it_was_typed(password in "[ -~]{8,63}") {
        let WifiSecret::Passphrase(kept) = typed(&password) else {
            panic!("not a password");
        };
        prop_assert_eq!(kept.expose(), password);
    }

    #[test]
    fn anything_may_be_typed(password in "\\PC{0,80}") {
        let parsed = WifiSecret::parse(&Password::new(password.clone()));
        let printable = password.bytes().all(|b| (0x20..=0x7e).contains(&b));
        if matches!(parsed, Ok(WifiSecret::Passphrase(_))) {
            prop_assert!(printable && (8..64).contains(&password.len()));
        }
    }
}
