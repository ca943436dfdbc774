//! The way back after an incident: what begins it, what ticks it off, putting it off, and how it ends.

use std::time::Duration;

use porchlight_core::alerts::{DataForm, DataKind, Finding};
use porchlight_core::error::FailureCode;
use porchlight_core::guide::GuideStepKind::{
    ChangePassword, LinkAgain, LookAtComputers, SignIn, TwoFactor,
};
use porchlight_core::guide::GuideStepState::{Ahead, Done, Now};
use porchlight_core::guide::{
    Guide, GuideCause, GuideFacts, GuideStepKind, GuideStepState, RelinkState, steps,
};
use porchlight_core::ports::integrations::{
    Client, ClientId, Integration, IntegrationId, Integrations, UnlinkCause, Unlinked,
};
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::provider::{EventBatch, ServiceEvent, ServiceEventKind};
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::testing::{FakeService, Seen, camera};
use porchlight_core::time::Timestamp;
use porchlight_core::view::checkup::{CheckupAction, CheckupItem};
use porchlight_core::view::incidents::{GuideState, GuideView, GuideWish};
use porchlight_core::view::status::StatusAction;
use porchlight_core::view::two_factor::TwoFactorView;

use crate::exposures::{data, leak};
use crate::scene::{PASSWORD, Scene, soon};

const RESET: GuideCause = GuideCause::Reset {
    reason: EndReason::GlobalReset,
};
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn guide() -> Guide {
    Guide {
        account: "anna".into(),
        cause: RESET,
        since: Timestamp(1_000),
        begun_at: Timestamp(1_000),
        signed_out: true,
        integrations: Vec::new(),
        put_off: None,
        finished_at: None,
    }
}

fn facts() -> GuideFacts {
    GuideFacts {
        signed_in: false,
        changes_password: true,
        lists_computers: true,
        password_changed: None,
        two_factor: TwoFactorView::Unknown,
        computers_looked_at: None,
    }
}

fn pairs(guide: &Guide, facts: &GuideFacts) -> Vec<(GuideStepKind, GuideStepState)> {
    steps(guide, facts)
        .iter()
        .map(|step| (step.step, step.state))
        .collect()
}

#[test]
fn one_step_is_now_and_what_is_done_out_of_turn_counts() {
    let mut guide = guide();
    guide.unlinked("Alexa");
    let mut facts = facts();
    assert_eq!(
        pairs(&guide, &facts),
        [
            (SignIn, Now),
            (ChangePassword, Ahead),
            (TwoFactor, Ahead),
            (LinkAgain, Ahead),
            (LookAtComputers, Ahead),
        ]
    );
    facts.signed_in = true;
    facts.two_factor = TwoFactorView::On {
        since: Timestamp(1),
        recovery_codes_left: 10,
    };
    assert_eq!(
        pairs(&guide, &facts),
        [
            (SignIn, Done),
            (ChangePassword, Now),
            (TwoFactor, Done),
            (LinkAgain, Ahead),
            (LookAtComputers, Ahead),
        ]
    );
    facts.password_changed = Some(Timestamp(999));
    assert_eq!(pairs(&guide, &facts)[1], (ChangePassword, Now));
    facts.password_changed = Some(Timestamp(1_000));
    assert_eq!(pairs(&guide, &facts)[1], (ChangePassword, Done));
    guide.linked("Alexa");
    facts.computers_looked_at = Some(Timestamp(1));
    // The session in which they were looked at is one that began after the reset, whatever the clocks say.
    assert!(Guide::finished(&steps(&guide, &facts)));
    guide.signed_out = false;
    assert_eq!(pairs(&guide, &facts).last(), Some(&(LookAtComputers, Now)));
}

#[test]
fn steps_that_a_service_does_not_have_are_left_out() {
    let mut facts = facts();
    facts.changes_password = false;
    facts.two_factor = TwoFactorView::NotOffered;
    assert_eq!(
        pairs(&guide(), &facts),
        [(SignIn, Now), (LookAtComputers, Ahead)]
    );
}

