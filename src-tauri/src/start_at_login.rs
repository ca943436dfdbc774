//! Starting with the owner's session, as they choose.
//!
//! On Linux a desktop entry in the owner's own folder says so (freedesktop.org, Desktop Application Autostart Specification). The file
//! is the choice: what the desktop's own settings do to it counts. Not `tauri-plugin-autostart`: it looks past `XDG_CONFIG_HOME`, and
//! does not escape the path of the program. Other systems keep such a choice elsewhere, and it is not offered there yet.

#[cfg(target_os = "linux")]
use std::path::Path;
use std::path::PathBuf;

/// Said at the start to a program that the session starts: it stays in the tray where there is one.
pub(crate) const IN_TRAY: &str = "--in-tray";

/// Managed by the app.
pub(crate) struct StartAtLogin {
    /// `None`: this system keeps such a choice elsewhere.
    file: Option<PathBuf>,
    /// A folder that the owner named for all data.
    data_dir: Option<PathBuf>,
}

impl StartAtLogin {
    pub(crate) fn new(data_dir: Option<PathBuf>) -> Self {
        Self {
            file: file(),
            data_dir,
        }
    }

    /// `None`: it is not offered here.
    pub(crate) fn is_on(&self) -> Option<bool> {
        let file = self.file.as_ref()?;
        Some(std::fs::read_to_string(file).is_ok_and(|entry| counts(&entry)))
    }

    /// # Errors
    /// The file cannot be written, or removed; or there is no such file on this system.
    pub(crate) fn set(&self, on: bool) -> std::io::Result<()> {
        let file = self.file.as_ref().ok_or(std::io::ErrorKind::Unsupported)?;
        if !on {
            return match std::fs::remove_file(file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        let folder = file.parent().ok_or(std::io::ErrorKind::NotFound)?;
        std::fs::create_dir_all(folder)?;
        let mut written = tempfile::NamedTempFile::new_in(folder)?;
        std::io::Write::write_all(&mut written, self.entry()?.as_bytes())?;
        written.persist(file).map_err(|error| error.error)?;
        Ok(())
    }

    fn entry(&self) -> std::io::Result<String> {
        let program = match std::env::var_os("APPIMAGE") {
            // Where it lies, and not where it is mounted now.
            Some(image) => PathBuf::from(image),
            None => std::env::current_exe()?,
        };
        let mut command = format!("{} {IN_TRAY}", quoted(&program.to_string_lossy()));
        if let Some(folder) = &self.data_dir {
            let folder = std::path::absolute(folder)?;
            command = format!("{command} --data-dir {}", quoted(&folder.to_string_lossy()));
        }
        Ok(format!(
            "[Desktop Entry]\nType=Application\nName=Porchlight\nExec={command}\nTerminal=false\n"
        ))
    }
}

/// A development build starts nothing in the place of an installed one.
#[cfg(target_os = "linux")]
fn file() -> Option<PathBuf> {
    let name = format!("{}.desktop", crate::places::KEYCHAIN_NAMESPACE);
    Some(dirs::config_dir()?.join(Path::new("autostart")).join(name))
}

#[cfg(not(target_os = "linux"))]
fn file() -> Option<PathBuf> {
    None
}

/// Desktops switch an entry off by one of these two lines.
fn counts(entry: &str) -> bool {
    !entry.lines().any(|line| {
        let line: String = line.split_whitespace().collect();
        line.eq_ignore_ascii_case("Hidden=true")
            || line.eq_ignore_ascii_case("X-GNOME-Autostart-enabled=false")
    })
}

/// One argument of an `Exec` line: quoted, and then escaped once more as every string of the file is (Desktop Entry Specification,
/// "The Exec key").
fn quoted(argument: &str) -> String {
    let mut quoted = String::from("\"");
    for character in argument.chars() {
        match character {
            '"' | '`' | '$' => quoted.push_str("\\\\"),
            '\\' => quoted.push_str("\\\\\\"),
            '%' => quoted.push('%'),
            _ => {}
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_folder(folder: &Path) -> StartAtLogin {
        StartAtLogin {
            file: Some(folder.join("autostart/eu.porchlight.desktop")),
            data_dir: None,
        }
    }

    #[test]
    fn an_owner_turns_it_on_and_off_and_the_file_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let choice = in_folder(folder.path());
        assert_eq!(choice.is_on(), Some(false));
        choice.set(false).unwrap();
        choice.set(true).unwrap();
        assert_eq!(choice.is_on(), Some(true));
        let file = choice.file.clone().unwrap();
        let entry = std::fs::read_to_string(&file).unwrap();
        assert!(entry.starts_with("[Desktop Entry]\nType=Application\n"));
        assert!(entry.contains(" --in-tray\n"), "{entry}");
        choice.set(false).unwrap();
        assert!(!file.exists());
        assert_eq!(
            std::fs::read_dir(file.parent().unwrap()).unwrap().count(),
            0
        );
    }

    #[test]
    fn what_the_desktops_own_settings_switch_off_is_off() {
        let folder = tempfile::tempdir().unwrap();
        let choice = in_folder(folder.path());
        choice.set(true).unwrap();
        let file = choice.file.clone().unwrap();
        let entry = std::fs::read_to_string(&file).unwrap();
        for off in ["Hidden=true", "X-GNOME-Autostart-enabled = false"] {
            std::fs::write(&file, format!("{entry}{off}\n")).unwrap();
            assert_eq!(choice.is_on(), Some(false), "{off}");
        }
    }

    #[test]
    fn a_program_in_an_awkward_folder_is_named_whole() {
        assert_eq!(quoted("/opt/my porch/p"), r#""/opt/my porch/p""#);
        assert_eq!(quoted(r#"/a"b$c`d"#), r#""/a\\"b\\$c\\`d""#);
        assert_eq!(quoted(r"/a\b"), r#""/a\\\\b""#);
        assert_eq!(quoted("/100%"), r#""/100%%""#);
    }

    #[test]
    fn an_owner_with_a_folder_of_their_own_gets_that_one() {
        let choice = StartAtLogin {
            file: None,
            data_dir: Some("/my data".into()),
        };
        let entry = choice.entry().unwrap();
        assert!(
            entry.contains(r#"--in-tray --data-dir "/my data""#),
            "{entry}"
        );
        assert_eq!(choice.is_on(), None);
        assert!(choice.set(true).is_err());
    }
}
