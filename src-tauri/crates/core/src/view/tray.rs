//! The tray as data.

use super::status::{Headline, Lamp, StatusView};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrayView {
    pub lamp: Lamp,
    pub headline: Headline,
    pub unread: u32,
}

impl TrayView {
    pub fn of(status: &StatusView, unread: u32) -> Self {
        Self {
            lamp: status.lamp,
            headline: status.headline,
            unread,
        }
    }
}
