//! A clipboard that can be read, and that other programs use too.

use std::sync::Mutex;

use async_trait::async_trait;
use tokio::sync::watch;

use super::lock;
use crate::ports::clipboard::{Clipboard, ClipboardUnavailable};

#[derive(Default)]
pub struct FakeClipboard {
    text: watch::Sender<String>,
    fault: Mutex<Option<ClipboardUnavailable>>,
}

impl FakeClipboard {
    /// As another program does.
    pub fn copy(&self, text: &str) {
        self.text.send_replace(text.to_owned());
    }

    pub fn text(&self) -> String {
        self.text.borrow().clone()
    }

    pub async fn until(&self, so: impl Fn(&str) -> bool) {
        let mut text = self.text.subscribe();
        // The sender lives as long as `self`.
        drop(text.wait_for(|text| so(text)).await);
    }

    pub fn break_down(&self) {
        *lock(&self.fault) = Some(ClipboardUnavailable);
    }
}

#[async_trait]
impl Clipboard for FakeClipboard {
    async fn put(&self, text: &str) -> Result<(), ClipboardUnavailable> {
        lock(&self.fault).map_or(Ok(()), Err)?;
        self.copy(text);
        Ok(())
    }

    async fn take_back(&self, text: &str) {
        self.text.send_if_modified(|held| {
            let ours = held == text;
            if ours {
                held.clear();
            }
            ours
        });
    }
}
