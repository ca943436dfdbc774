//! The demo's cameras look at what the window shows: they read pixels, join the simulated router, claim over HTTP,
//! and fail like real ones do.

use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::pairing::PairingStarted;
use porchlight_service::DemoHome;
use porchlight_service::demo::{
    DEMO_EMAIL, DemoError, Look, NEW_ROUTER, NEW_ROUTER_PASSWORD, PORCH_NETWORK, PORCH_PASSWORD,
    Security, neighbourhood,
};
use qrcode::QrCode;
use qrcode::render::svg;
use tempfile::TempDir;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::checked::Overheard;
use crate::client::{Computer, Hands, PASSWORD};

/// The demo home, and its owner at the computer.
struct Demo {
    dir: TempDir,
    hands: Hands,
    home: DemoHome,
    owner: Computer,
    _overheard: Overheard,
}

impl Demo {
    async fn open() -> Self {
        let overheard = Overheard::from_now_on().await;
        let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
        let home = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
        let mut owner = Computer::new(home.url().as_str(), hands.clone());
        owner.stretch = porchlight_protocol::opaque::key_stretching().unwrap();
        owner.sign_in(DEMO_EMAIL, home.password()).await.unwrap();
        Self {
            dir,
            hands,
            home,
            owner,
            _overheard: overheard,
        }
    }

    async fn begin(&self, follows: Option<Uuid>) -> PairingStarted {
        self.owner.start_pairing(follows).await.unwrap()
    }

    fn code(&self, pairing: &PairingStarted) -> String {
        shown(self.says(pairing, PORCH_NETWORK.as_bytes(), PORCH_PASSWORD))
    }

    fn says(&self, pairing: &PairingStarted, ssid: &[u8], password: &str) -> String {
        let kind = if password.is_empty() { "N" } else { "P" };
        payload(
            &self.owner.base,
            &pairing.token,
            ssid,
            kind,
            password.as_bytes(),
        )
    }

    /// A new code for each try: what becomes of it is about the network alone.
    async fn tries(&self, ssid: &[u8], password: &str) -> Look {
        let pairing = self.begin(None).await;
        let code = shown(self.says(&pairing, ssid, password));
        let look = self.home.camera_looks(&code).await.unwrap();
        self.owner.cancel_pairing(pairing.id).await.unwrap();
        look
    }

    async fn models(&self) -> Vec<String> {
        let all = self.owner.cameras().await.unwrap().into_iter();
        all.map(|camera| camera.model).collect()
    }
}

fn payload(address: &str, token: &str, ssid: &[u8], kind: &str, secret: &[u8]) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace(';', "\\;");
    format!(
        "PORCHLIGHT:1;U:{};T:{};S:{};K:{kind};P:{};H:0;;",
        escaped(address),
        escaped(token),
        Bytes::encode(ssid),
        Bytes::encode(secret),
    )
}

/// As the window shows it.
fn shown(says: impl AsRef<[u8]>) -> String {
    QrCode::new(says)
        .unwrap()
        .render::<svg::Color<'_>>()
        .build()
}

fn joined(look: Look) -> Uuid {
    let Look::Joined { camera } = look else {
        panic!("{look:?}")
    };
    camera
}

#[tokio::test]
async fn a_camera_that_sees_the_code_is_online_in_the_account() {
    let demo = Demo::open().await;
    let mut wakes = demo.owner.subscribe().await.unwrap();
    let pairing = demo.begin(None).await;
    let look = demo.home.camera_looks(&demo.code(&pairing)).await.unwrap();
    let id = joined(look);
    assert!(wakes.wake().await);
    let events = demo.owner.open_events(&[]).await.unwrap();
    let claimed = events
        .iter()
        .find_map(|e| e.events.pairing_claimed.as_ref());
    let claimed = claimed.unwrap();
    assert_eq!((claimed.pairing, claimed.camera), (pairing.id, id));
    let list = demo.owner.cameras().await.unwrap();
    let camera = list.iter().find(|camera| camera.id == id).unwrap();
    assert_eq!((list.len(), camera.model.as_str()), (6, "Porch Cam 3"));
    assert_eq!((camera.online, camera.signal_dbm), (true, Some(-57)));
    assert_eq!((camera.revision, camera.sealed_profile.0.len()), (0, 0));

    for model in ["Porch Cam 4", "Porch Cam 5"] {
        let next = demo.begin(None).await;
        joined(demo.home.camera_looks(&demo.code(&next)).await.unwrap());
        assert_eq!(demo.models().await.pop().unwrap(), model);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_keys_of_the_simulated_cameras_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let demo = Demo::open().await;
    let file = demo.dir.path().join("cameras.json");
    // As an earlier version left it.
    std::fs::write(&file, "[]").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let pairing = demo.begin(None).await;
    joined(demo.home.camera_looks(&demo.code(&pairing)).await.unwrap());
    for entry in std::fs::read_dir(demo.dir.path()).unwrap() {
        let path = entry.unwrap().path();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", path.display());
    }
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("Porch Cam 3")
    );
}

