//! Whether what an earlier run left can be opened, and how it is taken away when not.

use std::path::{Path, PathBuf};

use super::{assistants, kitchen, shelf};
use crate::secrets::SecretsError;
use crate::service::OpenError;
use crate::store::{DatabaseUrl, StoreError, result_code};

const DATABASE: &str = "home.sqlite";

pub(super) fn database(dir: &Path) -> DatabaseUrl {
    DatabaseUrl::sqlite(dir.join(DATABASE))
}

/// Garbled, from a newer version, or parted from its secrets. A locked or full disk is none of these.
pub(super) fn beyond_repair(error: &OpenError) -> bool {
    match error {
        OpenError::ForeignSecrets { .. }
        | OpenError::Newer { .. }
        | OpenError::NoDatabase { .. }
        | OpenError::Secrets(
            SecretsError::Another(_) | SecretsError::Gone { .. } | SecretsError::Malformed(_),
        ) => true,
        OpenError::Store(StoreError::Unavailable(cause)) | OpenError::Database { cause, .. } => {
            garbled(cause)
        }
        OpenError::Store(StoreError::Damaged(_)) => true,
        OpenError::File { .. }
        | OpenError::DiskFull { .. }
        | OpenError::NoFolder(_)
        | OpenError::NotPrivate(_)
        | OpenError::Older { .. }
        | OpenError::OpenFolder(_)
        | OpenError::Secrets(_)
        | OpenError::Store(StoreError::ProofUsed) => false,
    }
}

fn garbled(cause: &sqlx::Error) -> bool {
    use sqlx::migrate::MigrateError as Migration;
    if let sqlx::Error::Migrate(migration) = cause {
        if let Migration::Execute(cause) | Migration::ExecuteMigration(cause, _) = &**migration {
            return garbled(cause);
        }
        return matches!(
            **migration,
            Migration::VersionMissing(_) | Migration::VersionMismatch(_) | Migration::Dirty(_)
        );
    }
    const CORRUPT: u32 = 11;
    const NO_DATABASE: u32 = 26;
    matches!(result_code(cause), Some(CORRUPT | NO_DATABASE))
}

pub(super) fn demolish(dir: &Path) -> std::io::Result<()> {
    let gone = |result: std::io::Result<()>| match result {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    };
    for end in ["", "-wal", "-shm"] {
        let file: PathBuf = dir.join(format!("{DATABASE}{end}"));
        gone(std::fs::remove_file(file))?;
    }
    gone(std::fs::remove_file(dir.join(shelf::FILE)))?;
    gone(std::fs::remove_file(dir.join(kitchen::FILE)))?;
    for file in std::fs::read_dir(dir)?.flatten() {
        let name = file.file_name();
        if name
            .to_str()
            .is_some_and(|name| name.ends_with(assistants::FILE))
        {
            gone(std::fs::remove_file(file.path()))?;
        }
    }
    gone(std::fs::remove_dir_all(dir.join("secrets")))
}
