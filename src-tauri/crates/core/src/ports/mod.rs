//! What the outside must provide. Each port is small enough to be written twice: for real, and for tests.

pub mod account_data;
pub mod breach_catalogue;
pub mod breach_list;
pub mod camera_removal;
pub mod clipboard;
pub mod clock;
pub mod desktop;
pub mod email;
pub mod grant;
pub mod integrations;
pub mod local_store;
pub mod nearby_networks;
pub mod password;
pub mod password_recovery;
pub mod place;
pub mod provider;
pub mod recovery;
pub mod secret_vault;
pub mod sign_in;
pub mod two_factor;
pub mod unjoined_camera;
pub mod vault_door;
