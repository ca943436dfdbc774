//! Compact JSON Web Signatures (RFC 7515) with Ed25519 (RFC 8037) and nothing else.
//!
//! Written out rather than taken from a general JOSE crate: one algorithm, fixed by the type of the key,
//! leaves no room for algorithm confusion (RFC 8725 §2.1), and the whole of it fits on a page.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::bytes::Bytes;

/// Longest token that is looked at, in bytes.
pub const MAX_LENGTH: usize = 16 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    #[error("the token is not a compact EdDSA signature of the expected type")]
    Malformed,
    #[error("the signature does not match")]
    Signature,
}

/// An Ed25519 public key as a JWK (RFC 8037 §2). What holds the private half as well is none (RFC 9449 §4.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "Jwk")]
pub struct PublicKey {
    pub kty: String,
    pub crv: String,
    pub x: Bytes,
}

/// A JWK as somebody wrote it.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: String,
    x: Bytes,
    /// The private half (RFC 8037 §2).
    #[serde(default)]
    d: Presence,
    /// A shared secret (RFC 7518 §6.4.1).
    #[serde(default)]
    k: Presence,
}

impl TryFrom<Jwk> for PublicKey {
    type Error = &'static str;

    fn try_from(jwk: Jwk) -> Result<Self, Self::Error> {
        if jwk.d.0 || jwk.k.0 {
            return Err("a key that is not only public");
        }
        Ok(Self {
            kty: jwk.kty,
            crv: jwk.crv,
            x: jwk.x,
        })
    }
}

/// Whether a member is there, whatever it says; `null` is something too. What it says is not kept.
#[derive(Clone, Copy, Debug, Default)]
struct Presence(bool);

impl<'de> Deserialize<'de> for Presence {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self(true))
    }
}

impl PublicKey {
    pub fn of(key: &SigningKey) -> Self {
        Self::of_bytes(key.verifying_key().to_bytes().to_vec())
    }

    /// From the 32 bytes of a public key; they are checked when it is used.
    pub fn of_bytes(x: Vec<u8>) -> Self {
        Self {
            kty: "OKP".into(),
            crv: "Ed25519".into(),
            x: Bytes(x),
        }
    }

    pub fn verifying_key(&self) -> Option<VerifyingKey> {
        if self.kty != "OKP" || self.crv != "Ed25519" {
            return None;
        }
        VerifyingKey::from_bytes(self.x.0.as_slice().try_into().ok()?).ok()
    }

