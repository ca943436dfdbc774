//! Which cameras an integration may see, under which names: sealed in the database, and shown to the client under identifiers
//! that only this integration has.

use porchlight_protocol::camera::CameraRecord;
use porchlight_protocol::integration::{ClientCamera, ReleasedCamera};
use porchlight_protocol::plain::is_one_line;
use porchlight_protocol::problem::ProblemType;
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::service::Service;
use crate::store::{StoreError, Tx, integrations};

const LONGEST_NAME: usize = 64;

impl Service {
    /// What the owner released, if it makes sense and is the account's.
    ///
    /// # Errors
    /// `invalid-request`; `not-found` for a camera of somebody else
    pub(super) async fn checked_release(
        &self,
        account: Uuid,
        cameras: Vec<ReleasedCamera>,
    ) -> Result<Vec<ReleasedCamera>, Refusal> {
        let mut released: Vec<ReleasedCamera> = Vec::with_capacity(cameras.len().min(64));
        let all = self.cameras(account).await?;
        if cameras.is_empty() {
            return Err(ProblemType::InvalidRequest.into());
        }
        for ReleasedCamera { camera, name } in cameras {
            let name = name.map(|name| name.trim().to_owned());
            if name.as_deref().is_some_and(|name| !sound(name))
                || released.iter().any(|other| other.camera == camera)
            {
                return Err(ProblemType::InvalidRequest.into());
            }
            if !all.iter().any(|record| record.id == camera) {
                return Err(ProblemType::NotFound.into());
            }
            released.push(ReleasedCamera { camera, name });
        }
        Ok(released)
    }

    pub(super) fn seal_release(
        &self,
        integration: Uuid,
        cameras: &[ReleasedCamera],
    ) -> Result<Vec<u8>, StoreError> {
        let plain = serde_json::to_vec(cameras).map_err(|_| StoreError::Damaged("release"))?;
        Ok(self.inner.secrets.seal(&plain, &place(integration)))
    }

    pub(super) fn unseal_release(
        &self,
        integration: Uuid,
        sealed: &[u8],
    ) -> Result<Vec<ReleasedCamera>, StoreError> {
        // What was released is not known any more: the key to it was lost.
        if sealed.is_empty() {
            return Ok(Vec::new());
        }
        self.inner
            .secrets
            .unseal(sealed, &place(integration))
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(StoreError::Damaged("release"))
    }

    /// Part of the transaction that takes the camera away. What was linked stays linked, if to nothing; what was released before an
    /// unlinking is not offered again.
    pub(crate) async fn release_no_more(
        &self,
        tx: &mut Tx,
        account: Uuid,
        camera: Uuid,
    ) -> Result<(), StoreError> {
        for row in integrations::all_of(tx, account).await? {
            let mut released = self.unseal_release(row.id, &row.sealed_release)?;
            let before = released.len();
            released.retain(|one| one.camera != camera);
            if released.len() < before {
                let sealed = self.seal_release(row.id, &released)?;
                integrations::release(tx, row.id, &sealed).await?;
            }
        }
        Ok(())
    }

    /// In the order of the account's list; what is no camera of the account is left out, whatever was released.
    pub(super) fn for_client(
        &self,
        integration: Uuid,
        released: &[ReleasedCamera],
        all: &[CameraRecord],
    ) -> Vec<ClientCamera> {
        let told = |(place, record): (usize, &CameraRecord)| {
            let release = released.iter().find(|one| one.camera == record.id)?;
            let same = |other: &&CameraRecord| other.model == record.model;
            let number = all[..=place].iter().filter(same).count();
            Some(ClientCamera {
                id: self.pairwise(integration, record.id),
                name: release
                    .name
                    .clone()
                    .unwrap_or_else(|| format!("{} {number}", record.model)),
                model: record.model.clone(),
                online: record.online,
            })
        };
        all.iter().enumerate().filter_map(told).collect()
    }

    /// What an integration calls something of the owner's (OpenID Connect Core §8.1).
    pub(super) fn pairwise(&self, integration: Uuid, what: Uuid) -> Uuid {
        let both = [integration.as_bytes().as_slice(), what.as_bytes()].concat();
        let mut id = [0; 16];
        id.copy_from_slice(&self.inner.secrets.keyed(b"oauth-pairwise", &both)[..16]);
        uuid::Builder::from_custom_bytes(id).into_uuid()
    }
}

pub(crate) fn place(integration: Uuid) -> Vec<u8> {
    [b"porchlight/release/1".as_slice(), integration.as_bytes()].concat()
}

fn sound(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.chars().count()) && is_one_line(name)
}
