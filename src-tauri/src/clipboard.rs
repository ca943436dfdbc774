//! The port `Clipboard` over the desktop's own.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use porchlight_core::ports::clipboard::{Clipboard, ClipboardUnavailable};
use zeroize::Zeroizing;

/// On X11 what was copied is there as long as the connection, which therefore stays.
#[derive(Clone, Default)]
pub(crate) struct DesktopClipboard(Arc<Mutex<Option<arboard::Clipboard>>>);

impl DesktopClipboard {
    /// Clipboards may keep their caller waiting, so each is asked beside the others.
    async fn with<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error> + Send + 'static,
    ) -> Result<T, ClipboardUnavailable> {
        let connection = Arc::clone(&self.0);
        let asked = move || {
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let mut clipboard = match connection.take() {
                Some(clipboard) => clipboard,
                None => arboard::Clipboard::new()?,
            };
            let answer = ask(&mut clipboard)?;
            *connection = Some(clipboard);
            Ok(answer)
        };
        let answer: Result<T, arboard::Error> = tokio::task::spawn_blocking(asked)
            .await
            .map_err(|_| ClipboardUnavailable)?;
        answer.map_err(|error| {
            tracing::warn!(%error, "the clipboard does not answer");
            ClipboardUnavailable
        })
    }
}

#[async_trait]
impl Clipboard for DesktopClipboard {
    async fn put(&self, text: &str) -> Result<(), ClipboardUnavailable> {
        let text = text.to_owned();
        self.with(|clipboard| without_history(clipboard.set()).text(text))
            .await
    }

    async fn take_back(&self, text: &str) {
        let text = Zeroizing::new(text.to_owned());
        let taken = self.with(
            move |clipboard| match clipboard.get_text().map(Zeroizing::new) {
                Ok(held) if held == text => clipboard.clear(),
                // Something else, or nothing.
                Ok(_) | Err(_) => Ok(()),
            },
        );
        // It is said in the log; there is nobody to tell any more.
        taken.await.ok();
    }
}

#[cfg(target_os = "linux")]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(target_os = "windows")]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_cloud().exclude_from_history()
}
