//! The simulated cameras themselves: each has a key of its own, which it keeps, so that a camera that comes again is
//! the same camera.

use std::io;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::CameraRecord;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::secrets::replace_private;

pub(super) const FILE: &str = "cameras.json";
/// The first camera that comes out of a box; those of the household are older.
const FIRST_NEW_MODEL: usize = 3;

#[derive(Debug)]
pub(super) struct Shelf {
    file: PathBuf,
    cameras: Vec<SimulatedCamera>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct SimulatedCamera {
    key: Bytes,
    pub(super) model: String,
    pub(super) firmware: String,
    /// Which one it is in its account; `None`: still in its box.
    camera: Option<Uuid>,
}

impl std::fmt::Debug for SimulatedCamera {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SimulatedCamera")
            .field("model", &self.model)
            .finish_non_exhaustive()
    }
}

impl Shelf {
    /// A shelf that cannot be read is empty: the cameras were reset.
    pub(super) fn open(dir: &Path) -> Self {
        let file = dir.join(FILE);
        let cameras = std::fs::read(&file)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self { file, cameras }
    }

    /// The camera in the account, with the key that it has or with a first one.
    pub(super) fn existing(&mut self, record: &CameraRecord) -> io::Result<SimulatedCamera> {
        let known = self.cameras.iter().find(|c| c.camera == Some(record.id));
        match known {
            Some(camera) => Ok(camera.clone()),
            None => self.put(SimulatedCamera {
                key: new_key(),
                model: record.model.clone(),
                firmware: record.firmware.clone(),
                camera: Some(record.id),
            }),
        }
    }

    /// The next one that is still in its box. Each is of another model.
    pub(super) fn out_of_the_box(&mut self, models: &[String]) -> io::Result<SimulatedCamera> {
        if let Some(camera) = self.cameras.iter().find(|c| c.camera.is_none()) {
            return Ok(camera.clone());
        }
        let model = (FIRST_NEW_MODEL..)
            .map(|number| format!("Porch Cam {number}"))
            .find(|model| !models.contains(model))
            .unwrap_or_default();
        self.put(SimulatedCamera {
            key: new_key(),
            model,
            firmware: "1.2.0".into(),
            camera: None,
        })
    }

    /// It has found its account.
    pub(super) fn is(&mut self, camera: &SimulatedCamera, id: Uuid) -> io::Result<()> {
        for known in &mut self.cameras {
            if known.key == camera.key {
                known.camera = Some(id);
            }
        }
        self.write()
    }

    pub(super) fn clear(&mut self) -> io::Result<()> {
        self.cameras.clear();
        self.write()
    }

    /// A key is kept before it is used: after a crash the camera is still the same.
    fn put(&mut self, camera: SimulatedCamera) -> io::Result<SimulatedCamera> {
        self.cameras.push(camera.clone());
        self.write()?;
        Ok(camera)
    }

    fn write(&self) -> io::Result<()> {
        // There are keys in it.
        replace_private(&self.file, &serde_json::to_string(&self.cameras)?)
    }
}

impl SimulatedCamera {
    /// `None`: somebody wrote into the file.
    pub(super) fn signing_key(&self) -> Option<SigningKey> {
        Some(SigningKey::from_bytes(
            self.key.0.as_slice().try_into().ok()?,
        ))
    }
}

fn new_key() -> Bytes {
    Bytes(SigningKey::generate(&mut OsRng).to_bytes().to_vec())
}
