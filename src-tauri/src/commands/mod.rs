//! What the window may ask for. Each command translates and passes on; nothing is decided here.

pub(crate) mod account;
pub(crate) mod alerts;
pub(crate) mod cameras;
pub(crate) mod demo;
pub(crate) mod preferences;
pub(crate) mod protection;
