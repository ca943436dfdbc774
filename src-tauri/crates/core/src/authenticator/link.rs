//! `otpauth:` links: <https://github.com/google/google-authenticator/wiki/Key-Uri-Format>, which is what makers follow,
//! more or less. What they get wrong without harm is read as they mean it; what is not understood is said.

use percent_encoding::percent_decode_str;
use totp_rs::Secret;
use unicode_normalization::UnicodeNormalization;
use url::Url;
use zeroize::Zeroizing;

use super::pasted::{Import, PastedError};
use super::{Authenticator, CodeAlgorithm, CodeKind, secret_key};
use crate::cameras::Nickname;

/// How a link begins. Apple's own scheme is the same with another name, for its own app ("Securing logins with iCloud
/// Keychain verification codes", developer.apple.com); `otpauth://` is found in it.
const BEGINNINGS: [&str; 4] = ["otpauth://", "otpauth-migration://", "motp://", "steam://"];

/// What one app alone reads: approvals by push, and codes of its own kind.
const OF_ONE_APP: [&str; 8] = [
    "duo",
    "mfauth",
    "msauth",
    "oktaverify",
    "phonefactor",
    "pushauth",
    "tiqrauth",
    "tiqrenroll",
];

/// Of two links the second would be read as the end of the first: a field for one line drops what is between them.
/// The same one twice is no question.
pub(super) fn only_one(text: &str) -> Result<&str, PastedError> {
    let folded = Zeroizing::new(text.to_ascii_lowercase());
    let links = |beginning: &&str| folded.matches(*beginning).count();
    let links: usize = BEGINNINGS.iter().map(links).sum();
    if links < 2 {
        return Ok(text);
    }
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    if words.clone().count() + 1 == links && words.all(|word| word == first) {
        return Ok(first);
    }
    Err(PastedError::Several)
}

/// `text` begins with `scheme` and a colon.
pub(super) fn parse(scheme: &str, text: &str) -> Result<Import, PastedError> {
    match scheme.to_ascii_lowercase().as_str() {
        "otpauth" | "apple-otpauth" => parse_otpauth(text),
        "otpauth-migration" => Err(PastedError::Exported),
        "motp" => Err(PastedError::MobileOtp),
        "steam" => Err(PastedError::Steam),
        one if OF_ONE_APP.contains(&one) => Err(PastedError::OneApp),
        _ => Err(PastedError::NotFound),
    }
}

fn parse_otpauth(text: &str) -> Result<Import, PastedError> {
    // A reader of addresses would leave them out, and join what stood on two lines.
    if text.contains(char::is_control) {
        return Err(PastedError::LinkGarbled);
    }
    // No maker means a fragment, which would take along what follows.
    let text = Zeroizing::new(text.replace('#', "%23"));
    let url = Url::parse(&text).map_err(|_| PastedError::LinkGarbled)?;
    match url
        .host_str()
        .unwrap_or_default()
        .to_ascii_lowercase()
        .as_str()
    {
        "totp" => {}
        "hotp" => return Err(PastedError::CounterBased),
        "motp" => return Err(PastedError::MobileOtp),
        "steam" => return Err(PastedError::Steam),
        // Of Yandex Key.
        "yaotp" => return Err(PastedError::OneApp),
        _ => return Err(PastedError::LinkGarbled),
    }
    let asked = Parameters::of(&url)?;
    let label = percent_decode_str(url.path().trim_start_matches('/')).decode_utf8_lossy();
    let (issuer, account) = split(&label, asked.issuer.as_deref());
    Ok(Import {
        authenticator: Authenticator::new(
            asked.secret.ok_or(PastedError::LinkGarbled)?,
            asked.kind,
        ),
        issuer: Nickname::closest_to(issuer),
        account: Nickname::closest_to(account),
        doubtful: false,
        more_said: asked.more_said,
    })
}

struct Parameters {
    secret: Option<Secret>,
    issuer: Option<String>,
    kind: CodeKind,
    more_said: bool,
}

