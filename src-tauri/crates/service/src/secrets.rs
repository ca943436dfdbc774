//! Keys that never lie in the database: each in a file of its own that only its owner may read, or in the
//! environment. Whoever has the database alone can neither sign in, nor guess passwords, nor read an address.
//!
//! - `audit_keys`, `sealing_keys`: a key with those before it that are still needed
//! - `key_file`: the file of a key that can be rotated, and how another takes its place
//! - `keys`: those keys as they are in force

mod folder;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use porchlight_protocol::email::Email;
use porchlight_protocol::event::EventToken;
use porchlight_protocol::event_key::EventKeyHistory;
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::opaque::{Message, ServerSetup};
use rand::RngCore;
use rand::rngs::OsRng;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

pub(crate) mod audit_keys;
pub(crate) mod key_file;
pub(crate) mod keys;
pub(crate) mod sealing_keys;

pub use key_file::RotatingKey;
pub use keys::{KnownKey, KnownKeys};

use keys::{Keys, Reading};
use sealing_keys::SealingKeys;

/// Of their files.
const NAMES: [&str; 7] = [
    "audit-key",
    "event-key",
    "lookup-key",
    "opaque-setup",
    "sealing-key",
    "service-id",
    "totp-key",
];

#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    #[error(
        "{0}: other users of this computer can read this secret; allow only its owner (chmod 600)"
    )]
    NotPrivate(PathBuf),
    #[error(
        "{0}: other users of this computer can replace the secrets in this folder; allow only its owner (chmod 700)"
    )]
    OpenFolder(PathBuf),
    #[error("{0} does not exist; start the service once to create it")]
    Missing(PathBuf),
    #[error("{0} does not contain a secret of this service")]
    Malformed(String),
    #[error(
        "{file} is missing. {} Restore it from a backup; if you have none, see \
         `porchlight-service rotate-key --help`",
        what_it_does(file)
    )]
    Gone { file: PathBuf },
    #[error(
        "{0} is not the key that the service used last: restore that one. If it is lost, see \
         `porchlight-service rotate-key --help`"
    )]
    Another(PathBuf),
    #[error("{0} is not lost, it is the key in use: leave out --after-loss, and nothing is lost")]
    NotLost(PathBuf),
    #[error(
        "{0} is set, so the key does not come from a file: write its value into the file, unset the variable, and try again"
    )]
    FromEnvironment(String),
    #[error("{file}: {cause}")]
    File { file: PathBuf, cause: io::Error },
}

pub struct Secrets {
    pub service_id: Uuid,
    /// OPAQUE: the seed of all blinded evaluations and the service's own key (RFC 9807 §6.1).
    pub opaque: ServerSetup,
    /// In the place of the OPAQUE record of an address that has no account (RFC 9807 §10.9). New at each start; nobody sees it
    /// unmasked.
    pub decoy: Vec<u8>,
    /// Turns addresses and tokens into what the database holds of them.
    lookup: Zeroizing<[u8; 32]>,
    /// Those that can be rotated. Services of before two-factor get a key for it when they start.
    keys: RwLock<Arc<Keys>>,
    dir: PathBuf,
}

impl Secrets {
    /// Reads the secrets, from the environment where it has them, and makes those that are not there yet.
    ///
    /// # Errors
    /// [`SecretsError`]
    pub fn open(dir: &Path) -> Result<Self, SecretsError> {
        Self::read(Reading {
            dir,
            known: &KnownKeys::default(),
            writes: true,
            lost: None,
        })
    }

