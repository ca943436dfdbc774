//! Alerts, by page.

use porchlight_core::alerts::Alert;
use porchlight_core::error::Failure;
use porchlight_core::view::AlertCursorRequest;
use tauri::State;

use crate::compose::Porch;

#[tauri::command]
#[specta::specta]
pub(crate) async fn alerts(
    porch: State<'_, Porch>,
    before: Option<AlertCursorRequest>,
    limit: u32,
) -> Result<Vec<Alert>, Failure> {
    porch.companion.alerts(before, limit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn mark_alerts_read(porch: State<'_, Porch>) -> Result<(), Failure> {
    porch.companion.mark_alerts_read().await
}
