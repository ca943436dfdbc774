//! What the companion asks of the desktop. Tests read "which notice was shown".

use crate::secret::Password;
use crate::view::tray::TrayView;
use crate::view::{ConnectionId, ViewChange};
use crate::wifi::CameraPage;

pub trait Desktop: Send + Sync {
    /// Something changed that a window may show.
    fn publish(&self, change: ViewChange);

    /// A desktop notification, in the owner's language; shown only while the window is hidden or unfocused.
    fn notify(&self, notice: Notice);

    /// Icon, tooltip and menu.
    fn show_tray(&self, tray: TrayView);

    /// Opens an https link in the browser; anything else is refused. `false`: no browser took it.
    fn open_link(&self, https: &str) -> bool;

    /// Opens the page where a client begins to link: https, or http on this computer. `false`: no browser took it.
    fn open_linking_page(&self, address: &str) -> bool;

    /// Hands an `otpauth:` address, which holds the secret, to the program of this computer that takes such addresses.
    /// `false`: there is none.
    fn open_authenticator(&self, address: &Password) -> bool;

    /// `false`: no browser took it.
    fn open_camera_page(&self, page: &CameraPage) -> bool;
}

/// What a notification says; the words are in the catalogue that window and tray share. A service is called what tells it from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// How the owner signs in, or who else tried to.
    AccountChanged {
        service: String,
    },
    /// `camera` is empty where nobody has named it.
    CameraChanged {
        camera: String,
    },
    CameraGone {
        camera: String,
    },
    CameraRemoved {
        camera: String,
    },
    /// The service takes an alert back.
    Corrected {
        service: String,
    },
    Exposed {
        service: String,
    },
    IntegrationLinked {
        client: String,
        service: String,
    },
    IntegrationUnlinked {
        client: String,
        service: String,
    },
    /// The quiet hours are over; so many alerts came in them.
    KeptBack {
        count: u32,
    },
    /// A public list knows of a breach at a maker of the owner's.
    ListedBreach,
    /// A browser page shows a number and waits for the owner.
    LinkRequested {
        client: String,
    },
    NewSignIn {
        place: Option<String>,
        service: String,
    },
    /// Somebody makes a new password with the recovery key, and can be stopped.
    RecoveryActivated {
        service: String,
    },
    /// So many alerts at once that one notification tells of them.
    Several {
        count: u32,
    },
    SignedOut {
        connection: ConnectionId,
        service: String,
    },
    TwoFactorStillOff {
        service: String,
    },
    /// So many alerts came while this computer was off or asleep, and so many of them the owner should see to.
    WhileAway {
        count: u32,
        important: u32,
    },
}
