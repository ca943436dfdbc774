//! The day of a leak, with the real service: what was announced, what it means here, and the way back over a kill.

use porchlight_core::alerts::impact::Standing;
use porchlight_core::alerts::{DataKind, Finding};
use porchlight_core::guide::{GuideStepKind, GuideStepState};
use porchlight_core::secret::Password;
use porchlight_core::view::Snapshot;
use porchlight_journeys::computer::{Computer, is_active, is_online};
use porchlight_journeys::house::{House, PASSWORD};
use porchlight_protocol::exposure::{DataForm, DataKind as Told, ExposedData, Finding as Found};
use porchlight_service::incidents::Words;
use porchlight_service::incidents::exposures::{Announcement, Revision};

const NEW: &str = "nine geese over the mill pond";

fn words(english: &str) -> Words {
    Words::english_and_italian(english, None).unwrap()
}

fn sealed(kind: Told, finding: Found) -> ExposedData {
    ExposedData {
        kind,
        finding,
        form: DataForm::Sealed,
    }
}

/// The step that is to be taken now.
fn now(home: &Snapshot) -> Option<GuideStepKind> {
    let guide = home.incidents.guides.first()?;
    let mut steps = guide.steps.iter();
    let step = steps.find(|step| step.state == GuideStepState::Now)?;
    Some(step.step)
}

#[tokio::test]
async fn an_owner_reads_what_lay_open_and_is_led_back_over_a_kill_and_a_correction() {
    let house = House::furnished().await;
    let folder = tempfile::tempdir().unwrap();
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    let key = computer.cameras().await.remove(0);
    computer.rename(&key, "Nursery").await;
    let announcement = Announcement {
        from: house.now() - 22 * 24 * 60 * 60,
        // The account is as new as the incident: as long as it is not over, everybody is concerned.
        to: None,
        accounts: Some(2_400_000),
        data: vec![
            sealed(Told::CameraNames, Found::Confirmed),
            sealed(Told::WifiNames, Found::Reported),
        ],
        reason: words("A copy of our database was readable."),
        advisory: Some("https://status.porch.example/2019-12".into()),
    };
    house.service.announce_exposure(announcement).await.unwrap();
    house.reset_everybody().await;
    computer.until_reset().await;
    assert_eq!(now(&computer.snapshot().await), Some(GuideStepKind::SignIn));
    computer.sign_in(id).await.unwrap();
    let home = computer
        .until("the notice is there", |home| {
            is_active(home) && !home.incidents.exposures.is_empty()
        })
        .await;
    let impact = &home.incidents.exposures[0].impact;
    assert_eq!(impact.standing, Standing::NothingReadable);
    let names = impact
        .data
        .iter()
        .find(|one| one.kind == DataKind::CameraNames);
    assert_eq!(names.unwrap().number, Some(1));
    assert_eq!(now(&home), Some(GuideStepKind::ChangePassword));
    let exposure = home.incidents.exposures[0].exposure.clone();
    computer
        .companion
        .open_exposure_advisory(id, exposure)
        .await
        .unwrap();
    assert_eq!(
        computer.desktop.links(),
        ["https://status.porch.example/2019-12"]
    );
    computer.kill().await;

    let computer = Computer::start_in(folder.path()).await;
    computer
        .until("the way back goes on", |home| {
            is_online(home) && now(home) == Some(GuideStepKind::ChangePassword)
        })
        .await;
    let (old, new) = (Password::new(PASSWORD), Password::new(NEW));
    computer
        .companion
        .change_password(id, old, new, None, false)
        .await
        .unwrap();
    computer
        .until("two-factor is next", |home| {
            now(home) == Some(GuideStepKind::TwoFactor)
        })
        .await;

    let announced = house.service.announced().await.unwrap();
    let mut revision = Revision::new(words("Names of networks were in it as well."));
    revision
        .data
        .push(sealed(Told::WifiNames, Found::Confirmed));
    house
        .service
        .correct_exposure(announced[0].exposure, revision)
        .await
        .unwrap();
    let home = computer
        .until("the correction is there", |home| {
            home.incidents.exposures[0].revisions.len() == 2
        })
        .await;
    let newest = &home.incidents.exposures[0].revisions[0];
    let [change] = newest.changes.as_ref().unwrap().data[..] else {
        panic!("one kind changed: {newest:#?}");
    };
    assert_eq!(change.before.unwrap().finding, Finding::Reported);
    assert_eq!(change.after.unwrap().finding, Finding::Confirmed);
    assert_eq!(
        newest.said.correction["en"],
        "Names of networks were in it as well."
    );
}
