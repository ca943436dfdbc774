//! The security checklist: a table from facts to items, and what an owner sees of it through the companion.

use porchlight_core::cameras::CameraId;
use porchlight_core::checkup::{
    CameraFacts, ConnectionFacts, Facts, KnownComputers, Line, Rehearsal, checkup,
};
use porchlight_core::ports::provider::{ServiceError, SessionId};
use porchlight_core::session::EndReason;
use porchlight_core::testing::{Seen, camera};
use porchlight_core::time::Timestamp;
use porchlight_core::view::checkup::CheckupAction as Act;
use porchlight_core::view::checkup::CheckupState::{self, Done, ToDo, Unknown};
use porchlight_core::view::checkup::{CheckupItem, CheckupSubject};
use porchlight_core::view::recovery_key::{KeyNews, RecoveryKeyNews};
use porchlight_core::view::two_factor::TwoFactorView;
use porchlight_core::view::{CameraKey, ConnectionId, HeldChoice, ProtectionKind};
use uuid::Uuid;

use crate::scene::{Scene, soon};

const PORCH: ConnectionId = ConnectionId(Uuid::nil());
const LOOKED: Option<Timestamp> = Some(Timestamp(1_767_225_600_000));

fn facts(line: Line, looked_at: Option<Timestamp>) -> Facts {
    Facts {
        protection: ProtectionKind::Keychain,
        connections: vec![ConnectionFacts {
            id: PORCH,
            line,
            looked_at,
            lists_computers: true,
            two_factor: TwoFactorView::NotOffered,
            key_news: None,
            rehearsal: Rehearsal::NotOffered,
            integrations: None,
        }],
        undecided_edits: 0,
        cameras: CameraFacts {
            tell_firmware: 2,
            ..CameraFacts::default()
        },
    }
}

fn about(items: &[CheckupItem], wanted: impl Fn(&CheckupSubject) -> bool) -> &CheckupItem {
    let found = items.iter().find(|item| wanted(&item.subject));
    found.unwrap_or_else(|| panic!("no such item in {items:#?}"))
}

fn computers(subject: &CheckupSubject) -> bool {
    matches!(subject, CheckupSubject::Computers { .. })
}

#[test]
fn a_connection_is_well_only_while_it_is_heard() {
    let again = Act::TryAgain { connection: PORCH };
    let sign_in = Act::SignIn { connection: PORCH };
    for (line, state, action) in [
        (Line::Heard, Done, &again),
        (Line::Unsure, Unknown, &again),
        (Line::Lost, ToDo, &sign_in),
        (Line::SignedOut, ToDo, &sign_in),
    ] {
        let items = checkup(&facts(line, None));
        let item = about(&items, |about| {
            matches!(about, CheckupSubject::SignedIn { .. })
        });
        assert_eq!((item.state, &item.action), (state, action), "{line:?}");
    }
}

#[test]
fn computers_are_looked_through_or_not_and_unknown_without_a_session() {
    let look = Act::LookAtComputers { connection: PORCH };
    let sign_in = Act::SignIn { connection: PORCH };
    for (line, looked_at, state, action) in [
        (Line::Heard, LOOKED, Done, &look),
        (Line::Heard, None, ToDo, &look),
        // What the owner did does not become undone while the service is silent.
        (Line::Unsure, LOOKED, Done, &look),
        (Line::Unsure, None, ToDo, &look),
        (Line::Lost, LOOKED, Unknown, &sign_in),
        (Line::SignedOut, None, Unknown, &sign_in),
    ] {
        let items = checkup(&facts(line, looked_at));
        let item = about(&items, computers);
        assert_eq!((item.state, &item.action), (state, action), "{line:?}");
    }
}

#[test]
fn looking_counts_for_the_session_in_which_it_was_done() {
    let known = |looked_at| KnownComputers {
        session: SessionId("s1".into()),
        looked_at,
        computers: vec![SessionId("s1".into())],
    };
    let (same, next) = (SessionId("s1".into()), SessionId("s2".into()));
    assert_eq!(known(LOOKED).looked_at(Some(&same)), LOOKED);
    assert_eq!(known(LOOKED).looked_at(Some(&next)), None);
    assert_eq!(known(LOOKED).looked_at(None), None);
    assert_eq!(known(None).looked_at(Some(&same)), None);
}

