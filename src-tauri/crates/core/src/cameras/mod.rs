//! Cameras, their nicknames, and the registry over all connections.

mod camera;

pub use camera::{Camera, CameraId, Profile};
