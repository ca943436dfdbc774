//! Trying out what would bring the owner back. What is typed goes in; nothing secret comes back.

use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::rehearsal::{RehearsedCode, RehearsedKey};

use crate::typed::Typed;

pass_on! {
    rehearse_password(connection: ConnectionId, password: Typed<Password>) -> ();
    rehearse_recovery_code(connection: ConnectionId, code: Typed<Password>) -> RehearsedCode;
    rehearse_recovery_key(connection: ConnectionId, key: Typed<Password>) -> RehearsedKey;
}
