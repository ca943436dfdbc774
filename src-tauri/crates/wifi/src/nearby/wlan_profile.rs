//! What a saved Wi-Fi profile of Windows says of its password
//! (<https://learn.microsoft.com/windows/win32/nativewifi/wlan-profileschema-schema>).

use porchlight_core::ports::nearby_networks::NearbyTrouble;
use porchlight_core::secret::Password;
use porchlight_core::wifi::WifiSecret;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

/// # Errors
/// [`NearbyTrouble::NotPermitted`]: Windows shows the password to administrators only; others get it encrypted.
pub(super) fn secret(profile: &str) -> Result<WifiSecret, NearbyTrouble> {
    match text(profile, "authentication").as_deref() {
        Some("WPAPSK" | "WPA2PSK" | "WPA3SAE") => {}
        Some("open") if text(profile, "encryption").as_deref() == Some("none") => {
            return Ok(WifiSecret::None);
        }
        _ => return Err(NearbyTrouble::NothingSaved),
    }
    if text(profile, "protected").as_deref() == Some("true") {
        return Err(NearbyTrouble::NotPermitted);
    }
    text(profile, "keyMaterial")
        .and_then(|key| WifiSecret::parse(&Password::new(key)).ok())
        .ok_or(NearbyTrouble::NothingSaved)
}

/// Of the first element of that name.
fn text(profile: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(profile);
    loop {
        let event = reader.read_event().ok()?;
        if let Event::Start(element) = &event
            && element.local_name().as_ref() == name
        {
            let raw = reader.read_text(element.name()).ok()?;
            return Some(unescape(&raw).ok()?.into_owned());
        }
        if event == Event::Eof {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(authentication: &str, encryption: &str, key: &str) -> String {
        format!(
            r#"<?xml version="1.0"?>
<WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
  <name>porch</name>
  <SSIDConfig><SSID><hex>706F726368</hex><name>porch</name></SSID></SSIDConfig>
  <MSM><security>
    <authEncryption>
      <authentication>{authentication}</authentication>
      <encryption>{encryption}</encryption>
      <useOneX>false</useOneX>
    </authEncryption>
    {key}
  </security></MSM>
</WLANProfile>"#
        )
    }

    fn key(protected: bool, key: &str) -> String {
        format!(
            "<sharedKey><keyType>passPhrase</keyType><protected>{protected}</protected>\
             <keyMaterial>{key}</keyMaterial></sharedKey>"
        )
    }

    #[test]
    fn a_password_is_read_as_it_was_typed() {
        let profile = profile("WPA2PSK", "AES", &key(false, " a &lt;lamp&gt; &amp; "));
        let Ok(WifiSecret::Passphrase(passphrase)) = secret(&profile) else {
            panic!("a passphrase");
        };
        assert_eq!(passphrase.expose(), " a <lamp> & ");
    }

    #[test]
    fn what_only_an_administrator_may_see_is_not_permitted() {
        let profile = profile("WPA2PSK", "AES", &key(true, "01000000D08C9DDF0115"));
        assert_eq!(secret(&profile).unwrap_err(), NearbyTrouble::NotPermitted);
    }

    #[test]
    fn an_open_network_needs_nothing_and_others_have_nothing_for_a_camera() {
        assert!(matches!(
            secret(&profile("open", "none", "")),
            Ok(WifiSecret::None)
        ));
        for other in [
            profile("open", "WEP", &key(false, "0123456789")),
            profile("WPA2", "AES", ""),
            profile("WPA2PSK", "AES", ""),
            "not a profile".to_owned(),
        ] {
            assert_eq!(secret(&other).unwrap_err(), NearbyTrouble::NothingSaved);
        }
    }
}
