//! By which names a service is addressed: what may stand in `Host` (RFC 9110 §7.2, RFC 9112 §3.2).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::Request;
use axum::http::header::HOST;
use porchlight_protocol::problem::ProblemType;
use url::{Host, Url};

use crate::http::request::single;

/// RFC 1035 §2.3.4
const LONGEST_NAME: usize = 253;

/// A name or an address, and a port; without one, any port of that name is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Lower case; of IPv6 in brackets, in its shortest form (RFC 5952).
    host: String,
    port: Option<u16>,
}

impl Authority {
    fn of_address(address: IpAddr, port: u16) -> Self {
        let host = match address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        };
        Self {
            host,
            port: Some(port),
        }
    }

    fn of_url(url: &Url) -> Option<Self> {
        Some(Self {
            host: url.host_str()?.to_owned(),
            port: url.port_or_known_default(),
        })
    }

    /// As a browser or a client writes it: nothing but letters, digits, hyphens, dots, a port.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (host, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (address, port) = rest.split_once(']')?;
                let address: Ipv6Addr = address.parse().ok()?;
                (format!("[{address}]"), port)
            }
            None => {
                let (host, port) = text.split_at(text.find(':').unwrap_or(text.len()));
                let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
                if !(1..=LONGEST_NAME).contains(&host.len()) || !host.chars().all(plain) {
                    return None;
                }
                (host.to_ascii_lowercase(), port)
            }
        };
        let port = match port.strip_prefix(':') {
            Some(digits) if digits.chars().all(|c| c.is_ascii_digit()) => {
                Some(digits.parse().ok()?)
            }
            Some(_) => return None,
            None if port.is_empty() => None,
            None => return None,
        };
        Some(Self { host, port })
    }

    /// `asked` without a port means the one of its scheme, which a proxy may have changed.
    fn is(&self, asked: &Self) -> bool {
        self.host == asked.host
            && match (self.port, asked.port) {
                (None, _) | (Some(80 | 443), None) => true,
                (Some(own), Some(asked)) => own == asked,
                (Some(_), None) => false,
            }
    }
}

/// As it is typed at `--allowed-host`.
impl FromStr for Authority {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is not a name or an address, with a port or without");
        let (name, port) = match text.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, format!(":{port}")),
            Some(_) | None => (text, String::new()),
        };
        let name = Host::parse(name).map_err(|_| wrong())?;
        Self::parse(&format!("{name}{port}")).ok_or_else(wrong)
    }
}

/// All names of one service.
#[derive(Debug)]
pub(super) struct Authorities(Vec<Authority>);

impl Authorities {
    /// Loopback, the address that it listens on, what clients use, and what its people have named.
    pub(super) fn new(listening: SocketAddr, public: Option<&Url>, more: &[Authority]) -> Self {
        let port = listening.port();
        let mut all = vec![
            Authority {
                host: "localhost".into(),
                port: Some(port),
            },
            Authority::of_address(Ipv4Addr::LOCALHOST.into(), port),
            Authority::of_address(Ipv6Addr::LOCALHOST.into(), port),
        ];
        if !listening.ip().is_unspecified() {
            all.push(Authority::of_address(listening.ip(), port));
        }
        all.extend(public.and_then(Authority::of_url));
        all.extend_from_slice(more);
        Self(all)
    }

    /// Whom a request is for: one `Host`, and the same in a target that names one (RFC 9112 §3.2.2).
    ///
    /// # Errors
    /// `invalid-request`, `misdirected-request`
    pub(super) fn asked(&self, request: &Request) -> Result<Authority, ProblemType> {
        let asked = single(request.headers(), &HOST)
            .and_then(Authority::parse)
            .ok_or(ProblemType::InvalidRequest)?;
        if let Some(authority) = request.uri().authority() {
            let of_http = matches!(request.uri().scheme_str(), Some("http" | "https"));
            if !of_http || Authority::parse(authority.as_str()).as_ref() != Some(&asked) {
                return Err(ProblemType::InvalidRequest);
            }
        }
        if self.0.iter().any(|own| own.is(&asked)) {
            Ok(asked)
        } else {
            Err(ProblemType::MisdirectedRequest)
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    fn knows(all: &Authorities, text: &str) -> bool {
        Authority::parse(text).is_some_and(|asked| all.0.iter().any(|own| own.is(&asked)))
    }

    #[test]
    fn a_service_goes_by_its_own_names_and_no_others() {
        let public = Url::parse("https://home.example.org").unwrap();
        let more = [
            "cams.lan".parse().unwrap(),
            "Casa.lan:8443".parse().unwrap(),
        ];
        let listening = "192.168.1.2:8440".parse().unwrap();
        let all = Authorities::new(listening, Some(&public), &more);
        for own in [
            "home.example.org",
            "HOME.example.org:443",
            "192.168.1.2:8440",
            "localhost:8440",
            "127.0.0.1:8440",
            "[::1]:8440",
            "[0:0:0:0:0:0:0:1]:8440",
            "cams.lan:1",
            "casa.lan:8443",
        ] {
            assert!(knows(&all, own), "{own}");
        }
        for other in [
            "evil.example",
            "home.example.org.evil.example",
            "evil.home.example.org",
            "home.example.org:8440",
            "home.example.org.",
            "localhost",
            "localhost:1",
            "localhost.evil.example:8440",
            "127.0.0.1.evil.example:8440",
            "127.1:8440",
            "192.168.1.3:8440",
            "casa.lan",
            "[::2]:8440",
        ] {
            assert!(!knows(&all, other), "{other}");
        }
    }

    #[test]
    fn what_is_no_host_is_none() {
        for text in [
            "",
            ":8440",
            "localhost:",
            "localhost:+1",
            "localhost:99999",
            "localhost:8440:8440",
            "ada@localhost:8440",
            "localhost/..",
            "local host",
            "localhost,evil.example",
            "[::1",
            "[::1]8440",
            "[localhost]:1",
            "::1",
            "löcalhost",
        ] {
            assert_eq!(Authority::parse(text), None, "{text}");
        }
    }

    #[test]
    fn names_of_other_scripts_are_typed_as_they_are_read() {
        let typed: Authority = "münchen.example:8440".parse().unwrap();
        assert_eq!(Authority::parse("xn--mnchen-3ya.example:8440"), Some(typed));
        assert!("https://home.example".parse::<Authority>().is_err());
        assert!("".parse::<Authority>().is_err());
        assert!("[::1]".parse::<Authority>().is_ok());
    }
}
