//! A new password in the place of a forgotten one. What is typed goes in; nothing secret comes back.

use porchlight_core::error::Failure;
use porchlight_core::ports::provider::SessionId;
use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::password_recovery::{PasswordRecovered, PasswordRecoveryStep};
use porchlight_core::view::two_factor::SecondFactorInput;

use tauri::State;

use crate::compose::Porch;
use crate::typed::Typed;

pass_on! {
    cancel_password_recovery(connection: ConnectionId) -> ();
    choose_recovered_password(connection: ConnectionId, password: Typed<Password>, keep: Vec<SessionId>) -> PasswordRecovered;
    give_recovery_factor(connection: ConnectionId, factor: Typed<SecondFactorInput>) -> PasswordRecoveryStep;
    stop_password_recovery(connection: ConnectionId) -> ();
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_password_recovery(
    porch: State<'_, Porch>,
    connection: ConnectionId,
    email: String,
    recovery_key: Typed<Password>,
) -> Result<PasswordRecoveryStep, Failure> {
    let _visit = porch.visit(connection).await?;
    porch
        .companion
        .begin_password_recovery(connection, email, recovery_key.into())
        .await
}
