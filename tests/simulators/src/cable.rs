//! A pseudo-terminal as a cable: what a camera writes at its end, a program reads from a serial port. No other process
//! inherits an end, or a cable that is pulled out would still be held by somebody.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags, open};
use rustix::io::{FdFlags, fcntl_setfd, ioctl_fionbio};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use tokio::io::{Join, join};
use tokio::net::unix::pipe::{Receiver, Sender};

/// It is pulled out when this is dropped.
pub(crate) type CamerasEnd = Join<Receiver, Sender>;

/// Held, so that the cable stays while nobody has the port open.
pub(crate) struct ComputersEnd {
    port: PathBuf,
    _held: File,
}

impl ComputersEnd {
    pub(crate) fn port(&self) -> &Path {
        &self.port
    }
}

pub(crate) fn plug_in() -> io::Result<(CamerasEnd, ComputersEnd)> {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
    // Elsewhere it cannot be said at once.
    #[cfg(target_os = "linux")]
    let flags = flags | OpenptFlags::CLOEXEC;
    let camera = openpt(flags)?;
    fcntl_setfd(&camera, FdFlags::CLOEXEC)?;
    grantpt(&camera)?;
    unlockpt(&camera)?;
    let port = ptsname(&camera, Vec::new())?;
    let port = PathBuf::from(OsStr::from_bytes(port.as_bytes()));
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let held = open(&port, flags, Mode::empty())?;
    let mut mode = tcgetattr(&held)?;
    mode.make_raw();
    tcsetattr(&held, OptionalActions::Now, &mode)?;
    let computers_end = ComputersEnd {
        port,
        _held: held.into(),
    };
    Ok((both_ways(camera)?, computers_end))
}

fn both_ways(end: OwnedFd) -> io::Result<CamerasEnd> {
    ioctl_fionbio(&end, true)?;
    let reads = Receiver::from_owned_fd_unchecked(end.try_clone()?)?;
    Ok(join(reads, Sender::from_owned_fd_unchecked(end)?))
}
