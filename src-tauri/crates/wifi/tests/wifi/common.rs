//! What the tests have in common.

use std::sync::Arc;
#[cfg(unix)]
use std::time::Duration;

#[cfg(unix)]
use async_trait::async_trait;
use porchlight_core::cameras::Nickname;
#[cfg(unix)]
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::unjoined_camera::{CameraReach, JoinOrder};
use porchlight_core::secret::Password;
use porchlight_core::testing::ManualClock;
#[cfg(unix)]
use porchlight_core::time::Timestamp;
use porchlight_core::wifi::{ChosenNetwork, Security, Ssid, WifiSecret};
use porchlight_wifi::reach::Reach;

/// Ends waits of one length at once, and the others never.
#[cfg(unix)]
pub(crate) struct PickyClock {
    pub(crate) gives_up: Option<Duration>,
}

#[cfg(unix)]
#[async_trait]
impl Clock for PickyClock {
    fn now(&self) -> Timestamp {
        Timestamp(0)
    }

    async fn sleep(&self, duration: Duration) {
        if self.gives_up != Some(duration) {
            std::future::pending().await
        }
    }
}

#[cfg(unix)]
pub(crate) fn reach() -> (Reach, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::default());
    (Reach::new(clock.clone()), clock)
}

pub(crate) fn reach_of_portal(portal: &str) -> (impl CameraReach + use<>, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::default());
    let reach = Reach::new(clock.clone()).with_portal(portal.parse().unwrap());
    (reach, clock)
}

/// Time passes whenever somebody waits for it.
pub(crate) async fn impatiently<T>(clock: &ManualClock, act: impl Future<Output = T>) -> T {
    tokio::select! {
        done = act => done,
        () = async { loop { clock.skip_a_sleep().await } } => unreachable!(),
    }
}

pub(crate) fn order(ssid: impl AsRef<[u8]>, password: &str) -> JoinOrder {
    JoinOrder {
        network: ChosenNetwork {
            ssid: Ssid::new(ssid.as_ref()).unwrap(),
            security: Security::Wpa,
            bands: None,
            hidden: false,
        },
        secret: WifiSecret::parse(&Password::new(password)).unwrap(),
        name: None,
        password: None,
    }
}

pub(crate) fn named(order: JoinOrder, name: &str) -> JoinOrder {
    JoinOrder {
        name: Some(Nickname::parse(name).unwrap()),
        ..order
    }
}
