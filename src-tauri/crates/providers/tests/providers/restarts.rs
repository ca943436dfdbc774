//! The service is started again while the owner works: what was on its way is asked once more, and nobody is signed out.

use porchlight_core::cameras::{CameraId, Profile};
use porchlight_core::ports::provider::ProfileWrite;
use uuid::Uuid;

use crate::home::{Home, NOW, PASSWORD};

#[tokio::test]
async fn a_rename_in_the_second_of_a_restart_is_sent_once_more_and_done_once() {
    for owners_clock in [NOW, NOW - 59, NOW + 59] {
        let (home, credential) = Home::signed_in().await;
        let camera = CameraId(home.add_camera().await.to_string());
        home.clock.set(owners_clock);
        let home = home.restarted().await;
        let write = ProfileWrite {
            camera,
            profile: Profile {
                nickname: "Front door".into(),
                ..Profile::default()
            },
            base_revision: 1,
            idempotency_key: Uuid::new_v4(),
        };
        let cameras = home.provider.cameras().unwrap();
        let written = cameras.write_profile(&credential, &write).await.unwrap();
        assert_eq!(written.revision, 2);
        // A clock that is ahead makes proofs that no earlier process can have met.
        let times = if owners_clock > NOW { 1 } else { 2 };
        assert_eq!(home.proxy.count("PUT", "/profile"), times, "{owners_clock}");
        assert_eq!(cameras.list(&credential).await.unwrap(), [written]);
        assert_eq!(
            home.proxy.count("GET", "/cameras"),
            1,
            "it knows the time now"
        );
    }
}

#[tokio::test]
async fn who_signs_in_in_the_second_of_a_restart_does_not_notice() {
    let (home, _) = Home::signed_in().await;
    let home = home.restarted().await;
    home.sign_in(PASSWORD).await.unwrap();
}
