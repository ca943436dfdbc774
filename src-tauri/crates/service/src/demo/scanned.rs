//! What the simulated cameras understand of a code: our own, and the `WIFI:` codes that phones make. Written from the
//! format alone, like the firmware of a camera would be.

use porchlight_protocol::bytes::Bytes;
use zeroize::Zeroizing;

pub(super) struct Scanned {
    pub(super) ssid: Vec<u8>,
    pub(super) secret: Secret,
    /// `None`: the code brings the camera to the network and no further.
    pub(super) account: Option<Account>,
}

pub(super) enum Secret {
    None,
    Passphrase(Zeroizing<Vec<u8>>),
    RawKey(Zeroizing<Vec<u8>>),
}

/// Where the camera is to claim what.
pub(super) struct Account {
    pub(super) address: String,
    pub(super) token: Zeroizing<String>,
}

/// `None`: not a code for this camera.
pub(super) fn understand(code: &[u8]) -> Option<Scanned> {
    if let Some(fields) = code.strip_prefix(b"PORCHLIGHT:1;") {
        ours(fields)
    } else {
        wifi(code.strip_prefix(b"WIFI:")?)
    }
}

/// `U:<address>;T:<token>;S:<name>;K:<N|P|R>;P:<secret>;H:<0|1>;;`, in this order. Name and secret are base64url
/// without padding; in address and token a backslash stands before `;` and `\`.
fn ours(fields: &[u8]) -> Option<Scanned> {
    let mut rest = fields;
    let address = String::from_utf8(named(&mut rest, b"U:")?).ok()?;
    let token = Zeroizing::new(String::from_utf8(named(&mut rest, b"T:")?).ok()?);
    let ssid = base64url(&named(&mut rest, b"S:")?)?.to_vec();
    let kind = named(&mut rest, b"K:")?;
    let secret = base64url(&Zeroizing::new(named(&mut rest, b"P:")?))?;
    let hidden = named(&mut rest, b"H:")?;
    let sound = rest == b";"
        && code_is_ascii(fields)
        && matches!(hidden.as_slice(), b"0" | b"1")
        && (1..=32).contains(&ssid.len())
        && !token.is_empty();
    let secret = match (kind.as_slice(), secret.len()) {
        (b"N", 0) => Secret::None,
        (b"P", 8..=63) => Secret::Passphrase(secret),
        (b"R", 32) => Secret::RawKey(secret),
        _ => return None,
    };
    sound.then_some(Scanned {
        ssid,
        secret,
        account: Some(Account { address, token }),
    })
}

/// Fields in any order; a backslash stands before `\`, `;`, `,`, `"` and `:`. Unknown fields are passed over. Double
/// quotes are part of the value.
fn wifi(fields: &[u8]) -> Option<Scanned> {
    let (mut ssid, mut password, mut open) = (None, Zeroizing::new(Vec::new()), true);
    let mut rest = fields;
    while !rest.is_empty() && rest != b";" {
        let colon = rest.iter().position(|&byte| byte == b':')?;
        let (name, after) = rest.split_at(colon + 1);
        rest = after;
        let value = value(&mut rest)?;
        match name {
            b"T:" => open = value.is_empty() || value.eq_ignore_ascii_case(b"nopass"),
            b"S:" => ssid = Some(value),
            b"P:" => password = Zeroizing::new(value),
            _ => {}
        }
    }
    let secret = if open {
        Secret::None
    } else {
        match password.len() {
            64 => Secret::RawKey(Zeroizing::new(from_hex(&password)?)),
            _ => Secret::Passphrase(password),
        }
    };
    Some(Scanned {
        ssid: ssid.filter(|ssid| (1..=32).contains(&ssid.len()))?,
        secret,
        account: None,
    })
}

/// The value of the next field, which must have this name.
fn named(rest: &mut &[u8], name: &[u8]) -> Option<Vec<u8>> {
    *rest = rest.strip_prefix(name)?;
    value(rest)
}

/// Up to the next `;` that has no backslash before it; the backslashes are taken away.
fn value(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let mut value = Vec::with_capacity(rest.len());
    let mut bytes = rest.iter();
    loop {
        match bytes.next()? {
            b';' => break,
            b'\\' => value.push(*bytes.next()?),
            plain => value.push(*plain),
        }
    }
    *rest = bytes.as_slice();
    Some(value)
}

fn base64url(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    Bytes::decode(std::str::from_utf8(text).ok()?).map(Zeroizing::new)
}

fn code_is_ascii(code: &[u8]) -> bool {
    code.iter().all(|byte| (0x20..=0x7e).contains(byte))
}

fn from_hex(digits: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    digits
        .chunks_exact(2)
        .map(|pair| u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]
mod tests {
    use super::*;

    const OURS: &str =
        "PORCHLIGHT:1;U:http://127.0.0.1:1/a\\;b\\\\c;T:tok\\;en;S:UG9yY2g;K:P;P:MTIzNDU2Nzg;H:0;;";

    #[test]
    fn our_code_brings_network_address_and_token() {
        let scanned = understand(OURS.as_bytes()).unwrap();
        let account = scanned.account.unwrap();
        assert_eq!(account.address, "http://127.0.0.1:1/a;b\\c");
        assert_eq!(account.token.as_str(), "tok;en");
        assert_eq!(scanned.ssid, b"Porch");
        assert!(matches!(scanned.secret, Secret::Passphrase(p) if p.as_slice() == b"12345678"));
    }

    #[test]
    fn a_code_that_is_not_quite_ours_is_not_read() {
        for (whole, other) in [
            ("PORCHLIGHT:1", "PORCHLIGHT:2"),
            (";;", ";"),
            (";;", ";;x"),
            ("H:0", "H:2"),
            ("K:P", "K:N"),
            ("K:P", "K:R"),
            ("K:P;P:MTIzNDU2Nzg", "K:P;P:MTIz"),
            ("S:UG9yY2g", "S:"),
            ("S:UG9yY2g", "S:UG9yY2g="),
            ("T:tok\\;en", "T:"),
            ("T:tok", "X:tok"),
            ("U:http", "U:h\u{e9}ttp"),
        ] {
            let code = OURS.replace(whole, other);
            assert!(understand(code.as_bytes()).is_none(), "{other}");
        }
        assert!(understand(b"").is_none());
        assert!(understand(b"DPP:K:AAAA;;").is_none());
    }

    #[test]
    fn a_phones_code_brings_the_network() {
        let scanned = understand(br#"WIFI:T:WPA;S:Zo\;e\:s;R:1;P:a\\b\"cdefg;H:true;;"#).unwrap();
        assert_eq!(scanned.ssid, b"Zo;e:s");
        assert!(matches!(scanned.secret, Secret::Passphrase(p) if p.as_slice() == br#"a\b"cdefg"#));
        assert!(scanned.account.is_none());
        let raw = format!("WIFI:S:x;T:WPA;P:{};;", "a0".repeat(32));
        let raw = understand(raw.as_bytes()).unwrap();
        assert!(matches!(raw.secret, Secret::RawKey(key) if *key == [0xa0; 32]));
        let quoted = understand(br#"WIFI:T:WPA;S:"c0ffee";P:\"12345678\";;"#).unwrap();
        assert_eq!(quoted.ssid, br#""c0ffee""#);
        assert!(matches!(quoted.secret, Secret::Passphrase(p) if p.as_slice() == br#""12345678""#));
        let open = understand(b"WIFI:S:Porch Guests;;").unwrap();
        assert!(matches!(open.secret, Secret::None));
        assert!(understand(b"WIFI:T:WPA;P:12345678;;").is_none());
    }
}
