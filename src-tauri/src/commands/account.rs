//! Connections and accounts: signing in, making an account, signing out.

use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use tauri::{AppHandle, State, Wry};

use crate::compose::Porch;
use crate::recovery_key;

#[tauri::command]
#[specta::specta]
pub(crate) async fn connect_service(
    porch: State<'_, Porch>,
    address: String,
) -> Result<ConnectionId, Failure> {
    porch.companion.connect_service(address).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_connection(
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<(), Failure> {
    porch.companion.forget_connection(connection).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in(
    porch: State<'_, Porch>,
    connection: ConnectionId,
    email: String,
    password: Password,
) -> Result<(), Failure> {
    porch.companion.sign_in(connection, email, password).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_sign_in(
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<(), Failure> {
    porch.companion.cancel_sign_in(connection).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn prepare_account(
    porch: State<'_, Porch>,
    connection: ConnectionId,
    email: String,
    password: Password,
) -> Result<(), Failure> {
    porch
        .companion
        .prepare_account(connection, email, password)
        .await
}

/// The one command that reveals something: eight groups, while the account is being made.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal_recovery_key(
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<Vec<String>, Failure> {
    porch.companion.reveal_recovery_key(connection).await
}

/// Asks where, and writes a file that only the owner can read. `false`: the owner changed their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_recovery_key(
    app: AppHandle<Wry>,
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<bool, Failure> {
    let groups = porch.companion.recovery_key_groups(connection).await?;
    let Some(file) = recovery_key::ask_where(&app).await else {
        return Ok(false);
    };
    tauri::async_runtime::spawn_blocking(move || recovery_key::write(&file, &groups))
        .await
        .map_err(|_| Failure::new(FailureCode::StorageUnavailable))??;
    Ok(true)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn confirm_recovery_key(
    porch: State<'_, Porch>,
    connection: ConnectionId,
    group: u32,
    typed: String,
) -> Result<(), Failure> {
    porch
        .companion
        .confirm_recovery_key(connection, group, typed)
        .await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_account(
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<(), Failure> {
    porch.companion.cancel_account(connection).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn postpone_prompt(
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<(), Failure> {
    porch.companion.postpone_prompt(connection).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn show_prompt(
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<(), Failure> {
    porch.companion.show_prompt(connection).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_advisory(
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<(), Failure> {
    porch.companion.open_advisory(connection).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_out(
    porch: State<'_, Porch>,
    connection: ConnectionId,
) -> Result<(), Failure> {
    porch.companion.sign_out(connection).await
}
