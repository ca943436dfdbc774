//! What the companion does when a session changes. In the order in which it is done.

use crate::ports::provider::SessionId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// An answer that still arrives belongs to nobody.
    AbandonSignIn,
    /// A session that nobody waits for any more is ended at the service, as far as it can be reached.
    EndAtService { session: SessionId },
    /// No request carries this session's token any more, and the keychain forgets all that there is of it.
    DeleteCredential { session: SessionId },
    /// The same, but the key stays by which the service knows this computer when its owner comes back.
    KeepDeviceKeyOnly { session: SessionId },
    /// Edits wait for the owner's word before they go out.
    HoldOutbox,
    /// Edits of any other account wait for the owner's word.
    Quarantine { account: String },
    /// The cameras leave the list.
    ForgetCameras,
    /// The account is gone; its edits have nowhere to go.
    EraseOutbox { account: String },
    /// The one prompt of an incident: an alert, a notification, the re-login layer.
    Prompt,
    /// Ask for cameras and events, and send what may be sent.
    Connect,
}

impl Effect {
    /// Done before the session is kept.
    pub fn is_about_edits(&self) -> bool {
        match self {
            Self::EraseOutbox { .. } | Self::HoldOutbox | Self::Quarantine { .. } => true,
            Self::AbandonSignIn
            | Self::Connect
            | Self::DeleteCredential { .. }
            | Self::EndAtService { .. }
            | Self::ForgetCameras
            | Self::KeepDeviceKeyOnly { .. }
            | Self::Prompt => false,
        }
    }
}
