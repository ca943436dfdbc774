//! Announcements of data that lay open: what they mean for this owner, what revisions change, what is kept.

use std::collections::BTreeMap;

use porchlight_core::alerts::impact::{Impact, OwnerFacts, Standing, impact};
use porchlight_core::alerts::revisions::{RevisionChanges, revisions};
use porchlight_core::alerts::{AlertKind, DataForm, DataKind, ExposedData, Exposure, Finding};
use porchlight_core::error::FailureCode;
use porchlight_core::guide::GuideStepKind as Step;
use porchlight_core::ports::local_store::{StoreError, StoredExposure};
use porchlight_core::ports::provider::ServiceEventKind;
use porchlight_core::secret::Password;
use porchlight_core::testing::{Seen, camera};
use porchlight_core::time::Timestamp;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::incidents::ExposureView;
use uuid::Uuid;

use crate::scene::{Scene, soon};

/// 4 December 2019.
pub(crate) const FROM: Timestamp = Timestamp(1_575_417_600_000);
/// 26 December 2019.
pub(crate) const TO: Timestamp = Timestamp(1_577_318_400_000);
const TOLD: Timestamp = Timestamp(1_577_380_000_000);
pub(crate) const LEAK: &str = "5e1f0000-0000-4000-8000-000000002019";

pub(crate) fn data(kind: DataKind, finding: Finding, form: DataForm) -> ExposedData {
    ExposedData {
        kind,
        finding,
        form,
    }
}

/// What our own service would have to say on that day: nothing that can be read.
pub(crate) fn leak(revision: u32) -> Exposure {
    Exposure {
        exposure: LEAK.into(),
        revision,
        from: FROM,
        to: Some(TO),
        accounts: Some(2_400_000),
        message: BTreeMap::from([("en".into(), "A copy of our database was readable.".into())]),
        correction: BTreeMap::new(),
        data: vec![
            data(DataKind::CameraNames, Finding::Confirmed, DataForm::Sealed),
            data(DataKind::WifiNames, Finding::Reported, DataForm::Sealed),
            data(DataKind::Passwords, Finding::NotAffected, DataForm::NotKept),
        ],
        has_advisory: true,
        withdrawn: false,
    }
}

fn owner() -> OwnerFacts {
    OwnerFacts {
        cameras: Some(5),
        networks: Some(1),
        two_factor: Some(false),
        changes_password: true,
        lists_computers: true,
        ..OwnerFacts::default()
    }
}

fn weighed(exposure: &Exposure, owner: &OwnerFacts) -> Impact {
    impact(exposure, TOLD, owner)
}

fn steps(impact: &Impact) -> Vec<(Step, bool)> {
    impact
        .steps
        .iter()
        .map(|step| (step.step, step.done))
        .collect()
}

#[test]
fn sealed_names_are_counted_and_call_for_nothing() {
    let weighed = weighed(&leak(1), &owner());
    assert_eq!(weighed.standing, Standing::NothingReadable);
    let seen: Vec<_> = weighed
        .data
        .iter()
        .map(|one| (one.kind, one.number))
        .collect();
    assert_eq!(
        seen,
        [
            (DataKind::CameraNames, Some(5)),
            (DataKind::WifiNames, Some(1)),
            (DataKind::Passwords, None),
        ]
    );
    assert_eq!(steps(&weighed), [(Step::TwoFactor, false)]);
    assert!(!weighed.calls_for_action());
}

#[test]
fn what_is_confirmed_comes_before_what_is_reported_and_what_was_not_affected() {
    let mut exposure = leak(1);
    exposure.data.reverse();
    exposure.data.push(data(
        DataKind::EmailAddresses,
        Finding::Confirmed,
        DataForm::Readable,
    ));
    let weighed = weighed(&exposure, &owner());
    let findings: Vec<_> = weighed.data.iter().map(|one| one.finding).collect();
    let expected = [
        Finding::Confirmed,
        Finding::Confirmed,
        Finding::Reported,
        Finding::NotAffected,
    ];
    assert_eq!(findings, expected);
    // The worst of it first.
    assert_eq!(weighed.data[0].kind, DataKind::EmailAddresses);
    assert_eq!(weighed.standing, Standing::Readable);
}

