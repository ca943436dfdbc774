//! What is in no log, however much is logged.

use std::io;
use std::sync::{Arc, Mutex};

use porchlight_core::ports::unjoined_camera::{CameraReach, CameraTrouble, JoinOrder};
use porchlight_core::secret::Password;
use porchlight_simulators::canary::search_bytes;
use porchlight_simulators::improv::{Habits, ImprovCamera};
use porchlight_simulators::thingino::{Firmware, Portal};
use tracing_subscriber::filter::LevelFilter;

use crate::common::{named, order, reach, reach_of_portal};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn names_and_passwords_are_in_no_log_and_no_error() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let logging = tracing::subscriber::set_default(subscriber);

    let order = JoinOrder {
        password: Some(Password::new("Administr8or")),
        ..named(order("Casa-Bianchi", "Tiramisu-4-all"), "Culla-di-Anna")
    };
    let refuses = Habits {
        // Unknown error.
        instead: Some((1, b"IMPROV\x01\x02\x01\xff\xe0\n".to_vec())),
        networks: vec![(b"Casa-Bianchi".to_vec(), -50, true)],
        ..Habits::default()
    };
    let cable = ImprovCamera::plug_in(refuses).unwrap();
    let camera = reach().0.over_serial(cable.port()).await.unwrap();
    camera.networks().await.unwrap();
    let over_cable = camera.join(&order).await;
    assert_eq!(over_cable, Err(CameraTrouble::Refused));

    let portal = Portal::open(Firmware {
        features: None,
        refusal: Some("Casa-Bianchi Tiramisu-4-all Administr8or Culla-di-Anna"),
        ..Firmware::default()
    })
    .await
    .unwrap();
    let camera = reach_of_portal(&portal.url()).0.over_own_network().await;
    let over_air = camera.unwrap().join(&order).await;
    assert_eq!(over_air, Err(CameraTrouble::Refused));

    tracing::debug!(?order.network, ?order.secret, ?order.password, ?over_cable, ?over_air);
    drop(logging);
    let logged = log.0.lock().unwrap().clone();
    // It does hold what was logged.
    let text = String::from_utf8_lossy(&logged);
    assert!(text.contains("the camera refused") && text.contains("over_air"));
    let secrets = [
        "Casa-Bianchi",
        "Tiramisu-4-all",
        "Administr8or",
        "Culla-di-Anna",
    ];
    assert_eq!(search_bytes(&logged, &secrets), []);
}
