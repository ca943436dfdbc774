//! Cameras, their nicknames, and the registry over all connections.

mod camera;
mod nickname;

pub use camera::{Camera, CameraId, Profile};
pub use nickname::{Nickname, NicknameError, same_name_key};