#[tokio::test]
async fn a_camera_fails_as_real_ones_do_and_joins_when_all_is_right() {
    let demo = Demo::open().await;
    let tries = async |ssid: &str, password| demo.tries(ssid.as_bytes(), password).await;
    let wrong = tries(PORCH_NETWORK, "lamp-by-the-window").await;
    assert_eq!(wrong, Look::WrongPassword);
    assert_eq!(tries(PORCH_NETWORK, "").await, Look::WrongPassword);
    assert_eq!(tries("Porch Guests", "12345678").await, Look::WrongPassword);
    for out_of_reach in [
        "Porch Network 5G",
        "porch network",
        "Lantern",
        "linksys",
        "Nowhere",
    ] {
        let look = tries(out_of_reach, PORCH_PASSWORD).await;
        assert_eq!(look, Look::NetworkNotFound, "{out_of_reach}");
    }
    let weak = tries("Attic", "under-the-roof").await;
    assert_eq!(weak, Look::SignalTooWeak);
    assert_eq!(demo.models().await.len(), 5, "nobody came");

    joined(tries(NEW_ROUTER, NEW_ROUTER_PASSWORD).await);
    joined(tries("Porch Guests", "").await);
    joined(tries("Zoë's 🏡 Wi-Fi", "kettle;on:the\\stove").await);
    joined(demo.tries(b"Caf\xe9 d'en face", "deux-croissants").await);
    assert_eq!(demo.models().await.len(), 9);
}

#[tokio::test]
async fn a_raw_key_is_as_good_as_the_password_that_it_comes_from() {
    let demo = Demo::open().await;
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha1::Sha1>(
        PORCH_PASSWORD.as_bytes(),
        PORCH_NETWORK.as_bytes(),
        4096,
        &mut key,
    );
    let pairing = demo.begin(None).await;
    let code = |key: &[u8]| {
        let ssid = PORCH_NETWORK.as_bytes();
        shown(payload(&demo.owner.base, &pairing.token, ssid, "R", key))
    };
    let looks = async |key: &[u8]| demo.home.camera_looks(&code(key)).await.unwrap();
    assert_eq!(looks(&[7; 32]).await, Look::WrongPassword);
    joined(looks(&key).await);
}

#[tokio::test]
async fn a_code_brings_one_camera_and_the_next_one_is_refused() {
    let demo = Demo::open().await;
    let code = demo.code(&demo.begin(None).await);
    let first = joined(demo.home.camera_looks(&code).await.unwrap());
    let second = demo.home.camera_looks(&code).await.unwrap();
    assert_eq!(second, Look::TokenRefused);
    let again = demo.home.that_camera_looks(first, &code).await.unwrap();
    assert_eq!(joined(again), first, "the same camera looks once more");
    assert_eq!(demo.models().await.len(), 6);
}

#[tokio::test]
async fn an_old_or_cancelled_code_is_refused() {
    let demo = Demo::open().await;
    let (old, cancelled) = (demo.begin(None).await, demo.begin(None).await);
    demo.owner.cancel_pairing(cancelled.id).await.unwrap();
    let refused = demo.home.camera_looks(&demo.code(&cancelled)).await;
    assert_eq!(refused.unwrap(), Look::TokenRefused);
    demo.hands.forward(600);
    let refused = demo.home.camera_looks(&demo.code(&old)).await;
    assert_eq!(refused.unwrap(), Look::TokenRefused);
}

