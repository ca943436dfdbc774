//! Two-factor sign-in: the second half of a sign-in, turning it on and off, recovery codes.

use porchlight_core::error::Failure;
use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::two_factor::{EnrolmentReveal, SecondFactorInput};
use tauri::{AppHandle, State, Wry};

use crate::compose::Porch;
use crate::saving::{self, Sheet};
use crate::typed::Typed;

pass_on! {
    finish_sign_in(connection: ConnectionId, factor: Typed<SecondFactorInput>) -> ();
    begin_enrolment(connection: ConnectionId, password: Typed<Password>, factor: Typed<Option<SecondFactorInput>>) -> ();
    /// Reveals: what the authenticator takes, until a code of it was typed.
    reveal_enrolment(connection: ConnectionId) -> EnrolmentReveal;
    copy_enrolment_key(connection: ConnectionId) -> ();
    open_authenticator(connection: ConnectionId) -> ();
    check_enrolment_code(connection: ConnectionId, code: Typed<Password>) -> ();
    begin_recovery_codes(connection: ConnectionId, password: Typed<Password>, factor: Typed<SecondFactorInput>) -> ();
    /// Reveals: ten recovery codes, until one of them was typed back.
    reveal_recovery_codes(connection: ConnectionId) -> Vec<String>;
    confirm_recovery_codes(connection: ConnectionId, typed: Typed<Password>, sign_out_others: bool) -> ();
    cancel_two_factor_change(connection: ConnectionId) -> ();
    turn_off_two_factor(connection: ConnectionId, password: Typed<Password>, factor: Typed<SecondFactorInput>, sign_out_others: bool) -> ();
}

/// Asks where, and writes a file that only the owner can read. `false`: the owner changed their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_recovery_codes(
    app: AppHandle<Wry>,
    porch: State<'_, Porch>,
    connection: ConnectionId,
    sheet: Sheet,
) -> Result<bool, Failure> {
    let codes = porch.companion.reveal_recovery_codes(connection).await?;
    let text = saving::recovery_codes(&codes, &sheet);
    saving::save_as(&app, "porchlight-recovery-codes.txt", text).await
}
