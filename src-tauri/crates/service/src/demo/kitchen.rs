//! What the owner's other computer keeps, as any signed-in computer does in its keychain: the vault key. It goes on reading
//! names when the demo's password was changed at this one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use porchlight_protocol::sealing::VaultKey;
use uuid::Uuid;

pub(super) const FILE: &str = "kitchen-laptop.key";

#[derive(Debug)]
pub(super) struct Kitchen(PathBuf);

impl Kitchen {
    pub(super) fn in_dir(dir: &Path) -> Self {
        Self(dir.join(FILE))
    }

    /// Sixteen bytes of the account, and the key. What was kept of another account counts for nothing.
    pub(super) fn kept(&self, account: Uuid) -> Option<(Uuid, VaultKey)> {
        let bytes = std::fs::read(&self.0).ok()?;
        let (of, key) = bytes.split_at_checked(16)?;
        let key = key.try_into().ok()?;
        (of == account.as_bytes()).then(|| (account, VaultKey::from_bytes(key)))
    }

    pub(super) fn keep(&self, (account, key): &(Uuid, VaultKey)) -> io::Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.0)?;
        file.write_all(account.as_bytes())?;
        file.write_all(key.expose())?;
        file.sync_all()
    }
}