#[test]
fn an_integration_is_waited_for_until_it_is_linked_or_not_wanted() {
    let mut guide = guide();
    assert!(guide.unlinked("Alexa") && guide.unlinked("IFTTT"));
    assert!(!guide.unlinked("Alexa"));
    assert!(guide.dismiss("IFTTT", true));
    let link = |guide: &Guide| pairs(guide, &facts())[3];
    assert_eq!(link(&guide), (LinkAgain, Ahead));
    assert!(guide.linked("Alexa"));
    assert_eq!(link(&guide), (LinkAgain, Done));
    assert!(guide.dismiss("IFTTT", false));
    assert_eq!(link(&guide), (LinkAgain, Ahead));
    // What was never unlinked by it is none of its business.
    assert!(!guide.linked("Google Assistant"));
}

#[test]
fn the_services_list_says_what_no_event_said() {
    let integration = |name: &str, unlinked: Option<(i64, UnlinkCause)>| Integration {
        id: IntegrationId(name.into()),
        client: Client {
            id: ClientId(name.into()),
            name: name.into(),
            starts_here: true,
        },
        linked_at: Timestamp(1),
        last_used: None,
        cameras: Vec::new(),
        unlinked: unlinked.map(|(at, cause)| Unlinked {
            at: Timestamp(at),
            cause,
            message: Default::default(),
        }),
    };
    let incident = UnlinkCause::Incident;
    let mut list = Integrations {
        integrations: vec![
            integration("Alexa", Some((1_000, incident))),
            integration("Google Assistant", Some((1_000, UnlinkCause::Owner))),
            integration("IFTTT", Some((999, incident))),
            integration("Home", None),
        ],
        ..Integrations::default()
    };
    let mut guide = guide();
    assert!(guide.hear(&list));
    assert_eq!(guide.integrations.len(), 1);
    assert_eq!(guide.integrations[0].client, "Alexa");
    assert!(!guide.hear(&list));
    // Not wanted stays not wanted, until it is linked all the same.
    guide.dismiss("Alexa", true);
    assert!(!guide.hear(&list));
    list.integrations.insert(0, integration("Alexa", None));
    assert!(guide.hear(&list));
    assert_eq!(guide.integrations[0].state, RelinkState::Linked);
}

impl Scene {
    fn now(&self) -> Vec<GuideStepKind> {
        let seen = self.desktop.seen();
        let guide = seen.incidents.guides.first();
        let steps = guide.into_iter().flat_map(|guide| &guide.steps);
        steps
            .filter(|step| step.state == Now)
            .map(|step| step.step)
            .collect()
    }

    async fn until_guide(&self, so: impl Fn(&GuideView) -> bool) -> Seen {
        self.until(|seen| seen.incidents.guides.first().is_some_and(&so))
            .await
    }

    async fn until_now(&self, step: GuideStepKind) {
        let now = |guide: &GuideView| {
            let mut steps = guide.steps.iter();
            steps.any(|one| one.state == Now && one.step == step)
        };
        self.until_guide(now).await;
    }

    async fn look_at_computers(&self) {
        let listed = soon(self.companion.computers(self.connection))
            .await
            .unwrap();
        let shown = listed.into_iter().map(|one| one.id).collect();
        soon(self.companion.know_computers(self.connection, shown))
            .await
            .unwrap();
    }

    async fn set_another_password(&self) {
        let (old, new) = (
            Password::new(PASSWORD),
            Password::new("nine geese over the mill"),
        );
        let changed = self
            .companion
            .change_password(self.connection, old, new, None, false);
        soon(changed).await.unwrap();
    }

    fn unlink(&self, event: &str, client: &str, cause: UnlinkCause) {
        let kind = ServiceEventKind::IntegrationUnlinked {
            integration: IntegrationId(client.into()),
            client: client.into(),
            cause,
            message: Default::default(),
            by: None,
        };
        self.service.send_event(event, kind);
    }

