//! Choosing a password, and changing it. Passwords only come in.

use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::password::{Breach, PasswordAdvice, PasswordChangedView};
use porchlight_core::view::two_factor::SecondFactorInput;

use crate::typed::Typed;

pass_on! {
    advise_password(connection: ConnectionId, email: String, password: Typed<Password>) -> PasswordAdvice;
    look_up_password(connection: ConnectionId, password: Typed<Password>) -> Breach;
    change_password(connection: ConnectionId, current: Typed<Password>, next: Typed<Password>, factor: Typed<Option<SecondFactorInput>>, sign_out_others: bool) -> PasswordChangedView;
}
