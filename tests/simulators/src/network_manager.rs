//! A NetworkManager without a radio: python-dbusmock's, which a test tells what to hear. Ends when dropped.
//!
//! From Debian's `python3-dbusmock`, so it runs under the system's Python. Its template knows UTF-8 names only, one set
//! of flags for WPA and RSN, and secrets in a form that is not NetworkManager's: all three are set here.

use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::StreamExt;
use zbus::fdo::DBusProxy;
use zbus::zvariant::{ObjectPath, OwnedValue, Value};
use zbus::{Connection, Result, connection, proxy};

const ACCESS_POINT: &str = "org.freedesktop.NetworkManager.AccessPoint";
const CONNECTION: &str = "org.freedesktop.NetworkManager.Settings.Connection";
const DENIED: &str = "org.freedesktop.NetworkManager.Settings.PermissionDenied";
const MANAGER: &str = "org.freedesktop.NetworkManager";
const MANAGER_PATH: &str = "/org/freedesktop/NetworkManager";
const PYTHON: &str = "/usr/bin/python3";
const SECURITY: &str = "802-11-wireless-security";
const WIRELESS: &str = "org.freedesktop.NetworkManager.Device.Wireless";

pub struct NetworkManager {
    bus: Connection,
    process: Child,
    /// How many access points ever.
    heard: AtomicU32,
    /// How many saved connections and connections in use ever.
    saved: AtomicU32,
}

/// A radio of the computer, by its object path.
pub struct Radio(String);

/// What a radio hears of one access point. Flags are NetworkManager's (`NM80211ApFlags`, `NM80211ApSecurityFlags`).
#[derive(Clone, Copy, Debug)]
pub struct AccessPoint<'a> {
    pub name: &'a [u8],
    pub mhz: u32,
    /// Percent.
    pub strength: u8,
    pub flags: u32,
    pub wpa: u32,
    pub rsn: u32,
}

/// What NetworkManager says when asked for the password of a connection.
#[derive(Clone, Copy, Debug)]
pub enum Saved<'a> {
    /// Not even that there is one: the connection is another person's.
    Invisible,
    /// Printable ASCII without quotation marks and backslashes.
    Key(&'a str),
    /// Nothing: the owner did not want it kept.
    NotKept,
    /// The network is open.
    Open,
    /// Polkit says no.
    Refused,
}