    async fn wish(&self, wish: GuideWish) -> Result<(), FailureCode> {
        soon(self.companion.wish_guide(self.connection, wish))
            .await
            .map_err(|failure| failure.code)
    }
}

async fn home() -> Scene {
    Scene::signed_in(vec![camera("door", "Front")]).await
}

#[tokio::test]
async fn the_whole_way_back_ticks_itself_off_over_a_restart_and_ends_with_how_long_it_took() {
    let scene = home().await;
    scene.reset(EndReason::GlobalReset).await;
    assert_eq!(scene.now(), [SignIn]);
    scene.sign_in().await.unwrap();
    scene.until_now(ChangePassword).await;
    scene.set_another_password().await;
    scene.until_now(TwoFactor).await;
    let scene = scene.restarted().await;
    scene.until_now(TwoFactor).await;
    scene.service.turn_two_factor_on("anna");
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    scene.until_now(LookAtComputers).await;
    // The demo's clock does not move by itself.
    scene.clock.advance(Duration::from_secs(600));
    scene.look_at_computers().await;
    let seen = scene
        .until_guide(|guide| matches!(guide.state, GuideState::Finished { .. }))
        .await;
    let guide = &seen.incidents.guides[0];
    let GuideState::Finished { at } = guide.state else {
        panic!("finished");
    };
    assert_eq!(at.0 - guide.begun_at.0, 600_000);
    scene.wish(GuideWish::Close).await.unwrap();
    assert_eq!(scene.desktop.seen().incidents.guides, []);
    let scene = scene.restarted().await;
    assert_eq!(scene.desktop.seen().incidents.guides, []);
}

#[tokio::test]
async fn a_session_that_ended_for_another_reason_begins_no_guide() {
    for reason in [
        EndReason::Expired,
        EndReason::RevokedElsewhere,
        EndReason::PasswordChanged,
    ] {
        let scene = home().await;
        scene.reset(reason).await;
        assert_eq!(scene.desktop.seen().incidents.guides, [], "{reason:?}");
    }
}

#[tokio::test]
async fn two_resets_and_an_announcement_make_one_guide() {
    let scene = home().await;
    scene.reset(EndReason::GlobalReset).await;
    scene.sign_in().await.unwrap();
    scene.until_now(ChangePassword).await;
    let mut readable = leak(1);
    readable.data.push(data(
        DataKind::SessionTokens,
        Finding::Confirmed,
        DataForm::Readable,
    ));
    scene.announce_exposure("leak", readable);
    scene.until_guide(|guide| guide.exposure.is_some()).await;
    scene.reset(EndReason::GlobalReset).await;
    let seen = scene.desktop.seen();
    assert_eq!(seen.incidents.guides.len(), 1);
    assert_eq!(seen.incidents.guides[0].cause, RESET);
}

#[tokio::test]
async fn an_exposure_with_something_to_do_begins_one_without_a_sign_in() {
    let scene = home().await;
    let mut readable = leak(1);
    readable.data = vec![data(
        DataKind::Passwords,
        Finding::Confirmed,
        DataForm::Readable,
    )];
    scene.announce_exposure("leak", readable);
    scene.until_now(ChangePassword).await;
    let seen = scene.desktop.seen();
    let guide = &seen.incidents.guides[0];
    assert!(guide.steps.iter().all(|step| step.step != SignIn));
    assert!(matches!(guide.cause, GuideCause::Exposed { .. }));
}

