//! The set-up page of a Thingino camera, as old and as troublesome as a test wants it. Its wire types are its own.

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

#[derive(Clone, Debug)]
pub struct Firmware {
    /// Older firmware does not mention any.
    pub features: Option<Vec<&'static str>>,
    /// It knows `scan_start`, `scan_status` and `scan_cached`.
    pub scans_by_polling: bool,
    /// So many polls find it scanning still.
    pub scanning: usize,
    /// As the camera has them: name as wpa_supplicant prints it, dBm, security.
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
            networks: vec![("Home", -50, "WPA2")],
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
    seen.saved.push(body);
    answer(match camera.firmware.refusal {
        Some(why) => json!({"success": false, "error": why}),
        None => json!({"success": true}),
    })
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
        let networks = self.firmware.networks.iter().map(|(ssid, signal, security)| {
            json!({"ssid": ssid, "bssid": "02:00:00:00:00:01", "signal": signal, "security": security})
        });
        json!({"networks": networks.collect::<Vec<_>>()})
    }
}

fn answer(value: Value) -> impl IntoResponse {
    let json = "application/json; charset=UTF-8";
    ([(CONTENT_TYPE, json)], value.to_string())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