#[tokio::test]
async fn a_camera_of_the_house_does_not_come_to_another_account() {
    let demo = Demo::open().await;
    let mine = demo.code(&demo.begin(None).await);
    let camera = joined(demo.home.camera_looks(&mine).await.unwrap());
    let mut neighbour = Computer::new(demo.home.url().as_str(), demo.hands.clone());
    neighbour.register("neighbour@example.org", PASSWORD).await;
    let email = "neighbour@example.org";
    neighbour.sign_in(email, PASSWORD).await.unwrap();
    let theirs = demo.code(&neighbour.start_pairing(None).await.unwrap());
    let look = demo.home.that_camera_looks(camera, &theirs).await.unwrap();
    assert_eq!(look, Look::TokenRefused);
    assert!(neighbour.cameras().await.unwrap().is_empty());
}

#[tokio::test]
async fn cameras_follow_to_the_new_router_and_stay_who_they_are() {
    let demo = Demo::open().await;
    let before = demo.owner.cameras().await.unwrap();
    for camera in &before {
        let pairing = demo.begin(Some(camera.id)).await;
        let says = demo.says(&pairing, NEW_ROUTER.as_bytes(), NEW_ROUTER_PASSWORD);
        let look = demo.home.camera_looks(&shown(says)).await.unwrap();
        assert_eq!(joined(look), camera.id);
    }
    let after = demo.owner.cameras().await.unwrap();
    let who = |cameras: &[porchlight_protocol::camera::CameraRecord]| {
        let all = cameras.iter();
        all.map(|c| (c.id, c.model.clone(), c.sealed_profile.clone(), c.revision))
            .collect::<Vec<_>>()
    };
    assert_eq!(who(&after), who(&before));
    assert!(after.iter().all(|c| c.online && c.signal_dbm == Some(-55)));

    let pairing = demo.begin(Some(before[0].id)).await;
    let code = demo.code(&pairing);
    let wrong = demo.home.that_camera_looks(before[1].id, &code);
    assert_eq!(wrong.await.unwrap(), Look::TokenRefused, "the wrong camera");
}

#[tokio::test]
async fn a_removed_camera_follows_nowhere_and_can_be_set_up_as_a_new_one() {
    let demo = Demo::open().await;
    let before = demo.owner.cameras().await.unwrap();
    let (gone, stays) = (before[0].id, before[1].id);
    let to_the_new_router = async |camera| {
        let pairing = demo.begin(Some(camera)).await;
        shown(demo.says(&pairing, NEW_ROUTER.as_bytes(), NEW_ROUTER_PASSWORD))
    };
    let code = to_the_new_router(gone).await;
    demo.owner.remove_camera(gone).await.unwrap();
    let look = demo.home.camera_looks(&code).await.unwrap();
    assert_eq!(look, Look::TokenRefused);
    let held = demo.home.that_camera_looks(gone, &code).await;
    assert!(matches!(held, Err(DemoError::NoSuchCamera)), "{held:?}");
    let code = to_the_new_router(stays).await;
    assert_eq!(joined(demo.home.camera_looks(&code).await.unwrap()), stays);

    let mut came = Vec::new();
    for _ in 0..2 {
        let code = demo.code(&demo.begin(None).await);
        let camera = joined(demo.home.camera_looks(&code).await.unwrap());
        assert_eq!(demo.models().await.pop().unwrap(), "Porch Cam 3");
        assert!(!came.contains(&camera), "set up again it is a new camera");
        demo.owner.remove_camera(camera).await.unwrap();
        came.push(camera);
    }
}

#[tokio::test]
async fn a_camera_that_follows_is_the_same_one_after_a_restart_and_none_after_a_fresh_start() {
    let demo = Demo::open().await;
    let code = demo.code(&demo.begin(None).await);
    let camera = joined(demo.home.camera_looks(&code).await.unwrap());
    demo.home.close().await;
    let mut home = DemoHome::open(demo.dir.path(), demo.hands.clock())
        .await
        .unwrap();
    demo.hands.forward(1);
    let owner = Computer {
        base: home.url().as_str().trim_end_matches('/').into(),
        ..demo.owner
    };
    // Without the word for this camera, only its own key tells that it is the same one.
    let again = owner.start_pairing(None).await.unwrap();
    let ssid = PORCH_NETWORK.as_bytes();
    let says = payload(
        &owner.base,
        &again.token,
        ssid,
        "P",
        PORCH_PASSWORD.as_bytes(),
    );
    let look = home.that_camera_looks(camera, &shown(&says)).await;
    assert_eq!(joined(look.unwrap()), camera);
    home.start_afresh().await.unwrap();
    let gone = home.that_camera_looks(camera, &shown(&says)).await;
    assert!(matches!(gone, Err(DemoError::NoSuchCamera)), "{gone:?}");
}

