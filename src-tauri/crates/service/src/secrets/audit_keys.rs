//! The key that chains the audit record, and those before it, which still say whether the older entries are as they were written.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::key_file::{KeyFile, key};

/// In the file, in the place of a key that nobody has any more.
const LOST: &str = "lost";

pub(crate) struct AuditKeys {
    pub(crate) file: KeyFile,
    /// Oldest first; `None`: lost.
    keys: Vec<Option<Zeroizing<[u8; 32]>>>,
}

impl AuditKeys {
    pub(super) fn of(file: KeyFile) -> Self {
        let older = file.rest.iter().rev().map(|word| key(word));
        let keys = older.chain([Some(file.current.clone())]).collect();
        Self { file, keys }
    }

    /// The file of the one that comes next.
    pub(crate) fn next(&self, lost: bool) -> KeyFile {
        let mut next = KeyFile::random();
        let before = if lost {
            LOST.to_owned()
        } else {
            URL_SAFE_NO_PAD.encode(self.file.current.as_slice())
        };
        next.rest = std::iter::once(Zeroizing::new(before))
            .chain(self.file.rest.iter().cloned())
            .collect();
        next
    }

    /// How many there were, lost ones too.
    pub(crate) fn count(&self) -> usize {
        self.keys.len()
    }

    /// Counted from the oldest, from 0.
    pub(crate) fn is_lost(&self, number: usize) -> bool {
        matches!(self.keys.get(number), Some(None))
    }

    /// By the one in force.
    pub(crate) fn mac(&self, seq: i64, previous: &[u8], entry: &str) -> [u8; 32] {
        mac(&self.file.current, seq, previous, entry)
            .map_or([0; 32], |mac| mac.finalize().into_bytes().into())
    }

    /// In the same time whatever it is.
    pub(crate) fn is_mac(
        &self,
        number: usize,
        tag: &[u8],
        (seq, previous, entry): (i64, &[u8], &str),
    ) -> bool {
        let key = self.keys.get(number).and_then(Option::as_ref);
        key.and_then(|key| mac(key, seq, previous, entry))
            .is_some_and(|expected| expected.verify_slice(tag).is_ok())
    }
}

/// HMAC takes keys of any length, so this is never `None`.
fn mac(key: &[u8; 32], seq: i64, previous: &[u8], entry: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(&seq.to_be_bytes());
    // The first has none before it, all others have 32 bytes: that it is not the other is said by `seq`.
    mac.update(previous);
    mac.update(entry.as_bytes());
    Some(mac)
}
