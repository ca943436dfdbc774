//! Trying out what would bring the owner back. What is typed goes in; nothing secret comes back.

use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::rehearsal::{RehearsedCode, RehearsedKey};

pass_on! {
    rehearse_password(connection: ConnectionId, password: Password) -> ();
    rehearse_recovery_code(connection: ConnectionId, code: Password) -> RehearsedCode;
    rehearse_recovery_key(connection: ConnectionId, key: Password) -> RehearsedKey;
}
