//! All authenticators of this computer, as one entry of its keychain.

use rand::RngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use specta::Type;
use totp_rs::Secret;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{Authenticator, CodeAlgorithm, CodeKind};
use crate::cameras::Nickname;
use crate::ports::secret_vault::LARGEST_ENTRY;
use crate::secret::SecretBytes;

const VERSION: u32 = 1;

/// In the order in which the owner added them.
#[derive(Clone, Default)]
pub struct Kept(pub Vec<KeptAuthenticator>);

#[derive(Clone)]
pub struct KeptAuthenticator {
    pub id: AuthenticatorId,
    pub label: Label,
    pub authenticator: Authenticator,
}

/// Random, so that none is taken for one that was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct AuthenticatorId(pub u32);

/// What the owner calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub issuer: Nickname,
    pub account: Option<Nickname>,
}

/// The entry is damaged, or of a newer program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// No keychain takes so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// As it is written: never rename anything of it.
#[derive(Serialize, Deserialize)]
struct Entry {
    version: u32,
    authenticators: Vec<Row>,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct Row {
    id: u32,
    issuer: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    /// base32
    secret: String,
    #[zeroize(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<RowKind>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct RowKind {
    algorithm: RowAlgorithm,
    digits: u8,
    period: u32,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RowAlgorithm {
    Sha1,
    Sha256,
    Sha512,
}

impl AuthenticatorId {
    pub fn new() -> Self {
        Self(OsRng.next_u32())
    }
}

impl Default for AuthenticatorId {
    fn default() -> Self {
        Self::new()
    }
}

impl Kept {
    /// # Errors
    /// [`Unreadable`]: it must not be written over, since accounts would be shut.
    pub fn read(entry: &SecretBytes) -> Result<Self, Unreadable> {
        let entry: Entry = serde_json::from_slice(entry.expose()).map_err(|_| Unreadable)?;
        if entry.version != VERSION {
            return Err(Unreadable);
        }
        let kept = entry.authenticators.iter().map(KeptAuthenticator::of);
        kept.collect::<Option<_>>().map(Self).ok_or(Unreadable)
    }

    /// # Errors
    /// [`Full`]
    pub fn write(&self) -> Result<SecretBytes, Full> {
        let entry = Entry {
            version: VERSION,
            authenticators: self.0.iter().map(KeptAuthenticator::row).collect(),
        };
        // Numbers and plain text: serialising cannot fail.
        let text = SecretBytes::new(serde_json::to_vec(&entry).unwrap_or_default());
        if text.expose().len() > LARGEST_ENTRY {
            return Err(Full);
        }
        Ok(text)
    }

    pub fn get(&self, id: AuthenticatorId) -> Option<&KeptAuthenticator> {
        self.0.iter().find(|kept| kept.id == id)
    }

    pub fn twin_of(&self, authenticator: &Authenticator) -> Option<&KeptAuthenticator> {
        self.0
            .iter()
            .find(|kept| kept.authenticator.is_twin_of(authenticator))
    }

    /// With where it stood.
    pub fn remove(&mut self, id: AuthenticatorId) -> Option<(usize, KeptAuthenticator)> {
        let at = self.0.iter().position(|kept| kept.id == id)?;
        Some((at, self.0.remove(at)))
    }

    /// At `at`, or at the end of what is left.
    pub fn insert(&mut self, at: usize, kept: KeptAuthenticator) {
        self.0.insert(at.min(self.0.len()), kept);
    }
}

impl KeptAuthenticator {
    fn of(row: &Row) -> Option<Self> {
        let secret = Secret::try_from_base32(&row.secret).ok()?;
        let kind = row.kind.map_or(CodeKind::USUAL, CodeKind::from);
        // What `totp_rs` could not make a code of, we never wrote.
        let sound = (6..=8).contains(&kind.digits) && kind.period > 0;
        sound.then_some(Self {
            id: AuthenticatorId(row.id),
            label: Label {
                issuer: Nickname::parse(&row.issuer).ok()?,
                account: Nickname::parse_room(row.account.as_deref()).ok()?,
            },
            authenticator: Authenticator::new(secret, kind),
        })
    }

    fn row(&self) -> Row {
        let Label { issuer, account } = &self.label;
        let kind = self.authenticator.kind;
        Row {
            id: self.id.0,
            issuer: issuer.as_str().to_owned(),
            account: account.as_ref().map(|name| name.as_str().to_owned()),
            secret: self.authenticator.secret.to_base32(),
            kind: (kind != CodeKind::USUAL).then(|| kind.into()),
        }
    }
}

impl From<RowKind> for CodeKind {
    fn from(kept: RowKind) -> Self {
        let RowKind {
            algorithm,
            digits,
            period,
        } = kept;
        Self {
            algorithm: match algorithm {
                RowAlgorithm::Sha1 => CodeAlgorithm::Sha1,
                RowAlgorithm::Sha256 => CodeAlgorithm::Sha256,
                RowAlgorithm::Sha512 => CodeAlgorithm::Sha512,
            },
            digits,
            period,
        }
    }
}

impl From<CodeKind> for RowKind {
    fn from(kind: CodeKind) -> Self {
        let CodeKind {
            algorithm,
            digits,
            period,
        } = kind;
        Self {
            algorithm: match algorithm {
                CodeAlgorithm::Sha1 => RowAlgorithm::Sha1,
                CodeAlgorithm::Sha256 => RowAlgorithm::Sha256,
                CodeAlgorithm::Sha512 => RowAlgorithm::Sha512,
            },
            digits,
            period,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As owners have it in their keychain.
    const ENTRY: &str = concat!(
        r#"{"version":1,"authenticators":["#,
        r#"{"id":7,"issuer":"Wyze","account":"ada@example.org","secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"},"#,
        r#"{"id":8,"issuer":"Ring","secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","kind":{"algorithm":"sha1","digits":8,"period":60}},"#,
        r#"{"id":9,"issuer":"Ring","secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","kind":{"algorithm":"sha256","digits":6,"period":30}},"#,
        r#"{"id":10,"issuer":"Ring","secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","kind":{"algorithm":"sha512","digits":6,"period":30}}]}"#,
    );

    #[test]
    fn what_owners_have_in_their_keychain_is_read_and_written_as_it_was() {
        let Ok(kept) = Kept::read(&SecretBytes::new(ENTRY.into())) else {
            panic!("not read");
        };
        let kind = |algorithm, digits, period| CodeKind {
            algorithm,
            digits,
            period,
        };
        let kinds = kept.0.iter().map(|one| one.authenticator.kind());
        assert_eq!(
            kinds.collect::<Vec<_>>(),
            [
                CodeKind::USUAL,
                kind(CodeAlgorithm::Sha1, 8, 60),
                kind(CodeAlgorithm::Sha256, 6, 30),
                kind(CodeAlgorithm::Sha512, 6, 30),
            ]
        );
        let Label { issuer, account } = &kept.0[0].label;
        let account = account.as_ref().map(Nickname::as_str);
        assert_eq!(
            (issuer.as_str(), account),
            ("Wyze", Some("ada@example.org"))
        );
        let written = kept.write().map(|entry| entry.expose().to_vec());
        assert_eq!(written, Ok(ENTRY.as_bytes().to_vec()));
    }
}