#[test]
fn two_factor_is_done_with_recovery_codes_enough_and_no_item_where_there_is_none() {
    let on = |recovery_codes_left| TwoFactorView::On {
        since: Timestamp(1),
        recovery_codes_left,
    };
    let show = Act::ShowTwoFactor { connection: PORCH };
    let sign_in = Act::SignIn { connection: PORCH };
    for (line, two_factor, state, codes, action) in [
        (Line::Heard, TwoFactorView::Off, ToDo, None, &show),
        (Line::Heard, TwoFactorView::Unknown, Unknown, None, &show),
        (Line::Heard, on(0), ToDo, Some(0), &show),
        (Line::Heard, on(2), ToDo, Some(2), &show),
        (Line::Unsure, on(3), Done, Some(3), &show),
        (
            Line::SignedOut,
            TwoFactorView::Unknown,
            Unknown,
            None,
            &sign_in,
        ),
    ] {
        let mut facts = facts(line, None);
        facts.connections[0].two_factor = two_factor;
        let items = checkup(&facts);
        let item = about(
            &items,
            |about| matches!(about, CheckupSubject::TwoFactor { recovery_codes_left, .. } if *recovery_codes_left == codes),
        );
        assert_eq!(
            (item.state, &item.action),
            (state, action),
            "{two_factor:?}"
        );
    }
    let none = checkup(&facts(Line::Heard, None));
    let of_two_factor =
        |item: &CheckupItem| matches!(item.subject, CheckupSubject::TwoFactor { .. });
    assert!(!none.iter().any(of_two_factor));
}

#[test]
fn edits_wait_for_the_owner_or_none_does() {
    for (undecided_edits, state) in [(0, Done), (1, ToDo), (7, ToDo)] {
        let items = checkup(&Facts {
            undecided_edits,
            ..facts(Line::Heard, None)
        });
        let item = about(
            &items,
            |about| matches!(about, CheckupSubject::Edits { undecided } if *undecided == undecided_edits),
        );
        assert_eq!((item.state, &item.action), (state, &Act::ShowCameras));
    }
}

#[test]
fn an_update_is_told_of_at_once_and_its_absence_only_by_lists_of_today() {
    let nursery = CameraKey {
        connection: PORCH,
        camera: CameraId("nursery".into()),
    };
    let show = Act::ShowCamera {
        camera: nursery.clone(),
    };
    for (line, outdated, state, action) in [
        (Line::Heard, 0, Done, &Act::ShowCameras),
        (Line::Heard, 1, ToDo, &show),
        (Line::Unsure, 0, Unknown, &Act::ShowCameras),
        (Line::SignedOut, 0, Unknown, &Act::ShowCameras),
        (Line::SignedOut, 2, ToDo, &show),
    ] {
        let items = checkup(&Facts {
            cameras: CameraFacts {
                tell_firmware: 3,
                outdated,
                first_outdated: (outdated > 0).then(|| nursery.clone()),
            },
            ..facts(line, None)
        });
        let item = about(&items, |about| {
            matches!(about, CheckupSubject::Firmware { .. })
        });
        assert_eq!((item.state, &item.action), (state, action), "{line:?}");
    }
}

#[test]
fn protection_is_done_where_something_protects_what_is_kept() {
    for (protection, state) in [
        (ProtectionKind::Keychain, Done),
        (ProtectionKind::Passphrase, Done),
        (ProtectionKind::ThisRunOnly, ToDo),
    ] {
        let items = checkup(&Facts {
            protection,
            ..facts(Line::Heard, None)
        });
        let item = about(
            &items,
            |about| matches!(about, CheckupSubject::Protection { kind } if *kind == protection),
        );
        assert_eq!((item.state, &item.action), (state, &Act::ShowSettings));
    }
}

#[test]
fn what_is_not_there_is_no_item() {
    let bare = Facts {
        connections: Vec::new(),
        cameras: CameraFacts::default(),
        ..facts(Line::Heard, None)
    };
    let items = checkup(&bare);
    assert_eq!(items.len(), 1, "{items:#?}");
    assert!(matches!(
        items[0].subject,
        CheckupSubject::Protection { .. }
    ));
}

#[test]
fn each_connection_has_items_of_its_own() {
    let mut two = facts(Line::Heard, LOOKED);
    two.connections.push(ConnectionFacts {
        id: ConnectionId(Uuid::from_u128(2)),
        line: Line::SignedOut,
        looked_at: None,
        lists_computers: true,
        two_factor: TwoFactorView::Off,
        key_news: None,
        rehearsal: Rehearsal::Never,
        integrations: None,
    });
    let states: Vec<_> = checkup(&two).iter().map(|item| item.state).collect();
    // Two of the first connection, four of the second; edits; firmware, of which one list is not of today; protection.
    let second = [ToDo, Unknown, ToDo, Unknown];
    let expected = [[Done, Done].as_slice(), &second, &[Done, Unknown, Done]].concat();
    assert_eq!(states, expected);
}

