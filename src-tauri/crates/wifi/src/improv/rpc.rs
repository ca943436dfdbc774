//! What packets say: questions with their answers, and errors.

use porchlight_core::plain_text::one_line;
use porchlight_core::wifi::{
    Bands, CameraPage, ChosenNetwork, NearbyNetwork, Security, Ssid, WifiSecret,
};
use zeroize::Zeroizing;

/// A question to the camera. The number is the one on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Rpc {
    WifiSettings = 1,
    CurrentState = 2,
    DeviceInfo = 3,
    /// One result for each network, then an empty one.
    Scan = 4,
    /// Asked with nothing it tells, asked with a name it takes it.
    DeviceName = 6,
}

/// The strings of one result. Bytes: a network's name need not be text.
pub(super) type Strings = Vec<Vec<u8>>;

/// Where a camera stands with its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Ready,
    Provisioning,
    Provisioned,
    Other,
}

/// What the camera says is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeviceError {
    UnableToConnect,
    /// Any other, with its number.
    Other(u8),
}

impl Rpc {
    /// `None`: more than a packet holds.
    pub(super) fn data(self, payload: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let length = u8::try_from(payload.len()).ok()?;
        let mut data = Zeroizing::new(Vec::with_capacity(2 + payload.len()));
        data.extend_from_slice(&[self as u8, length]);
        data.extend_from_slice(payload);
        Some(data)
    }

    /// The strings, when `data` is a result of this question.
    pub(super) fn result(self, data: &[u8]) -> Option<Result<Strings, Inconsistent>> {
        let (&rpc, rest) = data.split_first()?;
        (rpc == self as u8).then(|| strings(rest))
    }
}

/// Lengths that do not add up, in a packet whose checksum is right.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Inconsistent;

fn strings(data: &[u8]) -> Result<Strings, Inconsistent> {
    let (&length, mut rest) = data.split_first().ok_or(Inconsistent)?;
    rest = rest.get(..usize::from(length)).ok_or(Inconsistent)?;
    let mut strings = Strings::new();
    while let Some((&length, more)) = rest.split_first() {
        let (string, more) = more
            .split_at_checked(usize::from(length))
            .ok_or(Inconsistent)?;
        strings.push(string.to_vec());
        rest = more;
    }
    Ok(strings)
}

impl State {
    pub(super) fn of(data: &[u8]) -> Self {
        match data.first() {
            Some(2) => Self::Ready,
            Some(3) => Self::Provisioning,
            Some(4) => Self::Provisioned,
            _ => Self::Other,
        }
    }
}

impl DeviceError {
    /// `None`: no error, which a camera says before each answer.
    pub(super) fn of(data: &[u8]) -> Option<Self> {
        match *data.first()? {
            0 => None,
            3 => Some(Self::UnableToConnect),
            other => Some(Self::Other(other)),
        }
    }
}

/// The payload of [`Rpc::WifiSettings`]. A raw key goes as 64 digits, as an owner would type it. At most 98 bytes.
pub(super) fn wifi_settings(network: &ChosenNetwork, secret: &WifiSecret) -> Zeroizing<Vec<u8>> {
    let secret = match secret {
        WifiSecret::None => Zeroizing::new(String::new()),
        WifiSecret::Passphrase(passphrase) => Zeroizing::new(passphrase.expose().to_owned()),
        WifiSecret::RawKey(key) => Zeroizing::new(hex::encode(key.expose())),
    };
    let mut payload = Zeroizing::new(Vec::with_capacity(2 + 32 + 64));
    for field in [network.ssid.octets(), secret.as_bytes()] {
        // 32 and 64 bytes at most.
        payload.push(u8::try_from(field.len()).unwrap_or(u8::MAX));
        payload.extend_from_slice(field);
    }
    payload
}

/// One network of a scan: name, dBm, `YES` or `NO` for a password. A camera says no more, so a password is taken for
/// WPA's. `None`: it does not announce its name.
pub(super) fn network(strings: &Strings) -> Option<NearbyNetwork> {
    let [name, dbm, password, ..] = strings.as_slice() else {
        return None;
    };
    Some(NearbyNetwork {
        ssid: Ssid::new(name.as_slice()).ok()?,
        security: Some(if password == b"NO" {
            Security::Open
        } else {
            Security::Wpa
        }),
        bands: None::<Bands>,
        strength: text(dbm).parse().map_or(0, crate::strength::of_dbm),
        current: false,
    })
}

/// Where the camera can be visited.
pub(super) fn page(strings: &Strings) -> Option<CameraPage> {
    CameraPage::parse(std::str::from_utf8(strings.first()?).ok()?)
}

/// For people. What is not UTF-8 shows as U+FFFD; what hides or turns text around is left out.
pub(super) fn text(string: &[u8]) -> String {
    // A packet has no more than 255 octets.
    one_line(&String::from_utf8_lossy(string), 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings_of(list: &[&str]) -> Strings {
        list.iter().map(|text| text.as_bytes().to_vec()).collect()
    }

    #[test]
    fn results_whose_lengths_do_not_add_up_are_refused() {
        let result = |data: &[u8]| Rpc::DeviceInfo.result(data).unwrap();
        assert_eq!(result(&[3, 3, 1, b'a', 0]), Ok(strings_of(&["a", ""])));
        assert_eq!(result(&[3, 0]), Ok(vec![]));
        for broken in [&[3][..], &[3, 2, 2, b'a'], &[3, 9, 1, b'a']] {
            assert_eq!(result(broken), Err(Inconsistent), "{broken:?}");
        }
        assert_eq!(Rpc::Scan.result(&[3, 0]), None);
    }

    #[test]
    fn a_page_is_one_of_the_local_network_in_utf_8_or_none() {
        let page_of = |first: &[u8]| page(&vec![first.to_vec()]);
        let named = page_of(b"https://cam.local/a?b").unwrap();
        assert_eq!(named.as_str(), "https://cam.local/a?b");
        for other in [
            b"ssh://cam.local".as_slice(),
            b"http://cam.example/",
            &[0xff],
        ] {
            assert_eq!(page_of(other), None, "{other:?}");
        }
        assert_eq!(page(&vec![]), None);
    }

    #[test]
    fn a_network_without_a_name_or_with_half_its_fields_is_left_out() {
        assert_eq!(network(&strings_of(&["", "-50", "YES"])), None);
        assert_eq!(network(&strings_of(&["Home", "-50"])), None);
        let odd = network(&strings_of(&["Home", "loud", "YES"])).unwrap();
        assert_eq!(odd.strength, 0);
    }
}
