//! Where things lie on this computer: as each system expects it (XDG on Linux), or all in one folder.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A development build never touches the data or the keychain entries of an installed one.
const FOLDER: &str = if cfg!(debug_assertions) {
    "porchlight-dev"
} else {
    "porchlight"
};
pub(crate) const KEYCHAIN_NAMESPACE: &str = if cfg!(debug_assertions) {
    "eu.porchlight.dev"
} else {
    "eu.porchlight"
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    /// What the owner calls "my data": holds the next two.
    pub data: PathBuf,
    /// The encrypted database and its header.
    pub vault: PathBuf,
    /// The embedded service of the demo home.
    pub demo: PathBuf,
    pub logs: PathBuf,
    /// Size and place of the window.
    pub window_state: PathBuf,
    /// There when the owner was told what closing the window means without a tray.
    pub closing_told: PathBuf,
    /// How the last start went.
    pub last_start: PathBuf,
    /// What the web engine insists on keeping.
    pub web: PathBuf,
}

impl Places {
    /// `None` where the system does not say (no home folder).
    pub(crate) fn for_this_run(folder: Option<&Path>) -> Option<Self> {
        match folder {
            Some(folder) => std::path::absolute(folder)
                .ok()
                .map(|folder| Self::all_in(&folder)),
            None => Self::of_system(),
        }
    }

    fn all_in(folder: &Path) -> Self {
        Self::of(
            folder.join("data"),
            &folder.join("state"),
            &folder.join("config"),
            &folder.join("cache"),
        )
    }

    fn of_system() -> Option<Self> {
        // Not in a profile that roams: the key of the database stays on this computer.
        let data = dirs::data_local_dir()?.join(FOLDER);
        // Only Linux has a place for logs and the like of its own.
        let state =
            dirs::state_dir().map_or_else(|| data.join("state"), |state| state.join(FOLDER));
        Some(Self::of(
            data,
            &state,
            &dirs::config_local_dir()?.join(FOLDER),
            &dirs::cache_dir()?.join(FOLDER),
        ))
    }

    fn of(data: PathBuf, state: &Path, config: &Path, cache: &Path) -> Self {
        Self {
            vault: data.join("vault"),
            demo: data.join("demo"),
            logs: state.join("logs"),
            last_start: state.join("last-start"),
            window_state: config.join("window.json"),
            closing_told: config.join("closing-told"),
            web: cache.join("web"),
            data,
        }
    }

    /// Makes the folders, for their owner only.
    ///
    /// # Errors
    /// The folder that cannot be made.
    pub(crate) fn make(&self) -> Result<(), &Path> {
        let folders = [
            Some(self.vault.as_path()),
            Some(&self.logs),
            Some(&self.web),
            self.window_state.parent(),
        ];
        for folder in folders.into_iter().flatten() {
            make_private(folder).map_err(|_| folder)?;
        }
        Ok(())
    }

    /// Two runs over the same data are one program too many.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.data.hash(&mut hasher);
        format!("d{:016x}", hasher.finish())
    }
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    // One that was there may have been made by others, or by an earlier version.
    #[cfg(unix)]
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_moves_everything() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::for_this_run(Some(folder.path())).unwrap();
        let Places {
            data,
            vault,
            demo,
            logs,
            window_state,
            closing_told,
            last_start,
            web,
        } = &places;
        for place in [
            data,
            vault,
            demo,
            logs,
            window_state,
            closing_told,
            last_start,
            web,
        ] {
            assert!(place.starts_with(folder.path()), "{}", place.display());
        }
        places.make().unwrap();
        assert!(places.vault.is_dir());
    }

    #[cfg(unix)]
    #[test]
    fn folders_are_for_their_owner_only_also_where_they_were_open() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let places = Places::for_this_run(Some(folder.path())).unwrap();
        std::fs::create_dir_all(&places.logs).unwrap();
        std::fs::set_permissions(&places.logs, PermissionsExt::from_mode(0o777)).unwrap();
        places.make().unwrap();
        let window = places.window_state.parent().unwrap();
        for made in [&places.vault, &places.logs, &places.web, window] {
            let mode = std::fs::metadata(made).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o700, "{}", made.display());
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("data");
        std::fs::write(&taken, "").unwrap();
        let places = Places::for_this_run(Some(folder.path())).unwrap();
        assert_eq!(places.make(), Err(places.vault.as_path()));
    }

    #[test]
    fn other_data_is_another_program() {
        let of = |folder: &str| {
            Places::for_this_run(Some(Path::new(folder)))
                .unwrap()
                .fingerprint()
        };
        assert_eq!(of("/a"), of("/a"));
        assert_ne!(of("/a"), of("/b"));
    }
}