    /// SHA-256 thumbprint, base64url (RFC 7638, RFC 8037 §2).
    pub fn thumbprint(&self) -> String {
        use sha2::Digest;
        let x = Bytes::encode(&self.x.0);
        let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
        Bytes::encode(&sha2::Sha256::digest(canonical.as_bytes()))
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Header {
    pub typ: String,
    pub alg: String,
    /// Thumbprint of the signing key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// The signing key itself (DPoP only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwk: Option<PublicKey>,
    /// Names what a reader must understand: none of it is understood here (RFC 7515 §4.1.11).
    #[serde(default, skip_serializing)]
    crit: Presence,
}

/// Signs `claims`; the key is named by its thumbprint, or carried whole when `embed_key`.
pub fn sign(typ: &str, claims: &impl Serialize, key: &SigningKey, embed_key: bool) -> String {
    let public = PublicKey::of(key);
    let header = Header {
        typ: typ.into(),
        alg: "EdDSA".into(),
        kid: (!embed_key).then(|| public.thumbprint()),
        jwk: embed_key.then_some(public),
        crit: Presence::default(),
    };
    let part = |value: Vec<u8>| Bytes::encode(&value);
    // Our own claim types have string keys and finite numbers: serialising them cannot fail.
    let signed = format!(
        "{}.{}",
        part(serde_json::to_vec(&header).unwrap_or_default()),
        part(serde_json::to_vec(claims).unwrap_or_default()),
    );
    let signature = key.sign(signed.as_bytes());
    format!("{signed}.{}", Bytes::encode(&signature.to_bytes()))
}

/// Reads the header without trusting it.
///
/// # Errors
/// [`JwsError::Malformed`] when it is too long, not of `typ`, not EdDSA, or wants more of its reader than that.
pub fn header(token: &str, typ: &str) -> Result<Header, JwsError> {
    if token.len() > MAX_LENGTH {
        return Err(JwsError::Malformed);
    }
    let first = token.split('.').next().ok_or(JwsError::Malformed)?;
    let header: Header = parse(first)?;
    if header.alg != "EdDSA" || header.crit.0 || !header.typ.eq_ignore_ascii_case(typ) {
        return Err(JwsError::Malformed);
    }
    Ok(header)
}

/// Verifies with `key` and returns the claims.
///
/// # Errors
/// [`JwsError::Malformed`] or [`JwsError::Signature`].
pub fn verify<C: DeserializeOwned>(
    token: &str,
    typ: &str,
    key: &VerifyingKey,
) -> Result<C, JwsError> {
    header(token, typ)?;
    let (signed, signature) = token.rsplit_once('.').ok_or(JwsError::Malformed)?;
    let (_, claims) = signed.split_once('.').ok_or(JwsError::Malformed)?;
    let signature = Bytes::decode(signature)
        .and_then(|s| Signature::from_slice(&s).ok())
        .ok_or(JwsError::Malformed)?;
    key.verify_strict(signed.as_bytes(), &signature)
        .map_err(|_| JwsError::Signature)?;
    parse(claims)
}

fn parse<T: DeserializeOwned>(part: &str) -> Result<T, JwsError> {
    let bytes = Bytes::decode(part).ok_or(JwsError::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| JwsError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8037 appendix A: key, thumbprint and signature.
    #[test]
    fn the_vectors_of_rfc_8037_hold() {
        let seed = Bytes::decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").expect("vector");
        let key = SigningKey::from_bytes(&seed.try_into().expect("32 bytes"));
        let public = PublicKey::of(&key);
        assert_eq!(
            Bytes::encode(&public.x.0),
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
        );
        assert_eq!(
            public.thumbprint(),
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
        );
        let signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        let signature = Bytes::encode(&key.sign(signed.as_bytes()).to_bytes());
        assert_eq!(
            signature,
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        );
    }

    #[test]
    fn what_names_something_critical_or_shows_a_private_key_is_not_read() {
        let header_of =
            |json: &str| header(&format!("{}.e30.AA", Bytes::encode(json.as_bytes())), "t");
        let jwk = r#""kty":"OKP","crv":"Ed25519","x":"AA""#;
        let good = header_of(&format!(
            r#"{{"typ":"t","alg":"EdDSA","jwk":{{{jwk}}},"more":1}}"#
        ));
        assert!(good.is_ok_and(|header| header.jwk.is_some()));
        for more in [
            r#""crit":["exp"],"exp":1"#.to_owned(),
            r#""crit":[]"#.to_owned(),
            r#""crit":null"#.to_owned(),
            format!(r#""jwk":{{{jwk},"d":"AA"}}"#),
            format!(r#""jwk":{{{jwk},"d":null}}"#),
            format!(r#""jwk":{{{jwk},"k":"AA"}}"#),
        ] {
            let refused = header_of(&format!(r#"{{"typ":"t","alg":"EdDSA",{more}}}"#));
            assert_eq!(refused.map(drop), Err(JwsError::Malformed), "{more}");
        }
    }

    #[test]
    fn another_type_another_key_and_a_changed_letter_are_refused() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let token = sign("secevent+jwt", &serde_json::json!({"a": 1}), &key, false);
        let verify_as = |token: &str, typ, key: &SigningKey| {
            verify::<serde_json::Value>(token, typ, &key.verifying_key())
        };
        assert!(verify_as(&token, "secevent+jwt", &key).is_ok());
        assert_eq!(
            verify_as(&token, "dpop+jwt", &key),
            Err(JwsError::Malformed)
        );
        let other = SigningKey::from_bytes(&[8; 32]);
        assert_eq!(
            verify_as(&token, "secevent+jwt", &other),
            Err(JwsError::Signature)
        );
        let (head, rest) = token.split_once('.').expect("three parts");
        let forged = format!("{head}.{}", rest.replacen("eyJ", "eyK", 1));
        assert!(verify_as(&forged, "secevent+jwt", &key).is_err());
        let unsigned = token.replace(
            head,
            &Bytes::encode(br#"{"typ":"secevent+jwt","alg":"none"}"#),
        );
        assert_eq!(
            verify_as(&unsigned, "secevent+jwt", &key),
            Err(JwsError::Malformed)
        );
    }
}
