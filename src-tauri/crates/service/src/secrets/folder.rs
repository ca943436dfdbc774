//! Who else may use the folder of the secrets: nobody. Where others may write, they may have put secrets of their own there.

use std::path::Path;

use super::SecretsError;

/// Closes it to others, if it is for secrets and nothing else.
///
/// # Errors
/// [`SecretsError::OpenFolder`] when others may write there
#[cfg(unix)]
pub(super) fn make_private(dir: &Path) -> Result<(), SecretsError> {
    use std::os::unix::fs::PermissionsExt;

    is_closed(dir)?;
    let failed = |cause| SecretsError::File {
        file: dir.into(),
        cause,
    };
    if super::is_private(dir).map_err(failed)? || !is_of_secrets(dir).map_err(failed)? {
        return Ok(());
    }
    tracing::warn!(folder = %dir.display(), "others could look into the folder of the secrets until now");
    let owner_only = std::fs::Permissions::from_mode(0o700);
    std::fs::set_permissions(dir, owner_only).map_err(failed)
}

/// For whoever only looks. One that is not there holds nothing: the secrets may be in the environment.
///
/// # Errors
/// [`SecretsError::OpenFolder`] when others may write there
#[cfg(unix)]
pub(super) fn is_closed(dir: &Path) -> Result<(), SecretsError> {
    use std::os::unix::fs::PermissionsExt;

    match std::fs::metadata(dir) {
        Ok(folder) if folder.permissions().mode() & 0o022 != 0 => {
            Err(SecretsError::OpenFolder(dir.into()))
        }
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(SecretsError::File {
            file: dir.into(),
            cause,
        }),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// It holds secrets, or nothing yet. A folder that serves others too stays as it is: its files are closed.
#[cfg(unix)]
fn is_of_secrets(dir: &Path) -> std::io::Result<bool> {
    Ok(dir.join("service-id").try_exists()? || std::fs::read_dir(dir)?.next().is_none())
}

/// Elsewhere the folder's inherited permissions decide.
#[cfg(not(unix))]
pub(super) fn make_private(_: &Path) -> Result<(), SecretsError> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn is_closed(_: &Path) -> Result<(), SecretsError> {
    Ok(())
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use crate::secrets::keys::Reading;
    use crate::secrets::{KnownKeys, Secrets, SecretsError};

    fn looked_at(dir: &Path) -> Result<Secrets, SecretsError> {
        Secrets::read(Reading {
            dir,
            known: &KnownKeys::default(),
            writes: false,
            lost: None,
        })
    }

    #[test]
    fn a_folder_where_others_may_write_is_refused_and_one_where_they_may_look_is_closed() {
        let dir = tempfile::tempdir().unwrap();
        let opened_to = |mode| set_permissions(dir.path(), Permissions::from_mode(mode)).unwrap();
        Secrets::open(dir.path()).unwrap();
        for mode in [0o777, 0o770, 0o702, 0o1777] {
            opened_to(mode);
            for opened in [Secrets::open(dir.path()), looked_at(dir.path())] {
                let error = opened.unwrap_err().to_string();
                assert!(error.contains("chmod 700"), "{mode:o}: {error}");
            }
        }
        for mode in [0o755, 0o750, 0o711] {
            opened_to(mode);
            looked_at(dir.path()).unwrap();
            let after = || metadata(dir.path()).unwrap().permissions().mode() & 0o777;
            assert_eq!(after(), mode, "who looks changes nothing");
            Secrets::open(dir.path()).unwrap();
            assert_eq!(after(), 0o700);
        }
    }
}
