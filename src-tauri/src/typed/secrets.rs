//! What commands take sealed. One secret in each argument: a sealed text is bound to its argument, and could stand for another in it.

use porchlight_core::authenticator::Pasted;
use porchlight_core::ports::sign_in::{SignInFieldKind, SignInInput};
use porchlight_core::secret::Password;
use porchlight_core::view::setup::{NetworkChoice, NetworkName, WifiPassword};
use porchlight_core::view::two_factor::{SecondFactorInput, SecondFactorKind};
use porchlight_core::wifi::Security;
use serde::Deserialize;
use specta::Type;

use super::key::{NotOpened, Opener, Sealed};
use super::{Secret, Typed};
use crate::picture::GreyPicture;

/// What the owner typed after, or with, the password.
#[derive(Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SealedFactor {
    kind: SecondFactorKind,
    typed: Sealed,
}

/// What a sign-in asks for beside name and password: one sealed text, a line for each.
#[derive(Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SealedFields {
    kinds: Vec<SignInFieldKind>,
    typed: Sealed,
}

/// The owner's choice of a network.
#[derive(Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SealedNetworkChoice {
    network: NetworkName,
    /// Of a network that was typed.
    security: Security,
    hidden: bool,
    password: SealedWifiPassword,
    /// Keep the password in the keychain, for other cameras.
    remember: bool,
}

#[derive(Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "from")]
pub(crate) enum SealedWifiPassword {
    /// The network has none.
    None,
    /// What this computer itself uses.
    Computer,
    /// In the keychain, because the owner wanted that.
    Remembered,
    Typed {
        password: Sealed,
    },
}

/// A picture of a code, which may say a secret: row by row from the top.
#[derive(Deserialize, Type)]
pub(crate) struct SealedPicture {
    width: u32,
    height: u32,
    /// An octet for each, 0 is black; in base64, because numbers in JSON would be three times as long.
    pixels: Sealed,
}

impl Secret for Password {
    type Sealed = Sealed;

    fn open(sealed: Sealed, opener: &Opener<'_>) -> Result<Self, NotOpened> {
        Ok(Self::new(std::mem::take(&mut *opener.text(&sealed)?)))
    }
}

impl Secret for Pasted {
    type Sealed = Sealed;

    fn open(sealed: Sealed, opener: &Opener<'_>) -> Result<Self, NotOpened> {
        Ok(Self::new(std::mem::take(&mut *opener.text(&sealed)?)))
    }
}

impl Secret for SecondFactorInput {
    type Sealed = SealedFactor;

    fn open(sealed: SealedFactor, opener: &Opener<'_>) -> Result<Self, NotOpened> {
        Ok(Self {
            kind: sealed.kind,
            typed: Password::open(sealed.typed, opener)?,
        })
    }
}

impl Secret for Vec<SignInInput> {
    type Sealed = SealedFields;

    fn open(sealed: SealedFields, opener: &Opener<'_>) -> Result<Self, NotOpened> {
        let lines = Password::open(sealed.typed, opener)?;
        // As many as there are kinds: a line that is missing is an empty field.
        let mut lines = lines.expose().split('\n');
        let fields = sealed.kinds.into_iter().map(|kind| SignInInput {
            kind,
            typed: Password::new(lines.next().unwrap_or_default()),
        });
        Ok(fields.collect())
    }
}

impl Secret for NetworkChoice {
    type Sealed = SealedNetworkChoice;

    fn open(sealed: SealedNetworkChoice, opener: &Opener<'_>) -> Result<Self, NotOpened> {
        Ok(Self {
            network: sealed.network,
            security: sealed.security,
            hidden: sealed.hidden,
            password: match sealed.password {
                SealedWifiPassword::None => WifiPassword::None,
                SealedWifiPassword::Computer => WifiPassword::Computer,
                SealedWifiPassword::Remembered => WifiPassword::Remembered,
                SealedWifiPassword::Typed { password } => WifiPassword::Typed {
                    password: Password::open(password, opener)?,
                },
            },
            remember: sealed.remember,
        })
    }
}

impl Secret for GreyPicture {
    type Sealed = SealedPicture;

    fn open(sealed: SealedPicture, opener: &Opener<'_>) -> Result<Self, NotOpened> {
        Ok(Self::new(
            sealed.width,
            sealed.height,
            opener.text(&sealed.pixels)?,
        ))
    }
}

/// What commands that pass their arguments on need.
macro_rules! passes_on {
    ($($kind:ty),*) => {
        $(
            impl From<Typed<$kind>> for $kind {
                fn from(typed: Typed<$kind>) -> Self {
                    typed.0
                }
            }
        )*
    };
}
passes_on! { Password, Option<Vec<SignInInput>>, Option<Password>, Pasted, SecondFactorInput, Option<SecondFactorInput>, NetworkChoice }
