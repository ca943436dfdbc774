//! What the companion asks of the desktop. Tests read "which notice was shown".

use crate::view::tray::TrayView;
use crate::view::{ConnectionId, ViewChange};

pub trait Desktop: Send + Sync {
    /// Something changed that a window may show.
    fn publish(&self, change: ViewChange);

    /// A desktop notification, in the owner's language; shown only while the window is hidden or unfocused.
    fn notify(&self, notice: Notice);

    /// Icon, tooltip and menu.
    fn show_tray(&self, tray: TrayView);

    /// Opens an https link in the browser; anything else is refused.
    fn open_link(&self, https: &str);
}

/// What a notification says; the words are in the catalogue that window and tray share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    NewSignIn {
        place: Option<String>,
    },
    SignedOut {
        connection: ConnectionId,
        service: String,
    },
}
