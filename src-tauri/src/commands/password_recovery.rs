//! A new password in the place of a forgotten one. What is typed goes in; nothing secret comes back.

use porchlight_core::ports::provider::SessionId;
use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::password_recovery::{PasswordRecovered, PasswordRecoveryStep};
use porchlight_core::view::two_factor::SecondFactorInput;

use crate::typed::Typed;

pass_on! {
    begin_password_recovery(connection: ConnectionId, email: String, recovery_key: Typed<Password>) -> PasswordRecoveryStep;
    cancel_password_recovery(connection: ConnectionId) -> ();
    choose_recovered_password(connection: ConnectionId, password: Typed<Password>, keep: Vec<SessionId>) -> PasswordRecovered;
    give_recovery_factor(connection: ConnectionId, factor: Typed<SecondFactorInput>) -> PasswordRecoveryStep;
    stop_password_recovery(connection: ConnectionId) -> ();
}
