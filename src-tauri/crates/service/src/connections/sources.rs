//! Where a request comes from: who has connected, or, where that is a proxy of ours, whom it names.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::header::{FORWARDED, HeaderMap, HeaderName};
use sha2::{Digest, Sha256};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// One customer of an internet provider, as far as it is known. `None`: a proxy of ours did not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Source(pub(crate) Option<IpAddr>);

impl Source {
    /// What a place is counted under.
    pub(crate) fn place(self) -> Option<[u8; 32]> {
        let octets = match self.0? {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        };
        Some(Sha256::digest(octets).into())
    }

    /// `Forwarded` (RFC 7239) and `X-Forwarded-For` are read from `proxies` and from nobody else: everybody can write them. The last
    /// name that is not itself one of them counts. A proxy writes one of the two and may let the other through; where they differ,
    /// one of them is a stranger's, and neither counts.
    pub(super) fn of(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> Self {
        if !proxies.contains(&peer.to_canonical()) {
            return Self(Some(customer(peer)));
        }
        let named = match (
            forwarded(headers, proxies),
            x_forwarded_for(headers, proxies),
        ) {
            (Some(one), Some(other)) => (one == other).then_some(one),
            (one, other) => one.or(other),
        };
        Self(named.map(customer))
    }
}

/// What one customer of a provider has: an IPv4 address, or the first 64 bits of an IPv6 address (RFC 6177).
pub(super) fn customer(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

fn forwarded(headers: &HeaderMap, proxies: &[IpAddr]) -> Option<IpAddr> {
    let whole = joined(headers, &FORWARDED)?;
    let names = rfc7239::parse(&whole)
        .rev()
        .map(|hop| hop.ok()?.forwarded_for?.ip().copied());
    last_stranger(names, proxies)
}

fn x_forwarded_for(headers: &HeaderMap, proxies: &[IpAddr]) -> Option<IpAddr> {
    let whole = joined(headers, &X_FORWARDED_FOR)?;
    let names = whole.rsplit(',').map(|name| address(name.trim()));
    last_stranger(names, proxies)
}

/// From the nearest on. What makes no sense was not written by a proxy of ours, nor was anything before it.
fn last_stranger(
    nearest_first: impl Iterator<Item = Option<IpAddr>>,
    proxies: &[IpAddr],
) -> Option<IpAddr> {
    nearest_first
        .map_while(|address| address.map(|address| address.to_canonical()))
        .find(|address| !proxies.contains(address))
}

/// With or without a port.
fn address(name: &str) -> Option<IpAddr> {
    let with_port = || name.parse().ok().map(|address: SocketAddr| address.ip());
    name.parse().ok().or_else(with_port)
}

fn joined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let lines: Option<Vec<_>> = headers
        .get_all(name)
        .iter()
        .map(|line| line.to_str().ok())
        .collect();
    lines
        .filter(|lines| !lines.is_empty())
        .map(|lines| lines.join(","))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn from(peer: &str, headers: &[(&str, &str)]) -> Option<String> {
        let mut all = HeaderMap::new();
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            all.append(name, value.parse().unwrap());
        }
        let proxies = [PROXY.parse().unwrap(), "10.0.0.2".parse().unwrap()];
        let source = Source::of(peer.parse().unwrap(), &all, &proxies);
        source.0.map(|address| address.to_string())
    }

    #[test]
    fn only_a_proxy_of_ours_says_whom_it_speaks_for() {
        let xff = [("x-forwarded-for", "192.0.2.7")];
        assert_eq!(from("203.0.113.9", &xff).unwrap(), "203.0.113.9");
        assert_eq!(from(PROXY, &xff).unwrap(), "192.0.2.7");
        assert_eq!(from("::ffff:10.0.0.1", &xff).unwrap(), "192.0.2.7");
        let forwarded = [("forwarded", "for=192.0.2.7;proto=https")];
        assert_eq!(from("203.0.113.9", &forwarded).unwrap(), "203.0.113.9");
        assert_eq!(from(PROXY, &forwarded).unwrap(), "192.0.2.7");
        assert_eq!(from(PROXY, &[]), None);
    }

    #[test]
    fn what_a_stranger_wrote_before_the_proxy_does_not_count() {
        for headers in [
            [("x-forwarded-for", "198.51.100.1, 192.0.2.7"), ("x", "")],
            [
                ("x-forwarded-for", "198.51.100.1"),
                ("x-forwarded-for", "192.0.2.7, 10.0.0.2"),
            ],
            [("x-forwarded-for", "192.0.2.7:51000"), ("x", "")],
            [("forwarded", "for=198.51.100.1, for=192.0.2.7"), ("x", "")],
            [
                ("forwarded", r#"for="192.0.2.7:4711", for=10.0.0.2"#),
                ("x", ""),
            ],
            [
                ("forwarded", "for=192.0.2.7"),
                ("x-forwarded-for", "198.51.100.1, 192.0.2.7"),
            ],
        ] {
            assert_eq!(
                from(PROXY, &headers).as_deref(),
                Some("192.0.2.7"),
                "{headers:?}"
            );
        }
        for headers in [
            [
                ("forwarded", "for=192.0.2.7"),
                ("x-forwarded-for", "198.51.100.1"),
            ],
            [("forwarded", "for=unknown"), ("x", "")],
            [("forwarded", "for=192.0.2.7, for=_hidden"), ("x", "")],
            [("x-forwarded-for", "192.0.2.7, nonsense"), ("x", "")],
        ] {
            assert_eq!(from(PROXY, &headers), None, "{headers:?}");
        }
    }

    #[test]
    fn addresses_of_one_customer_are_one_source() {
        let one = from(PROXY, &[("forwarded", r#"for="[2001:db8:0:1::7]""#)]);
        assert_eq!(one.as_deref(), Some("2001:db8:0:1::"));
        assert_eq!(from("2001:db8:0:1:ffff::1", &[]), one);
    }
}
