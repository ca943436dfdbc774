//! Saving to a file of the owner's choice: the recovery key, recovery codes, a list of cameras,
//! all that a service keeps about its owner. The text goes from the core to
//! the disk and does not pass through the window.

use std::borrow::Cow;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use porchlight_core::companion::DataExport;
use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::view::CameraView;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_dialog::DialogExt;
use tempfile::NamedTempFile;

use crate::window;

/// Asks where, and writes there. `false`: the owner changed their mind.
///
/// # Errors
/// [`FailureCode::DiskFull`], [`FailureCode::FileNotSaved`]
pub(crate) async fn save_as(
    app: &AppHandle<Wry>,
    name: &str,
    text: String,
) -> Result<bool, Failure> {
    let Some(file) = ask_where(app, name).await else {
        return Ok(false);
    };
    tauri::async_runtime::spawn_blocking(move || write(&file, &text))
        .await
        .map_err(|_| Failure::new(FailureCode::FileNotSaved))??;
    Ok(true)
}

/// What stands around a secret that is kept: the words of the page that the window prints.
#[derive(Deserialize, Type)]
pub(crate) struct Sheet {
    title: String,
    /// Whose it is, and where.
    owner: String,
    /// How it is kept.
    hint: String,
}

impl Sheet {
    fn around(&self, kept: &str) -> String {
        let Self { title, owner, hint } = self;
        format!("{title}\n{owner}\n\n{kept}\n\n{hint}\n")
    }
}

/// The eight groups on one line.
pub(crate) fn recovery_key(groups: &[String], sheet: &Sheet) -> String {
    sheet.around(&groups.join("-"))
}

/// One a line.
pub(crate) fn recovery_codes(codes: &[String], sheet: &Sheet) -> String {
    sheet.around(&codes.join("\n"))
}

/// Comma-separated values (RFC 4180), one camera a line, for a spreadsheet or a letter to the service. What a camera calls itself is no
/// formula.
pub(crate) fn camera_list<'a>(
    cameras: impl IntoIterator<Item = &'a CameraView>,
) -> Result<String, Failure> {
    let mut list = csv::Writer::from_writer(Vec::new());
    let write = || -> csv::Result<()> {
        list.write_record(["name", "room", "network", "model", "firmware", "id"])?;
        for camera in cameras {
            let cells = [
                camera.nickname.as_str(),
                camera.room.as_deref().unwrap_or_default(),
                camera.network.as_deref().unwrap_or_default(),
                &camera.model,
                camera.firmware.as_deref().unwrap_or_default(),
                &camera.key.camera.0,
            ];
            list.write_record(cells.map(as_text).iter().map(|cell| cell.as_bytes()))?;
        }
        Ok(())
    };
    let written = write().is_ok();
    let bytes = list.into_inner().ok().filter(|_| written);
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| FailureCode::FileNotSaved.into())
}

/// Spreadsheets take what begins like this for a formula, and an apostrophe for the word that it is none (OWASP, "CSV Injection"). Before
/// that they leave out white space, and some read letters of full width as the usual ones.
fn as_text(cell: &str) -> Cow<'_, str> {
    const BEGINS_A_FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let begins = |text: &str| text.starts_with(BEGINS_A_FORMULA);
    if begins(cell.trim_start()) || cell.starts_with(['\t', '\r', '\n']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// JSON, for a program or a patient reader.
pub(crate) fn your_data(explanation: &str, data: &DataExport) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct File<'a> {
        explanation: &'a str,
        #[serde(flatten)]
        data: &'a DataExport,
    }
    serde_json::to_string_pretty(&File { explanation, data })
        .map(|text| text + "\n")
        .map_err(|_| FailureCode::FileNotSaved.into())
}

