//! What is kept of a set-up and of a move, so that both survive closing the window and a restart. Never a password, and
//! never a pairing's token.

use super::network::ChosenNetwork;
use super::setup::SetupMethod;
use crate::cameras::CameraId;
use crate::ports::provider::PairingId;
use crate::view::setup::{MovePurpose, MoveState};
use crate::view::{CameraKey, ConnectionId};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredPlans {
    pub setup: Option<StoredSetup>,
    pub moving: Option<StoredMove>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSetup {
    pub method: SetupMethod,
    /// Where the camera will be listed, and whose it will be there.
    pub account: Option<(ConnectionId, String)>,
    /// A camera of the list that follows to another network.
    pub follows: Option<CameraKey>,
    pub network: Option<ChosenNetwork>,
    pub remember: bool,
    /// Under way at the service.
    pub pairing: Option<PairingId>,
    /// The service says that it has come.
    pub arrived: Option<CameraId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMove {
    pub connection: ConnectionId,
    pub purpose: MovePurpose,
    pub network: ChosenNetwork,
    pub remember: bool,
    /// In the order of the list at the beginning.
    pub cameras: Vec<(CameraKey, MoveState)>,
}
