//! Another recovery key in the place of one that somebody has seen. It is shown, saved and typed back as when an account is made
//! ([`super::account`]).

use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::two_factor::SecondFactorInput;

use crate::typed::Typed;

pass_on! {
    begin_recovery_key(connection: ConnectionId, password: Typed<Password>, factor: Typed<Option<SecondFactorInput>>) -> ();
    cancel_recovery_key(connection: ConnectionId) -> ();
    say_recovery_key_seen(connection: ConnectionId, seen: bool) -> ();
}