#[tokio::test]
async fn a_service_that_does_not_answer_leaves_the_code_good_for_the_next_look() {
    let demo = Demo::open().await;
    let pairing = demo.begin(None).await;
    let code = demo.code(&pairing);
    demo.home.network_fails(true);
    let look = demo.home.camera_looks(&code).await.unwrap();
    assert_eq!(look, Look::ServiceNotReached);
    demo.home.network_fails(false);
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}", {
        let address = nobody.local_addr().unwrap();
        drop(nobody);
        address
    });
    for elsewhere in [nobody.as_str(), "https://porch.example", "http://192.0.2.1"] {
        let (ssid, password) = (PORCH_NETWORK.as_bytes(), PORCH_PASSWORD.as_bytes());
        let says = payload(elsewhere, &pairing.token, ssid, "P", password);
        let look = demo.home.camera_looks(&shown(says)).await.unwrap();
        assert_eq!(look, Look::ServiceNotReached, "{elsewhere}");
    }
    joined(demo.home.camera_looks(&code).await.unwrap());
}

#[tokio::test]
async fn a_phones_code_brings_it_to_the_network_and_into_no_account() {
    let demo = Demo::open().await;
    let looks = async |says: &[u8]| demo.home.camera_looks(&shown(says)).await.unwrap();
    let good = format!("WIFI:T:WPA;S:{PORCH_NETWORK};P:{PORCH_PASSWORD};;");
    assert_eq!(looks(good.as_bytes()).await, Look::JoinedWithoutAccount);
    let latin1 = b"WIFI:S:Caf\xe9 d'en face;T:WPA;P:deux-croissants;;";
    assert_eq!(looks(latin1).await, Look::JoinedWithoutAccount);
    let wrong = format!("WIFI:T:WPA;S:{PORCH_NETWORK};P:12345678;;");
    assert_eq!(looks(wrong.as_bytes()).await, Look::WrongPassword);
    assert_eq!(demo.models().await.len(), 5);
}

#[tokio::test]
async fn what_is_no_code_is_not_read() {
    let demo = Demo::open().await;
    let code = demo.code(&demo.begin(None).await);
    let half = format!("{}</svg>", &code[..code.len() / 2]);
    let rect = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"#;
    let inked = code.replace("#fff", "#000");
    let others = [
        shown("MT:Y.K9042C00KA0648G00"),
        shown("https://porch.example"),
    ];
    for svg in [
        "",
        "not a picture",
        rect,
        &half,
        &inked,
        &others[0],
        &others[1],
    ] {
        let look = demo.home.camera_looks(svg).await.unwrap();
        assert_eq!(look, Look::CodeNotRead);
    }
    joined(demo.home.camera_looks(&code).await.unwrap());
}

#[test]
fn the_neighbourhood_is_one_that_a_computer_could_hear() {
    let all = neighbourhood();
    let mut names: Vec<_> = all.iter().map(|network| network.ssid).collect();
    assert!(names.iter().all(|ssid| (1..=32).contains(&ssid.len())));
    assert!(names.iter().any(|ssid| std::str::from_utf8(ssid).is_err()));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len());
    assert_eq!(all.iter().filter(|network| network.current).count(), 1);
    assert!(all[0].current && all[0].saved_password() == Some(PORCH_PASSWORD));
    assert!(all[1..].is_sorted_by(|a, b| a.strength >= b.strength));
    let saved = all.iter().filter(|n| n.saved_password().is_some());
    assert_eq!(saved.count(), 2);
    for security in [
        Security::Open,
        Security::Wep,
        Security::Wpa,
        Security::WpaAndWpa3,
        Security::Wpa3,
        Security::Enterprise,
    ] {
        assert!(all.iter().any(|network| network.security == security));
    }
}
