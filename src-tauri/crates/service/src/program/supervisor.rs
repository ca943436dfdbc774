//! Whoever has started the service, where that is systemd: it is told when the service is ready, and when it ends (sd_notify(3)).

pub(super) enum State {
    Ready,
    Stopping,
}

/// Does nothing where nobody asks (`NOTIFY_SOCKET`).
#[cfg(target_os = "linux")]
pub(super) fn tell(state: State) {
    let state = match state {
        State::Ready => sd_notify::NotifyState::Ready,
        State::Stopping => sd_notify::NotifyState::Stopping,
    };
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "whoever started the service could not be told");
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn tell(_: State) {}
