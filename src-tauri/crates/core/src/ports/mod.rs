//! What the outside must provide. Each port is small enough to be written twice: for real, and for tests.

pub mod clock;
pub mod desktop;
pub mod local_store;
pub mod provider;
pub mod secret_vault;
pub mod vault_door;