impl Parameters {
    fn of(url: &Url) -> Result<Self, PastedError> {
        let mut asked = Self {
            secret: None,
            issuer: None,
            kind: CodeKind::USUAL,
            more_said: false,
        };
        let mut seen = Vec::new();
        for (name, value) in url.query_pairs() {
            let name = name.to_ascii_lowercase();
            // Copied out of a page's source, where `&` is written `&amp;`.
            let name = name.strip_prefix("amp;").unwrap_or(&name).to_owned();
            match name.as_str() {
                "secret" => asked.secret = Some(secret(&value)?),
                "issuer" => asked.issuer = Some(value.into_owned()),
                "algorithm" => asked.kind.algorithm = algorithm(&value)?,
                "digits" => asked.kind.digits = between(6, 8, &value)?,
                "period" => asked.kind.period = between(10, 600, &value)?,
                "encoder" if value.eq_ignore_ascii_case("steam") => return Err(PastedError::Steam),
                // Codes of letters.
                "encoder" => return Err(PastedError::Unsupported),
                // A picture, whether an app locks the entry, and what counts the other kind of codes.
                "counter" | "icon" | "image" | "lock" | "" => continue,
                _ => {
                    asked.more_said = true;
                    continue;
                }
            }
            // Which of the two would be meant?
            if seen.contains(&name) {
                return Err(PastedError::LinkGarbled);
            }
            seen.push(name);
        }
        Ok(asked)
    }
}

fn secret(value: &str) -> Result<Secret, PastedError> {
    let text = Zeroizing::new(value.nfkc().collect::<String>());
    secret_key::parse(text.trim()).map_err(|error| match error {
        PastedError::TooLong => PastedError::TooLong,
        PastedError::Code
        | PastedError::CounterBased
        | PastedError::Exported
        | PastedError::Incomplete
        | PastedError::LinkGarbled
        | PastedError::MobileOtp
        | PastedError::NotBase32
        | PastedError::NotFound
        | PastedError::OneApp
        | PastedError::RecoveryCode
        | PastedError::Several
        | PastedError::Steam
        | PastedError::Unsupported => PastedError::LinkGarbled,
    })
}

/// Some write "HmacSHA256" or "SHA-256".
fn algorithm(value: &str) -> Result<CodeAlgorithm, PastedError> {
    let name = value.to_ascii_uppercase().replace('-', "");
    match name.strip_prefix("HMAC").unwrap_or(&name) {
        "SHA1" => Ok(CodeAlgorithm::Sha1),
        "SHA256" => Ok(CodeAlgorithm::Sha256),
        "SHA512" => Ok(CodeAlgorithm::Sha512),
        _ => Err(PastedError::Unsupported),
    }
}

fn between<T>(least: T, most: T, value: &str) -> Result<T, PastedError>
where
    T: std::str::FromStr + PartialOrd,
{
    if value.is_empty() || !value.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PastedError::LinkGarbled);
    }
    // Too many digits for the type are too many for us.
    value
        .parse()
        .ok()
        .filter(|number| (least..=most).contains(number))
        .ok_or(PastedError::Unsupported)
}

/// Issuer and account. A label is `issuer:account` or `account`. Where `issuer=` says a wholly different issuer, what is
/// before the colon is kept with the account: it tells accounts apart, and the owner can strike it out.
fn split<'a>(label: &'a str, issuer: Option<&'a str>) -> (&'a str, &'a str) {
    let issuer = issuer.map(str::trim).filter(|issuer| !issuer.is_empty());
    match (label.split_once(':'), issuer) {
        (None, issuer) => (issuer.unwrap_or_default(), label),
        // The colon of an address of the web.
        (Some((_, account)), issuer) if account.starts_with("//") => {
            (issuer.unwrap_or_default(), label)
        }
        (Some((before, account)), None) => (before, without(before, account)),
        (Some((before, account)), Some(issuer)) if is_prefix(before, issuer) => {
            (issuer, without(before, account))
        }
        (Some(_), Some(issuer)) => (issuer, label),
    }
}

/// Some libraries put the issuer in front of a name that has it already.
fn without<'a>(issuer: &str, account: &'a str) -> &'a str {
    match account.split_once(':') {
        Some((again, rest)) if folded(again) == folded(issuer) => without(issuer, rest),
        _ => account,
    }
}

/// Whether `before` is an issuer for a label whose issuer is `issuer`: the same, nothing at all, or the longer or shorter
/// name of the same ("Wyze Labs", "wyze.com").
fn is_prefix(before: &str, issuer: &str) -> bool {
    /// Letters. Of fewer, anything could be the beginning.
    const TELLING: usize = 3;
    let (before, issuer) = (folded(before), folded(issuer));
    let shorter = before.chars().count().min(issuer.chars().count());
    before == issuer
        || before.is_empty()
        || (shorter >= TELLING && (before.starts_with(&issuer) || issuer.starts_with(&before)))
}

fn folded(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
