//! The one task that owns all state. Everybody else asks it through a [`CompanionHandle`].

mod handle;
mod requests;

use std::sync::Arc;

use tokio::sync::mpsc;

pub use handle::{Answer, CompanionHandle};

use crate::ports::clock::Clock;
use crate::ports::desktop::Desktop;
use crate::ports::provider::Providers;
use crate::ports::vault_door::{ProtectionKey, VaultDoor};

/// What the outside provides.
pub struct CompanionParts {
    pub clock: Arc<dyn Clock>,
    pub door: Arc<dyn VaultDoor>,
    pub providers: Arc<dyn Providers>,
    pub desktop: Arc<dyn Desktop>,
    /// How services and other computers of the owner name this one.
    pub computer_name: String,
    /// Opens the vault this way at the start; `None`: as the owner chose, with the keychain if nothing was chosen yet.
    pub open_with: Option<ProtectionKey>,
}

/// Starts the task.
pub struct Companion;

impl Companion {
    /// Opens the vault by itself. Must be called within a tokio runtime.
    pub fn start(parts: CompanionParts) -> CompanionHandle {
        let (messages, mut inbox) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let _parts = parts;
            while inbox.recv().await.is_some() {}
        });
        CompanionHandle::new(messages)
    }
}