impl NetworkManager {
    /// On a bus that plays the system's. It has no radio yet.
    pub async fn start(address: &str) -> Result<Self> {
        let bus = connection::Builder::address(address)?.build().await?;
        let names = DBusProxy::new(&bus).await?;
        let mut came = names
            .receive_name_owner_changed_with_args(&[(0, MANAGER)])
            .await?;
        let process = Command::new(PYTHON)
            .args(["-m", "dbusmock", "--system", "--template", "networkmanager"])
            .env("DBUS_SYSTEM_BUS_ADDRESS", address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        // From here on dropping ends it.
        let started = Self {
            bus,
            process,
            heard: AtomicU32::new(0),
            saved: AtomicU32::new(0),
        };
        came.next().await;
        Ok(started)
    }

    pub async fn add_radio(&self, interface: &str) -> Result<Radio> {
        const DISCONNECTED: i32 = 30;
        let mock = MockProxy::new(&self.bus).await?;
        let path = mock
            .add_wifi_device(interface, interface, DISCONNECTED)
            .await?;
        Ok(Radio(path))
    }

    pub async fn add_cable(&self, interface: &str) -> Result<()> {
        const ACTIVATED: i32 = 100;
        let mock = MockProxy::new(&self.bus).await?;
        mock.add_ethernet_device(interface, interface, ACTIVATED)
            .await?;
        Ok(())
    }

    /// Answers its object path.
    pub async fn hear(&self, radio: &Radio, heard: AccessPoint<'_>) -> Result<String> {
        const INFRASTRUCTURE: u32 = 2;
        const KBIT: u32 = 54_000;
        let number = self.heard.fetch_add(1, Ordering::Relaxed);
        let mock = MockProxy::new(&self.bus).await?;
        let path = mock
            .add_access_point(
                &radio.0,
                &number.to_string(),
                "",
                "02:00:00:00:00:01",
                INFRASTRUCTURE,
                heard.mhz,
                KBIT,
                heard.strength,
                0,
            )
            .await?;
        let properties = HashMap::from([
            ("Ssid", Value::from(heard.name)),
            ("Flags", Value::from(heard.flags)),
            ("WpaFlags", Value::from(heard.wpa)),
            ("RsnFlags", Value::from(heard.rsn)),
        ]);
        self.object(&path)
            .await?
            .update_properties(ACCESS_POINT, properties)
            .await?;
        Ok(path)
    }

    /// The radio is connected to that access point.
    pub async fn connect(&self, radio: &Radio, access_point: &str) -> Result<()> {
        let access_point = ObjectPath::try_from(access_point)?;
        let radio = self.object(&radio.0).await?;
        radio
            .add_property(WIRELESS, "ActiveAccessPoint", &access_point.into())
            .await
    }

    /// A switch of the manager's, like `WirelessEnabled`.
    pub async fn switch(&self, property: &str, on: bool) -> Result<()> {
        let properties = HashMap::from([(property, Value::from(on))]);
        let manager = self.object(MANAGER_PATH).await?;
        manager.update_properties(MANAGER, properties).await
    }

    /// From now on a scan ends when [`Self::end_scan`] says so, and not before.
    pub async fn scan_slowly(&self, radio: &Radio) -> Result<()> {
        let radio = self.object(&radio.0).await?;
        radio
            .add_property(WIRELESS, "LastScan", &Value::from(-1_i64))
            .await
    }

    pub async fn end_scan(&self, radio: &Radio) -> Result<()> {
        let properties = HashMap::from([("LastScan", Value::from(1_000_i64))]);
        let radio = self.object(&radio.0).await?;
        radio.update_properties(WIRELESS, properties).await
    }

    /// From now on a scan is refused with this D-Bus error.
    pub async fn refuse_scans(&self, radio: &Radio, error: &str) -> Result<()> {
        let radio = self.object(&radio.0).await?;
        radio
            .add_method(WIRELESS, "RequestScan", "a{sv}", "", &raises(error))
            .await
    }

    /// Ends when somebody asks this radio for a scan, from now on.
    pub async fn scan_asked(&self, radio: &Radio) -> Result<impl Future<Output = ()> + use<>> {
        let mut calls = self.object(&radio.0).await?.receive_method_called().await?;
        Ok(async move {
            while let Some(call) = calls.next().await {
                if call.args().is_ok_and(|call| call.name == "RequestScan") {
                    return;
                }
            }
        })
    }

    /// A connection to the network of that name, which never worked yet. Answers its object path.
    pub async fn save(&self, name: &[u8], saved: Saved<'_>) -> Result<String> {
        self.save_as_of(name, saved, 0).await
    }

    /// The same of one that last worked then, in seconds since 1970.
    pub async fn save_as_of(&self, name: &[u8], saved: Saved<'_>, worked: u64) -> Result<String> {
        let code = match saved {
            Saved::Key(key) => format!("ret = {{'{SECURITY}': {{'psk': '{key}'}}}}"),
            Saved::NotKept => raises("org.freedesktop.NetworkManager.AgentManager.NoSecrets"),
            Saved::Open => raises("org.freedesktop.NetworkManager.Settings.InvalidSetting"),
            Saved::Invisible | Saved::Refused => raises(DENIED),
        };
        let number = self.saved.fetch_add(1, Ordering::Relaxed);
        let uuid = format!("00000000-0000-4000-8000-{number:012}");
        let mut settings = HashMap::from([
            (
                "connection",
                HashMap::from([
                    ("type", Value::from("802-11-wireless")),
                    ("id", Value::from("a network")),
                    ("uuid", Value::from(uuid.as_str())),
                    ("timestamp", Value::from(worked)),
                ]),
            ),
            (
                "802-11-wireless",
                HashMap::from([("ssid", Value::from(name))]),
            ),
        ]);
        if !matches!(saved, Saved::Open) {
            let key = HashMap::from([("key-mgmt", Value::from("wpa-psk"))]);
            settings.insert(SECURITY, key);
        }
        let path = SettingsProxy::new(&self.bus)
            .await?
            .add_connection(settings)
            .await?;
        let connection = self.object(&path).await?;
        if matches!(saved, Saved::Invisible) {
            connection
                .add_method(CONNECTION, "GetSettings", "", "a{sa{sv}}", &raises(DENIED))
                .await?;
        }
        connection
            .add_method(CONNECTION, "GetSecrets", "s", "a{sa{sv}}", &code)
            .await?;
        Ok(path.to_string())
    }

    /// The radio is connected by that saved connection, or still tries to.
    pub async fn use_saved(&self, radio: &Radio, saved: &str, works: bool) -> Result<()> {
        const ACTIVATING: u32 = 1;
        const ACTIVATED: u32 = 2;
        let number = self.saved.fetch_add(1, Ordering::Relaxed);
        MockProxy::new(&self.bus)
            .await?
            .add_active_connection(
                &[&radio.0],
                saved,
                "/",
                &format!("{number}"),
                if works { ACTIVATED } else { ACTIVATING },
            )
            .await?;
        Ok(())
    }

    /// It keeps its name on the bus and answers nothing any more.
    pub fn hang(&self) -> std::io::Result<()> {
        let stopped = Command::new("kill")
            .args(["-STOP", &self.process.id().to_string()])
            .status()?;
        if stopped.success() {
            Ok(())
        } else {
            Err(std::io::ErrorKind::NotFound.into())
        }
    }

    async fn object<'a>(&self, path: &'a str) -> Result<MockProxy<'a>> {
        MockProxy::builder(&self.bus).path(path)?.build().await
    }
}

