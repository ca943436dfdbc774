//! macOS: CoreWLAN, and the passwords in the keychain. Written by the documentation, and checked by the compiler; **we have never run it on a Mac**.
//!
//! macOS names networks only to a program with leave for Location Services; without it every network is nameless, which
//! shows here as [`NearbyTrouble::NotPermitted`]. The program does not ask for that leave yet: the owner gives it in
//! System Settings.
#![expect(
    unsafe_code,
    reason = "CoreWLAN is Objective-C, which promises nothing to Rust"
)]

use std::ptr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use objc2::rc::{Retained, autoreleasepool};
use objc2_core_wlan::{
    CWChannelBand, CWErr, CWInterface, CWKeychainDomain, CWKeychainFindWiFiPassword, CWNetwork,
    CWSecurity, CWWiFiClient,
};
use objc2_foundation::{NSData, NSString};
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::nearby_networks::{NearbyNetworks, NearbyTrouble};
use porchlight_core::ports::place::Place;
use porchlight_core::secret::Password;
use porchlight_core::wifi::{Bands, NearbyNetwork, Security, Ssid, WifiSecret};

use super::in_time;
use crate::heard;

const SCAN: Duration = Duration::from_secs(20);
/// The keychain may ask the owner.
const PERMISSION: Duration = Duration::from_secs(120);

pub struct CoreWlan {
    clock: Arc<dyn Clock>,
}

impl CoreWlan {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }
}

#[async_trait]
impl NearbyNetworks for CoreWlan {
    async fn look(&self, _place: Option<&Place>) -> Result<Vec<NearbyNetwork>, NearbyTrouble> {
        in_time(self.clock.as_ref(), SCAN, || autoreleasepool(|_| look())).await
    }

    async fn saved_secret(
        &self,
        _place: Option<&Place>,
        ssid: &Ssid,
    ) -> Result<WifiSecret, NearbyTrouble> {
        let ssid = ssid.clone();
        in_time(self.clock.as_ref(), PERMISSION, move || {
            autoreleasepool(|_| saved(&ssid))
        })
        .await
    }
}

fn look() -> Result<Vec<NearbyNetwork>, NearbyTrouble> {
    // SAFETY: CWWiFiClient and what it hands out may be used on any thread; nothing here leaves this one.
    let interface = unsafe { CWWiFiClient::sharedWiFiClient().interface() };
    let interface = interface.ok_or(NearbyTrouble::NoHardware)?;
    // SAFETY: as above.
    if !unsafe { interface.powerOn() } {
        return Err(NearbyTrouble::SwitchedOff);
    }
    // SAFETY: as above; no name means all networks.
    let found = unsafe { interface.scanForNetworksWithSSID_error(None) };
    let found = found.map_err(|error| match error.code() {
        code if code == CWErr::CWOperationNotPermittedErr.0 => NearbyTrouble::NotPermitted,
        _ => NearbyTrouble::Unavailable,
    })?;
    let current = current(&interface);
    let all = found.count();
    let heard: Vec<_> = found
        .iter()
        .filter_map(|network| heard(&network, current.as_ref()))
        .collect();
    if heard.is_empty() && all > 0 {
        return Err(NearbyTrouble::NotPermitted);
    }
    Ok(heard::networks(heard))
}

fn current(interface: &CWInterface) -> Option<Ssid> {
    // SAFETY: as in `look`.
    let octets = unsafe { interface.ssidData() }?;
    heard::name(octets.to_vec())
}

/// `None`: it has no name, or we may not know it.
fn heard(network: &CWNetwork, current: Option<&Ssid>) -> Option<NearbyNetwork> {
    // SAFETY: as in `look`.
    let (octets, channel, dbm) = unsafe {
        (
            network.ssidData()?,
            network.wlanChannel(),
            network.rssiValue(),
        )
    };
    let ssid = heard::name(octets.to_vec())?;
    Some(NearbyNetwork {
        security: Some(security(network)),
        // SAFETY: as in `look`.
        bands: channel.and_then(|channel| bands(unsafe { channel.channelBand() })),
        // -100 dBm is nothing, -50 dBm is as good as it gets.
        strength: u8::try_from((2 * (dbm + 100)).clamp(0, 100)).unwrap_or(0),
        current: current == Some(&ssid),
        ssid,
    })
}

fn bands(band: CWChannelBand) -> Option<Bands> {
    let only = |it| band == it;
    (band != CWChannelBand::BandUnknown).then(|| Bands {
        ghz2: only(CWChannelBand::Band2GHz),
        ghz5: only(CWChannelBand::Band5GHz),
        ghz6: only(CWChannelBand::Band6GHz),
    })
}

fn security(network: &CWNetwork) -> Security {
    // SAFETY: as in `look`.
    let any = |kinds: &[CWSecurity]| {
        kinds
            .iter()
            .any(|kind| unsafe { network.supportsSecurity(*kind) })
    };
    let wpa = any(&[
        CWSecurity::WPAPersonal,
        CWSecurity::WPAPersonalMixed,
        CWSecurity::WPA2Personal,
    ]);
    let wpa3 = any(&[CWSecurity::WPA3Personal]);
    if any(&[CWSecurity::WPA3Transition]) || (wpa && wpa3) {
        Security::WpaAndWpa3
    } else if wpa {
        Security::Wpa
    } else if wpa3 {
        Security::Wpa3
    } else if any(&[CWSecurity::WEP]) {
        Security::Wep
    } else if any(&[CWSecurity::OWE]) {
        Security::EnhancedOpen
    } else if any(&[CWSecurity::None, CWSecurity::OWETransition]) {
        Security::Open
    } else {
        Security::Enterprise
    }
}

/// The owner's own keychain first, then the computer's.
fn saved(ssid: &Ssid) -> Result<WifiSecret, NearbyTrouble> {
    match in_keychain(CWKeychainDomain::User, ssid) {
        Err(NearbyTrouble::NothingSaved) => in_keychain(CWKeychainDomain::System, ssid),
        answered => answered,
    }
}

fn in_keychain(domain: CWKeychainDomain, ssid: &Ssid) -> Result<WifiSecret, NearbyTrouble> {
    // OSStatus of Security.framework.
    const AUTH_FAILED: i32 = -25293;
    const INTERACTION_NOT_ALLOWED: i32 = -25308;
    const NOT_FOUND: i32 = -25300;
    const USER_CANCELED: i32 = -128;
    let mut password: *mut NSString = ptr::null_mut();
    let name = NSData::with_bytes(ssid.octets());
    // SAFETY: `password` is a place for the answer, which the autorelease pool around us owns.
    let (status, password) = unsafe {
        let status = CWKeychainFindWiFiPassword(domain, &name, &raw mut password);
        (status, Retained::retain(password))
    };
    match (status, password) {
        (0, Some(password)) => WifiSecret::parse(&Password::new(password.to_string()))
            .map_err(|_| NearbyTrouble::NothingSaved),
        (0, None) | (NOT_FOUND, _) => Err(NearbyTrouble::NothingSaved),
        (AUTH_FAILED | INTERACTION_NOT_ALLOWED | USER_CANCELED, _) => {
            Err(NearbyTrouble::NotPermitted)
        }
        _ => Err(NearbyTrouble::Unavailable),
    }
}
