//! Windows: the Native Wifi API. Written by the documentation, and checked by the compiler; **we have never run it on Windows**.
//!
//! Since Windows 11 24H2 it needs leave for Location Services, for which Windows itself asks. A network with WPA2 and
//! WPA3 side by side counts as what Windows itself would use; profiles of networks out of range are not looked for.
#![expect(unsafe_code, reason = "wlanapi.dll has a C interface")]

use std::ffi::c_void;
use std::ptr;
use std::slice;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use async_trait::async_trait;
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::nearby_networks::{NearbyNetworks, NearbyTrouble};
use porchlight_core::ports::place::Place;
use porchlight_core::wifi::{Bands, NearbyNetwork, Security, Ssid, WifiSecret};
use windows::Win32::Foundation::{
    ERROR_ACCESS_DENIED, ERROR_NDIS_DOT11_POWER_STATE_INVALID, HANDLE, WIN32_ERROR,
};
use windows::Win32::NetworkManagement::WiFi::*;
use windows::core::{GUID, PCWSTR, PWSTR};
use zeroize::{Zeroize, Zeroizing};

use super::{in_time, wlan_profile};
use crate::heard;

const LIMIT: Duration = Duration::from_secs(20);
/// What Windows allows a driver for a scan.
const SCAN: Duration = Duration::from_secs(4);

pub struct WlanApi {
    clock: Arc<dyn Clock>,
}

impl WlanApi {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }
}

#[async_trait]
impl NearbyNetworks for WlanApi {
    async fn look(&self, _place: Option<&Place>) -> Result<Vec<NearbyNetwork>, NearbyTrouble> {
        in_time(self.clock.as_ref(), LIMIT, || Session::open()?.look()).await
    }

    async fn saved_secret(
        &self,
        _place: Option<&Place>,
        ssid: &Ssid,
    ) -> Result<WifiSecret, NearbyTrouble> {
        let ssid = ssid.clone();
        in_time(self.clock.as_ref(), LIMIT, move || {
            Session::open()?.saved(&ssid)
        })
        .await
    }
}

struct Session {
    handle: HANDLE,
    /// Boxed, for its address is what Windows hands back. Outlives the handle.
    scan_ended: Box<Sender<()>>,
    scans: Receiver<()>,
}

impl Session {
    fn open() -> Result<Self, NearbyTrouble> {
        let (mut version, mut handle) = (0, HANDLE::default());
        // SAFETY: both are places for answers.
        check(unsafe { WlanOpenHandle(WLAN_API_VERSION_2_0, None, &mut version, &mut handle) })?;
        let (sender, scans) = channel();
        let session = Self {
            handle,
            scan_ended: Box::new(sender),
            scans,
        };
        let context = ptr::from_ref(session.scan_ended.as_ref()).cast::<c_void>();
        // SAFETY: the sender lives until the handle is closed, and with it the registration.
        check(unsafe {
            WlanRegisterNotification(
                session.handle,
                WLAN_NOTIFICATION_SOURCE_ACM,
                true,
                Some(on_notification),
                Some(context),
                None,
                None,
            )
        })?;
        Ok(session)
    }

    fn look(&self) -> Result<Vec<NearbyNetwork>, NearbyTrouble> {
        let interfaces = self.interfaces()?;
        let mut on = false;
        let mut networks = Vec::new();
        for interface in &interfaces {
            if self.is_off(interface) {
                continue;
            }
            on = true;
            self.scan(interface);
            let access_points = self.access_points(interface).unwrap_or_default();
            for network in self.available(interface)? {
                let Some(ssid) = name(&network.dot11Ssid) else {
                    continue;
                };
                networks.push(NearbyNetwork {
                    security: Some(security(&network)),
                    bands: access_points
                        .iter()
                        .filter(|(name, _)| *name == ssid)
                        .map(|(_, bands)| *bands)
                        .reduce(Bands::and),
                    strength: u8::try_from(network.wlanSignalQuality.min(100)).unwrap_or(100),
                    current: network.dwFlags & WLAN_AVAILABLE_NETWORK_CONNECTED != 0,
                    ssid,
                });
            }
        }
        match (interfaces.is_empty(), on) {
            (true, _) => Err(NearbyTrouble::NoHardware),
            (false, false) => Err(NearbyTrouble::SwitchedOff),
            (false, true) => Ok(heard::networks(networks)),
        }
    }