impl Drop for NetworkManager {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Python for a method of the mock.
fn raises(error: &str) -> String {
    format!("raise dbus.exceptions.DBusException('no', name='{error}')")
}

/// dbusmock's own words: its template's on its main object, the general ones on every object.
#[proxy(
    interface = "org.freedesktop.DBus.Mock",
    default_service = "org.freedesktop.NetworkManager",
    default_path = "/org/freedesktop",
    gen_blocking = false
)]
trait Mock {
    #[zbus(name = "AddWiFiDevice")]
    fn add_wifi_device(&self, name: &str, interface: &str, state: i32) -> Result<String>;

    fn add_ethernet_device(&self, name: &str, interface: &str, state: i32) -> Result<String>;

    #[expect(clippy::too_many_arguments, reason = "the template's")]
    fn add_access_point(
        &self,
        device: &str,
        object: &str,
        ssid: &str,
        hardware_address: &str,
        mode: u32,
        mhz: u32,
        kbit: u32,
        strength: u8,
        security: u32,
    ) -> Result<String>;

    fn add_active_connection(
        &self,
        devices: &[&str],
        connection: &str,
        access_point: &str,
        object: &str,
        state: u32,
    ) -> Result<String>;

    fn add_property(&self, interface: &str, name: &str, value: &Value<'_>) -> Result<()>;

    fn update_properties(
        &self,
        interface: &str,
        properties: HashMap<&str, Value<'_>>,
    ) -> Result<()>;

    fn add_method(
        &self,
        interface: &str,
        name: &str,
        takes: &str,
        answers: &str,
        code: &str,
    ) -> Result<()>;

    #[zbus(signal)]
    fn method_called(&self, name: String, arguments: Vec<OwnedValue>) -> Result<()>;
}

#[proxy(
    interface = "org.freedesktop.NetworkManager.Settings",
    default_service = "org.freedesktop.NetworkManager",
    default_path = "/org/freedesktop/NetworkManager/Settings",
    gen_blocking = false
)]
trait Settings {
    fn add_connection(
        &self,
        settings: HashMap<&str, HashMap<&str, Value<'_>>>,
    ) -> Result<zbus::zvariant::OwnedObjectPath>;
}
