//! The password that NetworkManager keeps for a network.

use std::time::Duration;

use porchlight_core::ports::nearby_networks::NearbyTrouble;
use porchlight_core::secret::Password;
use porchlight_core::wifi::{Ssid, WifiSecret};
use zbus::Connection;
use zbus::zvariant::OwnedObjectPath;

use super::NetworkManager;
use super::bus::{self, SavedConnectionProxy, SettingsProxy};
use super::refusal::Refusal;

/// The system may ask the owner for a password of its own.
const PERMISSION: Duration = Duration::from_secs(120);
const WIRELESS: &str = "802-11-wireless";
const SECURITY: &str = "802-11-wireless-security";

impl NetworkManager {
    /// More than one connection may be of that name: the first password counts.
    pub(super) async fn saved(&self, ssid: &Ssid) -> Result<WifiSecret, NearbyTrouble> {
        let bus = self.connect().await?;
        let settings = SettingsProxy::new(&bus).await.map_err(Refusal::from)?;
        let mut found = Err(NearbyTrouble::NothingSaved);
        for connection in self.answer(settings.list_connections()).await? {
            match self.connection_to(&bus, &connection, ssid).await {
                Ok(Some(WifiSecret::None)) => found = Ok(WifiSecret::None),
                Ok(Some(secret)) => return Ok(secret),
                Ok(None) | Err(Refusal::Declined) => {}
                // Nobody is asked twice.
                Err(refusal) => return Err(refusal.into()),
            }
        }
        found
    }

    /// `None`: to another network, or without a password that a camera could use (WEP, IEEE 802.1X, never saved).
    async fn connection_to(
        &self,
        bus: &Connection,
        path: &OwnedObjectPath,
        ssid: &Ssid,
    ) -> Result<Option<WifiSecret>, Refusal> {
        let connection = SavedConnectionProxy::new(bus, path).await?;
        let mut settings = match self.answer(connection.get_settings()).await {
            // Another person's, on the same computer.
            Err(Refusal::NotPermitted) => return Ok(None),
            settings => settings?,
        };
        let name: Option<Vec<u8>> = settings
            .get_mut(WIRELESS)
            .and_then(|wireless| bus::take(wireless, "ssid"));
        if name.as_deref() != Some(ssid.octets()) {
            return Ok(None);
        }
        if !settings.contains_key(SECURITY) {
            return Ok(Some(WifiSecret::None));
        }
        let mut secrets = self
            .answer_within(PERMISSION, connection.get_secrets(SECURITY))
            .await?;
        let key: Option<String> = secrets
            .get_mut(SECURITY)
            .and_then(|security| bus::take(security, "psk"));
        Ok(key.and_then(|key| WifiSecret::parse(&Password::new(key)).ok()))
    }
}
