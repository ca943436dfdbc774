//! What owners paste: a key, a link, and what they mix up with them.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use porchlight_core::authenticator::{CodeAlgorithm, CodeKind, PastedError};
use porchlight_core::time::Timestamp;
use proptest::prelude::*;

use super::{KEY, kind, read, refusal};

/// RFC 6238 appendix B at 59 s, the last six digits.
const CODE: &str = "287082";

fn code(text: &str) -> String {
    match read(text) {
        Ok(import) => import.authenticator.code(Timestamp::from_seconds(59)).code,
        Err(error) => panic!("{text:?}: {error}"),
    }
}

#[test]
fn a_key_is_read_however_it_is_grouped_and_in_any_case() {
    for key in [
        KEY,
        "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
        "  GEZDGNBVGY3TQOJQ GEZDGNBVGY3TQOJQ====\n",
        "GEZD\u{a0}GNBV\tGY3T QOJQ\r\nGEZD GNBV GY3T QOJQ",
        "ＧＥＺＤＧＮＢＶＧＹ３ＴＱＯＪＱＧＥＺＤＧＮＢＶＧＹ３ＴＱＯＪＱ",
        "GEZDGNBVGY3TQOJQ\u{200b}GEZDGNBVGY3TQOJQ",
    ] {
        assert_eq!(code(key), CODE, "{key:?}");
        assert!(!read(key).unwrap().doubtful, "{key:?}");
    }
    let hyphens = "GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ";
    assert_eq!(code(hyphens), CODE);
    assert!(read(hyphens).unwrap().doubtful);
}

#[test]
fn a_code_is_no_key() {
    for typed in [
        "482913",
        "482 913",
        "48291",
        "4829137",
        "48291377",
        "４８２９１３",
        "48291O",
        "4B2913",
        "234567",
    ] {
        assert_eq!(refusal(typed), PastedError::Code, "{typed:?}");
    }
}

#[test]
fn a_recovery_code_is_no_key() {
    for typed in [
        "a1b2c-3d4e5",
        "abcd-efgh",
        "K7QM-2XHT-WB94-PJ6C",
        "0123 4567 8901",
        "9f86d081884c7d659a2feaa0c55ad015",
        "ABCDEF23ABCDEF23",
        "h4x9k0p2",
        "AAAA-BBBB\nCCCC-DDDD\nEEEE-FFFF\n",
        "gabcdefg\nhabcdefg\niabcdefg",
    ] {
        assert_eq!(refusal(typed), PastedError::RecoveryCode, "{typed:?}");
    }
}

#[test]
fn half_a_key_and_a_misread_one_are_told() {
    for typed in [
        "GEZDGNBVGY3TQ",
        "GEZDGNBV",
        "GEZDGNBVGY3TQOJQG",
        "GEZDGNBVGY3TQOJQGEZDGN",
    ] {
        assert_eq!(refusal(typed), PastedError::Incomplete, "{typed:?}");
    }
    for typed in [
        "GEZDGNBVGY3TQ0JQ",
        "gezd gnbv gy3t qo1q",
        "GEZDGNBVGY3TQOJ8",
    ] {
        assert_eq!(refusal(typed), PastedError::NotBase32, "{typed:?}");
    }
}

#[test]
fn what_is_something_else_altogether_is_told() {
    for typed in [
        "",
        " \n",
        "====",
        "ada@example.org",
        "https://wyze.com/two-factor",
        "WIFI:T:WPA;S:Porch;P:correct horse;;",
        "MT:Y.K9042C00KA0648G00",
        "{\"ver\":\"v1\"}",
        "🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑",
        "chiave=GEZDGNBVGY3TQOJQ",
    ] {
        assert_eq!(refusal(typed), PastedError::NotFound, "{typed:?}");
    }
    assert_eq!(
        refusal("otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8"),
        PastedError::Exported
    );
}

