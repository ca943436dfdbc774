//! What the window may ask for. Commands translate and pass on; nothing is decided here.

/// Commands that are a request to the companion and nothing more. Same names, same arguments; see
/// `CompanionHandle` for what each does. What the owner types comes as `Typed` and goes on opened.
macro_rules! pass_on {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty;)*) => {
        $(
            $(#[$doc])*
            #[tauri::command]
            #[specta::specta]
            pub(crate) async fn $name(
                porch: tauri::State<'_, crate::compose::Porch>,
                $($argument: $kind),*
            ) -> Result<$answer, porchlight_core::error::Failure> {
                porch.companion.$name($($argument.into()),*).await
            }
        )*
    };
}

pub(crate) mod account;
pub(crate) mod alerts;
pub(crate) mod authenticators;
pub(crate) mod camera_access;
pub(crate) mod cameras;
pub(crate) mod computers;
pub(crate) mod demo;
pub(crate) mod email;
pub(crate) mod incidents;
pub(crate) mod integrations;
pub(crate) mod password;
pub(crate) mod password_recovery;
pub(crate) mod pictures;
pub(crate) mod preferences;
pub(crate) mod protection;
pub(crate) mod recovery_key;
pub(crate) mod rehearsal;
pub(crate) mod setup;
pub(crate) mod two_factor;
pub(crate) mod your_data;
