//! Demonstrating proof of possession (RFC 9449): each request carries a signature by the device key over
//! method, address, time and the session token, so a stolen token alone is worth nothing.

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
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
    /// Address without query and fragment.
    pub htu: String,
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
        && claims.htu == htu
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

fn token_hash(token: &str) -> String {
    Bytes::encode(&Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jws::PublicKey;

    const HTU: &str = "https://home.example/v1/cameras";

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