#[test]
fn sixty_four_kilobytes_are_not_looked_at() {
    for long in [
        format!("otpauth://totp/a?secret={KEY}&image={}", "x".repeat(65_536)),
        "A".repeat(65_536),
        "A".repeat(65_536 * 2),
        "7".repeat(65_536),
    ] {
        assert_eq!(refusal(&long), PastedError::TooLong);
    }
    assert_eq!(refusal(&"GEZDGNBV".repeat(26)), PastedError::TooLong);
    assert!(read(&"GEZDGNBV".repeat(25)).is_ok());
}

/// Issuer and account that a label and an `issuer` come to.
fn names(label: &str, issuer: Option<&str>) -> (String, String) {
    let issuer = issuer.map(|issuer| format!("&issuer={issuer}"));
    let link = format!(
        "otpauth://totp/{label}?secret={KEY}{}",
        issuer.unwrap_or_default()
    );
    let import = read(&link).unwrap();
    (import.issuer, import.account)
}

#[test]
fn names_in_a_link_are_read_as_their_makers_mean_them() {
    for (label, issuer, names_issuer, names_account) in [
        (
            "Wyze:ada%40example.org",
            Some("Wyze"),
            "Wyze",
            "ada@example.org",
        ),
        (
            "Wyze%3Aada@example.org",
            Some("Wyze"),
            "Wyze",
            "ada@example.org",
        ),
        ("Wyze:%20ada", None, "Wyze", "ada"),
        ("wyze:ada", Some("Wyze"), "Wyze", "ada"),
        ("ada", Some("Ring"), "Ring", "ada"),
        ("ada", None, "", "ada"),
        ("", None, "", ""),
        // A colon of the account's own.
        ("owner:garage", Some("Wyze"), "Wyze", "owner:garage"),
        ("Wyze:owner:garage", Some("Wyze"), "Wyze", "owner:garage"),
        ("Wyze:owner:garage", None, "Wyze", "owner:garage"),
        ("ada", Some("Lens%20Keep"), "Lens Keep", "ada"),
        ("ada", Some("Lens+Keep"), "Lens Keep", "ada"),
        (
            "ada+wyze@example.org",
            Some("Wyze"),
            "Wyze",
            "ada+wyze@example.org",
        ),
        ("Caff%C3%A8:ada", None, "Caffè", "ada"),
        // Text that would turn the line around, or break it.
        ("a%E2%80%AEda%0A", Some("Wy%00ze"), "Wyze", "ada"),
        ("%FF%FE", Some("Wyze"), "Wyze", "\u{fffd}\u{fffd}"),
    ] {
        let expected = (names_issuer.to_owned(), names_account.to_owned());
        assert_eq!(names(label, issuer), expected, "{label}, {issuer:?}");
    }
    let (issuer, account) = names(&"x".repeat(300), Some(&"y".repeat(300)));
    assert_eq!((issuer.len(), account.len()), (40, 40));
}

#[test]
fn a_link_may_ask_for_other_codes_than_the_usual() {
    use CodeAlgorithm::{Sha1, Sha256, Sha512};
    for (asked, expected) in [
        ("", CodeKind::USUAL),
        ("&algorithm=SHA256", kind(Sha256, 6, 30)),
        ("&algorithm=sha512&digits=8", kind(Sha512, 8, 30)),
        ("&algorithm=HmacSHA1", kind(Sha1, 6, 30)),
        ("&algorithm=SHA-256", kind(Sha256, 6, 30)),
        ("&digits=7&period=60", kind(Sha1, 7, 60)),
        (
            "&period=15&counter=4&image=https%3A%2F%2Fwyze.com%2Fa.png",
            kind(Sha1, 6, 15),
        ),
    ] {
        for link in [
            format!("otpauth://totp/Wyze:ada?secret={KEY}{asked}"),
            format!(
                "OTPAUTH://TOTP/Wyze:ada?SECRET={}{asked}",
                KEY.to_lowercase()
            ),
        ] {
            assert_eq!(
                read(&link).unwrap().authenticator.kind(),
                expected,
                "{link}"
            );
        }
    }
    // RFC 6238 appendix B, with the seed of SHA-256.
    let seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA";
    let link = format!("otpauth://totp/a?secret={seed}%3D%3D%3D%3D&algorithm=SHA256&digits=8");
    assert_eq!(code(&link), "46119246");
}

