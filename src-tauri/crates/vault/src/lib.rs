//! Everything secret or private on this computer: keychain entries and the encrypted local database.
//!
//! - [`door`]: opens both, under the protection that the owner chose
//! - [`keychain`]: the secret of each connection, and the key of the database
//! - [`local_store`]: the database, encrypted as a whole
//! - [`cipher`]: the database key, and what a passphrase makes of it
//! - [`protection`]: the small file beside the database that says how it is protected
//! - [`in_memory`]: nothing on disk, for this run only

pub mod cipher;
pub mod door;
pub mod in_memory;
pub mod keychain;
pub mod local_store;
pub mod protection;

mod folder;
mod refresh_lock;

pub use door::{Door, DoorConfig};
