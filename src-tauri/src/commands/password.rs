//! Choosing a password, and changing it. Passwords only come in.

use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::password::{Breach, PasswordAdvice, PasswordChangedView};
use porchlight_core::view::two_factor::SecondFactorInput;

pass_on! {
    advise_password(connection: ConnectionId, email: String, password: Password) -> PasswordAdvice;
    look_up_password(connection: ConnectionId, password: Password) -> Breach;
    change_password(connection: ConnectionId, current: Password, next: Password, factor: Option<SecondFactorInput>, sign_out_others: bool) -> PasswordChangedView;
}
