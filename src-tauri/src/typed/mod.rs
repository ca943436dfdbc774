//! What the owner types arrives sealed. Tauri and the web engine lend a message and free it unwiped, so whatever lies in it as it is
//! would be found in the program's memory long after. The page seals each secret (HPKE, RFC 9180), and it is opened into memory
//! that is wiped.
//!
//! - `key`: the key pair of this run, and what it opens
//! - `secrets`: what is sealed, argument by argument
//!
//! A command takes a secret as [`Typed`], and has no other way: none of the types that hold one can be read from a message.

mod key;
mod secrets;

use serde::de::DeserializeOwned;
use specta::datatype::DataType;
use specta::{Type, Types};
use tauri::ipc::{CommandArg, CommandItem, InvokeError};
use tauri::{Manager, Runtime};

use key::Opener;
pub(crate) use key::{NotOpened, PublicKey, TypingKey};

/// An argument that was sealed for this command, opened.
pub(crate) struct Typed<T>(pub T);

/// What can be an argument of that kind.
pub(crate) trait Secret: Sized {
    /// As the page sends it.
    type Sealed: DeserializeOwned + Type;

    fn open(sealed: Self::Sealed, opener: &Opener<'_>) -> Result<Self, NotOpened>;
}

impl<T: Secret> Secret for Option<T> {
    type Sealed = Option<T::Sealed>;

    fn open(sealed: Self::Sealed, opener: &Opener<'_>) -> Result<Self, NotOpened> {
        sealed.map(|sealed| T::open(sealed, opener)).transpose()
    }
}

impl<'de, T: Secret, R: Runtime> CommandArg<'de, R> for Typed<T> {
    fn from_command(item: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let (command, argument, message) = (item.name, item.key, item.message);
        let sealed = <T::Sealed as CommandArg<'de, R>>::from_command(item)?;
        let key = message.webview_ref().state::<TypingKey>();
        T::open(sealed, &key.opener(command, argument))
            .map(Self)
            .map_err(|error| {
                tracing::warn!(command, argument, %error, "what was typed did not arrive");
                InvokeError::from_error(error)
            })
    }
}

impl<T: Secret> Type for Typed<T> {
    fn definition(types: &mut Types) -> DataType {
        <T::Sealed as Type>::definition(types)
    }
}

/// What the page seals to. Another one at each start.
#[tauri::command]
#[specta::specta]
pub(crate) async fn typing_key(
    key: tauri::State<'_, TypingKey>,
) -> Result<PublicKey, porchlight_core::error::Failure> {
    Ok(key.public())
}