#[tokio::test]
async fn an_owner_who_says_that_it_was_somebody_else_is_led_to_where_only_they_get_in() {
    let scene = home().await;
    // Whoever it was may have changed the password: that is no step of the owner's.
    scene.set_another_password().await;
    scene.clock.advance(Duration::from_secs(60));
    soon(scene.companion.report_not_me(scene.connection))
        .await
        .unwrap();
    scene.until_now(LookAtComputers).await;
    let seen = scene.desktop.seen();
    assert_eq!(seen.incidents.guides[0].cause, GuideCause::NotMe);
    let status = seen.status.unwrap();
    assert_eq!(status.action, Some(StatusAction::GoOn));
    // It is there after a restart, and put off or not.
    let scene = scene.restarted().await;
    // The demo's clock begins anew.
    scene.clock.advance(Duration::from_secs(120));
    scene.until_now(LookAtComputers).await;
    scene.wish(GuideWish::Tomorrow).await.unwrap();
    soon(scene.companion.report_not_me(scene.connection))
        .await
        .unwrap();
    scene.until_now(LookAtComputers).await;
    scene.look_at_computers().await;
    scene.until_now(ChangePassword).await;
}

#[test]
fn who_is_in_goes_out_before_anything_else_is_done() {
    let mut guide = guide();
    guide.cause = GuideCause::NotMe;
    let order: Vec<_> = pairs(&guide, &facts())
        .into_iter()
        .map(|(step, _)| step)
        .collect();
    assert_eq!(order, [SignIn, LookAtComputers, ChangePassword, TwoFactor]);
    // An announcement that comes in between does not take the place of it.
    guide.join(RESET, Timestamp(2_000), true);
    assert_eq!(guide.cause, GuideCause::NotMe);
}

#[tokio::test]
async fn nobody_is_led_back_to_where_nobody_was_signed_in() {
    let scene = Scene::connected(vec![]).await;
    let refused = soon(scene.companion.report_not_me(scene.connection)).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::NotNow);
}

#[tokio::test]
async fn an_owner_whose_account_is_gone_is_led_back_nowhere() {
    for reason in [EndReason::AccountDeleted, EndReason::AccountDisabled] {
        let scene = home().await;
        scene.unlink("unlinked", "Alexa", UnlinkCause::Incident);
        scene.until_guide(|_| true).await;
        scene.reset(reason).await;
        let seen = scene.desktop.seen();
        assert_eq!(seen.incidents.guides, []);
        let asks = |item: &CheckupItem| matches!(item.action, CheckupAction::SignIn { .. });
        assert!(!seen.checkup.iter().any(asks), "{:?}", seen.checkup);
        assert_eq!(
            scene.wish(GuideWish::GoOn).await,
            Err(FailureCode::NotThere)
        );
    }
}

#[tokio::test]
async fn what_was_withdrawn_asks_for_nothing_any_more() {
    let scene = home().await;
    let mut readable = leak(1);
    readable.data = vec![data(
        DataKind::Passwords,
        Finding::Confirmed,
        DataForm::Readable,
    )];
    scene.announce_exposure("leak", readable.clone());
    scene.until_now(ChangePassword).await;
    readable.revision = 2;
    readable.withdrawn = true;
    scene.announce_exposure("withdrawn", readable);
    scene.until(|seen| seen.incidents.guides.is_empty()).await;
    let seen = scene.desktop.seen();
    assert_eq!(seen.incidents.exposures[0].revisions.len(), 2);
}

/// After a month offline, old news come after new ones.
#[tokio::test]
async fn a_password_that_was_changed_before_the_incident_is_not_changed_since() {
    let scene = home().await;
    scene.reset(EndReason::GlobalReset).await;
    scene.sign_in().await.unwrap();
    scene.until_now(ChangePassword).await;
    let changed = |id: &str, at| ServiceEvent {
        id: id.into(),
        at: Timestamp::from_seconds(at),
        kind: ServiceEventKind::PasswordChanged { by: None },
    };
    let since = FakeService::end(EndReason::GlobalReset).at.seconds();
    for (id, at) in [("before", since - 60), ("after", since + 60)] {
        assert_eq!(scene.now(), [ChangePassword]);
        scene.service.send(EventBatch {
            events: vec![changed(id, at)],
            ..EventBatch::default()
        });
        scene
            .until_service(|service| service.acknowledged().contains(&id.to_owned()))
            .await;
    }
    scene.until_now(TwoFactor).await;
}

