//! Where a service may send its owner's browser: to the Internet, and into the owner's own computer or network only as far as the
//! service is there itself. A page of a router, a camera or another program must not be opened because a stranger's service says so.

use std::net::{IpAddr, Ipv6Addr};

use url::{Host, Url};

/// `address`, written anew by the parser, if a service at `service` may have it opened: https to the Internet or to the service's own
/// host, and from a service on this computer also http to this computer (RFC 8252 §7.3). Never with credentials.
pub(crate) fn page_from(address: &str, service: &Url) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let (there, here) = (url.host()?, service.host()?);
    let plain = url.username().is_empty() && url.password().is_none();
    let both_here = is_this_computer(&there) && is_this_computer(&here);
    let safe = match url.scheme() {
        "https" => !is_inside(&there) || both_here || there == here,
        "http" => both_here,
        _ => false,
    };
    (safe && plain).then(|| url.to_string())
}

/// https to the Internet, without credentials; what comes from any service.
pub fn leads_outside(link: &Url) -> bool {
    link.scheme() == "https"
        && link.username().is_empty()
        && link.password().is_none()
        && link.host().is_some_and(|host| !is_inside(&host))
}

/// This computer, and the network around it, by address or by a name that only means something there. A name of the Internet that
/// somebody has lead to such an address is not found out.
fn is_inside(host: &Host<&str>) -> bool {
    match address_of(host) {
        Some(ip) => is_inner_address(ip),
        None => is_inner_name(host),
    }
}

fn is_this_computer(host: &Host<&str>) -> bool {
    match address_of(host) {
        Some(ip) => ip.is_loopback(),
        // RFC 6761 §6.3
        None => {
            name_of(host).is_some_and(|name| name == "localhost" || name.ends_with(".localhost"))
        }
    }
}

fn address_of(host: &Host<&str>) -> Option<IpAddr> {
    match host {
        Host::Domain(_) => None,
        Host::Ipv4(ip) => Some((*ip).into()),
        // An IPv4 address may be dressed as one of IPv6 (RFC 4291 §2.5.5.2).
        Host::Ipv6(ip) => Some(ip.to_canonical()),
    }
}

fn name_of<'a>(host: &Host<&'a str>) -> Option<&'a str> {
    match host {
        Host::Domain(name) => Some(name.trim_end_matches('.')),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    }
}

/// Without a dot, or under a name that is kept for homes (RFC 6761, 6762, 8375, ICANN's `internal`).
fn is_inner_name(host: &Host<&str>) -> bool {
    const INNER: [&str; 7] = [
        ".localhost",
        ".local",
        ".home.arpa",
        ".internal",
        ".lan",
        ".home",
        ".localdomain",
    ];
    name_of(host)
        .is_none_or(|name| !name.contains('.') || INNER.iter().any(|end| name.ends_with(end)))
}

/// RFC 1122 (this network, loopback), 1918 (private), 3927 and 4291 (link-local), 4193 (unique local), 6598 (shared).
fn is_inner_address(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [first, second, ..] = ip.octets();
            first == 0
                || ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_broadcast()
                || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(ip) => is_inner_v6(ip),
    }
}

fn is_inner_v6(ip: Ipv6Addr) -> bool {
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_unique_local()
        || ip.is_unicast_link_local()
        || ip.is_multicast()
}

#[cfg(test)]
mod tests {
    use super::*;

    const INNER: [&str; 22] = [
        "https://127.0.0.1/",
        "https://127.9.9.9:8443/admin",
        "https://localhost/",
        "https://router.localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:192.168.1.1]/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/reboot",
        "https://169.254.169.254/latest",
        "https://100.64.0.1/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://router/",
        "https://camera.local/",
        "https://camera.local./",
        "https://nas.lan/",
        "https://box.home.arpa/",
    ];

    fn from(service: &str, address: &str) -> Option<String> {
        page_from(address, &Url::parse(service).unwrap())
    }

    #[test]
    fn a_service_elsewhere_opens_no_page_of_this_computer_or_of_the_network_around_it() {
        let service = "https://cams.example/";
        for good in [
            "https://alexa.example/link?login_hint=once",
            "https://cams.example/link",
            "https://8.8.8.8/link",
        ] {
            assert_eq!(from(service, good).as_deref(), Some(good));
        }
        for bad in INNER {
            assert_eq!(from(service, bad), None, "{bad}");
            assert_eq!(from(service, &bad.replace("https", "http")), None, "{bad}");
        }
    }

    #[test]
    fn a_service_on_this_computer_may_lead_to_this_computer_and_not_around_it() {
        for service in ["http://127.0.0.1:4000/", "http://localhost:4000/"] {
            for good in [
                "http://127.0.0.1:8080/link",
                "http://localhost:8080/link",
                "http://[::1]:8080/link",
                "https://localhost/link",
                "https://alexa.example/link",
            ] {
                assert_eq!(from(service, good).as_deref(), Some(good));
            }
            for bad in [
                "http://192.168.1.1/",
                "https://192.168.1.1/",
                "http://camera.local/",
                "http://alexa.example/link",
            ] {
                assert_eq!(from(service, bad), None, "{bad}");
            }
        }
    }

    #[test]
    fn a_service_in_the_network_may_lead_to_itself() {
        let service = "https://192.168.1.5:8443/";
        let itself = "https://192.168.1.5/link";
        assert_eq!(from(service, itself).as_deref(), Some(itself));
        assert_eq!(from(service, "https://192.168.1.1/"), None);
        assert_eq!(from(service, "http://192.168.1.5/link"), None);
    }

    #[test]
    fn no_page_has_credentials_or_another_scheme() {
        for bad in [
            "https://owner:password@alexa.example/",
            "http://owner@127.0.0.1/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "not an address",
        ] {
            assert_eq!(from("http://127.0.0.1:4000/", bad), None, "{bad}");
        }
    }

    #[test]
    fn a_link_about_an_incident_leads_to_the_internet() {
        let outside = |link| leads_outside(&Url::parse(link).unwrap());
        assert!(outside("https://cams.example/advisory"));
        assert!(!outside("http://cams.example/advisory"));
        assert!(!outside("https://owner@cams.example/"));
        for inner in INNER {
            assert!(!outside(inner), "{inner}");
        }
    }
}
