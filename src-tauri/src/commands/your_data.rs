//! Everything that a service keeps about its owner: shown, written to a file, deleted.

use porchlight_core::error::Failure;
use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::two_factor::SecondFactorInput;
use porchlight_core::view::your_data::{DeletedAccountView, YourDataView};
use tauri::{AppHandle, State, Wry};

use crate::compose::Porch;
use crate::saving;
use crate::typed::Typed;
use crate::words::{language, words};

pass_on! {
    your_data(connection: ConnectionId) -> YourDataView;
    delete_account(connection: ConnectionId, password: Typed<Password>, factor: Typed<Option<SecondFactorInput>>) -> DeletedAccountView;
}

/// Asks where, and writes a file that only the owner can read. `opened`: with what only this computer can read. `false`: the
/// owner changed their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_your_data(
    app: AppHandle<Wry>,
    porch: State<'_, Porch>,
    connection: ConnectionId,
    opened: bool,
) -> Result<bool, Failure> {
    let data = porch.companion.export_your_data(connection, opened).await?;
    let preferences = porch.companion.snapshot().await?.preferences;
    let words = words(language(&preferences));
    let explanation = if opened {
        &words.your_data_opened
    } else {
        &words.your_data
    };
    let text = saving::your_data(explanation, &data)?;
    saving::save_as(&app, "porchlight-my-data.json", text).await
}
