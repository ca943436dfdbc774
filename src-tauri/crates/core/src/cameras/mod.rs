//! Cameras, their nicknames, and the registry over all connections.

mod absences;
mod camera;
mod nickname;
mod order;
mod registry;

pub use absences::absences;
pub use camera::{Camera, CameraId, Profile, Trouble};
pub use nickname::{Nickname, NicknameError, same_name_key};
pub use order::{ListOrder, ListOrders};
pub use registry::{CameraChanges, OwnersWord, Registry};
