//! What we call of NetworkManager, and no more.

use std::collections::HashMap;

use zbus::fdo::PropertiesProxy;
use zbus::names::InterfaceName;
use zbus::proxy::CacheProperties;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, proxy};

pub(super) const ACCESS_POINT: &str = "org.freedesktop.NetworkManager.AccessPoint";
pub(super) const ACTIVE_CONNECTION: &str = "org.freedesktop.NetworkManager.Connection.Active";
pub(super) const DEVICE: &str = "org.freedesktop.NetworkManager.Device";
pub(super) const MANAGER: &str = "org.freedesktop.NetworkManager";
pub(super) const WIRELESS: &str = "org.freedesktop.NetworkManager.Device.Wireless";

/// By setting, then by key.
pub(super) type ConnectionSettings = HashMap<String, Properties>;
pub(super) type Properties = HashMap<String, OwnedValue>;

#[proxy(
    interface = "org.freedesktop.NetworkManager",
    default_service = "org.freedesktop.NetworkManager",
    default_path = "/org/freedesktop/NetworkManager",
    gen_blocking = false
)]
pub(super) trait Manager {
    fn get_devices(&self) -> zbus::Result<Vec<OwnedObjectPath>>;
}

#[proxy(
    interface = "org.freedesktop.NetworkManager.Device.Wireless",
    default_service = "org.freedesktop.NetworkManager",
    gen_blocking = false
)]
pub(super) trait Wireless {
    /// Those that hide their name too.
    fn get_all_access_points(&self) -> zbus::Result<Vec<OwnedObjectPath>>;

    fn request_scan(&self, options: HashMap<&str, Value<'_>>) -> zbus::Result<()>;
}

#[proxy(
    interface = "org.freedesktop.NetworkManager.Settings",
    default_service = "org.freedesktop.NetworkManager",
    default_path = "/org/freedesktop/NetworkManager/Settings",
    gen_blocking = false
)]
pub(super) trait Settings {
    fn list_connections(&self) -> zbus::Result<Vec<OwnedObjectPath>>;
}

#[proxy(
    interface = "org.freedesktop.NetworkManager.Settings.Connection",
    default_service = "org.freedesktop.NetworkManager",
    gen_blocking = false
)]
pub(super) trait SavedConnection {
    /// Without secrets.
    fn get_settings(&self) -> zbus::Result<ConnectionSettings>;

    /// Of one setting. May ask the owner.
    fn get_secrets(&self, setting: &str) -> zbus::Result<ConnectionSettings>;
}

/// All of one interface in one answer; what an older NetworkManager does not know is simply not there.
pub(super) async fn properties(
    bus: &Connection,
    path: &ObjectPath<'_>,
    interface: &'static str,
) -> zbus::Result<Properties> {
    let interface = InterfaceName::from_static_str(interface)?;
    Ok(properties_of(bus, path).await?.get_all(interface).await?)
}

pub(super) async fn properties_of<'a>(
    bus: &Connection,
    path: &'a ObjectPath<'_>,
) -> zbus::Result<PropertiesProxy<'a>> {
    PropertiesProxy::builder(bus)
        .destination(MANAGER)?
        .path(path)?
        .cache_properties(CacheProperties::No)
        .build()
        .await
}

/// `None`: not there, or of another type.
pub(super) fn take<T: TryFrom<OwnedValue>>(properties: &mut Properties, name: &str) -> Option<T> {
    T::try_from(properties.remove(name)?).ok()
}

/// The same of one setting of a connection.
pub(super) fn take_from<T: TryFrom<OwnedValue>>(
    settings: &mut ConnectionSettings,
    setting: &str,
    name: &str,
) -> Option<T> {
    take(settings.get_mut(setting)?, name)
}