    /// Reads the secrets that the database was last used with.
    ///
    /// # Errors
    /// [`SecretsError`]
    pub(crate) fn read(reading: Reading<'_>) -> Result<Self, SecretsError> {
        let Reading {
            dir,
            known,
            writes,
            lost: _,
        } = reading;
        // Where they were before, a folder that is not there is a mistake, and stays one.
        if writes && !known.begun {
            create_private_dir(dir).map_err(|cause| key_file::failed(dir, cause))?;
        }
        if writes && dir.is_dir() {
            folder::make_private(dir)?;
        } else {
            folder::is_closed(dir)?;
        }
        let obtain = |name: &str, make: fn() -> Vec<u8>| {
            let make = || Zeroizing::new(URL_SAFE_NO_PAD.encode(&*Zeroizing::new(make())));
            let (text, whence) = text(dir, name, known, writes.then_some(&make))?;
            let decoded = URL_SAFE_NO_PAD.decode(text.trim());
            decoded
                .map(Zeroizing::new)
                .map_err(|_| SecretsError::Malformed(whence))
        };
        let id = obtain("service-id", || Uuid::new_v4().as_bytes().to_vec())?;
        let opaque = obtain("opaque-setup", || {
            ServerSetup::new(&mut OsRng).serialize().to_vec()
        })?;
        let opaque = ServerSetup::exactly(&opaque)
            .ok_or_else(|| SecretsError::Malformed("opaque-setup".into()))?;
        Ok(Self {
            service_id: Uuid::from_bytes(fixed("service-id", &id)?),
            decoy: decoy(&opaque),
            opaque,
            lookup: Zeroizing::new(fixed("lookup-key", &obtain("lookup-key", random)?)?),
            keys: RwLock::new(Arc::new(Keys::read(reading)?)),
            dir: dir.into(),
        })
    }

