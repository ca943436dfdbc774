//! An e-mail address in the one form that both sides use. Spellings that Unicode calls the same (composed or not, capital or
//! small, a domain in its own letters or as `xn--`) are the same address; what cannot be seen, or looks like something else, is none.

use idna::uts46::{AsciiDenyList, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization;

/// Octets (RFC 5321 §4.5.3.1.3, less the brackets).
const LONGEST: usize = 254;

/// Sent over TLS at sign-in; the service keeps only a keyed hash of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// `None`: nothing could be delivered to it, or it holds what a font does not show.
    pub fn parse(typed: &str) -> Option<Self> {
        let (name, domain) = typed.trim().split_once('@')?;
        let email = format!("{}@{}", shown(&small(name))?, labels(&small(domain))?);
        (email.len() <= LONGEST).then_some(Self(email))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Email")
    }
}

/// Lower case, NFC (RFC 8265 §3.3, UsernameCaseMapped).
fn small(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.to_lowercase().nfc().collect()
}

/// The text itself, if all of it can be seen and nothing of it stands for other letters (UTS #46 would leave out or replace it).
fn shown(text: &str) -> Option<&str> {
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '@' | '\u{200C}' | '\u{200D}');
    if text.is_empty() || text.chars().any(odd) {
        return None;
    }
    (text.is_ascii() || mapped(text).as_deref() == Some(text)).then_some(text)
}

/// `xn--` in its own letters.
fn labels(domain: &str) -> Option<String> {
    let domain = mapped(shown(domain)?)?;
    let whole = !domain.split('.').any(str::is_empty);
    whole.then_some(domain)
}

fn mapped(text: &str) -> Option<String> {
    let (mapped, right) =
        Uts46::new().to_unicode(text.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow);
    right.ok().map(|()| mapped.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(typed: &str) -> Option<String> {
        Email::parse(typed).map(|email| email.0)
    }

    #[test]
    fn one_address_has_one_form_however_it_is_typed() {
        for (one, other) in [
            ("ada@example.org", " Ada@EXAMPLE.org\n"),
            ("zoë@example.org", "zoe\u{308}@example.org"),
            ("zoë@example.org", "ZOE\u{308}@Example.Org"),
            ("ada@münchen.example", "ada@xn--mnchen-3ya.example"),
            ("ada@münchen.example", "ada@Mu\u{308}nchen.example"),
            // Kelvin and Ångström sign: canonically the same letters.
            ("kate@example.org", "\u{212A}ate@example.org"),
            ("åsa@example.org", "\u{212B}sa@example.org"),
        ] {
            let form = canonical(one);
            assert!(form.is_some(), "{one}");
            assert_eq!(form, canonical(other), "{other}");
            assert_eq!(form, canonical(&form.clone().unwrap_or_default()), "{one}");
        }
        assert_ne!(canonical("ada@example.org"), canonical("adà@example.org"));
        assert_eq!(
            canonical("ada+cams@example.org").as_deref(),
            Some("ada+cams@example.org")
        );
        for other_scripts in ["用户@例子.广告", "अजय@डाटा.भारत", "χρήστης@παράδειγμα.ελ"]
        {
            assert_eq!(canonical(other_scripts).as_deref(), Some(other_scripts));
        }
    }

    #[test]
    fn what_cannot_be_seen_or_stands_for_something_else_is_no_address() {
        for typed in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "a@b@c",
            "ada@example.org.",
            "ada@example..org",
            "ada lovelace@example.org",
            "ada\n@example.org",
            "ada@example.org\r\nBcc: eve@example.org",
            "ada\0@example.org",
            "ada@example.org\0",
            "ada\u{7F}@example.org",
            "ada\u{85}x@example.org",
            "ada\u{200B}@example.org",
            "ada@exam\u{200B}ple.org",
            "ada\u{200D}@example.org",
            "ada\u{2060}@example.org",
            "ada\u{FEFF}@example.org",
            "\u{202E}ada@example.org",
            "ada@\u{2066}example.org",
            "ada\u{200F}@example.org",
            "ada\u{AD}@example.org",
            "ada\u{34F}@example.org",
            "ada\u{FE0F}@example.org",
            "ada\u{E0041}@example.org",
            "ada\u{3164}@example.org",
            "ada\u{E000}@example.org",
            "ada\u{FFFE}@example.org",
            // Fullwidth, a ligature, an ideographic full stop.
            "\u{FF41}da@example.org",
            "ada\u{FF20}example.org",
            "o\u{FB03}ce@example.org",
            "ada@example\u{3002}org",
            "ada@xn--.example",
        ] {
            assert_eq!(canonical(typed), None, "{typed:?}");
        }
        assert_eq!(canonical(&format!("{}@example.org", "a".repeat(243))), None);
    }
}
