//! The client of our own account service.
//!
//! - `account`, `prepared_account`, `opaque`: registration and sign-in; password and vault key stay on this computer
//! - `devices`: the computers that are signed in
//! - `email`: another address for the account, and the one before again
//! - `credential`: what the keychain keeps of a session
//! - `camera_removal`: a camera leaves the account
//! - `cameras`: profiles are sealed before they leave, and opened after they come
//! - `event_keys`: going along when the service rotates the key that signs them
//! - `events`: signed events, woken by a stream, fetched by poll
//! - `integrations`: what is linked to the account, and what it may see
//! - `new_recovery_key`: another one in the place of the one in force
//! - `pairing`: tokens for cameras that are to come
//! - `password`: another password in the place of the one in force
//! - `password_recovery`: another one in the place of a forgotten one, by the recovery key
//! - `requests`: one signed request (DPoP, RFC 9449), and what a refusal means
//! - `signed_word`: what only the service's own signature may say
//! - `told`: what a verified event says
//! - `recovery`: the recovery key, and trying out what would bring the owner back
//! - `two_factor`: turning it on and off, and the second half of a sign-in
//! - `your_data`: all that the service keeps about the account, and its deletion

use std::sync::Arc;

use porchlight_core::ports::access::Access;
use porchlight_core::ports::account_data::AccountDataService;
use porchlight_core::ports::camera_removal::CameraRemovalService;
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::devices::DeviceService;
use porchlight_core::ports::email::EmailService;
use porchlight_core::ports::integrations::IntegrationService;
use porchlight_core::ports::password::PasswordService;
use porchlight_core::ports::password_recovery::PasswordRecoveryService;
use porchlight_core::ports::provider::{
    AlertService, Disclosure, EndEvidence, Naming, PairingService, Provider, ProviderProfile,
};
use porchlight_core::ports::recovery::RecoveryService;
use porchlight_core::ports::sign_in::{AccountName, Length, SignInForm};
use porchlight_core::ports::two_factor::TwoFactorService;

use crate::registry::Address;
use crate::transport::Network;
use requests::Requests;

mod account;
mod camera_removal;
mod cameras;
mod credential;
mod devices;
mod email;
mod event_keys;
mod events;
mod integrations;
mod new_recovery_key;
mod opaque;
mod pairing;
mod password;
mod password_recovery;
mod prepared_account;
mod recovery;
mod requests;
mod signed_word;
mod told;
mod two_factor;
mod your_data;

pub struct Porchlight {
    requests: Arc<Requests>,
    /// How the stream of wake-ups is kept between two calls.
    stream: events::StreamCell,
}

impl Porchlight {
    pub(crate) fn new(address: Address, network: Network, clock: Arc<dyn Clock>) -> Self {
        Self {
            requests: Arc::new(Requests::new(address, network, clock)),
            stream: events::StreamCell::default(),
        }
    }
}

impl Provider for Porchlight {
    fn profile(&self) -> ProviderProfile {
        ProviderProfile {
            demo: self.requests.is_demo(),
            creates_accounts: true,
            discloses: Disclosure::NOTHING,
            end_evidence: EndEvidence::SignedToken,
            naming: Naming::Versioned,
            sign_in: SignInForm {
                account: AccountName::Email,
                password: Length {
                    shortest: 8,
                    longest: 256,
                },
                more: Vec::new(),
                help: None,
            },
        }
    }

    fn access(&self) -> Access<'_> {
        Access::Account {
            account: self,
            cameras: self,
        }
    }

    fn account_data(&self) -> Option<&dyn AccountDataService> {
        Some(self)
    }

    fn camera_removal(&self) -> Option<&dyn CameraRemovalService> {
        Some(self)
    }

    fn alerts(&self) -> Option<&dyn AlertService> {
        Some(self)
    }

    fn devices(&self) -> Option<&dyn DeviceService> {
        Some(self)
    }

    fn email(&self) -> Option<&dyn EmailService> {
        Some(self)
    }

    fn pairing(&self) -> Option<&dyn PairingService> {
        Some(self)
    }

    fn password(&self) -> Option<&dyn PasswordService> {
        Some(self)
    }

    fn password_recovery(&self) -> Option<&dyn PasswordRecoveryService> {
        Some(self)
    }

    fn recovery(&self) -> Option<&dyn RecoveryService> {
        Some(self)
    }

    fn integrations(&self) -> Option<&dyn IntegrationService> {
        Some(self)
    }

    fn two_factor(&self) -> Option<&dyn TwoFactorService> {
        Some(self)
    }
}
