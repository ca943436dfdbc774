//! What a window shows of looking around for cameras.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::ConnectionId;
use crate::cameras::CameraId;
use crate::error::Failure;

/// The look that is under way, or that was last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveryView {
    pub connection: ConnectionId,
    /// In the order in which they answered.
    pub found: Vec<FoundCameraView>,
    pub state: LookState,
}

/// Text is plain, and may be empty where the camera says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundCameraView {
    pub id: CameraId,
    pub address: String,
    pub name: String,
    pub maker: String,
    pub model: String,
    /// It is in the list already.
    pub added: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum LookState {
    Looking,
    Done,
    /// By the owner.
    Stopped,
    Failed {
        failure: Failure,
    },
}
