//! The program of this computer that takes `otpauth:` addresses, if there is one.

use tauri::{AppHandle, Url, Wry};

/// Hands it the secret. `false`: nobody takes it.
pub(crate) fn open(app: &AppHandle<Wry>, address: &str) -> bool {
    may_hand_over(address).is_some_and(|url| hand_over(app, &url))
}

/// Straight to the program: no script in between has the secret on its command line.
#[cfg(target_os = "linux")]
fn hand_over(_: &AppHandle<Wry>, url: &Url) -> bool {
    use gtk::gio::{AppInfo, AppLaunchContext};
    AppInfo::default_for_uri_scheme(url.scheme()).is_some()
        && AppInfo::launch_default_for_uri(url.as_str(), None::<&AppLaunchContext>).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn hand_over(app: &AppHandle<Wry>, url: &Url) -> bool {
    use tauri_plugin_opener::OpenerExt;
    app.opener().open_url(url.as_str(), None::<&str>).is_ok()
}

/// What an account service may make this computer open: a key for time-based codes, and nothing else.
fn may_hand_over(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    (url.scheme() == "otpauth" && url.host_str() == Some("totp")).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_a_key_for_codes_is_handed_over() {
        let address = "otpauth://totp/Home:ada%40example.org?secret=GEZDGNBVGY3TQOJQ&issuer=Home";
        let handed = may_hand_over(address).map(|url| url.to_string());
        assert_eq!(handed.as_deref(), Some(address));
        for refused in [
            "https://example.org/",
            "otpauth-migration://offline?data=AAAA",
            "otpauth://hotp/Home:ada?secret=GEZDGNBVGY3TQOJQ",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "-h",
            "",
        ] {
            assert_eq!(may_hand_over(refused), None, "{refused}");
        }
    }
}