#[test]
fn readable_passwords_and_sessions_ask_for_a_new_password_and_a_look_since_it_was_over() {
    let mut exposure = leak(1);
    for kind in [DataKind::Passwords, DataKind::SessionTokens] {
        exposure.data.retain(|data| data.kind != kind);
        exposure
            .data
            .push(data(kind, Finding::Reported, DataForm::Readable));
    }
    let mut owner = owner();
    let before = weighed(&exposure, &owner);
    assert_eq!(before.standing, Standing::PerhapsReadable);
    assert!(before.calls_for_action());
    assert_eq!(
        steps(&before),
        [
            (Step::ChangePassword, false),
            (Step::TwoFactor, false),
            (Step::LookAtComputers, false),
        ]
    );
    // Done while it still lay open is not done.
    owner.password_changed = Some(FROM);
    owner.computers_looked_at = Some(TO);
    owner.two_factor = Some(true);
    assert_eq!(
        steps(&weighed(&exposure, &owner)),
        [
            (Step::ChangePassword, false),
            (Step::TwoFactor, true),
            (Step::LookAtComputers, true),
        ]
    );
    owner.password_changed = Some(TOLD);
    assert!(!weighed(&exposure, &owner).calls_for_action());
}

#[test]
fn who_came_after_it_was_over_is_not_in_it_and_has_nothing_to_do() {
    let mut exposure = leak(1);
    exposure.data = vec![data(
        DataKind::Passwords,
        Finding::Confirmed,
        DataForm::Readable,
    )];
    let mut owner = owner();
    owner.account_made = Some(TOLD);
    let weighed_later = weighed(&exposure, &owner);
    assert_eq!(weighed_later.standing, Standing::MadeLater { made: TOLD });
    assert_eq!(weighed_later.steps, []);
    // As long as nobody knows that it is over, nobody came after it.
    exposure.to = None;
    assert_eq!(weighed(&exposure, &owner).standing, Standing::Readable);
}

#[test]
fn an_owner_whose_assistants_wait_to_be_linked_is_never_told_that_there_is_nothing_to_do() {
    let waiting = OwnerFacts {
        unlinked: vec!["Alexa".into()],
        account_made: Some(TOLD),
        ..owner()
    };
    let withdrawn = Exposure {
        withdrawn: true,
        ..leak(3)
    };
    for exposure in [leak(1), withdrawn] {
        let weighed = weighed(&exposure, &waiting);
        assert_eq!(steps(&weighed), [(Step::LinkAgain, false)]);
        assert_eq!(weighed.steps[0].clients, ["Alexa"]);
        // It is no reason for a way back of its own.
        assert!(!weighed.calls_for_action());
    }
}

#[test]
fn what_was_withdrawn_asks_for_nothing() {
    let exposure = Exposure {
        withdrawn: true,
        ..leak(3)
    };
    let weighed = weighed(&exposure, &owner());
    assert_eq!(
        (weighed.standing, weighed.steps),
        (Standing::Withdrawn, vec![])
    );
}

#[test]
fn revisions_are_compared_by_their_number_in_whatever_order_they_came() {
    let told = |exposure: Exposure| StoredExposure {
        connection: ConnectionId(Uuid::nil()),
        told_at: TOLD,
        exposure,
        advisory: None,
    };
    let mut second = leak(2);
    second.data[1].finding = Finding::Confirmed;
    second.accounts = None;
    let mut third = second.clone();
    third.revision = 3;
    third.to = None;
    let heard = [told(third), told(leak(1)), told(second)];
    let sorted = revisions(&heard);
    let numbers: Vec<_> = sorted.iter().map(|one| one.said.revision).collect();
    assert_eq!(numbers, [3, 2, 1]);
    let third = sorted[0].changes.as_ref().unwrap();
    assert_eq!((third.data.len(), third.period.unwrap().to), (0, Some(TO)));
    let second = sorted[1].changes.as_ref().unwrap();
    assert_eq!(second.accounts.unwrap().number, Some(2_400_000));
    let [change] = second.data[..] else {
        panic!("one kind changed: {second:#?}");
    };
    assert_eq!(change.kind, DataKind::WifiNames);
    assert_eq!(change.before.unwrap().finding, Finding::Reported);
    assert_eq!(change.after.unwrap().finding, Finding::Confirmed);
    assert_eq!(sorted[2].changes, None);
    // A word that says the same changes nothing.
    assert_eq!(
        RevisionChanges::between(&leak(1), &leak(9)),
        RevisionChanges::default()
    );
}

impl Scene {
    pub(crate) fn announce_exposure(&self, event: &str, exposure: Exposure) {
        let advisory = exposure
            .has_advisory
            .then(|| format!("https://service.example/{}", exposure.revision));
        let kind = ServiceEventKind::Exposed { exposure, advisory };
        self.service.send_event(event, kind);
    }

