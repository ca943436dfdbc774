//! Linux: NetworkManager over the system bus. API: <https://networkmanager.dev/docs/api/latest/spec.html>

mod bus;
mod refusal;
mod saved;
mod security;

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::future::try_join_all;
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::nearby_networks::{NearbyNetworks, NearbyTrouble};
use porchlight_core::ports::place::Place;
use porchlight_core::wifi::{Bands, NearbyNetwork, Ssid, WifiSecret};
use zbus::Connection;
use zbus::zvariant::OwnedObjectPath;

use self::bus::{ACCESS_POINT, DEVICE, MANAGER, ManagerProxy, WIRELESS, WirelessProxy};
use self::refusal::Refusal;
use super::within;
use crate::heard;

/// For the bus to let us in.
const BUS: Duration = Duration::from_secs(5);
/// `NMDeviceType`.
const WIFI: u32 = 2;

pub struct NetworkManager {
    /// `None`: the system's.
    bus: Option<String>,
    clock: Arc<dyn Clock>,
}

impl NetworkManager {
    /// For one answer of NetworkManager, which may hang.
    pub const ANSWER: Duration = Duration::from_secs(10);

    /// For listening on all channels; after that, what is known already has to do.
    pub const SCAN: Duration = Duration::from_secs(15);

    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { bus: None, clock }
    }

    /// On a bus of its own, by D-Bus address (`unix:path=…`).
    pub fn on_bus(address: impl Into<String>, clock: Arc<dyn Clock>) -> Self {
        Self {
            bus: Some(address.into()),
            clock,
        }
    }

    async fn connect(&self) -> Result<Connection, Refusal> {
        let bus = match &self.bus {
            Some(address) => zbus::connection::Builder::address(address.as_str())?,
            None => zbus::connection::Builder::system()?,
        };
        self.answer_within(BUS, bus.build()).await
    }

    async fn wireless_devices(&self, bus: &Connection) -> Result<Vec<OwnedObjectPath>, Refusal> {
        let manager = ManagerProxy::new(bus).await?;
        let mut wireless = Vec::new();
        for device in self.answer(manager.get_devices()).await? {
            let mut properties = self
                .answer(bus::properties(bus, &device, DEVICE))
                .await
                .or_else(Refusal::unless_it_left)?;
            if bus::take(&mut properties, "DeviceType") == Some(WIFI) {
                wireless.push(device);
            }
        }
        Ok(wireless)
    }

    /// By the owner, or by a switch on the computer (rfkill).
    async fn is_switched_off(&self, bus: &Connection) -> Result<bool, Refusal> {
        let manager = ManagerProxy::new(bus).await?;
        let path = manager.inner().path();
        let mut properties = self.answer(bus::properties(bus, path, MANAGER)).await?;
        let switches = [
            "NetworkingEnabled",
            "WirelessEnabled",
            "WirelessHardwareEnabled",
        ];
        Ok(switches
            .into_iter()
            .any(|switch| bus::take(&mut properties, switch) == Some(false)))
    }

    async fn hear(
        &self,
        bus: &Connection,
        device: &OwnedObjectPath,
    ) -> Result<Vec<NearbyNetwork>, Refusal> {
        let scanned = match self.scan(bus, device).await {
            Err(Refusal::NoAnswer) => return Err(Refusal::NoAnswer),
            scanned => scanned,
        };
        let wireless = WirelessProxy::new(bus, device).await?;
        let access_points = self.answer(wireless.get_all_access_points()).await?;
        let mut device = self.answer(bus::properties(bus, device, WIRELESS)).await?;
        let active: Option<OwnedObjectPath> = bus::take(&mut device, "ActiveAccessPoint");
        let mut heard = Vec::new();
        for path in access_points {
            let mut properties = self
                .answer(bus::properties(bus, &path, ACCESS_POINT))
                .await
                .or_else(Refusal::unless_it_left)?;
            let Some(ssid) = bus::take(&mut properties, "Ssid").and_then(heard::name) else {
                continue;
            };
            let mut number = |name| bus::take::<u32>(&mut properties, name).unwrap_or(0);
            heard.push(NearbyNetwork {
                ssid,
                security: Some(security::of(
                    number("Flags"),
                    number("WpaFlags"),
                    number("RsnFlags"),
                )),
                bands: Some(Bands::of_frequency(number("Frequency"))),
                strength: bus::take(&mut properties, "Strength").unwrap_or(0),
                current: active.as_ref() == Some(&path),
            });
        }
        match scanned {
            // Nothing known, and not allowed to find out.
            Err(Refusal::NotPermitted) if heard.is_empty() => Err(Refusal::NotPermitted),
            _ => Ok(heard),
        }
    }

    /// Ends when the scan has, or at [`Self::SCAN`]. Refused where one was just done; then there is nothing to wait for, nor
    /// on a NetworkManager too old (before 1.12) to say when it ends.
    async fn scan(&self, bus: &Connection, device: &OwnedObjectPath) -> Result<(), Refusal> {
        let changes = bus::properties_of(bus, device).await?;
        let mut changes = self.answer(changes.receive_properties_changed()).await?;
        let before = self.answer(bus::properties(bus, device, WIRELESS)).await?;
        let wireless = WirelessProxy::new(bus, device).await?;
        self.answer(wireless.request_scan(HashMap::new())).await?;
        if before.contains_key("LastScan") {
            let ended = async {
                while let Some(change) = changes.next().await {
                    let changed = change.args();
                    if changed.is_ok_and(|it| it.changed_properties.contains_key("LastScan")) {
                        return;
                    }
                }
            };
            within(self.clock.as_ref(), Self::SCAN, ended).await;
        }
        Ok(())
    }

    async fn answer<T, E: Into<Refusal>>(
        &self,
        call: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Refusal> {
        self.answer_within(Self::ANSWER, call).await
    }

    async fn answer_within<T, E: Into<Refusal>>(
        &self,
        limit: Duration,
        call: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Refusal> {
        within(self.clock.as_ref(), limit, call)
            .await
            .ok_or(Refusal::NoAnswer)?
            .map_err(Into::into)
    }
}

#[async_trait]
impl NearbyNetworks for NetworkManager {
    async fn look(&self, _place: Option<&Place>) -> Result<Vec<NearbyNetwork>, NearbyTrouble> {
        let bus = self.connect().await?;
        let devices = self.wireless_devices(&bus).await?;
        if devices.is_empty() {
            return Err(NearbyTrouble::NoHardware);
        }
        if self.is_switched_off(&bus).await? {
            return Err(NearbyTrouble::SwitchedOff);
        }
        let heard = try_join_all(devices.iter().map(|device| self.hear(&bus, device))).await?;
        Ok(heard::networks(heard.into_iter().flatten()))
    }

    async fn saved_secret(
        &self,
        _place: Option<&Place>,
        ssid: &Ssid,
    ) -> Result<WifiSecret, NearbyTrouble> {
        self.saved(ssid).await
    }
}