#[test]
fn a_recovery_key_that_was_used_or_seen_is_to_be_replaced_until_it_is_or_the_owner_says_nobody_saw_it()
 {
    let show = Act::ShowRecoveryKey { connection: PORCH };
    let sign_in = Act::SignIn { connection: PORCH };
    let at = Timestamp(1_767_225_600_000);
    let found = |line, what| {
        let mut facts = facts(line, LOOKED);
        facts.connections[0].key_news = Some(RecoveryKeyNews { what, at });
        checkup(&facts).into_iter().find_map(|item| {
            let CheckupSubject::RecoveryKey { news, .. } = item.subject else {
                return None;
            };
            Some((news.what, item.state, item.action))
        })
    };
    for (line, what, state, action) in [
        (Line::Heard, KeyNews::Used, ToDo, &show),
        (Line::Unsure, KeyNews::Seen, ToDo, &show),
        (Line::SignedOut, KeyNews::Seen, Unknown, &sign_in),
        (Line::Lost, KeyNews::Used, Unknown, &sign_in),
    ] {
        assert_eq!(found(line, what), Some((what, state, action.clone())));
    }
    for settled in [KeyNews::Replaced, KeyNews::Unseen] {
        assert_eq!(found(Line::Heard, settled), None);
    }
}

#[test]
fn coming_back_is_rehearsed_once_it_was_and_where_it_can_be() {
    let rehearse = Act::RehearseRecovery { connection: PORCH };
    let sign_in = Act::SignIn { connection: PORCH };
    let then = Timestamp(1_767_225_600_000);
    for (line, rehearsal, state, action) in [
        (Line::Heard, Rehearsal::Never, ToDo, &rehearse),
        (Line::Heard, Rehearsal::LastAt(then), Done, &rehearse),
        (Line::Unsure, Rehearsal::LastAt(then), Done, &rehearse),
        (Line::Lost, Rehearsal::LastAt(then), Unknown, &sign_in),
        (Line::SignedOut, Rehearsal::Never, Unknown, &sign_in),
    ] {
        let mut facts = facts(line, None);
        facts.connections[0].rehearsal = rehearsal;
        let items = checkup(&facts);
        let item = about(&items, |about| {
            matches!(about, CheckupSubject::Rehearsal { .. })
        });
        assert_eq!((item.state, &item.action), (state, action), "{line:?}");
        let expected = CheckupSubject::Rehearsal {
            connection: PORCH,
            rehearsed_at: (rehearsal == Rehearsal::LastAt(then)).then_some(then),
        };
        assert_eq!(item.subject, expected);
    }
}

fn looks(seen: &Seen) -> Option<CheckupState> {
    let item = seen.checkup.iter().find(|item| computers(&item.subject));
    item.map(|item| item.state)
}

impl Scene {
    async fn shown(&self) -> Vec<SessionId> {
        let listed = soon(self.companion.computers(self.connection)).await;
        listed.unwrap().into_iter().map(|one| one.id).collect()
    }

    async fn knows_all(&self) {
        let shown = self.shown().await;
        let known = soon(self.companion.know_computers(self.connection, shown)).await;
        known.unwrap();
        self.until(|seen| looks(seen) == Some(Done)).await;
    }
}

#[tokio::test]
async fn having_looked_through_the_computers_is_kept_over_a_restart() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.until(|seen| looks(seen) == Some(ToDo)).await;
    scene.knows_all().await;
    let scene = scene.restarted().await;
    scene.until(|seen| looks(seen) == Some(Done)).await;
}

#[tokio::test]
async fn a_computer_that_came_while_the_owner_looked_must_be_looked_at_first() {
    let scene = Scene::signed_in(vec![]).await;
    let shown = scene.shown().await;
    scene.service.sign_in_elsewhere("attic");
    let now = soon(scene.companion.know_computers(scene.connection, shown)).await;
    assert_eq!(now.unwrap().len(), 2);
    assert_eq!(looks(&scene.desktop.seen()), Some(ToDo));
    scene.knows_all().await;
}