    /// Whether one of them at least is there, or in the environment.
    pub fn are_in(dir: &Path) -> bool {
        let there = |name| dir.join(name).exists() || std::env::var_os(variable(name)).is_some();
        NAMES.into_iter().any(there)
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Those that can be rotated, as they are in force now.
    pub(crate) fn keys(&self) -> Arc<Keys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn put_in_force(&self, keys: Keys) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    /// # Errors
    /// [`SecretsError::Another`]
    pub(crate) fn are_known(&self) -> Result<(), SecretsError> {
        self.keys().are_known(&self.dir)
    }

    pub fn sign_event(&self, claims: &EventToken) -> String {
        claims.sign(&self.keys().event.signing)
    }

    pub fn event_key(&self) -> PublicKey {
        PublicKey::of(&self.keys().event.signing)
    }

    /// Thumbprint of the key that signs events (RFC 7638).
    pub fn event_key_thumbprint(&self) -> String {
        self.keys().event.thumbprint.clone()
    }

    /// By which words that key came to be in force.
    pub fn event_key_history(&self) -> EventKeyHistory {
        let keys = self.keys();
        let words = keys.event.file.rest.iter();
        EventKeyHistory {
            current: PublicKey::of(&keys.event.signing),
            words: words.map(|word| word.as_str().to_owned()).collect(),
        }
    }

    /// What the database knows of an address.
    pub fn email_index(&self, email: &Email) -> [u8; 32] {
        self.keyed(b"email", email.as_str().as_bytes())
    }

    /// What the database knows of a session token. Keyed, so that who can write to the database still cannot
    /// make a session.
    pub fn token_index(&self, token: &str) -> [u8; 32] {
        self.keyed(b"session-token", token.as_bytes())
    }

    /// What the database knows of a proof that was used.
    pub(crate) fn proof_index(&self, thumbprint: &str, jti: &str) -> [u8; 32] {
        self.keyed(b"used-proof", format!("{thumbprint} {jti}").as_bytes())
    }

    /// What it knows of another proof that is good once, under the identifier that the service gave it.
    pub(crate) fn given_proof_index(&self, id: Uuid) -> [u8; 32] {
        self.keyed(b"given-proof", id.as_bytes())
    }

    /// What the database knows of the `Idempotency-Key` of a write.
    pub(crate) fn write_key_hash(&self, account: Uuid, key: &[u8]) -> [u8; 32] {
        let data = Zeroizing::new([account.as_bytes(), key].concat());
        self.keyed(b"idempotency-key", &data)
    }

    /// Under which the last word to a computer of a deleted account is found.
    pub fn farewell_mark(&self, token_index: &[u8]) -> [u8; 32] {
        self.keyed(b"farewell-mark", token_index)
    }

    /// What opens it.
    pub fn farewell_key(&self, token_index: &[u8]) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.keyed(b"farewell-key", token_index))
    }

    /// What the database knows of a pairing's token.
    pub fn pairing_index(&self, token: &str) -> [u8; 32] {
        self.keyed(b"pairing-token", token.as_bytes())
    }

    /// What the database knows of a recovery code.
    pub fn recovery_code_hash(&self, account: Uuid, code: &str) -> [u8; 32] {
        let data = Zeroizing::new([account.as_bytes(), code.as_bytes()].concat());
        self.keyed(b"recovery-code", &data)
    }

    /// Whether this is the code that was hashed, in the same time whatever it is.
    pub fn is_recovery_code(&self, hash: &[u8], account: Uuid, code: &str) -> bool {
        let data = Zeroizing::new([account.as_bytes(), code.as_bytes()].concat());
        self.mac(b"recovery-code", &data)
            .is_some_and(|mac| mac.verify_slice(hash).is_ok())
    }

    pub fn seal_totp(&self, secret: &[u8], account: Uuid) -> Vec<u8> {
        self.keys().totp.seal(secret, account.as_bytes())
    }

    pub fn unseal_totp(&self, sealed: &[u8], account: Uuid) -> Option<Zeroizing<Vec<u8>>> {
        self.opened(RotatingKey::Totp, sealed, account.as_bytes())
    }

    /// The OPAQUE credential identifier of an address that has no account: always the same one.
    pub fn fake_credential(&self, email_index: &[u8; 32]) -> Uuid {
        let mut id = [0; 16];
        id.copy_from_slice(&self.keyed(b"fake", email_index)[..16]);
        Uuid::from_bytes(id)
    }

    /// 32 bytes in the place of a public key, for an address without an account: the same each time, and nobody's.
    pub(crate) fn fake_public_key(&self, email_index: &[u8; 32]) -> [u8; 32] {
        self.keyed(b"fake-public-key", email_index)
    }

    /// Recognises the database that was made with these secrets, and tells nothing about them.
    pub fn mark(&self) -> [u8; 32] {
        self.mark_with(&self.keys())
    }

    /// Once these keys are in force.
    pub(crate) fn mark_with(&self, keys: &Keys) -> [u8; 32] {
        let all = [
            self.service_id.as_bytes().as_slice(),
            &Zeroizing::new(self.opaque.serialize().to_vec()),
            keys.sealing.file.current.as_slice(),
        ]
        .concat();
        self.keyed(b"database", &Zeroizing::new(all))
    }

    pub fn seal(&self, plain: &[u8], place: &[u8]) -> Vec<u8> {
        self.keys().sealing.seal(plain, place)
    }

    pub fn unseal(&self, sealed: &[u8], place: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.opened(RotatingKey::Sealing, sealed, place)
    }

    /// What is sealed under a key that is not known here: another process may have rotated it a moment ago.
    fn opened(&self, key: RotatingKey, sealed: &[u8], place: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let in_force = self.keys();
        let keys = in_force.sealing(key)?;
        if keys.has_key_of(sealed) {
            return keys.open(sealed, place);
        }
        let on_disk = Reading {
            dir: &self.dir,
            known: &KnownKeys::default(),
            writes: false,
            lost: None,
        };
        let (file, _) = on_disk.rotating(key).ok()?;
        SealingKeys::of(key, file).open(sealed, place)
    }

    pub(crate) fn keyed(&self, purpose: &[u8], data: &[u8]) -> [u8; 32] {
        self.mac(purpose, data)
            .map_or([0; 32], |mac| mac.finalize().into_bytes().into())
    }

    /// HMAC takes keys of any length, so this is never `None`.
    pub(crate) fn mac(&self, purpose: &[u8], data: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.lookup.as_slice()).ok()?;
        mac.update(purpose);
        mac.update(&[0]);
        mac.update(data);
        Some(mac)
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

