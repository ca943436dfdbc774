//! A simulated camera is held in front of the window. It sees pixels, joins only if name and password are right for
//! its simulated router, claims its token over HTTP, and fails like real ones do.

use porchlight_protocol::camera::CameraRecord;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::claim::claim;
use super::scanned::{Scanned, understand};
use super::{DemoError, DemoHome, radio, sight};

/// What became of a look: what a real camera would blink or say. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// It was no code, or none for this camera.
    CodeNotRead,
    /// It is online in the account.
    Joined {
        camera: Uuid,
    },
    /// The code was a `WIFI:` code: it is on the network, and in no account.
    JoinedWithoutAccount,
    /// No such network, as far as a camera without 5 GHz and without WPA3 can hear.
    NetworkNotFound,
    /// It is on the network, and the service does not answer there.
    ServiceNotReached,
    SignalTooWeak,
    /// The service did not accept the code: used before, too old, cancelled, or for another camera.
    TokenRefused,
    WrongPassword,
}

impl DemoHome {
    /// The camera that the code is for, or else a new one out of its box, looks at what the window shows.
    ///
    /// # Errors
    /// [`DemoError`] when the demo home itself does not work
    pub async fn camera_looks(&self, svg: &str) -> Result<Look, DemoError> {
        self.look(None, svg).await
    }

    /// A camera of the demo's account looks, whichever the code is for.
    ///
    /// # Errors
    /// [`DemoError::NoSuchCamera`], and as above
    pub async fn that_camera_looks(&self, camera: Uuid, svg: &str) -> Result<Look, DemoError> {
        self.look(Some(camera), svg).await
    }

    async fn look(&self, camera: Option<Uuid>, svg: &str) -> Result<Look, DemoError> {
        let (scanned, signal_dbm) = match see_and_join(svg).await {
            Ok(joined) => joined,
            Err(look) => return Ok(look),
        };
        let Some(account) = &scanned.account else {
            return Ok(Look::JoinedWithoutAccount);
        };
        let camera = match camera {
            Some(camera) => Some(camera),
            // The hand that holds the camera knows which one the code is for.
            None => self.service.follows(&account.token).await?,
        };
        let mut shelf = self.shelf.lock().await;
        let held = match camera {
            Some(id) => shelf.existing(&self.record(id).await?),
            None => shelf.out_of_the_box(&self.models().await?),
        };
        let held = held.map_err(DemoError::Folder)?;
        match claim(&held, account, signal_dbm, self.clock.now()).await {
            Ok(camera) => {
                shelf.is(&held, camera).map_err(DemoError::Folder)?;
                Ok(Look::Joined { camera })
            }
            Err(look) => Ok(look),
        }
    }

    async fn record(&self, id: Uuid) -> Result<CameraRecord, DemoError> {
        let mut all = self.cameras().await?.into_iter();
        all.find(|record| record.id == id)
            .ok_or(DemoError::NoSuchCamera)
    }

    async fn models(&self) -> Result<Vec<String>, DemoError> {
        let all = self.cameras().await?.into_iter();
        Ok(all.map(|record| record.model).collect())
    }
}

/// How well it hears the network that it is on now, in dBm. Pictures and key derivation are slow: they leave the
/// runtime's threads alone.
async fn see_and_join(svg: &str) -> Result<(Scanned, i16), Look> {
    let svg = Zeroizing::new(svg.to_owned());
    let look = move || {
        let code = sight::read(&svg).ok_or(Look::CodeNotRead)?;
        let scanned = understand(&code).ok_or(Look::CodeNotRead)?;
        let signal_dbm = radio::join(&scanned)?;
        Ok((scanned, signal_dbm))
    };
    tokio::task::spawn_blocking(look)
        .await
        .unwrap_or(Err(Look::CodeNotRead))
}
