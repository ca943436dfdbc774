//! The password that NetworkManager keeps for a network.

use std::time::Duration;

use porchlight_core::ports::nearby_networks::NearbyTrouble;
use porchlight_core::secret::Password;
use porchlight_core::wifi::{Ssid, WifiSecret};
use zbus::Connection;
use zbus::zvariant::OwnedObjectPath;

use super::NetworkManager;
use super::bus::{
    self, ACTIVE_CONNECTION, MANAGER, ManagerProxy, SavedConnectionProxy, SettingsProxy,
};
use super::refusal::Refusal;

/// The system may ask the owner for a password of its own.
const PERMISSION: Duration = Duration::from_secs(120);
/// `NMActiveConnectionState`. One that is only being tried may have a wrong password.
const ACTIVATED: u32 = 2;
const CONNECTION: &str = "connection";
const WIRELESS: &str = "802-11-wireless";
const SECURITY: &str = "802-11-wireless-security";

/// A saved connection ("profile") to the network in question.
struct Profile {
    path: OwnedObjectPath,
    standing: Standing,
    has_security: bool,
}

/// Which of several profiles says how the network is entered today: the one in use, else the one that last worked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    active: bool,
    /// `connection.timestamp`: seconds since 1970 when it last worked; 0 for never.
    worked: u64,
}

impl NetworkManager {
    /// A profile that worked longer ago has a password of longer ago: it is not asked. Among those of the same standing
    /// (none of them ever worked) the first password counts.
    pub(super) async fn saved(&self, ssid: &Ssid) -> Result<WifiSecret, NearbyTrouble> {
        let bus = self.connect().await?;
        let profiles = self.profiles_of(&bus, ssid).await?;
        let best = profiles.iter().map(|profile| profile.standing).max();
        let mut found = Err(NearbyTrouble::NothingSaved);
        for profile in &profiles {
            if Some(profile.standing) != best {
                continue;
            }
            match self.secret_of(&bus, profile).await {
                Ok(Some(WifiSecret::None)) => found = Ok(WifiSecret::None),
                Ok(Some(secret)) => return Ok(secret),
                Ok(None) | Err(Refusal::Declined) => {}
                // Nobody is asked twice.
                Err(refusal) => return Err(refusal.into()),
            }
        }
        found
    }

    async fn profiles_of(&self, bus: &Connection, ssid: &Ssid) -> Result<Vec<Profile>, Refusal> {
        let active = self.active_connections(bus).await?;
        let settings = SettingsProxy::new(bus).await?;
        let mut profiles = Vec::new();
        for path in self.answer(settings.list_connections()).await? {
            let connection = SavedConnectionProxy::new(bus, &path).await?;
            let mut settings = match self.answer(connection.get_settings()).await {
                // Another person's, on the same computer; or it is gone.
                Err(Refusal::NotPermitted | Refusal::Declined) => continue,
                settings => settings?,
            };
            let name: Option<Vec<u8>> = bus::take_from(&mut settings, WIRELESS, "ssid");
            if name.as_deref() != Some(ssid.octets()) {
                continue;
            }
            let worked = bus::take_from(&mut settings, CONNECTION, "timestamp").unwrap_or(0);
            profiles.push(Profile {
                standing: Standing {
                    active: active.contains(&path),
                    worked,
                },
                has_security: settings.contains_key(SECURITY),
                path,
            });
        }
        Ok(profiles)
    }

    /// The profiles by which this computer is connected now.
    async fn active_connections(&self, bus: &Connection) -> Result<Vec<OwnedObjectPath>, Refusal> {
        let manager = ManagerProxy::new(bus).await?;
        let path = manager.inner().path();
        let mut properties = self.answer(bus::properties(bus, path, MANAGER)).await?;
        let connections: Vec<OwnedObjectPath> =
            bus::take(&mut properties, "ActiveConnections").unwrap_or_default();
        let mut active = Vec::new();
        for connection in connections {
            let mut properties = self
                .answer(bus::properties(bus, &connection, ACTIVE_CONNECTION))
                .await
                .or_else(Refusal::unless_it_left)?;
            if bus::take(&mut properties, "State") == Some(ACTIVATED) {
                active.extend(bus::take::<OwnedObjectPath>(&mut properties, "Connection"));
            }
        }
        Ok(active)
    }

    /// `None`: without a password that a camera could use (WEP, IEEE 802.1X, never saved).
    async fn secret_of(
        &self,
        bus: &Connection,
        profile: &Profile,
    ) -> Result<Option<WifiSecret>, Refusal> {
        if !profile.has_security {
            return Ok(Some(WifiSecret::None));
        }
        let connection = SavedConnectionProxy::new(bus, &profile.path).await?;
        let mut secrets = self
            .answer_within(PERMISSION, connection.get_secrets(SECURITY))
            .await?;
        let key: Option<String> = bus::take_from(&mut secrets, SECURITY, "psk");
        Ok(key.and_then(|key| WifiSecret::parse(&Password::new(key)).ok()))
    }
}
