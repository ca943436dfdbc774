//! The tray as data: a pure function of state, so that it can be tested without one.

use crate::view::{ConnectionView, ReachView, SessionView};

/// The lamp: the whole product in one glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lamp {
    /// All is well.
    On,
    /// Something needs the owner.
    NeedsYou,
    /// Not connected.
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrayView {
    pub lamp: Lamp,
    pub unread: u32,
}

impl TrayView {
    pub fn of(connections: &[ConnectionView], unread: u32) -> Self {
        let needs_you = connections.iter().any(|c| {
            matches!(c.session, SessionView::Reset { .. }) || c.held_edits > 0
        });
        let connected = connections.iter().any(|c| {
            c.session == SessionView::Active && !matches!(c.reach, ReachView::Trouble { .. })
        });
        let lamp = match (needs_you || unread > 0, connected) {
            (true, _) => Lamp::NeedsYou,
            (false, true) => Lamp::On,
            (false, false) => Lamp::Off,
        };
        Self { lamp, unread }
    }
}
