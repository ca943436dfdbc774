//! How things are kept: JSON in columns. These types are of the disk alone. A field or a variant that is new in core does not compile until
//! somebody has said here how it is kept, and `tests/vault/formats` holds every word against what owners have on disk.
//!
//! Never rename anything here: what is new comes with a default, and what is gone is still read.

mod account;
mod alert;
mod bell;
mod camera;
mod exposure;
mod guide;
mod listed_breaches;
mod plans;
mod preferences;
mod private_name;
mod session;
mod translate;

use porchlight_core::ports::local_store::StoreError;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::trouble::unreadable;
use translate::Translate;

/// What is kept as JSON, in a column of its own.
pub(super) trait Kept: Clone + Translate<Self::Format> {
    type Format: Serialize + DeserializeOwned + Translate<Self>;
}

pub(super) fn read<T: Kept>(json: &str) -> Result<T, StoreError> {
    let kept: T::Format = serde_json::from_str(json).map_err(|error| unreadable(&error))?;
    Ok(kept.translate())
}

pub(super) fn written<T: Kept>(value: &T) -> Result<String, StoreError> {
    let kept: T::Format = value.clone().translate();
    serde_json::to_string(&kept).map_err(|error| unreadable(&error))
}
