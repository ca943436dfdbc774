//! The set-up page of a Thingino camera, as old and as troublesome as a test wants it. Its wire types are its own.
//!
//! As its script does (`package/wifi/files/api.cgi` and `wlan.in` of themactep/thingino-firmware), it says `success` whatever
//! became of the network that it was told, and knows networks with WPA's and WPA2's passwords, WEP, and "Open".

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// wpa_supplicant's flags of networks that there are, by what they ask for.
pub const WPA: &str = "[WPA-PSK-TKIP][ESS]";
pub const WPA2: &str = "[WPA2-PSK-CCMP][ESS]";
pub const WPA2_AND_WPA3: &str = "[WPA2-PSK+SAE-CCMP][ESS]";
pub const WPA3: &str = "[WPA2-SAE-CCMP][ESS]";
pub const ENTERPRISE: &str = "[WPA2-EAP-CCMP][ESS]";
pub const WEP: &str = "[WEP][ESS]";
pub const OPEN: &str = "[ESS]";

#[derive(Clone, Debug)]
pub struct Firmware {
    /// Older firmware does not mention any.
    pub features: Option<Vec<&'static str>>,
    /// It knows `scan_start`, `scan_status` and `scan_cached`.
    pub scans_by_polling: bool,
    /// So many polls find it scanning still.
    pub scanning: usize,
    /// As the camera has them from wpa_supplicant: name as that prints it, dBm, flags (`[WPA2-PSK-CCMP][ESS]`).
    pub networks: Vec<(&'static str, i32, &'static str)>,
    /// Why it does not take what it is told.
    pub refusal: Option<&'static str>,
}

impl Default for Firmware {
    fn default() -> Self {
        Self {
            features: Some(vec!["wlan_psk", "rootpass_hash"]),
            scans_by_polling: true,
            scanning: 0,
            networks: vec![("Home", -50, WPA2)],
            refusal: None,
        }
    }
}

/// The network closes when it is dropped.
pub struct Portal {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    actions: Vec<String>,
    saved: Vec<String>,
    kept: Option<(String, String)>,
}

#[derive(Clone)]
struct Camera {
    firmware: Firmware,
    polls_left: Arc<Mutex<usize>>,
    seen: Arc<Mutex<Seen>>,
}

impl Portal {
    pub async fn open(firmware: Firmware) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let seen = Arc::new(Mutex::new(Seen::default()));
        let camera = Camera {
            polls_left: Arc::new(Mutex::new(firmware.scanning)),
            firmware,
            seen: Arc::clone(&seen),
        };
        let router = Router::new()
            .route("/x/api.cgi", get(ask).merge(post(save)))
            .with_state(camera);
        let task = tokio::spawn(async move {
            // Until it is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            seen,
            task,
        })
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The actions it was asked for, in order.
    pub fn actions(&self) -> Vec<String> {
        lock(&self.seen).actions.clone()
    }

    /// What `save` was told, byte for byte.
    pub fn saved(&self) -> Vec<String> {
        lock(&self.seen).saved.clone()
    }

    /// Name and key or password of the network in its settings, for which it looks once it has restarted.
    pub fn kept(&self) -> Option<(String, String)> {
        lock(&self.seen).kept.clone()
    }

    /// Ten minutes are over: nobody listens any more.
    pub async fn close(mut self) {
        self.task.abort();
        // Aborted, which is what was asked for.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(serde::Deserialize)]
struct Asked {
    action: String,
}

async fn ask(State(camera): State<Camera>, Query(asked): Query<Asked>) -> impl IntoResponse {
    lock(&camera.seen).actions.push(asked.action.clone());
    let polling = camera.firmware.scans_by_polling;
    answer(match asked.action.as_str() {
        "get_info" => camera.info(),
        "scan_networks" => camera.networks(),
        "scan_start" if polling => json!({"scanning": true}),
        "scan_cached" if polling => camera.networks(),
        "scan_status" if polling => camera.status(),
        _ => json!({"error": "Invalid action"}),
    })
}

async fn save(
    State(camera): State<Camera>,
    Query(asked): Query<Asked>,
    body: String,
) -> impl IntoResponse {
    let mut seen = lock(&camera.seen);
    seen.actions.push(asked.action);
    seen.saved.push(body.clone());
    if let Some(why) = camera.firmware.refusal {
        return answer(json!({"success": false, "error": why}));
    }
    if let Some(network) = configured(&body) {
        seen.kept = Some(network);
    }
    // Nobody looks how `wlan configure` ended.
    answer(json!({"success": true}))
}

/// `wlan configure`. `None`: it says how it wants to be called, or `wpa_passphrase` makes no key; nothing is written.
fn configured(form: &str) -> Option<(String, String)> {
    let field = |name: &[u8]| {
        url::form_urlencoded::parse(form.as_bytes())
            .find(|(key, _)| key.as_bytes() == name)
            .map(|(_, value)| value.into_owned())
    };
    let name = field(b"wlan_ssid")?;
    let key = field(b"wlan_psk").or_else(|| field(b"wlan_pass"))?;
    let fits = match key.len() {
        64 => key.bytes().all(|digit| digit.is_ascii_hexdigit()),
        length => (8..64).contains(&length),
    };
    (!name.is_empty() && fits).then_some((name, key))
}

impl Camera {
    fn info(&self) -> Value {
        let mut info = json!({
            "hostname": "ing-wyze-c3",
            "image_id": "wyze_cam3_t31x_gc2053_atbm6031",
            "build_id": "stable+1a2b3c4, 2026-08-22 01:02:03 +0000",
            "wlan_mac": "02:00:00:00:12:34",
        });
        if let Some(features) = &self.firmware.features {
            info["features"] = json!(features);
        }
        info
    }

    fn status(&self) -> Value {
        let mut left = lock(&self.polls_left);
        if *left == 0 {
            return self.networks();
        }
        *left -= 1;
        json!({"scanning": true})
    }

    fn networks(&self) -> Value {
        let networks = self.firmware.networks.iter().map(|(ssid, signal, flags)| {
            json!({"ssid": ssid, "bssid": "02:00:00:00:00:01", "signal": signal, "security": called(flags)})
        });
        json!({"networks": networks.collect::<Vec<_>>()})
    }
}

fn called(flags: &str) -> &'static str {
    let known = [("WPA2-PSK", "WPA2"), ("WPA-PSK", "WPA"), ("WEP", "WEP")];
    let found = known.iter().find(|(flag, _)| flags.contains(flag));
    found.map_or("Open", |(_, name)| name)
}

fn answer(value: Value) -> impl IntoResponse {
    let json = "application/json; charset=UTF-8";
    ([(CONTENT_TYPE, json)], value.to_string())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