#[tokio::test]
async fn what_the_incident_unlinked_is_linked_again_or_dismissed() {
    let scene = home().await;
    scene.unlink("u1", "Alexa", UnlinkCause::Incident);
    scene.unlink("u2", "IFTTT", UnlinkCause::Incident);
    scene.unlink("u3", "Google Assistant", UnlinkCause::Owner);
    scene
        .until_guide(|guide| guide.integrations.len() == 2)
        .await;
    let kind = ServiceEventKind::IntegrationLinked {
        integration: IntegrationId("new".into()),
        client: "Alexa".into(),
        by: None,
    };
    scene.service.send_event("l1", kind);
    scene
        .until_guide(|guide| guide.integrations[0].state == RelinkState::Linked)
        .await;
    let dismiss = |dismissed| {
        scene
            .companion
            .dismiss_integration(scene.connection, "IFTTT".into(), dismissed)
    };
    soon(dismiss(true)).await.unwrap();
    let link = |guide: &GuideView| {
        let mut steps = guide.steps.iter();
        steps.any(|one| one.step == LinkAgain && one.state == Done)
    };
    assert!(link(&scene.desktop.seen().incidents.guides[0]));
    soon(dismiss(false)).await.unwrap();
    assert!(!link(&scene.desktop.seen().incidents.guides[0]));
    assert_eq!(
        scene.desktop.seen().incidents.guides[0].integrations.len(),
        2
    );
}

#[tokio::test]
async fn put_off_until_tomorrow_it_comes_back_by_itself_and_put_off_for_good_only_when_asked() {
    let scene = home().await;
    scene.reset(EndReason::GlobalReset).await;
    scene.sign_in().await.unwrap();
    scene.until_now(ChangePassword).await;
    scene.wish(GuideWish::Tomorrow).await.unwrap();
    let state = |scene: &Scene| scene.desktop.seen().incidents.guides[0].state;
    assert!(matches!(
        state(&scene),
        GuideState::PutOff { until: Some(_) }
    ));
    scene.wish(GuideWish::GoOn).await.unwrap();
    assert_eq!(state(&scene), GuideState::Going);
    scene.wish(GuideWish::Tomorrow).await.unwrap();
    scene.clock.advance(DAY);
    scene
        .until_guide(|guide| guide.state == GuideState::Going)
        .await;
    scene.wish(GuideWish::NotAgain).await.unwrap();
    let scene = scene.restarted().await;
    scene.clock.advance(DAY * 30);
    assert_eq!(state(&scene), GuideState::PutOff { until: None });
    scene.wish(GuideWish::GoOn).await.unwrap();
    assert_eq!(state(&scene), GuideState::Going);
    // It is not over before it is finished.
    assert_eq!(scene.wish(GuideWish::Close).await, Err(FailureCode::NotNow));
}

#[tokio::test]
async fn a_wish_that_cannot_be_kept_changes_nothing() {
    let scene = home().await;
    scene.reset(EndReason::GlobalReset).await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    assert_eq!(
        scene.wish(GuideWish::NotAgain).await,
        Err(FailureCode::DiskFull)
    );
    assert_eq!(
        scene.desktop.seen().incidents.guides[0].state,
        GuideState::Going
    );
}

#[tokio::test]
async fn another_account_at_the_same_place_does_not_see_it() {
    let scene = home().await;
    scene
        .service
        .add_account("berta@example.org", PASSWORD, "berta");
    scene.reset(EndReason::GlobalReset).await;
    scene.until_now(SignIn).await;
    scene
        .sign_in_as("berta@example.org", PASSWORD)
        .await
        .unwrap();
    scene.until(|seen| seen.incidents.guides.is_empty()).await;
}
