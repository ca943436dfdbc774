//! What owners call cameras whose service keeps no names: it stays on this computer, over what the service says.

use std::collections::BTreeMap;

use crate::cameras::{CameraId, Profile};
use crate::view::{CameraKey, ConnectionId};

/// What an owner says about one camera, as far as the service says something else. Bound to an account as edits are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateName {
    pub connection: ConnectionId,
    pub account: String,
    pub camera: CameraId,
    pub nickname: Option<String>,
    pub room: Option<String>,
    pub network: Option<String>,
    /// The service could keep it by now, and the owner wants it here only.
    pub stays: bool,
}

impl PrivateName {
    /// Of what was said, only what the service does not say itself. What is empty gives way to what the service says.
    pub fn of(key: &CameraKey, account: &str, said: &Profile, at_service: &Profile) -> Self {
        let own = |said: Option<&str>, at_service: Option<&str>| {
            said.filter(|said| !said.is_empty() && Some(*said) != at_service)
                .map(str::to_owned)
        };
        let nickname = Some(said.nickname.as_str());
        Self {
            connection: key.connection,
            account: account.to_owned(),
            camera: key.camera.clone(),
            nickname: own(nickname, Some(&at_service.nickname)),
            room: own(said.room.as_deref(), at_service.room.as_deref()),
            network: own(said.network.as_deref(), at_service.network.as_deref()),
            stays: false,
        }
    }

    pub fn key(&self) -> CameraKey {
        CameraKey {
            connection: self.connection,
            camera: self.camera.clone(),
        }
    }

    /// Something that the owner typed is in it.
    pub fn names(&self) -> bool {
        self.nickname.is_some() || self.room.is_some()
    }

    /// Something that the owner typed is not what the service says.
    pub fn differs_from(&self, at_service: &Profile) -> bool {
        let said = self.over(at_service);
        said.nickname != at_service.nickname || said.room != at_service.room
    }

    /// The service says all of it itself.
    pub fn is_empty(&self) -> bool {
        !self.names() && self.network.is_none()
    }

    /// Where a camera is, its service knows best if it knows it.
    pub fn over(&self, at_service: &Profile) -> Profile {
        let at_service = at_service.clone();
        Profile {
            nickname: self.nickname.clone().unwrap_or(at_service.nickname),
            room: self.room.clone().or(at_service.room),
            network: at_service.network.or_else(|| self.network.clone()),
            ..at_service
        }
    }
}

/// Of all connections and accounts, also of cameras that are not in the list now.
///
/// Nothing here is durable by itself: the caller stores first.
#[derive(Debug, Default)]
pub struct PrivateNames {
    names: BTreeMap<CameraKey, Vec<PrivateName>>,
}

impl PrivateNames {
    /// As an earlier run left them.
    pub fn restore(names: Vec<PrivateName>) -> Self {
        let mut restored = Self::default();
        for name in names {
            restored.put(name);
        }
        restored
    }

    pub fn get(&self, key: &CameraKey, account: Option<&str>) -> Option<&PrivateName> {
        let of_account = |name: &&PrivateName| Some(name.account.as_str()) == account;
        self.of_camera(key).find(of_account)
    }

    /// Whoever gave them.
    pub fn of_camera(&self, key: &CameraKey) -> impl Iterator<Item = &PrivateName> {
        self.names.get(key).into_iter().flatten()
    }

    pub fn of_account(
        &self,
        connection: ConnectionId,
        account: Option<&str>,
    ) -> impl Iterator<Item = &PrivateName> {
        self.all().filter(move |name| {
            name.connection == connection && Some(name.account.as_str()) == account
        })
    }

    pub fn all(&self) -> impl Iterator<Item = &PrivateName> {
        self.names.values().flatten()
    }

    pub fn count(&self, connection: ConnectionId) -> u32 {
        let names = |name: &&PrivateName| name.connection == connection && name.names();
        u32::try_from(self.all().filter(names).count()).unwrap_or(u32::MAX)
    }

    /// Inserts, or replaces by camera and account.
    pub fn put(&mut self, name: PrivateName) {
        let of_camera = self.names.entry(name.key()).or_default();
        of_camera.retain(|known| known.account != name.account);
        of_camera.push(name);
    }

    pub fn remove(&mut self, key: &CameraKey, account: &str) {
        if let Some(of_camera) = self.names.get_mut(key) {
            of_camera.retain(|known| known.account != account);
            if of_camera.is_empty() {
                self.names.remove(key);
            }
        }
    }

    /// With the connection itself.
    pub fn forget_connection(&mut self, connection: ConnectionId) {
        self.names.retain(|key, _| key.connection != connection);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn profile(nickname: &str, room: Option<&str>) -> Profile {
        Profile {
            nickname: nickname.to_owned(),
            room: room.map(str::to_owned),
            ..Profile::default()
        }
    }

    fn said(said: &Profile, at_service: &Profile) -> PrivateName {
        let key = CameraKey {
            connection: ConnectionId(Uuid::nil()),
            camera: CameraId("door".to_owned()),
        };
        PrivateName::of(&key, "anna", said, at_service)
    }

    #[test]
    fn what_the_service_says_itself_is_not_kept() {
        let at_service = profile("Cam 1", Some("Hall"));
        assert!(said(&at_service, &at_service).is_empty());
        assert!(said(&profile("", None), &at_service).is_empty());
        let name = said(&profile("Porch", Some("Hall")), &at_service);
        assert_eq!(
            (name.nickname.as_deref(), name.room.as_deref()),
            (Some("Porch"), None)
        );
    }

    #[test]
    fn what_the_service_says_as_well_by_now_is_no_longer_private() {
        let name = said(&profile("Porch", None), &profile("Cam 1", None));
        assert!(name.differs_from(&profile("Cam 1", None)));
        assert!(!name.differs_from(&profile("Porch", Some("Hall"))));
    }

    #[test]
    fn what_is_private_lies_over_what_the_service_says_later() {
        let name = said(&profile("Porch", None), &profile("Cam 1", None));
        assert_eq!(
            name.over(&profile("Cam 2", Some("Hall"))),
            profile("Porch", Some("Hall"))
        );
    }
}
