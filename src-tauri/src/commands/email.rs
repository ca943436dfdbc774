//! Another e-mail address for an account, and the one before again.

use porchlight_core::ports::email::EmailChangeId;
use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::two_factor::SecondFactorInput;

use crate::typed::Typed;

pass_on! {
    change_email(connection: ConnectionId, email: String, password: Typed<Password>, factor: Typed<Option<SecondFactorInput>>) -> ();
    undo_email_change(connection: ConnectionId, change: EmailChangeId) -> ();
}