/// `None`: the owner cancelled.
async fn ask_where(app: &AppHandle<Wry>, name: &str) -> Option<PathBuf> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    let mut dialog = app.dialog().file().set_file_name(name);
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
fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let folder = file.parent().ok_or(FailureCode::FileNotSaved)?;
    let write = || -> std::io::Result<()> {
        // A temporary file is made with mode 0600.
        let mut new = NamedTempFile::new_in(folder)?;
        new.write_all(text.as_bytes())?;
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
            FailureCode::FileNotSaved
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
        let text = recovery_key(&["ABCD".into(), "EFGH".into()], &sheet());
        write(&file, &text).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }

    fn sheet() -> Sheet {
        Sheet {
            title: "Porchlight recovery codes".to_owned(),
            owner: "For ada@porch.example at Home".to_owned(),
            hint: "Each works once.".to_owned(),
        }
    }

    #[test]
    fn an_owner_who_finds_a_saved_file_years_later_reads_what_it_is_and_whose() {
        let codes = ["K7QM-2V9R".to_owned(), "XH4T-8WZN".to_owned()];
        assert_eq!(
            recovery_codes(&codes, &sheet()),
            "Porchlight recovery codes\nFor ada@porch.example at Home\n\n\
             K7QM-2V9R\nXH4T-8WZN\n\nEach works once.\n"
        );
        assert_eq!(
            recovery_key(&codes, &sheet()),
            "Porchlight recovery codes\nFor ada@porch.example at Home\n\n\
             K7QM-2V9R-XH4T-8WZN\n\nEach works once.\n"
        );
    }

    #[test]
    fn a_folder_that_is_not_there_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let failure = write(&folder.path().join("no/key.txt"), "ABCD").unwrap_err();
        assert_eq!(failure.code, FailureCode::FileNotSaved);
    }

    fn camera(nickname: &str, network: &str, model: &str, firmware: &str) -> CameraView {
        serde_json::from_value(serde_json::json!({
            "key": { "connection": "00000000-0000-0000-0000-000000000000", "camera": "c1" },
            "nickname": nickname, "room": null, "network": network,
            "model": model, "firmware": firmware, "firmwareAvailable": null,
            "online": true, "lastSeen": 0, "signal": null, "scene": null,
            "edit": { "state": "none" }, "nameShared": false, "private": false
        }))
        .unwrap()
    }

    #[test]
    fn what_a_hostile_camera_calls_itself_is_no_formula_in_a_spreadsheet() {
        let formulas = [
            "=HYPERLINK(\"https://evil.example\",\"A\")",
            "+1+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            " \t=1+1",
            "\t1",
            "\r1",
            "＝1+1",
            "＠SUM(A1)",
        ];
        for formula in formulas {
            let camera = camera(formula, formula, formula, formula);
            let list = camera_list([&camera]).unwrap();
            let mut cells = csv::Reader::from_reader(list.as_bytes());
            let cells = cells.records().next().unwrap().unwrap();
            let as_text = format!("'{formula}");
            for column in [0, 2, 3, 4] {
                assert_eq!(cells.get(column), Some(as_text.as_str()));
            }
            assert_eq!(cells.get(5), Some("c1"));
        }
    }

    #[test]
    fn a_camera_list_opens_in_a_spreadsheet_whatever_the_cameras_are_called() {
        let camera = camera("Shed, \"left\"", "Porch Network", "Porch Cam 2", "5.0.3");
        let list = camera_list([&camera]).unwrap();
        let mut lines = list.lines();
        assert_eq!(lines.next(), Some("name,room,network,model,firmware,id"));
        assert_eq!(
            lines.next(),
            Some("\"Shed, \"\"left\"\"\",,Porch Network,Porch Cam 2,5.0.3,c1")
        );
    }

    #[test]
    fn what_a_camera_does_not_say_is_an_empty_cell() {
        let says_little = CameraView {
            network: None,
            firmware: None,
            ..camera("Shed", "", "", "")
        };
        let list = camera_list([&says_little]).unwrap();
        assert_eq!(list.lines().nth(1), Some("Shed,,,,,c1"));
    }
}
