//! A crash leaves nothing of the memory behind, where passwords and keys may be.

/// No core dumps from here on, of this program and of those that it starts.
///
/// The limit is one byte, because Linux heeds none when the dump goes to a program (`core_pattern` with a pipe, core(5)): only
/// 1 makes it let go there, and a file of at most one byte is not begun.
#[cfg(unix)]
pub fn leave_no_memory_behind() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    const ONE_BYTE: Option<u64> = Some(1);
    let none = Rlimit {
        current: ONE_BYTE,
        maximum: ONE_BYTE,
    };
    if setrlimit(Resource::Core, none).is_err() {
        tracing::warn!("a crash would leave a core dump");
    }
}

/// Windows writes dumps where the owner has asked for them, and macOS is held by the limit.
#[cfg(not(unix))]
pub fn leave_no_memory_behind() {}