    pub(crate) async fn until_exposed(&self, shown: impl Fn(&ExposureView) -> bool) -> Seen {
        self.until(|seen| seen.incidents.exposures.iter().any(&shown))
            .await
    }
}

#[tokio::test]
async fn an_exposure_is_an_alert_and_a_notice_that_counts_the_owners_own_cameras() {
    let mut front = camera("door", "Front");
    front.profile.network = Some("Porch".into());
    let scene = Scene::signed_in(vec![front, camera("shed", "")]).await;
    scene.announce_exposure("leak", leak(1));
    let seen = scene.until_exposed(|_| true).await;
    let [view] = &seen.incidents.exposures[..] else {
        panic!("one exposure");
    };
    assert_eq!(view.revisions[0].said, leak(1));
    // The camera without a name has no name that was sealed.
    assert_eq!(view.impact.data[0].number, Some(1));
    assert_eq!(view.impact.data[1].number, Some(1));
    let alerts = scene.door.store.all_alerts();
    assert!(matches!(&alerts[0].kind, AlertKind::Exposed { exposure } if *exposure == leak(1)));
    assert_eq!(seen.incidents.guides, []);
    // The link is not in what the window gets.
    assert!(
        !serde_json::to_string(&seen.incidents)
            .unwrap()
            .contains("https://")
    );
    assert!(!serde_json::to_string(&alerts).unwrap().contains("https://"));
}

#[tokio::test]
async fn every_revision_stays_the_highest_counts_and_a_late_one_changes_nothing() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let mut second = leak(2);
    second.data[1].finding = Finding::Confirmed;
    // The correction comes before its original.
    scene.announce_exposure("second", second.clone());
    scene.announce_exposure("first", leak(1));
    // The same word once more, in another event.
    scene.announce_exposure("again", leak(1));
    scene
        .until_service(|service| service.acknowledged().contains(&"again".to_owned()))
        .await;
    let scene = scene.restarted().await;
    let seen = scene.until_exposed(|view| view.revisions.len() == 2).await;
    let [view] = &seen.incidents.exposures[..] else {
        panic!("one exposure with two revisions");
    };
    assert_eq!(view.revisions[0].said, second);
    assert_eq!(view.revisions[1].said, leak(1));
    assert_eq!(view.impact.data[1].finding, Finding::Confirmed);
    assert_eq!(scene.door.store.all_alerts().len(), 2);
}

#[tokio::test]
async fn an_exposure_that_cannot_be_kept_is_not_acknowledged_and_comes_again() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    scene.announce_exposure("leak", leak(1));
    scene.clock.skip_a_sleep().await;
    scene.door.store.break_down(None);
    assert_eq!(scene.service.acknowledged(), Vec::<String>::new());
    scene.announce_exposure("leak", leak(1));
    scene.until_exposed(|_| true).await;
    scene
        .until_service(|service| service.acknowledged() == ["leak"])
        .await;
}

#[tokio::test]
async fn the_advisory_of_the_newest_revision_that_has_one_opens_by_command() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.announce_exposure("first", leak(1));
    let without = Exposure {
        has_advisory: false,
        ..leak(2)
    };
    scene.announce_exposure("second", without);
    scene.until_exposed(|view| view.revisions.len() == 2).await;
    let open = |exposure: &str| {
        scene
            .companion
            .open_exposure_advisory(scene.connection, exposure.into())
    };
    soon(open(LEAK)).await.unwrap();
    assert_eq!(scene.desktop.seen().links, ["https://service.example/1"]);
    let unknown = soon(open("another")).await.unwrap_err();
    assert_eq!(unknown.code, FailureCode::NotThere);
    scene.desktop.remove_the_browser();
    let refused = soon(open(LEAK)).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::NoBrowser);
}

#[tokio::test]
async fn an_account_that_was_made_here_afterwards_is_not_in_it() {
    let scene = Scene::connected(vec![camera("door", "Front")]).await;
    let password = Password::new("battery staple");
    let email = "berta@example.org".to_owned();
    soon(
        scene
            .companion
            .prepare_account(scene.connection, email, password, None),
    )
    .await
    .unwrap();
    let confirmed =
        scene
            .companion
            .confirm_recovery_key(scene.connection, 3, Password::new("key3"));
    soon(confirmed).await.unwrap();
    scene.announce_exposure("leak", leak(1));
    let seen = scene.until_exposed(|_| true).await;
    assert!(matches!(
        seen.incidents.exposures[0].impact.standing,
        Standing::MadeLater { .. }
    ));
}
