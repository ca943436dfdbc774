//! How many files this process may open, each connection being one.

/// For the database, its log, and what comes and goes.
const OTHERS: usize = 96;

/// As many as the system lets a process have, and not as many as it gives one that does not ask.
#[cfg(unix)]
pub fn open_as_many_as_allowed() {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if setrlimit(Resource::Nofile, limit).is_err() {
        tracing::warn!("the limit of open files stays as low as it was");
    }
}

/// Windows knows no such limit.
#[cfg(not(unix))]
pub fn open_as_many_as_allowed() {}

/// How many of `wanted` connections there may be.
#[cfg(unix)]
pub(super) fn enough_for(wanted: usize) -> usize {
    use rustix::process::{Resource, getrlimit};

    let files = getrlimit(Resource::Nofile).current;
    let files = files.map_or(usize::MAX, |files| {
        usize::try_from(files).unwrap_or(usize::MAX)
    });
    wanted.min(files.saturating_sub(OTHERS)).max(1)
}

#[cfg(not(unix))]
pub(super) fn enough_for(wanted: usize) -> usize {
    wanted
}
