//! The desktop's clipboard, for codes: what is put there is taken back.

use async_trait::async_trait;

#[async_trait]
pub trait Clipboard: Send + Sync {
    /// In place of what was there; out of the clipboard's history, where the desktop keeps one and heeds the wish.
    async fn put(&self, text: &str) -> Result<(), ClipboardUnavailable>;

    /// Empties the clipboard, unless it holds something else by now.
    async fn take_back(&self, text: &str);
}

/// There is none, or it cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the clipboard cannot be reached")]
pub struct ClipboardUnavailable;
