//! Saving the recovery key to a file of the owner's choice. The text goes from the core to the disk and
//! does not pass through the window.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use porchlight_core::error::{Failure, FailureCode};
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_dialog::DialogExt;
use tempfile::NamedTempFile;

use crate::window;

/// `None`: the owner cancelled.
pub(crate) async fn ask_where(app: &AppHandle<Wry>) -> Option<PathBuf> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    let mut dialog = app
        .dialog()
        .file()
        .set_file_name("porchlight-recovery-key.txt");
    if let Some(window) = app.get_webview_window(window::MAIN) {
        dialog = dialog.set_parent(&window);
    }
    dialog.save_file(move |path| {
        // Nobody waits any more when the program is closing.
        let _ = chosen.send(path);
    });
    answer.await.ok().flatten()?.into_path().ok()
}

/// All of it or nothing, readable by the owner only (0600).
pub(crate) fn write(file: &Path, groups: &[String]) -> Result<(), Failure> {
    let folder = file.parent().ok_or(FailureCode::StorageUnavailable)?;
    let write = || -> std::io::Result<()> {
        // A temporary file is made with mode 0600.
        let mut new = NamedTempFile::new_in(folder)?;
        writeln!(new, "{}", groups.join("-"))?;
        new.as_file().sync_all()?;
        new.persist(file)?;
        Ok(())
    };
    write().map_err(|error| {
        let full = matches!(
            error.kind(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded
        );
        Failure::new(if full {
            FailureCode::DiskFull
        } else {
            FailureCode::StorageUnavailable
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_saved_key_is_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.txt");
        write(&file, &["ABCD".into(), "EFGH".into()]).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "ABCD-EFGH\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let failure = write(&folder.path().join("no/key.txt"), &["ABCD".into()]).unwrap_err();
        assert_eq!(failure.code, FailureCode::StorageUnavailable);
    }
}
