//! A key that seals, and those before it, which still open what they sealed until all of it is sealed anew.
//!
//! In front of what is sealed lies which key it was, so that what an earlier key sealed is found without trying. What was sealed
//! before keys could be rotated has no such name, and is opened by whichever key fits.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::sealing;
use zeroize::Zeroizing;

use super::key_file::{KeyFile, RotatingKey, key};

/// First byte; [`sealing`] itself begins with 1.
const NAMED: u8 = 2;
/// That byte and the start of the key's mark.
const NAME: usize = 5;

pub(crate) struct SealingKeys {
    pub(crate) file: KeyFile,
    /// The one in force first.
    keys: Vec<Named>,
}

struct Named {
    name: [u8; NAME],
    key: Zeroizing<[u8; 32]>,
    /// When another took its place; 0 for the one in force.
    retired: UnixSeconds,
}

impl SealingKeys {
    pub(super) fn of(rotating: RotatingKey, file: KeyFile) -> Self {
        let current = Named::of(rotating, file.current.clone(), 0);
        let older = file.rest.iter().filter_map(|word| {
            let (text, retired) = word.split_once('@')?;
            Some(Named::of(rotating, key(text)?, retired.parse().ok()?))
        });
        Self {
            keys: std::iter::once(current).chain(older).collect(),
            file,
        }
    }

    /// The file of the one that comes next. `lost`: the one in force now opens nothing.
    pub(crate) fn next(&self, lost: bool, now: UnixSeconds) -> KeyFile {
        let mut next = KeyFile::random();
        if !lost {
            let current = self.file.text();
            let current = current.split_whitespace().next().unwrap_or_default();
            let retired = Zeroizing::new(format!("{current}@{now}"));
            next.rest = std::iter::once(retired)
                .chain(self.file.rest.iter().cloned())
                .collect();
        }
        next
    }

    /// The file without keys that were retired earlier; `None` when there are none.
    pub(crate) fn without_retired(&self, before: UnixSeconds) -> Option<KeyFile> {
        let mut kept = self.file.clone();
        kept.rest.retain(|word| {
            let retired = word.split_once('@').and_then(|(_, at)| at.parse().ok());
            retired.is_some_and(|at: UnixSeconds| at >= before)
        });
        (kept.rest.len() < self.file.rest.len()).then_some(kept)
    }

    pub(crate) fn seal(&self, plain: &[u8], place: &[u8]) -> Vec<u8> {
        // There is always one in force.
        let Some(current) = self.keys.first() else {
            return Vec::new();
        };
        let sealed = Zeroizing::new(sealing::seal(&current.key, plain, place));
        [current.name.as_slice(), &sealed].concat()
    }

    pub(crate) fn open(&self, sealed: &[u8], place: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let opened = |key: &Named, sealed| sealing::open(&key.key, sealed, place).ok();
        let plain = if sealed.first() == Some(&NAMED) {
            let (name, sealed) = sealed.split_at_checked(NAME)?;
            let key = self.keys.iter().find(|key| key.name == name)?;
            opened(key, sealed)
        } else {
            self.keys.iter().find_map(|key| opened(key, sealed))
        };
        plain.map(Zeroizing::new)
    }

    /// What has no name may be of any key.
    pub(crate) fn has_key_of(&self, sealed: &[u8]) -> bool {
        sealed.first() != Some(&NAMED) || self.keys.iter().any(|key| sealed.starts_with(&key.name))
    }

    /// In front of everything that the key in force seals.
    pub(crate) fn name(&self) -> &[u8] {
        self.keys.first().map_or(&[], |current| &current.name)
    }

    pub(crate) fn has_retired(&self) -> bool {
        self.keys.iter().any(|key| key.retired != 0)
    }
}

impl Named {
    fn of(rotating: RotatingKey, key: Zeroizing<[u8; 32]>, retired: UnixSeconds) -> Self {
        let file = KeyFile {
            current: key.clone(),
            rest: Vec::new(),
        };
        let mut name = [NAMED; NAME];
        name[1..].copy_from_slice(&file.mark(rotating)[..NAME - 1]);
        Self { name, key, retired }
    }
}
