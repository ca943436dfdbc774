//! What the desktop was rung for.

use porchlight_core::alerts::pace;
use serde::{Deserialize, Serialize};

use super::Kept;
use super::translate::{Translate, translated};

impl Kept for pace::StoredBell {
    type Format = StoredBell;
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::local_store) struct StoredBell {
    danger: Pace,
    other: Pace,
    kept_back: u32,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::local_store) struct Pace {
    rung: Vec<i64>,
    held: u32,
}

translated!(struct StoredBell = pace::StoredBell { danger, other, kept_back });
translated!(struct Pace = pace::Pace { rung, held });