#[test]
fn a_link_for_codes_that_are_not_made_here_says_so() {
    let with = |kind: &str, more: &str| refusal(&format!("otpauth://{kind}/a?secret={KEY}{more}"));
    assert_eq!(with("hotp", "&counter=1"), PastedError::CounterBased);
    for more in [
        "&algorithm=MD5",
        "&algorithm=",
        "&digits=5",
        "&digits=9",
        "&digits=99999999999999999999",
        "&period=0",
        "&period=5",
        "&period=86400",
        "&encoder=hex",
    ] {
        assert_eq!(with("totp", more), PastedError::Unsupported, "{more}");
    }
}

#[test]
fn a_garbled_link_is_none() {
    for link in [
        "otpauth:",
        "otpauth://",
        "otpauth://totp",
        "otpauth://totp/Wyze:ada",
        "otpauth://totp/Wyze:ada?secret=",
        "otpauth://totp/Wyze:ada?secret=482913",
        "otpauth://totp/Wyze:ada?secret=GEZDGNBV",
        "otpauth://totp/Wyze:ada?secret=GEZDGNBVGY3TQ0JQ",
        "otpauth://totp/Wyze:ada?secret=GEZDGNBVGY3TQOJQ&secret=GEZDGNBVGY3TQOJR",
        "otpauth://totp/Wyze:ada?secret=GEZDGNBVGY3TQOJQ&digits=six",
        "otpauth://totp/Wyze:ada?secret=GEZDGNBVGY3TQOJQ&digits=-6",
        "otpauth://totp/Wyze:ada?secret=GEZDGNBVGY3TQOJQ&period=",
        "otpauth://wyze/Wyze:ada?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://[totp/Wyze?secret=GEZDGNBVGY3TQOJQ",
    ] {
        assert_eq!(refusal(link), PastedError::LinkGarbled, "{link}");
    }
}

/// As RFC 4648 §6 has it, by a crate that shares nothing with ours.
fn base32(octets: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = octets.iter().map(|octet| format!("{octet:08b}")).collect();
    let bits: Vec<char> = bits.chars().collect();
    bits.chunks(5)
        .map(|five| {
            let five: String = five.iter().collect();
            let value = usize::from_str_radix(&format!("{five:0<5}"), 2).unwrap();
            char::from(ALPHABET[value])
        })
        .collect()
}

proptest! {
    #[test]
    fn any_text_is_an_authenticator_or_a_reason(text in any::<String>()) {
        drop(read(&text));
        drop(read(&format!("otpauth://totp/{text}")));
        drop(read(&format!("otpauth://totp/a?secret={KEY}&{text}")));
    }

    /// The same key makes the same codes, however it came.
    #[test]
    fn a_key_and_its_link_are_the_same_authenticator(
        octets in prop::collection::vec(any::<u8>(), 10..=64),
        issuer in "[A-Za-zàèé][A-Za-zàèé &?=%#]{0,20}[A-Za-zàèé]",
        account in "[a-z][a-z0-9:@. +/]{0,20}[a-z]",
        digits in 6_u8..=8,
        period in 10_u32..=600,
    ) {
        let key = base32(&octets);
        let grouped: Vec<_> = key.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).to_lowercase()).collect();
        let grouped = grouped.join(" ");
        prop_assume!(!key.bytes().all(|b| b.is_ascii_hexdigit()));
        let bare = read(&grouped).unwrap();
        let plain = read(&format!("otpauth://totp/a?secret={key}")).unwrap();
        prop_assert!(bare.authenticator.is_twin_of(&plain.authenticator));

        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let link = format!(
            "otpauth://totp/{0}:{1}?secret={key}&issuer={0}&digits={digits}&period={period}",
            encoded(&issuer),
            encoded(&account),
        );
        let import = read(&link).unwrap();
        prop_assert_eq!(import.issuer, issuer);
        prop_assert_eq!(import.account, account);
        prop_assert_eq!(import.authenticator.kind(), kind(CodeAlgorithm::Sha1, digits, period));
    }
}
