//! The client of our own account service.
//!
//! - `account`, `prepared_account`, `opaque`: registration and sign-in; password and vault key stay on this computer
//! - `credential`: what the keychain keeps of a session
//! - `cameras`: profiles are sealed before they leave, and opened after they come
//! - `events`: signed events, woken by a stream, fetched by poll
//! - `requests`: one signed request (DPoP, RFC 9449), and what a refusal means
//! - `signed_word`: what only the service's own signature may say

use std::sync::Arc;

use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::provider::{
    AccountService, AlertService, CameraService, Provider, ProviderProfile,
};

use crate::registry::Address;
use crate::transport::Network;
use requests::Requests;

mod account;
mod cameras;
mod credential;
mod events;
mod opaque;
mod prepared_account;
mod requests;
mod signed_word;

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
            creates_accounts: true,
            keeps_nicknames: true,
        }
    }

    fn account(&self) -> Option<&dyn AccountService> {
        Some(self)
    }

    fn cameras(&self) -> &dyn CameraService {
        self
    }

    fn alerts(&self) -> Option<&dyn AlertService> {
        Some(self)
    }
}
