//! Demonstrating proof of possession (RFC 9449): each request carries a signature by the device key over
//! method, address, time and the session token, so a stolen token alone is worth nothing.

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;

use crate::UnixSeconds;
use crate::bytes::Bytes;
use crate::jws::{self, JwsError};

/// `typ` of the header (RFC 9449 §4.2).
pub const TYP: &str = "dpop+jwt";

/// How far `iat` may be from the service's clock, in seconds, either way.
pub const MAX_AGE: i64 = 60;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    pub jti: String,
    pub htm: String,
    /// Address; query and fragment do not count.
    pub htu: String,
    /// A fraction of a second does not count.
    #[serde(deserialize_with = "numeric_date")]
    pub iat: UnixSeconds,
    /// base64url of SHA-256 of the session token; absent at sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ath: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DpopError {
    #[error("the proof is not a DPoP proof for this request")]
    Invalid,
    #[error("the proof was made {skew} seconds away from the service's clock")]
    ClockSkew { skew: i64 },
}

impl From<JwsError> for DpopError {
    fn from(_: JwsError) -> Self {
        Self::Invalid
    }
}

/// A proof for one request. `htu` is the address without query.
pub fn prove(
    key: &SigningKey,
    method: &str,
    htu: &str,
    token: Option<&str>,
    now: UnixSeconds,
) -> String {
    let claims = Claims {
        jti: Uuid::new_v4().to_string(),
        htm: method.into(),
        htu: htu.into(),
        iat: now,
        ath: token.map(token_hash),
    };
    jws::sign(TYP, &claims, key, true)
}

/// What a good proof says. The caller compares `thumbprint` with the session's key and must refuse a `jti`
/// that it has seen from this key within twice [`MAX_AGE`].
#[derive(Clone, Debug)]
pub struct Proof {
    pub thumbprint: String,
    pub jti: String,
    pub iat: UnixSeconds,
}

/// # Errors
/// [`DpopError::ClockSkew`] only when everything but the time is right, so that a client whose clock is off
/// can be told by how much.
pub fn verify(
    proof: &str,
    method: &str,
    htu: &str,
    token: Option<&str>,
    now: UnixSeconds,
) -> Result<Proof, DpopError> {
    let jwk = jws::header(proof, TYP)?.jwk.ok_or(DpopError::Invalid)?;
    let key = jwk.verifying_key().ok_or(DpopError::Invalid)?;
    let claims: Claims = jws::verify(proof, TYP, &key)?;
    let fits = claims.htm == method
        && is_same_address(&claims.htu, htu)
        && claims.ath == token.map(token_hash)
        && (8..=128).contains(&claims.jti.len());
    if !fits {
        return Err(DpopError::Invalid);
    }
    let skew = claims.iat.saturating_sub(now);
    if skew.saturating_abs() > MAX_AGE {
        return Err(DpopError::ClockSkew { skew });
    }
    Ok(Proof {
        thumbprint: jwk.thumbprint(),
        jti: claims.jti,
        iat: claims.iat,
    })
}

/// Without query and fragment, and in whatever way it is written (RFC 9449 §4.3; RFC 3986 §6.2.2, §6.2.3).
fn is_same_address(one: &str, other: &str) -> bool {
    let bare = |address: &str| {
        let mut url = Url::parse(address).ok()?;
        url.set_query(None);
        url.set_fragment(None);
        Some(url)
    };
    bare(one).is_some_and(|one| bare(other) == Some(one))
}

/// Seconds, whole or not (RFC 7519 §2).
fn numeric_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<UnixSeconds, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum NumericDate {
        Whole(UnixSeconds),
        WithFraction(f64),
    }
    Ok(match NumericDate::deserialize(deserializer)? {
        NumericDate::Whole(seconds) => seconds,
        // Beyond what there is, it becomes the last second there is.
        NumericDate::WithFraction(seconds) => seconds.floor() as UnixSeconds,
    })
}

fn token_hash(token: &str) -> String {
    Bytes::encode(&Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jws::PublicKey;

    const HTU: &str = "https://home.example/v1/cameras";

    #[test]
    fn an_address_is_the_same_however_it_is_written_and_another_one_is_not() {
        let is = |one, other| assert!(is_same_address(one, other), "{one} {other}");
        let is_not = |one, other| assert!(!is_same_address(one, other), "{one} {other}");
        is(HTU, "HTTPS://Home.Example:443/v1/cameras?page=2#top");
        is(HTU, "https://home.example/v1/./sign-in/../cameras");
        is_not(HTU, "https://home.example/v1/Cameras");
        is_not(HTU, "https://home.example/v1/cameras/");
        is_not(HTU, "https://home.example:444/v1/cameras");
        is_not(HTU, "http://home.example/v1/cameras");
        is_not(HTU, "https://ada@home.example/v1/cameras");
        is_not(HTU, "/v1/cameras");
        is_not("", "");
    }

    #[test]
    fn a_moment_may_have_a_fraction_and_is_a_number() {
        let iat = |json: &str| {
            let claims = format!(r#"{{"jti":"12345678","htm":"GET","htu":"{HTU}","iat":{json}}}"#);
            serde_json::from_str::<Claims>(&claims)
                .ok()
                .map(|claims| claims.iat)
        };
        assert_eq!(iat("1577361600"), Some(1_577_361_600));
        assert_eq!(iat("1577361600.999"), Some(1_577_361_600));
        assert_eq!(iat("1.5773616e9"), Some(1_577_361_600));
        assert_eq!(iat("-0.5"), Some(-1));
        assert_eq!(iat("1e300"), Some(UnixSeconds::MAX));
        for wrong in ["\"1577361600\"", "null", "[1]", "true"] {
            assert_eq!(iat(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_proof_serves_one_method_address_token_and_minute() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let proof = prove(&key, "GET", HTU, Some("token"), 1_000);
        let check =
            |method, htu, token, now| verify(&proof, method, htu, token, now).map(|p| p.thumbprint);
        assert_eq!(
            check("GET", HTU, Some("token"), 1_060),
            Ok(PublicKey::of(&key).thumbprint())
        );
        assert_eq!(
            check("PUT", HTU, Some("token"), 1_000),
            Err(DpopError::Invalid)
        );
        assert_eq!(
            check("GET", "https://evil.example/", Some("token"), 1_000),
            Err(DpopError::Invalid)
        );
        assert_eq!(
            check("GET", HTU, Some("other"), 1_000),
            Err(DpopError::Invalid)
        );
        assert_eq!(check("GET", HTU, None, 1_000), Err(DpopError::Invalid));
        assert_eq!(
            check("GET", HTU, Some("token"), 1_061),
            Err(DpopError::ClockSkew { skew: -61 })
        );
    }
}
