//! Pictures in which a code is looked for ([`super::authenticators`], [`super::setup`]).

use porchlight_core::error::Failure;

use crate::picture;

/// The owner does not want to wait any longer. Whoever waits for the code hears that the search was stopped.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_reading_picture() -> Result<(), Failure> {
    picture::stop();
    Ok(())
}
