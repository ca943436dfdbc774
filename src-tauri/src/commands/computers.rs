//! The computers that are signed in to an account.

use porchlight_core::ports::provider::SessionId;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::checkup::ComputerView;

pass_on! {
    computers(connection: ConnectionId) -> Vec<ComputerView>;
    know_computers(connection: ConnectionId, shown: Vec<SessionId>) -> Vec<ComputerView>;
    sign_out_computer(connection: ConnectionId, computer: SessionId) -> Vec<ComputerView>;
    sign_out_other_computers(connection: ConnectionId) -> Vec<ComputerView>;
}