/// A point of the curve; masking key and envelope (RFC 9807 §4.1, §5.1) are random bytes.
fn decoy(opaque: &ServerSetup) -> Vec<u8> {
    let mut rest = [0; 64 + 32 + 64];
    OsRng.fill_bytes(&mut rest);
    [opaque.keypair().public().serialize().as_slice(), &rest].concat()
}

fn random() -> Vec<u8> {
    let mut key = vec![0; 32];
    OsRng.fill_bytes(&mut key);
    key
}

fn fixed<const N: usize>(name: &str, bytes: &[u8]) -> Result<[u8; N], SecretsError> {
    bytes
        .try_into()
        .map_err(|_| SecretsError::Malformed(name.into()))
}

/// The environment variable of a secret: `PORCHLIGHT_LOOKUP_KEY` for `lookup-key`.
fn variable(name: &str) -> String {
    format!("PORCHLIGHT_{}", name.to_uppercase().replace('-', "_"))
}

/// The text of a secret, and whence it comes. Without `make`, and where the database knows it, it must be there.
fn text(
    dir: &Path,
    name: &str,
    known: &KnownKeys,
    make: Option<&dyn Fn() -> Zeroizing<String>>,
) -> Result<(Zeroizing<String>, String), SecretsError> {
    if let Ok(text) = std::env::var(variable(name)) {
        return Ok((Zeroizing::new(text), variable(name)));
    }
    let file = dir.join(name);
    let failed = |cause| key_file::failed(&file, cause);
    if !file.try_exists().map_err(failed)? {
        if known.has(name) {
            return Err(SecretsError::Gone { file });
        }
        let Some(make) = make else {
            return Err(SecretsError::Missing(file));
        };
        write_private(dir, &file, &make()).map_err(failed)?;
    }
    if !is_private(&file).map_err(failed)? {
        return Err(SecretsError::NotPrivate(file));
    }
    let text = Zeroizing::new(fs::read_to_string(&file).map_err(failed)?);
    Ok((text, file.display().to_string()))
}

/// Whole or not at all, and never over what another process wrote in the meantime.
fn write_private(dir: &Path, file: &Path, text: &str) -> io::Result<()> {
    let new = written_beside(dir, text)?;
    let linked = fs::hard_link(&new, file);
    fs::remove_file(&new)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        Ok(()) | Err(_) => sync_dir(dir),
    }
}

/// Whole or not at all, over what was there.
pub(crate) fn replace_private(file: &Path, text: &str) -> io::Result<()> {
    let dir = file.parent().unwrap_or(Path::new("."));
    let new = written_beside(dir, text)?;
    fs::rename(&new, file)?;
    sync_dir(dir)
}

