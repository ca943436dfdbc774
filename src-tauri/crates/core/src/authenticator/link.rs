//! `otpauth:` links: <https://github.com/google/google-authenticator/wiki/Key-Uri-Format>, which is what makers follow,
//! more or less. What they get wrong without harm is read as they mean it.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use totp_rs::Secret;
use unicode_normalization::UnicodeNormalization;
use url::Url;

use super::pasted::{Import, PastedError};
use super::{Authenticator, CodeAlgorithm, CodeKind, secret_key};
use crate::cameras::Nickname;

pub(super) fn parse(text: &str) -> Result<Import, PastedError> {
    let url = Url::parse(text).map_err(|_| PastedError::LinkGarbled)?;
    let is = |kind: &str| {
        url.host_str()
            .is_some_and(|host| host.eq_ignore_ascii_case(kind))
    };
    if is("hotp") {
        return Err(PastedError::CounterBased);
    }
    if is("steam") {
        return Err(PastedError::Unsupported);
    }
    if !is("totp") {
        return Err(PastedError::LinkGarbled);
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
    })
}

/// Those that matter. Others (`image`, `counter`) are nothing to us.
struct Parameters {
    secret: Option<Secret>,
    issuer: Option<String>,
    kind: CodeKind,
}

impl Parameters {
    fn of(url: &Url) -> Result<Self, PastedError> {
        let mut asked = Self {
            secret: None,
            issuer: None,
            kind: CodeKind::USUAL,
        };
        let mut seen = Vec::new();
        for (name, value) in url.query_pairs() {
            let name = name.to_ascii_lowercase();
            match name.as_str() {
                "secret" => asked.secret = Some(secret(&value)?),
                "issuer" => asked.issuer = Some(value.into_owned()),
                "algorithm" => asked.kind.algorithm = algorithm(&value)?,
                "digits" => asked.kind.digits = between(6, 8, &value)?,
                "period" => asked.kind.period = between(10, 600, &value)?,
                // Codes of letters.
                "encoder" => return Err(PastedError::Unsupported),
                _ => continue,
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
    let text = zeroize::Zeroizing::new(value.nfkc().collect::<String>());
    secret_key::parse(text.trim()).map_err(|error| match error {
        PastedError::TooLong => PastedError::TooLong,
        PastedError::Code
        | PastedError::CounterBased
        | PastedError::Exported
        | PastedError::Incomplete
        | PastedError::LinkGarbled
        | PastedError::NotBase32
        | PastedError::NotFound
        | PastedError::RecoveryCode
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

/// Issuer and account. A label is `issuer:account` or `account`; where `issuer=` says another issuer, the colon is the
/// account's own.
fn split<'a>(label: &'a str, issuer: Option<&'a str>) -> (&'a str, &'a str) {
    let issuer = issuer.map(str::trim).filter(|issuer| !issuer.is_empty());
    match (label.split_once(':'), issuer) {
        (None, issuer) => (issuer.unwrap_or_default(), label),
        (Some((before, account)), None) => (before, account),
        (Some((before, account)), Some(issuer)) if same(before, issuer) => (issuer, account),
        (Some(_), Some(issuer)) => (issuer, label),
    }
}

fn same(one: &str, other: &str) -> bool {
    let folded = |text: &str| -> Cow<'_, str> { text.trim().to_lowercase().into() };
    folded(one) == folded(other)
}
