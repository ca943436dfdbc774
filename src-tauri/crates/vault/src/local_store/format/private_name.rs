//! A name that stays on this computer.

use porchlight_core::private_names;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Kept;
use super::translate::{Translate, translated};

impl Kept for private_names::PrivateName {
    type Format = PrivateName;
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct PrivateName {
    connection: Uuid,
    account: String,
    camera: String,
    nickname: Option<String>,
    room: Option<String>,
    network: Option<String>,
    stays: bool,
}

translated!(struct PrivateName = private_names::PrivateName {
    connection,
    account,
    camera,
    nickname,
    room,
    network,
    stays,
});