    /// Of several profiles the one in use, else the one that Windows would use first.
    fn saved(&self, ssid: &Ssid) -> Result<WifiSecret, NearbyTrouble> {
        let mut other = None;
        for interface in self.interfaces()? {
            for network in self.available(&interface)? {
                let has_profile = network.dwFlags & WLAN_AVAILABLE_NETWORK_HAS_PROFILE != 0;
                if !has_profile || name(&network.dot11Ssid).as_ref() != Some(ssid) {
                    continue;
                }
                if network.dwFlags & WLAN_AVAILABLE_NETWORK_CONNECTED != 0 {
                    return wlan_profile::secret(&self.profile(&interface, &network)?);
                }
                other = other.or(Some((interface, network)));
            }
        }
        let (interface, network) = other.ok_or(NearbyTrouble::NothingSaved)?;
        wlan_profile::secret(&self.profile(&interface, &network)?)
    }

    fn interfaces(&self) -> Result<Vec<GUID>, NearbyTrouble> {
        let mut list = Answer::<WLAN_INTERFACE_INFO_LIST>::none();
        // SAFETY: Windows fills the list, whose length it says; the answer frees it.
        unsafe {
            check(WlanEnumInterfaces(self.handle, None, &mut list.0))?;
            let first = (&raw const (*list.0).InterfaceInfo).cast::<WLAN_INTERFACE_INFO>();
            let all = slice::from_raw_parts(first, (*list.0).dwNumberOfItems as usize);
            Ok(all.iter().map(|it| it.InterfaceGuid).collect())
        }
    }

    /// Every radio of it, by software or by a switch.
    fn is_off(&self, interface: &GUID) -> bool {
        let mut state = Answer::<WLAN_RADIO_STATE>::none();
        let mut octets = 0;
        // SAFETY: for this question the answer is of this type; it says how many of its 64 places it uses.
        let asked = unsafe {
            WlanQueryInterface(
                self.handle,
                interface,
                wlan_intf_opcode_radio_state,
                None,
                &mut octets,
                (&raw mut state.0).cast(),
                None,
            )
        };
        if check(asked).is_err() || state.0.is_null() {
            return false;
        }
        // SAFETY: as above.
        let state = unsafe { &*state.0 };
        let radios = &state.PhyRadioState[..(state.dwNumberOfPhys as usize).min(64)];
        !radios.is_empty()
            && radios.iter().all(|radio| {
                radio.dot11SoftwareRadioState == dot11_radio_state_off
                    || radio.dot11HardwareRadioState == dot11_radio_state_off
            })
    }

    /// Ends when the scan has, or after [`SCAN`]; one that is refused leaves what is known.
    fn scan(&self, interface: &GUID) {
        // Somebody else's scan may have ended before.
        self.scans.try_iter().for_each(drop);
        // SAFETY: no name and no extra octets: all networks.
        if check(unsafe { WlanScan(self.handle, interface, None, None, None) }).is_ok() {
            let _ = self.scans.recv_timeout(SCAN);
        }
    }

    fn available(&self, interface: &GUID) -> Result<Vec<WLAN_AVAILABLE_NETWORK>, NearbyTrouble> {
        let mut list = Answer::<WLAN_AVAILABLE_NETWORK_LIST>::none();
        // SAFETY: as in `interfaces`.
        unsafe {
            check(WlanGetAvailableNetworkList(
                self.handle,
                interface,
                0,
                None,
                &mut list.0,
            ))?;
            let first = (&raw const (*list.0).Network).cast::<WLAN_AVAILABLE_NETWORK>();
            Ok(slice::from_raw_parts(first, (*list.0).dwNumberOfItems as usize).to_vec())
        }
    }

    fn access_points(&self, interface: &GUID) -> Result<Vec<(Ssid, Bands)>, NearbyTrouble> {
        let mut list = Answer::<WLAN_BSS_LIST>::none();
        // SAFETY: as in `interfaces`.
        let all = unsafe {
            check(WlanGetNetworkBssList(
                self.handle,
                interface,
                None,
                dot11_BSS_type_any,
                false,
                None,
                &mut list.0,
            ))?;
            let first = (&raw const (*list.0).wlanBssEntries).cast::<WLAN_BSS_ENTRY>();
            slice::from_raw_parts(first, (*list.0).dwNumberOfItems as usize)
        };
        let mhz = |entry: &WLAN_BSS_ENTRY| entry.ulChCenterFrequency / 1000;
        Ok(all
            .iter()
            .filter_map(|it| Some((name(&it.dot11Ssid)?, Bands::of_frequency(mhz(it)))))
            .collect())
    }

