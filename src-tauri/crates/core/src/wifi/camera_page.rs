//! Where a camera says that it can be visited.

use url::{Host, Url};

/// A page of the local network: http or https, without credentials, at a private address (RFC 1918, RFC 3927, RFC 4193,
/// RFC 4291 §2.5.6) or a name of multicast DNS (RFC 6762). A camera names its own page, and must not lead anywhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameraPage(Url);

impl CameraPage {
    /// `None`: nothing that may be opened.
    pub fn parse(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let local = match url.host()? {
            Host::Domain(name) => name.ends_with(".local"),
            Host::Ipv4(ip) => ip.is_private() || ip.is_link_local(),
            Host::Ipv6(ip) => ip.is_unique_local() || ip.is_unicast_link_local(),
        };
        let plain = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none();
        (local && plain).then_some(Self(url))
    }

    /// As the parser writes it.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_camera_leads_nowhere_but_to_the_local_network() {
        for allowed in [
            "http://192.168.1.20/",
            "http://esp-cam.local/setup",
            "https://10.0.0.7/a?b",
            "http://[fe80::1]/",
        ] {
            let page = CameraPage::parse(allowed);
            assert_eq!(page.as_ref().map(CameraPage::as_str), Some(allowed));
        }
        for refused in [
            "http://evil.example/",
            "http://8.8.8.8/",
            "http://192.0.2.7/",
            "http://127.0.0.1:8080/",
            "http://owner:password@192.168.1.20/",
            "http://bank.example@10.0.0.7/",
            "http://",
            "esp-cam.local",
            "ssh://esp-cam.local",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(CameraPage::parse(refused), None, "{refused}");
        }
    }
}
