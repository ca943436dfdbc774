//! Why NetworkManager did not do what it was asked.

use porchlight_core::ports::nearby_networks::NearbyTrouble;
use zbus::{DBusError, fdo};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No bus, no NetworkManager, or nothing within our limit.
    NoAnswer,
    NotPermitted,
    /// It answered and did not do it: the object is gone, it is too early for another scan, it has nothing.
    Declined,
}

impl Refusal {
    /// Access points and devices come and go between one question and the next.
    pub(super) fn unless_it_left<T: Default>(self) -> Result<T, Self> {
        match self {
            Self::Declined => Ok(T::default()),
            Self::NoAnswer | Self::NotPermitted => Err(self),
        }
    }

    fn by_name(name: &str) -> Self {
        match name.rsplit('.').next().unwrap_or(name) {
            // Of the bus, of polkit, of NetworkManager; the owner closed the prompt.
            "AccessDenied"
            | "AuthFailed"
            | "InteractiveAuthorizationRequired"
            | "NotAuthorized"
            | "PermissionDenied"
            | "UserCanceled" => Self::NotPermitted,
            "Disconnected" | "NameHasNoOwner" | "NoReply" | "ServiceUnknown" | "Timeout"
            | "TimedOut" => Self::NoAnswer,
            // The bus could not start it.
            _ if name.starts_with("org.freedesktop.DBus.Error.Spawn.")
                || name.starts_with("org.freedesktop.systemd1.") =>
            {
                Self::NoAnswer
            }
            _ => Self::Declined,
        }
    }
}

impl From<zbus::Error> for Refusal {
    fn from(error: zbus::Error) -> Self {
        if let zbus::Error::MethodError(name, _, _) = &error {
            Self::by_name(name)
        } else if let zbus::Error::FDO(error) = error {
            (*error).into()
        } else {
            Self::NoAnswer
        }
    }
}

impl From<fdo::Error> for Refusal {
    fn from(error: fdo::Error) -> Self {
        if let fdo::Error::ZBus(error) = error {
            error.into()
        } else {
            Self::by_name(&error.name())
        }
    }
}

impl From<Refusal> for NearbyTrouble {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NoAnswer | Refusal::Declined => Self::Unavailable,
            Refusal::NotPermitted => Self::NotPermitted,
        }
    }
}