    /// With its key, if this person may have it; what Windows handed over is wiped.
    fn profile(
        &self,
        interface: &GUID,
        network: &WLAN_AVAILABLE_NETWORK,
    ) -> Result<Zeroizing<String>, NearbyTrouble> {
        let mut xml = PWSTR::null();
        let mut flags = WLAN_PROFILE_GET_PLAINTEXT_KEY;
        // SAFETY: the profile's name ends with a zero; the answer does too, and is freed below.
        unsafe {
            check(WlanGetProfile(
                self.handle,
                interface,
                PCWSTR(network.strProfileName.as_ptr()),
                None,
                &mut xml,
                Some(&mut flags),
                None,
            ))?;
            let _freed = Answer(xml.as_ptr());
            let handed = slice::from_raw_parts_mut(xml.as_ptr(), xml.len());
            // Of its full size from the start: a string that grows leaves copies behind.
            let mut profile = Zeroizing::new(String::with_capacity(handed.len() * 3));
            let letters = char::decode_utf16(handed.iter().copied());
            profile.extend(letters.map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)));
            handed.zeroize();
            Ok(profile)
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // SAFETY: ours, and open; returns when no notification is under way any more.
        let _ = unsafe { WlanCloseHandle(self.handle, None) };
    }
}

/// Memory of Windows, given back when dropped.
struct Answer<T>(*mut T);

impl<T> Answer<T> {
    fn none() -> Self {
        Self(ptr::null_mut())
    }
}

impl<T> Drop for Answer<T> {
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: allocated by Windows for us, and nobody reads it any more.
            unsafe { WlanFreeMemory(self.0.cast()) };
        }
    }
}

unsafe extern "system" fn on_notification(it: *mut L2_NOTIFICATION_DATA, context: *mut c_void) {
    // SAFETY: Windows hands over a notification, and the sender that `open` registered.
    let (it, sender) = unsafe { (&*it, &*context.cast_const().cast::<Sender<()>>()) };
    let ended = [
        wlan_notification_acm_scan_complete,
        wlan_notification_acm_scan_fail,
    ];
    if ended
        .iter()
        .any(|code| code.0 as u32 == it.NotificationCode)
    {
        let _ = sender.send(());
    }
}

fn check(code: u32) -> Result<(), NearbyTrouble> {
    match WIN32_ERROR(code) {
        code if code.is_ok() => Ok(()),
        ERROR_ACCESS_DENIED => Err(NearbyTrouble::NotPermitted),
        ERROR_NDIS_DOT11_POWER_STATE_INVALID => Err(NearbyTrouble::SwitchedOff),
        // Among others, the service is not running (ERROR_SERVICE_NOT_ACTIVE).
        _ => Err(NearbyTrouble::Unavailable),
    }
}

fn name(ssid: &DOT11_SSID) -> Option<Ssid> {
    let octets = ssid.ucSSID.get(..ssid.uSSIDLength as usize)?;
    heard::name(octets.to_vec())
}

fn security(network: &WLAN_AVAILABLE_NETWORK) -> Security {
    let encrypted = network.dot11DefaultCipherAlgorithm != DOT11_CIPHER_ALGO_NONE;
    match network.dot11DefaultAuthAlgorithm {
        DOT11_AUTH_ALGO_80211_OPEN if !encrypted => Security::Open,
        DOT11_AUTH_ALGO_80211_OPEN | DOT11_AUTH_ALGO_80211_SHARED_KEY => Security::Wep,
        DOT11_AUTH_ALGO_WPA_PSK | DOT11_AUTH_ALGO_RSNA_PSK => Security::Wpa,
        DOT11_AUTH_ALGO_WPA3_SAE => Security::Wpa3,
        DOT11_AUTH_ALGO_OWE => Security::EnhancedOpen,
        _ => Security::Enterprise,
    }
}