#[tokio::test]
async fn a_sign_in_from_elsewhere_makes_looking_due_again_and_is_pointed_out() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.knows_all().await;
    let attic = scene.service.sign_in_elsewhere("attic");
    scene.service.announce(&attic);
    scene.until(|seen| looks(seen) == Some(ToDo)).await;
    let listed = soon(scene.companion.computers(scene.connection)).await;
    let new: Vec<_> = listed.unwrap().iter().map(|one| one.newcomer).collect();
    assert_eq!(new, [false, true]);
    // Also after a restart, until the owner says that they know it.
    let scene = scene.restarted().await;
    scene.until(|seen| looks(seen) == Some(ToDo)).await;
    scene.knows_all().await;
}

#[tokio::test]
async fn one_that_is_known_already_is_no_news_when_its_event_comes_late() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let attic = scene.service.sign_in_elsewhere("attic");
    scene.knows_all().await;
    scene.service.announce(&attic);
    scene.until(|seen| seen.alerts.unread == 1).await;
    assert_eq!(looks(&scene.desktop.seen()), Some(Done));
}

#[tokio::test]
async fn a_computer_whose_event_was_lost_is_found_by_the_list() {
    let scene = Scene::signed_in(vec![]).await;
    scene.knows_all().await;
    scene.service.sign_in_elsewhere("attic");
    assert_eq!(scene.shown().await.len(), 2);
    scene.until(|seen| looks(seen) == Some(ToDo)).await;
}

#[tokio::test]
async fn after_a_reset_it_is_time_to_look_again() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.knows_all().await;
    scene.reset(EndReason::GlobalReset).await;
    scene.until(|seen| looks(seen) == Some(Unknown)).await;
    scene.sign_in().await.unwrap();
    scene.until(|seen| looks(seen) == Some(ToDo)).await;
    scene.knows_all().await;
}

#[tokio::test]
async fn what_could_not_be_kept_is_not_ticked_off() {
    use porchlight_core::ports::local_store::StoreError;
    let scene = Scene::signed_in(vec![]).await;
    let shown = scene.shown().await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    let refused = soon(scene.companion.know_computers(scene.connection, shown)).await;
    assert!(refused.is_err());
    assert_eq!(looks(&scene.desktop.seen()), Some(ToDo));
}

#[tokio::test]
async fn the_list_says_when_a_service_does_not_answer_and_when_it_does_again() {
    let hears = |seen: &Seen, state| {
        let signed_in = |item: &&CheckupItem| {
            matches!(item.subject, CheckupSubject::SignedIn { .. }) && item.state == state
        };
        seen.checkup.iter().any(|item| signed_in(&item))
    };
    let scene = Scene::signed_in(vec![]).await;
    scene.until(|seen| hears(seen, Done)).await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let asked = soon(scene.companion.refresh(scene.connection)).await;
    assert!(asked.is_err());
    scene.until(|seen| hears(seen, Unknown)).await;
    scene.service.break_down(None);
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    scene.until(|seen| hears(seen, Done)).await;
}

#[tokio::test]
async fn an_update_and_a_held_edit_are_on_the_list() {
    let mut door = camera("door", "Front");
    door.firmware_available = Some("2.0".into());
    let scene = Scene::signed_in(vec![door]).await;
    let state = |seen: &Seen, wanted: fn(&CheckupSubject) -> bool| {
        let item = seen.checkup.iter().find(|item| wanted(&item.subject));
        item.map(|item| (item.state, item.action.clone()))
    };
    let firmware = |about: &CheckupSubject| matches!(about, CheckupSubject::Firmware { .. });
    let edits = |about: &CheckupSubject| matches!(about, CheckupSubject::Edits { .. });
    let show = Act::ShowCamera {
        camera: scene.key("door"),
    };
    scene
        .until(|seen| state(seen, firmware) == Some((ToDo, show.clone())))
        .await;

    scene.service.break_writes(Some(ServiceError::Unreachable));
    scene.rename("door", "Street door").await.unwrap();
    scene.reset(EndReason::SuspectedTheft).await;
    scene.service.break_writes(None);
    scene.sign_in().await.unwrap();
    scene
        .until(|seen| state(seen, edits) == Some((ToDo, Act::ShowCameras)))
        .await;
    let decided = scene
        .companion
        .decide_held(scene.connection, HeldChoice::Discard);
    soon(decided).await.unwrap();
    scene
        .until(|seen| state(seen, edits) == Some((Done, Act::ShowCameras)))
        .await;
}
