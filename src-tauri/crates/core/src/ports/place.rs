//! Where a connection's cameras come from.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Which provider speaks there, and where it finds what it speaks to. Only the providers know what either means: everybody else
/// keeps a place and compares it. Two accounts of one maker are two connections at the same place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub provider: ProviderId,
    /// Of a provider that is found in more than one place.
    pub address: Option<String>,
}

/// As it is kept on disk: never change one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct ProviderId(pub String);

impl ProviderId {
    pub fn new(id: &str) -> Self {
        Self(id.to_owned())
    }

    pub fn at(self, address: impl Into<String>) -> Place {
        Place {
            provider: self,
            address: Some(address.into()),
        }
    }

    /// Of a provider that is found in one place only.
    pub fn anywhere(self) -> Place {
        Place {
            provider: self,
            address: None,
        }
    }
}

impl Place {
    /// Host and port, for people.
    pub fn host(&self) -> Option<String> {
        let address = self.address.as_deref()?;
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        Some(rest.split('/').next().unwrap_or(rest).to_owned())
    }
}

/// `https://` is understood; a final slash and the case of the host do not make another place. `None` for what can be no address.
/// Whether the address is allowed is for the providers to say.
pub fn tidy_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (scheme, rest) = typed.split_once("://").unwrap_or(("https", typed));
    let rest = rest.trim_end_matches('/');
    let (host, path) = rest
        .split_once('/')
        .map_or((rest, ""), |(host, path)| (host, path));
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '@';
    if host.is_empty() || rest.chars().any(odd) {
        return None;
    }
    let slash = if path.is_empty() { "" } else { "/" };
    Some(format!(
        "{}://{}{slash}{path}",
        scheme.to_lowercase(),
        host.to_lowercase()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_it_is_typed() {
        for typed in [
            "cameras.example",
            " https://Cameras.example/ ",
            "HTTPS://cameras.example",
        ] {
            assert_eq!(
                tidy_address(typed).as_deref(),
                Some("https://cameras.example"),
                "{typed}"
            );
        }
        assert_eq!(
            tidy_address("http://127.0.0.1:8080").as_deref(),
            Some("http://127.0.0.1:8080")
        );
        assert_eq!(
            tidy_address("home.example/Porch/").as_deref(),
            Some("https://home.example/Porch")
        );
    }

    #[test]
    fn what_can_be_no_address_is_refused() {
        for typed in [
            "",
            "  ",
            "https://",
            "https:///path",
            "anna@example.org",
            "two words",
        ] {
            assert_eq!(tidy_address(typed), None, "{typed}");
        }
    }

    #[test]
    fn an_owner_sees_host_and_port() {
        let provider = ProviderId::new("any");
        let place = provider.clone().at("http://127.0.0.1:8080/a");
        assert_eq!(place.host().as_deref(), Some("127.0.0.1:8080"));
        assert_eq!(provider.anywhere().host(), None);
    }
}
