//! Connections and accounts: signing in, making an account, signing out.

use porchlight_core::error::Failure;
use porchlight_core::ports::place::ProviderId;
use porchlight_core::ports::provider::Registration;
use porchlight_core::ports::sign_in::SignInInput;
use porchlight_core::ports::two_factor::SentBy;
use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::two_factor::SignInStep;
use tauri::{AppHandle, State, Wry};

use crate::compose::Porch;
use crate::saving::{self, Sheet};
use crate::typed::Typed;

pass_on! {
    add_account(connection: ConnectionId) -> ConnectionId;
    add_place(provider: ProviderId) -> ConnectionId;
    connect_service(address: String) -> ConnectionId;
    /// Opens the page of the maker that says where the owner finds what a sign-in asks for.
    open_sign_in_help(connection: ConnectionId) -> ();
    /// Half way through a sign-in: by e-mail or to the telephone.
    send_factor_code(connection: ConnectionId, way: SentBy) -> ();
    forget_connection(connection: ConnectionId) -> ();
    cancel_sign_in(connection: ConnectionId) -> ();
    /// Who may make an account there; asked of the service.
    registration(connection: ConnectionId) -> Registration;
    prepare_account(connection: ConnectionId, email: String, password: Typed<Password>, invitation: Typed<Option<Password>>) -> ();
    /// Reveals: eight groups, while the account or another recovery key is being made.
    reveal_recovery_key(connection: ConnectionId) -> Vec<String>;
    confirm_recovery_key(connection: ConnectionId, group: u32, typed: Typed<Password>) -> ();
    cancel_account(connection: ConnectionId) -> ();
    postpone_prompt(connection: ConnectionId) -> ();
    show_prompt(connection: ConnectionId) -> ();
    open_advisory(connection: ConnectionId) -> ();
    sign_out(connection: ConnectionId) -> ();
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in(
    porch: State<'_, Porch>,
    connection: ConnectionId,
    account: String,
    password: Typed<Password>,
    more: Typed<Option<Vec<SignInInput>>>,
) -> Result<SignInStep, Failure> {
    let _visit = porch.visit(connection).await?;
    let more: Option<Vec<SignInInput>> = more.into();
    porch
        .companion
        .sign_in_with(
            connection,
            account,
            password.into(),
            more.unwrap_or_default(),
        )
        .await
}

/// Asks where, and writes a file that only the owner can read. `false`: the owner changed their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_recovery_key(
    app: AppHandle<Wry>,
    porch: State<'_, Porch>,
    connection: ConnectionId,
    sheet: Sheet,
) -> Result<bool, Failure> {
    let groups = porch.companion.recovery_key_groups(connection).await?;
    saving::save_as(
        &app,
        "porchlight-recovery-key.txt",
        saving::recovery_key(&groups, &sheet),
    )
    .await
}
