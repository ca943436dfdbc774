//! Who else on this computer may read the database, or put another in its place: nobody.

use std::path::Path;

use crate::service::OpenError;

/// Takes from others what they may do with the database and the files that SQLite keeps beside it.
///
/// # Errors
/// [`OpenError::NotPrivate`] when it is not ours to take; [`OpenError::OpenFolder`]
#[cfg(unix)]
pub(super) fn make_private(file: &Path) -> Result<(), OpenError> {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    for file in all(file) {
        if is_open(&file)? {
            tracing::warn!(file = %file.display(), "others could read or change the database until now");
            set_permissions(&file, Permissions::from_mode(0o600))
                .map_err(|_| OpenError::NotPrivate(file))?;
        }
    }
    in_a_closed_folder(file)
}

/// For whoever only looks, and changes nothing.
///
/// # Errors
/// [`OpenError::NotPrivate`], [`OpenError::OpenFolder`]
#[cfg(unix)]
pub(super) fn are_private(file: &Path) -> Result<(), OpenError> {
    for file in all(file) {
        if is_open(&file)? {
            return Err(OpenError::NotPrivate(file));
        }
    }
    in_a_closed_folder(file)
}

/// What may be removed by its owner only (the sticky bit) cannot be replaced by others.
#[cfg(unix)]
fn in_a_closed_folder(file: &Path) -> Result<(), OpenError> {
    use std::os::unix::fs::PermissionsExt;

    let dir = file.parent().filter(|dir| !dir.as_os_str().is_empty());
    let dir = dir.unwrap_or(Path::new("."));
    let failed = |cause| OpenError::File {
        file: dir.into(),
        cause,
    };
    let mode = std::fs::metadata(dir).map_err(failed)?.permissions().mode();
    if mode & 0o002 != 0 && mode & 0o1000 == 0 {
        return Err(OpenError::OpenFolder(dir.into()));
    }
    Ok(())
}

#[cfg(unix)]
fn all(file: &Path) -> [std::path::PathBuf; 3] {
    use super::sqlite::beside;

    [file.into(), beside(file, "-wal"), beside(file, "-shm")]
}

/// What is not there is open to nobody.
#[cfg(unix)]
fn is_open(file: &Path) -> Result<bool, OpenError> {
    match crate::secrets::is_private(file) {
        Ok(private) => Ok(!private),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(OpenError::File {
            file: file.into(),
            cause,
        }),
    }
}

/// Elsewhere the folder's inherited permissions decide.
#[cfg(not(unix))]
pub(super) fn make_private(_: &Path) -> Result<(), OpenError> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn are_private(_: &Path) -> Result<(), OpenError> {
    Ok(())
}
