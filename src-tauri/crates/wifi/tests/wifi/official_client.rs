//! Our simulated camera against the official client: what our own client is tested with is what others speak.

use porchlight_simulators::improv::{Habits, ImprovCamera};
use porchlight_simulators::improv_sdk::ImprovSdk;
use serde_json::json;

#[tokio::test]
async fn the_official_client_sets_our_simulated_camera_up() {
    let camera = ImprovCamera::plug_in(Habits {
        // It reads its noise line by line.
        noise: b"[I][wifi:123]: scanning\r\n".to_vec(),
        networks: vec![
            ("Café ☕".into(), -75, true),
            (b"Guests".to_vec(), -90, false),
        ],
        ..Habits::default()
    })
    .unwrap();
    let mut client = ImprovSdk::start(camera.port()).unwrap();
    let talk = [
        (
            json!(["initialize"]),
            json!({"ok": {"firmware": "ESPHome", "version": "2026.8.0", "name": "porch-cam",
                "chipFamily": "ESP32-S3", "osName": null, "osVersion": null}}),
        ),
        (json!(["state"]), json!({"ok": 2})),
        (
            json!(["scan"]),
            json!({"ok": [{"name": "Café ☕", "rssi": -75, "secured": true},
                {"name": "Guests", "rssi": -90, "secured": false}]}),
        ),
        (json!(["getDeviceName"]), json!({"ok": "porch-cam"})),
        (
            json!(["setDeviceName", "Porta d’ingresso"]),
            json!({"ok": "Porta d’ingresso"}),
        ),
        (
            json!(["provision", "Café ☕", "wrong horse"]),
            json!({"error": "UNABLE_TO_CONNECT"}),
        ),
        (json!(["state"]), json!({"ok": 2})),
        (
            json!(["provision", "Café ☕", "correct horse"]),
            json!({"ok": null}),
        ),
        (json!(["state"]), json!({"ok": 4})),
        (json!(["nextUrl"]), json!({"ok": "http://192.168.7.20/"})),
    ];
    for (call, answer) in talk {
        assert_eq!(client.call(call.clone()).await.unwrap(), answer, "{call}");
    }
}

#[tokio::test]
async fn the_official_client_is_told_that_our_simulated_camera_takes_no_name() {
    let camera = ImprovCamera::plug_in(Habits {
        takes_name: false,
        provisioned: true,
        ..Habits::default()
    })
    .unwrap();
    let mut client = ImprovSdk::start(camera.port()).unwrap();
    client.call(json!(["initialize"])).await.unwrap();
    assert_eq!(
        client.call(json!(["state"])).await.unwrap(),
        json!({"ok": 4})
    );
    let named = client.call(json!(["setDeviceName", "Porch"])).await;
    assert_eq!(named.unwrap(), json!({"error": "UNKNOWN_RPC_COMMAND"}));
}

/// The same bytes leave both clients for the same wishes.
#[tokio::test]
async fn our_client_tells_a_camera_what_the_official_one_tells_it() {
    use porchlight_core::ports::unjoined_camera::CameraReach;

    let theirs = ImprovCamera::plug_in(Habits::default()).unwrap();
    let mut client = ImprovSdk::start(theirs.port()).unwrap();
    for call in [
        json!(["initialize"]),
        json!(["getDeviceName"]),
        json!(["scan"]),
        json!(["setDeviceName", "Porta d’ingresso"]),
        json!(["provision", "Café ☕", "correct horse"]),
    ] {
        let answer = client.call(call.clone()).await.unwrap();
        assert!(answer.get("ok").is_some(), "{call}: {answer}");
    }

    let ours = ImprovCamera::plug_in(Habits::default()).unwrap();
    let (reach, _clock) = crate::common::reach();
    let camera = reach.over_serial(ours.port()).await.unwrap();
    camera.networks().await.unwrap();
    let order = crate::common::order("Café ☕", "correct horse");
    let order = crate::common::named(order, "Porta d’ingresso");
    camera.join(&order).await.unwrap();

    assert_eq!(ours.told(), theirs.told());
}
