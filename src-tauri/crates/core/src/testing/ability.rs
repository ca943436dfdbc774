//! What a provider can do beyond keeping a list of cameras. No provider must be able to do any of it, and the companion and the
//! window must do without each.

use crate::ports::provider::{Naming, Provider};

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ability {
    AccountData,
    CameraRemoval,
    CreatesAccounts,
    Devices,
    Email,
    Events,
    Integrations,
    KeepsNicknames,
    Pairing,
    Password,
    PasswordRecovery,
    Pictures,
    Recovery,
    TwoFactor,
}

impl Ability {
    pub const ALL: [Self; 14] = [
        Self::AccountData,
        Self::CameraRemoval,
        Self::CreatesAccounts,
        Self::Devices,
        Self::Email,
        Self::Events,
        Self::Integrations,
        Self::KeepsNicknames,
        Self::Pairing,
        Self::Password,
        Self::PasswordRecovery,
        Self::Pictures,
        Self::Recovery,
        Self::TwoFactor,
    ];

    pub fn is_of(self, provider: &dyn Provider) -> bool {
        match self {
            Self::AccountData => provider.account_data().is_some(),
            Self::CameraRemoval => provider.camera_removal().is_some(),
            Self::CreatesAccounts => provider.profile().creates_accounts,
            Self::Devices => provider.devices().is_some(),
            Self::Email => provider.email().is_some(),
            Self::Events => provider.alerts().is_some(),
            Self::Integrations => provider.integrations().is_some(),
            Self::KeepsNicknames => provider.profile().naming != Naming::Private,
            Self::Pairing => provider.pairing().is_some(),
            Self::Password => provider.password().is_some(),
            Self::PasswordRecovery => provider.password_recovery().is_some(),
            Self::Pictures => provider.snapshots().is_some(),
            Self::Recovery => provider.recovery().is_some(),
            Self::TwoFactor => provider.two_factor().is_some(),
        }
    }
}