fn written_beside(dir: &Path, text: &str) -> io::Result<PathBuf> {
    let new = dir.join(format!(".{}", Uuid::new_v4()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut handle = options.open(&new)?;
    handle.write_all(text.as_bytes())?;
    handle.sync_all()?;
    Ok(new)
}

#[cfg(unix)]
fn sync_dir(dir: &Path) -> io::Result<()> {
    fs::File::open(dir)?.sync_all()
}

#[cfg(not(unix))]
fn sync_dir(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A file, or a folder, for its owner only.
#[cfg(unix)]
pub(crate) fn is_private(file: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(file)?.permissions().mode().trailing_zeros() >= 6)
}

/// Elsewhere the folder's inherited permissions decide.
#[cfg(not(unix))]
pub(crate) fn is_private(_: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Makes a folder that only its owner may enter, in one that is there; leaves one that is there as it is.
pub(crate) fn create_private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(dir) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && dir.is_dir() => Ok(()),
        made => made,
    }
}

/// For whoever misses it.
fn what_it_does(file: &Path) -> &'static str {
    match file.file_name().and_then(|name| name.to_str()) {
        Some("audit-key") => "It protects the audit record.",
        Some("event-key") => {
            "It signs everything owners' computers are told; they accept no other key."
        }
        Some("lookup-key") => "Without it no account, session or recovery code can be found.",
        Some("opaque-setup") => "Without it no password works.",
        Some("sealing-key") => {
            "It decrypts events, announcements and what linked services may see."
        }
        Some("service-id") => "Owners' computers recognise this service by it.",
        Some("totp-key") => "It decrypts the secrets of authenticator apps.",
        Some(_) | None => "",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use porchlight_protocol::opaque::ServerRegistration;

    use super::*;

    fn email(typed: &str) -> Email {
        Email::parse(typed).unwrap()
    }

    #[test]
    fn secrets_are_made_once_and_are_for_their_owner_only() {
        let dir = tempfile::tempdir().unwrap();
        let first = Secrets::open(dir.path()).unwrap();
        let again = Secrets::open(dir.path()).unwrap();
        assert_eq!(first.mark(), again.mark());
        assert_eq!(
            first.email_index(&email(" Ada@Example.org")),
            again.email_index(&email("ada@example.org"))
        );
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 7);
        #[cfg(unix)]
        for entry in fs::read_dir(dir.path()).unwrap() {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                entry.unwrap().metadata().unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }

    #[test]
    fn the_decoy_is_a_record_like_any_other() {
        let dir = tempfile::tempdir().unwrap();
        let secrets = Secrets::open(dir.path()).unwrap();
        let record = ServerRegistration::deserialize(&secrets.decoy).unwrap();
        assert_eq!(record.serialize().as_slice(), secrets.decoy);
    }

    #[test]
    fn secrets_of_before_two_factor_get_what_they_lack_and_stay_what_they_are() {
        let dir = tempfile::tempdir().unwrap();
        let before = Secrets::open(dir.path()).unwrap();
        fs::remove_file(dir.path().join("totp-key")).unwrap();
        let after = Secrets::open(dir.path()).unwrap();
        assert_eq!(before.mark(), after.mark(), "the database is still theirs");
        let (account, other) = (Uuid::new_v4(), Uuid::new_v4());
        let sealed = after.seal_totp(b"secret", account);
        assert_eq!(
            after.unseal_totp(&sealed, account).unwrap().as_slice(),
            b"secret"
        );
        assert!(after.unseal_totp(&sealed, other).is_none());
        let elsewhere = tempfile::tempdir().unwrap();
        let elsewhere = Secrets::open(elsewhere.path()).unwrap();
        assert!(elsewhere.unseal_totp(&sealed, account).is_none());
    }

    #[test]
    fn other_secrets_know_nothing_of_an_address() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (one, two) = (
            Secrets::open(one.path()).unwrap(),
            Secrets::open(two.path()).unwrap(),
        );
        assert_ne!(
            one.email_index(&email("ada@example.org")),
            two.email_index(&email("ada@example.org"))
        );
        assert_ne!(one.mark(), two.mark());
        assert!(two.unseal(&one.seal(b"state", b"here"), b"here").is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_others_may_read_is_refused_by_name() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        Secrets::open(dir.path()).unwrap();
        let file = dir.path().join("lookup-key");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        let error = Secrets::open(dir.path()).unwrap_err().to_string();
        assert!(
            error.contains("lookup-key") && error.contains("chmod 600"),
            "{error}"
        );
    }

    #[test]
    fn a_garbled_secret_is_named() {
        let dir = tempfile::tempdir().unwrap();
        Secrets::open(dir.path()).unwrap();
        fs::write(dir.path().join("event-key"), "not a key").unwrap();
        assert!(
            Secrets::open(dir.path())
                .unwrap_err()
                .to_string()
                .contains("event-key")
        );
    }
}
