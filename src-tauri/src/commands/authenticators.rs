//! Codes for accounts elsewhere. A secret comes in, and none goes out.

use porchlight_core::authenticator::{AuthenticatorCode, AuthenticatorId, Pasted};
use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::view::authenticators::{AuthenticatorImport, AuthenticatorsView};
use tauri::State;

use crate::compose::Porch;
use crate::picture::{self, GreyPicture};
use crate::typed::Typed;

pass_on! {
    authenticators() -> AuthenticatorsView;
    import_authenticator(pasted: Typed<Pasted>) -> AuthenticatorImport;
    cancel_import() -> ();
    keep_authenticator(issuer: String, account: Option<String>) -> AuthenticatorsView;
    /// Reveals: the code of this moment.
    authenticator_code(of: Option<AuthenticatorId>) -> AuthenticatorCode;
    copy_authenticator_code(of: Option<AuthenticatorId>) -> ();
    remove_authenticator(id: AuthenticatorId) -> AuthenticatorsView;
    bring_authenticator_back() -> AuthenticatorsView;
}

/// The same as `import_authenticator`, from a picture that the owner showed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_authenticator_picture(
    porch: State<'_, Porch>,
    picture: Typed<GreyPicture>,
) -> Result<AuthenticatorImport, Failure> {
    let code = picture::read_code(picture.0).await?;
    // A code of octets that are no text is none that we know.
    let text = std::str::from_utf8(&code).map_err(|_| FailureCode::SecretKeyNotFound)?;
    porch
        .companion
        .import_authenticator(Pasted::new(text))
        .await
}
